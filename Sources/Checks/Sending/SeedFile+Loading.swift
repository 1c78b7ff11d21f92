import Findings
import MailMessage
import Scenarios

extension SeedFile {
    /// The seeds of a file, whose mailboxes can be looked into where that is wanted; empty after findings.
    static func seeds(
        _ path: FilePath, lookedFor placement: SeedPlacementSpecification?, loading: Loading
    ) -> [Seed] {
        guard let file = loading.decode(SeedFile.self, fromFile: path) else { return [] }
        var seeds = file.seeds
        if seeds.isEmpty {
            loading.report(
                "seed/none", "\(loading.path(path)) lists no seed", label: "no seed", at: path.place,
                remedy: "add seeds: [{ address: …, mailbox: { lab: NAME } }]")
        }
        guard let placement else { return seeds }
        let servers = loading.specification(of: LabSection.self)?.servers.map(\.name) ?? []
        for index in seeds.indices { seeds[index].checkMailbox(isIn: servers, loading) }
        if placement.authentication != nil { checkReceivers(of: seeds, loading) }
        return seeds
    }

    /// All seeds together, or those of each provider with its name.
    static func rows(_ seeds: [Seed], each: SeedPlacementSpecification.Each) -> [(provider: String?, seeds: [Seed])] {
        guard each == .provider else { return [(nil, seeds)] }
        var providers: [String] = []
        for seed in seeds where !providers.contains(seed.provider) { providers.append(seed.provider) }
        return providers.map { provider in (provider, seeds.filter { $0.provider == provider }) }
    }

    /// RFC 8601 §5: only the results of the receiver itself are believed, so it must be known who that is.
    private static func checkReceivers(of seeds: [Seed], _ loading: Loading) {
        for seed in seeds where seed.authserv == nil {
            guard case .imap = seed.mailbox else { continue }
            loading.report(
                "seed/no-authserv", "it is not known whose Authentication-Results of \(seed.address) are believed",
                label: "no authserv", at: seed.place,
                remedy:
                    "add authserv: NAME, the first word of the topmost Authentication-Results of a mail that arrived there"
            )
        }
    }
}

extension Seed {
    /// Reports a mailbox that nobody could look into.
    fileprivate mutating func checkMailbox(isIn servers: [String], _ loading: Loading) {
        switch mailbox {
        case nil:
            loading.report(
                "seed/no-mailbox", "the mailbox of \(address) is not known, and placement wants to look into it",
                label: "no mailbox", at: place,
                remedy:
                    "add mailbox: { lab: NAME } or mailbox: { imap: imaps://HOST, password: … }, or leave placement out"
            )
        case .imap(var access):
            access.load(loading)
            mailbox = .imap(access)
        case .lab(let server):
            guard !servers.contains(server.value) else { return }
            loading.report(
                "seed/unknown-server", "the lab has no SMTP server \(server.value)", label: "no such server",
                at: server.place,
                remedy: servers.isEmpty
                    ? "add lab: { smtp: { \(server.value): { domains: […] } } } to the scenario"
                    : "name one of \(servers.joined(separator: ", "))")
        }
    }
}
