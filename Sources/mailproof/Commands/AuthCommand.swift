import ArgumentParser
import Checks
import Reporting

/// `mailproof auth`.
struct AuthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auth",
        abstract: "Audit the authentication of domains without a scenario.",
        discussion: """
            SPF, DKIM and DMARC of each domain, as strict receivers read them, and what to publish instead. The servers \
            of this machine are asked unless --zone or --server say otherwise.

              mailproof auth example.com --selector s1 --ip 192.0.2.10
              mailproof auth example.com --zone example.com.zone --server system
              mailproof auth example.com --selector s1 --print-scenario >example.yaml
            """)

    @Argument(help: ArgumentHelp("The domains.", valueName: "domain"))
    var domains: [String]

    @Option(help: ArgumentHelp("A zone file that answers as if it were published. Repeatable.", valueName: "file"))
    var zone: [String] = []

    @Option(
        help: ArgumentHelp("Pinned answers for names that are not yours (mailproof dns record).", valueName: "file"))
    var snapshot: String?

    @Option(
        help: ArgumentHelp(
            "Who answers the rest: system, none, or an address such as 192.0.2.53:53 (default: none with --zone or --snapshot, else system).",
            valueName: "server"))
    var server: String?

    @Option(help: ArgumentHelp("An address that must pass SPF. Repeatable.", valueName: "address"))
    var ip: [String] = []

    @Option(help: ArgumentHelp("The selector of a DKIM key. Repeatable.", valueName: "selector"))
    var selector: [String] = []

    @Flag(help: "The domains send and receive no mail: -all alone, DMARC reject, null MX.")
    var parked = false

    @Flag(help: "Print the scenario that this stands for; nothing is asked.")
    var printScenario = false

    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: ColorChoice = .auto

    @Flag(name: .shortAndLong, help: "Show also what was asked and evaluated.")
    var verbose = false

    func run() async throws {
        let audit: AuthenticationAudit
        do throws(AuthenticationAudit.BadArgument) {
            audit = try AuthenticationAudit(
                domains: domains, zones: zone, snapshot: snapshot, server: server, senders: ip, selectors: selector,
                isParked: parked)
        } catch {
            throw ValidationError(error.description)
        }
        guard !printScenario else { return ConsoleOutput.standard.write(audit.scenario) }
        let run = CommandRun(
            name: "mailproof auth", scenario: audit.scenario, permissions: "network", color: color,
            files: zone + [snapshot].compactMap(\.self))
        let isVerbose = verbose
        throw ExitCode(
            try await run.exitCode { palette in
                AuditScreen(
                    output: .standard, palette: palette, titles: audit.titles, rows: audit.rows, isVerbose: isVerbose)
            })
    }
}

extension ColorChoice: ExpressibleByArgument {}
