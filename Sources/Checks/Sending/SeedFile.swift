package import Findings
package import MailMessage
import Scenarios

/// A file of seeds: the mailboxes that every send is looked for in.
struct SeedFile: ScenarioMapping {
    /// The most seeds of one file; commercial lists have a hundred.
    static let most = 1000

    var seeds: [Seed]

    init?(_ fields: inout Fields) {
        let seeds = fields.required("seeds", [Located<SeedSpecification>].self, "The seeds, each an address of ours.")
        guard let seeds else { return nil }
        self.seeds = seeds.map { Seed($0.value, at: $0.place) }
        if let beyond = seeds.dropFirst(Self.most).first {
            fields.report(
                "seed/too-many", "a list has at most \(Self.most) seeds, found \(seeds.count)",
                label: "beyond the limit",
                at: beyond.place, remedy: "send to fewer, or write further files and checks")
        }
        for (index, seed) in self.seeds.enumerated() {
            guard self.seeds[..<index].contains(where: { $0.address == seed.address }) else { continue }
            fields.report(
                "seed/duplicate", "\(seed.address) is listed twice", label: "listed before", at: seed.place,
                remedy: "remove one of them: a message to each would be looked for in the same mailbox")
        }
    }
}

/// One seed as it is written.
struct SeedSpecification: ScenarioMapping {
    var address: AddressText
    var provider: String?
    var mailbox: SeedMailbox?
    var authserv: Located<String>?

    init?(_ fields: inout Fields) {
        let address = fields.required("address", AddressText.self, "The address that a message is sent to.")
        provider = fields.optional("provider", String.self, "Who runs the mailbox; the address's domain by default.")
        mailbox = fields.optional("mailbox", SeedMailbox.self, "How the mailbox is looked into.")
        authserv = fields.optional(
            "authserv", Located<String>.self,
            "The name that the receiver signs its Authentication-Results with; those of others are not believed.")
        guard let address else { return nil }
        self.address = address
    }
}

/// A mailbox of ours that a message is sent to.
package struct Seed: Sendable {
    /// Its address.
    package var address: Address
    /// Who runs it.
    package var provider: String
    /// How it is looked into; nil where nobody looks.
    package var mailbox: SeedMailbox?
    /// RFC 8601 §2.5: the name of the receiver in its Authentication-Results; nil where it was not given.
    package var authserv: String?
    /// Where it is listed.
    package var place: Place

    /// A seed.
    package init(
        address: Address, provider: String, mailbox: SeedMailbox? = nil, authserv: String? = nil, place: Place
    ) {
        self.address = address
        self.provider = provider
        self.mailbox = mailbox
        self.authserv = authserv
        self.place = place
    }

    /// What reading its mailbox needs leave for; nil where that is in the lab or on loopback.
    var need: Need? {
        guard case .imap(let access) = mailbox else { return nil }
        return access.need
    }

    init(_ specification: SeedSpecification, at place: Place) {
        let address = specification.address.address
        self.init(
            address: address, provider: specification.provider ?? address.domain.lowercased(),
            mailbox: specification.mailbox, authserv: specification.authserv?.value, place: place)
    }
}
