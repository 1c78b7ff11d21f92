import Findings

/// What the findings mean that lint itself adds to those of its rules, for `mailproof explain`.
enum LintBoundRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = [
        "lint/errors": """
        There are more errors than the check lets pass; none, where `errors:` does not say otherwise.

        Mend what the errors above it say. `rules:` sets the severity of a single rule, `baseline:` lets pass what is known.
        """,
        "lint/warnings": """
        There are more warnings than `warnings:` of the check lets pass.
        """,
        "lint/score": """
        The sum of all rules that found something is larger than `score:` of the check lets pass.

        Each rule counts once, by the gravest of its findings: 3 for an error, 1 for a warning, 0.1 for a remark. The terms
        of the sum stand below the finding.
        """,
        "lint/spamassassin": """
        SpamAssassin gives the mail a score that the check does not let pass.

        Without `score:` that is its own threshold. Below the finding stand its heaviest symbols with their points and its own
        words; all of them are in the output of the case. A template is judged as the mail that it was rendered to, in a
        message of ours; what its symbols say of header fields is about those. A message (.eml) is judged as it is.
        """,
        "lint/rspamd": """
        Rspamd gives the mail a score that the check does not let pass.

        Without `score:` that is its own threshold. Below the finding stand its heaviest symbols; all of them are in the
        output of the case. A template is judged as the mail that it was rendered to, in a message of ours.
        """,
        "lint/spamassassin-unreachable": """
        SpamAssassin's daemon gave no judgement, so that nobody knows what it would say: the case is undetermined.

        Start spamd where `address:` says, or correct it. It listens on port 783 by default, and takes connections from this
        machine alone unless started with -A.
        """,
        "lint/rspamd-unreachable": """
        Rspamd gave no judgement, so that nobody knows what it would say: the case is undetermined.

        Start it where `url:` says, or correct that. Its scanner listens on port 11333, its controller on 11334 wants a
        password.
        """,
        "lint/spamassassin-not-asked": """
        SpamAssassin judges mail, and there was none: the file is a template that is not filled. The case is undetermined.

        Give `render:` its data, or write `render: { engine: none }` where the file is what is sent.
        """,
        "lint/rspamd-not-asked": """
        Rspamd judges mail, and there was none: the file is a template that is not filled. The case is undetermined.

        Give `render:` its data, or write `render: { engine: none }` where the file is what is sent.
        """,
        "template/render-failed": """
        The program of `render.command` did not render a template.

        It ended with a code other than zero, printed nothing, or more than 8 MiB. What it wrote to standard error stands below
        the finding. It is started in the folder of the scenario, gets the data as JSON on standard input (the template where
        there is no data), and the path of the template as its last argument, unless $(template.path) or $(template.stem)
        stands among its arguments.
        """,
        "template/not-rendered": """
        The program of `render.command` could not be run, or did not end in time: the case is undetermined.

        With `timeout:` it gets more time than 20 seconds for a template. It is asked to end, then ended, with whatever it has
        started.
        """,
    ]
}
