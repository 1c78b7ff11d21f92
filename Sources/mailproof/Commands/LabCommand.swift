import ArgumentParser
import Checks
import Reporting
import Runner
import Scenarios

/// `mailproof lab`.
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Keep the lab of a scenario running, with its control API.",
        discussion: """
            For a staging system to send to, until Ctrl-C; or behind -- for an application's own tests, whose exit code \
            is then this command's. Faults are armed over the control API; its token comes from MAILPROOF_LAB_TOKEN.

              mailproof lab lab.yaml --listen 127.0.0.1:8025
              mailproof lab lab.yaml --print-route postfix
              mailproof lab lab.yaml --save outbox -- npm test

            The program finds the servers in MAILPROOF_LAB_SMTP_NAME_URL, _HOST and _PORT (NAME is MX for mx), \
            MAILPROOF_LAB_DNS_ADDRESS, MAILPROOF_LAB_CONTROL_URL and MAILPROOF_LAB_TOKEN.
            """)

    @Argument(help: ArgumentHelp("The scenario; it may do without checks.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Where the control API listens: 127.0.0.1:8025.", valueName: "address:port"))
    var listen: String?

    @Option(help: ArgumentHelp("Keep every mail that arrives in a folder.", valueName: "folder"))
    var save: String?

    @Option(help: ArgumentHelp("Say how to route to the lab: postfix, kumomta or unbound.", valueName: "kind"))
    var printRoute: LabRoute?

    @Option(help: ArgumentHelp("What may be done beyond this machine: network. Repeatable.", valueName: "list"))
    var allow: [String] = []

    @OptionGroup var policy: PolicyOption

    @Argument(
        parsing: .postTerminator, help: ArgumentHelp("A program that the lab runs for.", valueName: "program"))
    var program: [String] = []

    func run() async throws {
        let settings = try Settings()
        let permissions = try settings.values(allow, "allow") { try Permissions(parsing: $0) }
        let work = LabWork(
            file: file, listen: listen, folder: save, route: printRoute, program: program,
            leave: Leave(
                permissions: permissions.reduce(into: .none) { $0.formUnion($1) }, policy: try policy.policy(settings)),
            environment: settings.environment)
        BrokenPipes.ignore()
        throw ExitCode(try await work.run())
    }
}

extension LabRoute: ExpressibleByArgument {}
