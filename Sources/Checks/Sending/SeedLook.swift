import FaultLab
import Findings
import MailMessage
import MailTransport
import Scenarios

/// What a message that is looked for is known by.
struct SoughtMessage: Sendable {
    /// The value of its field `X-Mailproof-Seed`; nil where it has none.
    var token: String?
    /// Its Message-ID with angle brackets; nil where it is not known.
    var messageID: String?
}

/// The look into the mailboxes of seeds, in the lab or over IMAP.
struct SeedLook: Sendable {
    private typealias Opened = Result<SeedIMAPMailbox, SeedIMAPMailbox.Unreadable>

    private let context: CheckContext
    /// The mailboxes that are read over IMAP, by the numbers of their seeds.
    private let mailboxes: [Int: Opened]

    private init(context: CheckContext, mailboxes: [Int: Opened]) {
        self.context = context
        self.mailboxes = mailboxes
    }

    /// Opens the mailboxes, all at the same time.
    ///
    /// - Parameter isFresh: whether only what arrives from now on is looked through.
    static func open(_ seeds: [Seed], isFresh: Bool = true, in context: CheckContext) async -> SeedLook {
        await withTaskGroup(of: (Int, Opened).self) { group in
            for (number, seed) in seeds.enumerated() {
                guard case .imap(let access) = seed.mailbox else { continue }
                group.addTask { (number, await opened(seed, access, isFresh, context)) }
            }
            var mailboxes: [Int: Opened] = [:]
            for await (number, mailbox) in group { mailboxes[number] = mailbox }
            return SeedLook(context: context, mailboxes: mailboxes)
        }
    }

    /// A function of its own, for swiftc 6.3.1 mixes up the results of child tasks that catch a typed error themselves.
    private static func opened(
        _ seed: Seed, _ access: SeedIMAPAccess, _ isFresh: Bool, _ context: CheckContext
    ) async -> Opened {
        do throws(SeedIMAPMailbox.Unreadable) {
            return .success(try await SeedIMAPMailbox.open(seed, access, isFresh: isFresh, in: context))
        } catch {
            return .failure(error)
        }
    }

    /// The message of the seed of that number, looked for until it is found or the time is over.
    func found(
        _ result: SeedResult, number: Int, _ message: SoughtMessage, until deadline: ContinuousClock.Instant
    ) async -> SeedResult {
        switch result.seed.mailbox {
        case .lab(let name): await found(result, message, atServer: name.value, until: deadline)
        case .imap: await found(result, message, in: mailboxes[number], until: deadline)
        case nil: result.withFate(.unreadable("its mailbox is not known"))
        }
    }

    private func found(
        _ result: SeedResult, _ message: SoughtMessage, in mailbox: Opened?, until deadline: ContinuousClock.Instant
    ) async -> SeedResult {
        guard let mailbox else { return result.withFate(.unreadable("it was not opened")) }
        do throws(SeedIMAPMailbox.Unreadable) {
            // No message has the identifier of the run alone as its token.
            let sought = IMAPSought(token: message.token ?? context.run.id, messageID: message.messageID)
            guard let sighting = try await mailbox.get().look(for: sought, until: deadline) else {
                return result.withFate(.missing)
            }
            var result = result.withFate(sighting.fate)
            result.authentication = sighting.authentication
            // INTERNALDATE has whole seconds: what arrived at once seems to have arrived before it was sent.
            if let arrivedAt = sighting.arrivedAt, let takenAt = result.takenAt {
                result.foundAfter = .microseconds(max(0, arrivedAt.microseconds - takenAt.microseconds))
            }
            return result
        } catch {
            return result.withFate(.unreadable(error.reason))
        }
    }

    private func found(
        _ result: SeedResult, _ message: SoughtMessage, atServer name: String, until deadline: ContinuousClock.Instant
    ) async -> SeedResult {
        guard let server = context.resources[LabKey.self]?.smtp[name] else {
            return result.withFate(.unreadable("the lab has no SMTP server \(name)"))
        }
        var query = LabMessageQuery(recipient: result.seed.address)
        if let token = message.token {
            query.header = .init(SeedMessageSpecification.tokenField, token)
        } else if let messageID = message.messageID {
            query.header = .init("Message-ID", messageID)
        }
        guard let first = await server.mailboxes.firstMessage(query, until: deadline) else {
            // Somebody who stopped looking does not know that it is missing.
            return result.withFate(Task.isCancelled ? .unreadable("the time of the case was over") : .missing)
        }
        let copies = server.mailboxes.messages(query)
        var result = result.withFate(
            copies.count > 1 ? .duplicate(copies.map(\.folder.rawValue)) : first.folder == .inbox ? .inbox : .junk)
        if let takenAt = result.takenAt {
            result.foundAfter = .microseconds(max(0, first.time.microseconds - takenAt.microseconds))
        }
        result.authentication = first.authentication.flatMap(\.results)
        return result
    }

    /// Logs out everywhere.
    func close() async {
        for case .success(let mailbox) in mailboxes.values { await mailbox.close() }
    }
}
