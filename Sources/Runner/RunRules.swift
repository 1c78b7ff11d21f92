package import Findings

/// What the findings of the run itself mean, for `mailproof explain`.
package enum RunRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    package static let documentation: [RuleID: String] = [
        "run/timeout": """
        A case, a section or the whole run took longer than it may.

        The case is undetermined: a timeout says nothing about what was expected. Find out what it waited for, raise
        `timeout`, or allow another attempt with `retry: { attempts: 2, when: [timeout] }`.
        """,
        "run/interrupted": """
        The run was ended by a signal or by `--timeout`.

        What was active has been undone; cases that had not ended are undetermined. The exit code is 130 for SIGINT
        and 143 for SIGTERM.
        """,
        "run/cleanup": """
        Something that a case or a section did could not be undone, and may still be active.

        The run ends with exit code 4, whatever else happened. Undo what the finding names by hand before the next
        run: an armed fault goes on breaking mail.
        """,
        "run/quarantine-passed": """
        A check in quarantine passed.

        A quarantine says that the check is known to fail. It does not any more: remove the quarantine, so that the
        next failure is seen.
        """,
        "run/quarantine-over": """
        A quarantine is past its date.

        The failure that it hid counts again. Mend what fails, or move the date together with the reason.
        """,
        "run/not-allowed": """
        A scenario reaches beyond this machine, and the run does not allow it.

        Nothing was started. Allow the named host with `--allow`, or leave the cases that need it out, visibly, with
        `--skip-unallowed`. Where a policy refuses it, `--allow` does not help: have the policy changed by who answers for
        it. Mail beyond loopback goes to declared seeds, to reserved names, and to the domains that a policy lists under
        `recipients`.
        """,
        "run/over-policy": """
        A check sends more mail than the run's policy allows.

        Nothing was started. `rate` bounds the messages a second of each check, `total` all messages of a run, those to the
        lab too and each repetition that `retry` allows. Write a lower rate or count, or have the policy changed.
        """,
        "policy/missing": """
        The file that `--policy` names does not exist.

        Nothing was started: a run without the policy that it was to keep would be free of it.
        """,
        "policy/bad-value": """
        A policy file holds a value that its key does not take.

        Nothing was started. A policy begins with `policy: 1`; `allow` takes the words of `--allow`, `recipients` domains,
        `rate` a rate such as `20/s`, `total` a number of messages, `drill_receivers` names of Alertmanager's receivers.
        """,
        "run/nothing-selected": """
        No case was selected.

        A path holds no scenario, or no case matches what was asked for. It is no success, because a gate that
        checks nothing holds nothing. A shard without cases is fine.
        """,
        "run/bad-setting": """
        A setting in mailproof.yaml has a value that its option does not take.

        The same values are taken as on the command line: see `mailproof run --help`.
        """,
        "run/usage": """
        A command was given arguments that it does not take.

        Nothing was started. `--help` behind the command says what it takes; exit code 64.
        """,
        "run/unknown-command": """
        The first word behind mailproof is none of its commands.

        Nothing was started. `mailproof --help` lists the commands; exit code 64.
        """,
        "run/not-in-this-version": """
        A command or an option that the manual of the format speaks of and this version does not have.

        It is told apart from a slip of the keyboard. A later version of mailproof has it.
        """,
        "run/unknown-variable": """
        `--var` names a variable that no scenario declares under `vars`.

        Declare it there with the value that holds when nobody says otherwise, or correct the name.
        """,
        "report/not-writable": """
        A report cannot be written where it should be.

        It is found before anything runs. Make the folder writable, or choose another with `--report junit=FILE`.
        """,
    ]
}
