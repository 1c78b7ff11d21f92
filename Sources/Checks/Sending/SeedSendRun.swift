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
        let (relay, options, mails) = try prepared()
        let look = specification.placement == nil ? nil : await SeedLook.open(specification.seeds, in: context)
        let carrier = SeedCarrier(relay: relay, options: options, in: context)
        var results = await sent(mails, by: carrier, rate: specification.rate(to: relay))
        guard let look, let placement = specification.placement else { return results }
        let deadline = ContinuousClock.now.advanced(by: placement.within)
        let looking = results
        await withTaskGroup(of: (Int, SeedResult).self) { group in
            for (number, result) in looking.enumerated() where result.fate == .accepted {
                let token = SeedMail.token(forSeed: number, of: context)
                let message = SoughtMessage(
                    token: token, messageID: "<\(token)@\(specification.from.mailbox.address.domain)>")
                group.addTask { (number, await look.found(result, number: number, message, until: deadline)) }
            }
            for await (number, result) in group { results[number] = result }
        }
        await look.close()
        return results
    }

    private func prepared() throws(SeedSendProblem) -> (SMTPEndpoint?, SMTPOptions, [OutgoingMail]) {
        let options: SMTPOptions
        let mail: SeedMail
        var url: String?
        do throws(UnresolvedReference) {
            if let via = specification.via { url = try context.value(of: via) }
            options = try specification.access.options(timeout: Self.serverTimeout, via: specification.via, in: context)
            mail = try SeedMail(specification, in: context)
        } catch {
            throw SeedSendProblem(error.finding, type: "mailproof.reference")
        }
        let relay = url.flatMap { SMTPEndpoint(url: $0) }
        if let url, relay == nil {
            throw SeedSendProblem(
                Finding(
                    "seed/bad-server", .error, "\(url) is no URL of an SMTP server",
                    at: specification.serverPlace.excerpt,
                    remedy: "write smtp://HOST:PORT or smtps://HOST:PORT"),
                type: "mailproof.reference")
        }
        var mails: [OutgoingMail] = []
        let now = WallTime.now()
        for (number, seed) in specification.seeds.enumerated() {
            mails.append(try mail.mail(to: seed, number: number, at: now))
        }
        return (relay, options, mails)
    }

    private func sent(
        _ mails: [OutgoingMail], by carrier: SeedCarrier, rate: MessageRate?
    ) async -> [SeedResult] {
        var results: [SeedResult] = []
        let start = ContinuousClock.now
        for (seed, mail) in zip(specification.seeds, mails) {
            if let rate {
                let due = start + .seconds(Double(results.count) / rate.perSecond)
                // Where the case is over, the sending itself says so.
                try? await Task.sleep(until: due, clock: .continuous)
            }
            results.append(Self.result(await carrier.carry(mail, to: seed), of: seed))
        }
        await carrier.close()
        return results
    }

    private static func result(_ carried: SeedCarrier.Carried, of seed: Seed) -> SeedResult {
        switch carried {
        case .delivered(let delivery):
            let reply = delivery.recipients.first?.reply
            var result = SeedResult(seed: seed, fate: fate(reply))
            result.reply = reply
            result.takenAt = .now()
            result.latency = delivery.times.total + (delivery.times.connect ?? .zero)
            result.transcript = delivery.transcript
            return result
        case .failed(let error):
            // A greeting that refuses is the server's word on every message: it is no trouble of the connection.
            let refusal = error.code == .greetingRefused ? error.reply : nil
            var result = SeedResult(seed: seed, fate: refusal.map { fate($0) } ?? .unknown(error))
            result.reply = error.reply
            result.transcript = error.transcript
            return result
        case .unroutable(let reason):
            var result = SeedResult(seed: seed, fate: .rejected)
            result.reason = reason
            return result
        }
    }

    private static func fate(_ reply: SMTPReply?) -> SeedResult.Fate {
        switch reply?.replyClass {
        case .accepted: .accepted
        case .transient: .deferred
        case .permanent, .intermediate, nil: .rejected
        }
    }
}
