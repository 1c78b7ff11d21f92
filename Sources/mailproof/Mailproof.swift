import ArgumentParser

/// `mailproof`: the commands.
struct Mailproof: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailproof",
        abstract: "The gate that mail must pass before it ships.",
        discussion: """
            Scenario files say what must be true of your mail: its DNS authentication, its templates, its way to seed \
            mailboxes, and the alerts that must fire when it breaks. mailproof checks them, writes a JUnit XML report \
            and answers with an exit code.

              mailproof run                            every scenario below Scenarios/
              mailproof run Scenarios/auth.yaml:14     the check on line 14
              mailproof run --tags 'auth and not live' --report junit=out.xml

            Exit codes: 0 every gate held · 1 an expectation failed · 2 something could not be determined · \
            3 nothing selected · 4 cleanup failed · 64 usage · 65 invalid scenario · 66 no such path · \
            70 internal error · 73 report not writable · 130, 143 interrupted
            """,
        version: Version.text,
        subcommands: [
            RunCommand.self, ValidateCommand.self, ListCommand.self, AuthCommand.self, LintCommand.self,
            LabCommand.self, UndoCommand.self, DNSCommand.self, SchemaCommand.self, ExplainCommand.self,
            GuardLeaseCommand.self,
        ])
}
