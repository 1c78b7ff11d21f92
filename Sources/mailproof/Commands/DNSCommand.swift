import ArgumentParser

/// `mailproof dns`: what is about DNS alone.
struct DNSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dns", abstract: "Keep what others publish in DNS.", subcommands: [DNSRecordCommand.self])
}
