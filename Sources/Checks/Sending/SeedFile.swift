import FaultLab
package import Findings
package import MailMessage
package import Scenarios

/// A file of seeds: the mailboxes that every send is looked for in.
struct SeedFile: ScenarioMapping {
    var seeds: [Seed]

    init?(_ fields: inout Fields) {
        let seeds = fields.required("seeds", [Located<SeedSpecification>].self, "The seeds, each an address of ours.")
        guard let seeds else { return nil }
        self.seeds = seeds.map { Seed($0.value, at: $0.place) }
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
    var mailbox: SeedMailboxSpecification?

    init?(_ fields: inout Fields) {
        let address = fields.required("address", AddressText.self, "The address that a message is sent to.")
        provider = fields.optional("provider", String.self, "Who runs the mailbox; the address's domain by default.")
        mailbox = fields.optional("mailbox", SeedMailboxSpecification.self, "How the mailbox is looked into.")
        fields.notInThisVersion("authserv", "The name that the receiver signs its Authentication-Results with.")
        guard let address else { return nil }
        self.address = address
    }
}

/// `mailbox: { lab: mx }`.
struct SeedMailboxSpecification: ScenarioMapping {
    var server: Located<String>

    init?(_ fields: inout Fields) {
        let server = fields.optional("lab", Located<String>.self, "The lab's SMTP server that has the mailbox.")
        fields.notInThisVersion("imap", "The IMAP server that has the mailbox, imaps://HOST.")
        fields.notInThisVersion("user", "Who logs in there.")
        fields.notInThisVersion("password", "The password.")
        fields.notInThisVersion("token", "An OAuth 2 bearer token in place of a password.")
        guard let server else {
            if fields.keyPlace("imap") == nil, let place = fields.place {
                fields.report(
                    "scenario/missing-key", "the mailbox is not named", at: place, remedy: "add lab: NAME")
            }
            return nil
        }
        self.server = server
    }
}

/// A mailbox of ours that a message is sent to.
package struct Seed: Sendable {
    /// Its address.
    package var address: Address
    /// Who runs it.
    package var provider: String
    /// The lab's server that has it; nil where nobody looks.
    package var mailbox: Located<String>?
    /// Where it is listed.
    package var place: Place

    /// A seed.
    package init(address: Address, provider: String, mailbox: Located<String>? = nil, place: Place) {
        self.address = address
        self.provider = provider
        self.mailbox = mailbox
        self.place = place
    }

    init(_ specification: SeedSpecification, at place: Place) {
        let address = specification.address.address
        self.init(
            address: address, provider: specification.provider ?? address.domain.lowercased(),
            mailbox: specification.mailbox?.server, place: place)
    }
}
