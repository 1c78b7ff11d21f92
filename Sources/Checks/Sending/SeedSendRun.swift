import FaultLab
import Findings
import MailMessage
import MailTransport
import Scenarios

/// Sends the messages of a row one after the other, then looks for all of them at the same time.
struct SeedSendRun {
    /// How long the server may take to be ready, and to answer.
    ///
    /// Our choice: within the budget of the check, a server that says nothing still becomes a finding of its own.
    private static let serverTimeout: Duration = .seconds(20)

    let specification: SeedSendSpecification
    let context: CheckContext

    /// What became of each message, in the order of the seeds.
    ///
    /// - Throws: why nothing could be sent.
    func results() async throws(SeedSendProblem) -> [SeedResult] {
        let (sender, mails) = try prepared()
        let mailboxes = specification.placement == nil ? [:] : await openedMailboxes()
        var results = await sent(mails, over: sender)
        guard let placement = specification.placement else { return results }
        let deadline = ContinuousClock.now.advanced(by: placement.within)
        let looking = results
        await withTaskGroup(of: (Int, SeedResult).self) { group in
            for (number, result) in looking.enumerated() where result.fate == .accepted {
                group.addTask {
                    (number, await self.found(result, number: number, in: mailboxes[number], until: deadline))
                }
            }
            for await (number, result) in group { results[number] = result }
        }
        for case .success(let mailbox) in mailboxes.values { await mailbox.close() }
        return results
    }

    private typealias Opened = Result<SeedIMAPMailbox, SeedIMAPMailbox.Unreadable>

    /// The mailboxes that are read over IMAP, by the numbers of their seeds; opened at the same time, before anything is
    /// sent, so that it is known how far they were filled.
    private func openedMailboxes() async -> [Int: Opened] {
        await withTaskGroup(of: (Int, Opened).self) { group in
            for (number, seed) in specification.seeds.enumerated() {
                guard case .imap(let access) = seed.mailbox else { continue }
                group.addTask { (number, await self.opened(seed, access)) }
            }
            var opened: [Int: Opened] = [:]
            for await (number, mailbox) in group { opened[number] = mailbox }
            return opened
        }
    }

    private func opened(_ seed: Seed, _ access: SeedIMAPAccess) async -> Opened {
        do throws(SeedIMAPMailbox.Unreadable) {
            return .success(try await SeedIMAPMailbox.open(seed, access, in: context))
        } catch {
            return .failure(error)
        }
    }

    private func prepared() throws(SeedSendProblem) -> (SMTPSender, [OutgoingMail]) {
        let url: String
        let options: SMTPOptions
        let mail: SeedMail
        do throws(UnresolvedReference) {
            url = try context.value(of: specification.via)
            options = try self.options()
            mail = try SeedMail(specification, in: context)
        } catch {
            throw SeedSendProblem(error.finding, type: "mailproof.reference")
        }
        guard let endpoint = SMTPEndpoint(url: url) else {
            throw SeedSendProblem(
                Finding(
                    "seed/bad-server", .error, "\(url) is no URL of an SMTP server",
                    at: specification.via.place.excerpt,
                    remedy: "write smtp://HOST:PORT or smtps://HOST:PORT"),
                type: "mailproof.reference")
        }
        var mails: [OutgoingMail] = []
        let now = WallTime.now()
        for (number, seed) in specification.seeds.enumerated() {
            mails.append(try mail.mail(to: seed, number: number, at: now))
        }
        return (SMTPSender(to: endpoint, options: options), mails)
    }

    private func options() throws(UnresolvedReference) -> SMTPOptions {
        var options = SMTPOptions()
        options.connectTimeout = Self.serverTimeout
        options.replyTimeout = Self.serverTimeout
        options.tls = specification.access.tls?.value ?? .none
        options.trustedCertificates = specification.trustedCertificates
        if let login = specification.access.login {
            options.login = .init(
                user: try context.value(of: login.user), password: try context.value(of: login.password))
        }
        return options
    }

    private func sent(_ mails: [OutgoingMail], over sender: SMTPSender) async -> [SeedResult] {
        var results: [SeedResult] = []
        for (seed, mail) in zip(specification.seeds, mails) {
            results.append(await sent(mail, to: seed, over: sender))
        }
        await sender.close()
        return results
    }

    private func sent(_ mail: OutgoingMail, to seed: Seed, over sender: SMTPSender) async -> SeedResult {
        var result: SeedResult
        do throws(TransportError) {
            let delivery = try await sender.send(mail)
            let reply = delivery.recipients.first?.reply
            result = SeedResult(seed: seed, fate: Self.fate(reply))
            result.reply = reply
            result.takenAt = .now()
            result.latency = delivery.times.total + (delivery.times.connect ?? .zero)
            result.transcript = delivery.transcript
        } catch {
            // A greeting that refuses is the server's word on every message: it is no trouble of the connection.
            let refusal = error.code == .greetingRefused ? error.reply : nil
            result = SeedResult(seed: seed, fate: refusal.map { Self.fate($0) } ?? .unknown(error))
            result.reply = error.reply
            result.transcript = error.transcript
        }
        return result
    }

    private static func fate(_ reply: SMTPReply?) -> SeedResult.Fate {
        switch reply?.replyClass {
        case .accepted: .accepted
        case .transient: .deferred
        case .permanent, .intermediate, nil: .rejected
        }
    }

    /// A message that was taken, looked for until it is found or the time is over.
    private func found(
        _ result: SeedResult, number: Int, in mailbox: Opened?, until deadline: ContinuousClock.Instant
    ) async -> SeedResult {
        let token = SeedMail.token(forSeed: number, of: context)
        switch result.seed.mailbox {
        case .lab(let name): return await found(result, token: token, atServer: name.value, until: deadline)
        case .imap: return await found(result, token: token, in: mailbox, until: deadline)
        case nil: return result.withFate(.unreadable("its mailbox is not known"))
        }
    }

    private func found(
        _ result: SeedResult, token: String, in mailbox: Opened?, until deadline: ContinuousClock.Instant
    ) async -> SeedResult {
        guard let mailbox else { return result.withFate(.unreadable("it was not opened")) }
        let messageID = "<\(token)@\(specification.from.mailbox.address.domain)>"
        do throws(SeedIMAPMailbox.Unreadable) {
            let sought = IMAPSought(token: token, messageID: messageID)
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
        _ result: SeedResult, token: String, atServer name: String, until deadline: ContinuousClock.Instant
    ) async -> SeedResult {
        guard let server = context.resources[LabKey.self]?.smtp[name] else {
            return result.withFate(.unreadable("the lab has no SMTP server \(name)"))
        }
        let query = LabMessageQuery(
            recipient: result.seed.address, header: .init(SeedMessageSpecification.tokenField, token))
        guard let message = await server.mailboxes.firstMessage(query, until: deadline) else {
            // Somebody who stopped looking does not know that it is missing.
            return result.withFate(Task.isCancelled ? .unreadable("the time of the case was over") : .missing)
        }
        let copies = server.mailboxes.messages(query)
        let folders = copies.map(\.folder.rawValue)
        var result = result.withFate(
            copies.count > 1 ? .duplicate(folders) : message.folder == .inbox ? .inbox : .junk)
        if let takenAt = result.takenAt {
            result.foundAfter = .microseconds(max(0, message.time.microseconds - takenAt.microseconds))
        }
        result.authentication = message.authentication.flatMap(\.results)
        return result
    }
}
