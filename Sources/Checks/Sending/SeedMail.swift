import Findings
import MailAuth
import MailMessage
import MailTransport
import Scenarios

/// Writes the message of each seed.
struct SeedMail {
    let specification: SeedSendSpecification
    /// The further header fields, their references filled in.
    let fields: [MessageComposer.Field]
    let context: CheckContext

    /// Fills in what is known now.
    init(_ specification: SeedSendSpecification, in context: CheckContext) throws(UnresolvedReference) {
        self.specification = specification
        self.context = context
        var fields: [MessageComposer.Field] = []
        for entry in specification.message.headers?.entries ?? [] {
            fields.append(MessageComposer.Field(entry.name, try context.value(of: entry.value)))
        }
        self.fields = fields
    }

    /// What stands in the token field of the message to the seed of that number; no other message has it.
    static func token(forSeed number: Int, of context: CheckContext) -> String {
        var randomness = context.run.randomness(for: "\(SeedSendCheck.key) \(context.caseName) \(number)")
        return "\(context.run.id)-\(String(randomness.next(), radix: 36))"
    }

    /// The message to the seed of that number, signed where that is wanted, with its envelope.
    func mail(to seed: Seed, number: Int, at now: WallTime) throws(SeedSendProblem) -> OutgoingMail {
        do {
            let token = Self.token(forSeed: number, of: context)
            let bytes = try signed(try composed(for: seed, token: token, at: now), at: now)
            return OutgoingMail(
                try SMTPEnvelope(sender: returnPath, recipients: [seed.address.description]), message: bytes)
        } catch {
            throw SeedSendProblem(
                Finding(
                    "seed/cannot-compose", .error, "the message to \(seed.address) cannot be written: \(error)",
                    at: seed.place.excerpt),
                type: "mailproof.seed")
        }
    }

    private var returnPath: String {
        guard let path = specification.envelopeFrom else { return specification.from.mailbox.address.description }
        return path.address?.description ?? ""
    }

    private func composed(for seed: Seed, token: String, at now: WallTime) throws(CompositionError) -> [UInt8] {
        let field = MessageComposer.Field(SeedMessageSpecification.tokenField, token)
        switch specification.message.content {
        case .parts(let parts):
            let author = specification.from.mailbox
            var composer = MessageComposer(
                from: [author], to: [Mailbox(address: seed.address)], subject: parts.subject, date: now,
                messageID: "\(token)@\(author.address.domain)")
            composer.extraFields = specification.message.unsubscribeFields + fields + [field]
            composer.text = parts.text
            composer.html = parts.html
            composer.images = parts.images
            composer.attachments = parts.attachments
            return try composer.compose()
        case .whole(let bytes):
            return try FieldWriter.write(field.name, field.value) + bytes
        case nil:
            throw .noContent
        }
    }

    private func signed(_ bytes: [UInt8], at now: WallTime) throws(DKIMKeyError) -> [UInt8] {
        guard let signer = specification.signature?.signer else { return bytes }
        return try signer.sign(bytes, at: now)
    }
}

/// Why a case of `seed_send` could not be run.
struct SeedSendProblem: Error {
    var finding: Finding
    /// The JUnit type.
    var type: String

    init(_ finding: Finding, type: String) {
        self.finding = finding
        self.type = type
    }
}
