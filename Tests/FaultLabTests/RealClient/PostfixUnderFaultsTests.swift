import FaultLab
import Foundation
import MailMessage
import Support
import Testing

@Suite(
    "Postfix, under each fault of SMTP", .timeLimit(.minutes(10)),
    .enabled(if: Postfix.isExpected, "needs root and postfix"))
struct PostfixUnderFaultsTests {
    private static let once = FaultCadence(first: 1)
    private static let twice = FaultCadence(first: 2)
    private static let close = SMTPFaultEffect(closes: true)
    private static let stall = SMTPFaultEffect(stalls: true)
    private static let loss = "lost connection"
    private static let timeout = "timed out"
    private static func later() throws -> SMTPFaultEffect { try refusal("451 4.7.1 Try again later") }
    private static func never() throws -> SMTPFaultEffect { try refusal("554 5.7.1 Never") }

    /// Each effect before a recipient is named.
    private static func early() throws -> [PostfixTrial] {
        let (later, never) = (try later(), try never())
        let busy = try refusal("421 4.3.2 Not now")
        return [
            try PostfixTrial("connect-4xx", at: .connect, busy, twice, says: "421 4.3.2 Not now"),
            // Postfix takes a 5xx greeting for the word of one host (smtp_skip_5xx_greeting).
            try PostfixTrial("connect-5xx", at: .connect, never, once, deferrals: 1, says: "554 5.7.1 Never"),
            try PostfixTrial("connect-close", at: .connect, close, twice, says: loss),
            try PostfixTrial("connect-stall", at: .connect, stall, once, says: timeout),
            try PostfixTrial("connect-delay", at: .connect, SMTPFaultEffect(delay: .seconds(1)), deferrals: 0),
            try PostfixTrial("connect-drip", at: .connect, SMTPFaultEffect(drip: .milliseconds(20)), deferrals: 0),
            // EHLO that is refused is followed by HELO (RFC 5321 §3.2), which meets the fault too.
            try PostfixTrial("ehlo-4xx", at: .ehlo, later, FaultCadence(first: 4), hitsPerTry: 2, says: "451 4.7.1"),
            try PostfixTrial("ehlo-close", at: .ehlo, close, once, says: loss),
            try PostfixTrial("ehlo-stall", at: .ehlo, stall, once, says: timeout),
            try PostfixTrial("mail-4xx", at: .mail, later, twice, says: "in reply to MAIL FROM"),
            try PostfixTrial(
                "mail-5xx", at: .mail, never, ending: .bounced, deferrals: 0, says: "in reply to MAIL FROM"),
            try PostfixTrial("mail-close", at: .mail, close, once, says: loss),
            try PostfixTrial("mail-stall", at: .mail, stall, once, says: timeout),
        ]
    }

    /// Each effect from the recipient on.
    private static func late() throws -> [PostfixTrial] {
        let (later, never) = (try later(), try never())
        let slow = SMTPFaultEffect(delay: .seconds(1), reply: later.reply)
        return [
            try PostfixTrial("rcpt-4xx", at: .rcpt, later, twice, says: "in reply to RCPT TO"),
            try PostfixTrial("rcpt-5xx", at: .rcpt, never, ending: .bounced, deferrals: 0, says: "in reply to RCPT TO"),
            try PostfixTrial("rcpt-close", at: .rcpt, close, once, says: loss),
            try PostfixTrial("rcpt-stall", at: .rcpt, stall, once, says: timeout),
            try PostfixTrial("rcpt-delay", at: .rcpt, slow, once, says: "451 4.7.1"),
            try PostfixTrial("data-4xx", at: .data, later, twice, says: "in reply to DATA"),
            try PostfixTrial("data-5xx", at: .data, never, ending: .bounced, deferrals: 0, says: "in reply to DATA"),
            try PostfixTrial("data-drop", at: .data, SMTPFaultEffect(dropAfter: 1000), once, says: loss),
            try PostfixTrial("data-throttle", at: .data, SMTPFaultEffect(throttle: 2048), deferrals: 0, filed: 1),
            try PostfixTrial("data-stall", at: .data, stall, once, says: timeout),
            try PostfixTrial("message-4xx", at: .message, later, twice, says: "in reply to end of DATA", filed: 1),
            try PostfixTrial(
                "message-5xx", at: .message, never, ending: .bounced, deferrals: 0, says: "in reply to end of DATA",
                filed: 0),
            try PostfixTrial("message-close", at: .message, close, once, says: loss, filed: 1),
            try PostfixTrial("message-stall", at: .message, stall, once, says: timeout, filed: 1),
        ]
    }

    /// What was accepted, and is not what it seems.
    private static func fates() throws -> [PostfixTrial] {
        let fates: [(name: String, fate: MailFate, filed: Int)] = [
            ("lost", MailFate(isLost: true), 0), ("repeated", MailFate(copies: 2), 2),
            // The report, in the mailbox of the sender.
            ("returned", MailFate(bounce: .init(after: .zero)), 1),
        ]
        return try fates.map { name, fate, filed in
            try PostfixTrial(name, at: .message, SMTPFaultEffect(fate: fate), deferrals: 0, filed: filed)
        }
    }

    /// When it strikes.
    private static func cadences() throws -> [PostfixTrial] {
        let later = try later()
        let grey = FaultCadence(greylist: .init(delay: .seconds(2)))
        let per = FaultCadence(per: .init(window: .seconds(2), allow: 1))
        return [
            try PostfixTrial("greylist", at: .rcpt, later, grey, mails: 2, says: "451 4.7.1", filed: 2),
            try PostfixTrial("every", at: .rcpt, later, FaultCadence(every: 2), mails: 4, says: "451 4.7.1", filed: 4),
            try PostfixTrial("per", at: .rcpt, later, per, mails: 3, says: "451 4.7.1", filed: 3),
            try PostfixTrial(
                "lasting", at: .rcpt, later, FaultCadence(lasting: .seconds(2)), says: "451 4.7.1", filed: 1),
            try PostfixTrial("chance", at: .rcpt, later, FaultCadence(chance: 0.5), mails: 8, filed: 8),
        ]
    }

    /// Whom it is for.
    private static func targets() throws -> [PostfixTrial] {
        let later = try later()
        let second = SMTPFault.Target(recipients: [try Address("user2@recipient.example")])
        let elsewhere = SMTPFault.Target(recipientDomains: ["other.example"])
        let first = SMTPFault.Target(senders: [try Address("news1@sender.example")])
        let stranger = SMTPFault.Target(clients: [try network("192.0.2.0/24")])
        let local = SMTPFault.Target(clients: [try network("127.0.0.0/8")])
        let subject = SMTPFault.Target(header: [HeaderPattern(name: "Subject", text: "number 2")])
        return [
            try PostfixTrial("recipient", at: .rcpt, when: second, later, once, mails: 3, deferrals: 1),
            try PostfixTrial("domain", at: .rcpt, when: elsewhere, later, mails: 2, deferrals: 0, filed: 2),
            try PostfixTrial("sender", at: .mail, when: first, later, once, mails: 3, deferrals: 1),
            try PostfixTrial("stranger", at: .mail, when: stranger, later, deferrals: 0, filed: 1),
            try PostfixTrial("client", at: .mail, when: local, later, once, deferrals: 1, filed: 1),
            try PostfixTrial("header", at: .message, when: subject, later, once, mails: 2, deferrals: 1, filed: 2),
        ]
    }

    private static func network(_ text: String) throws -> ClientNetwork { try #require(ClientNetwork(text)) }

    @Test("tries again, gives up or delivers as it should, and counts as many strikes as the rule does")
    func all() async throws {
        let trials = try Self.early() + Self.late() + Self.fates() + Self.cadences() + Self.targets()
        let lab = try await Lab.start(
            LabConfiguration(servers: trials.map { .init(name: $0.name, domains: [$0.domain]) }, seed: 7))
        let armed = try trials.map { try lab.arm($0.fault, lease: .seconds(3000)) }
        let sending = try SendingPostfix(trials, lab: lab)
        do {
            try await sending.postfix.waitUntilReady()
            try await sending.send(trials)
            #expect(await sending.finish(trials), "\(sending.postfix.log)")
            for (trial, fault) in zip(trials, armed) { check(trial, fault, sending.postfix.log, lab) }
        } catch {
            await sending.postfix.stop()
            _ = await lab.stop()
            throw error
        }
        await sending.postfix.stop()
        #expect(await lab.stop() == [])
    }

    private func check(_ trial: PostfixTrial, _ fault: ArmedFault, _ text: String, _ lab: Lab) {
        let log = PostfixLog(text)
        let recipients = (1...trial.mails).map(trial.recipient)
        let deferred = recipients.flatMap { log.tries($0, "deferred") }
        let bounced = recipients.flatMap { log.tries($0, "bounced") }
        let sent = recipients.flatMap { log.tries($0, "sent") }
        let story: Comment = "\(trial.name): \(fault.hits)\n\((deferred + bounced + sent).joined(separator: "\n"))"

        #expect((trial.ending == .sent ? sent : bounced).count == trial.mails, story)
        // As many strikes as Postfix has felt: a fault that only delays, or takes and loses, makes no try fail.
        if let deferrals = trial.deferrals {
            #expect(deferred.count == deferrals, story)
        } else {
            #expect(!deferred.isEmpty || !trial.fault.effect.isRefusal, story)
        }
        let failed = deferred.count + bounced.count
        if failed > 0 {
            #expect(fault.hits.total == failed * trial.hitsPerTry, story)
        } else if trial.fault.target == SMTPFault.Target() {
            #expect(fault.hits.total == trial.mails, story)
        } else {
            #expect(fault.hits.total == 0, story)
        }
        if let says = trial.says {
            #expect((deferred + bounced).allSatisfy { $0.contains(says) }, story)
        }
        // The lab's log has the same: every strike on a recipient stands in it.
        let struck = lab.log.attempts.filter { $0.fault == fault.id }
        if trial.fault.effect.reply != nil || trial.fault.effect.closes {
            #expect(struck.count == fault.hits.total, story)
        }
        if let filed = trial.filed {
            #expect(lab.smtp[trial.name]?.mailboxes.messages().count == filed, story)
        }
    }
}

extension SMTPFaultEffect {
    /// Whether a try that it strikes fails for certain.
    fileprivate var isRefusal: Bool { reply != nil || closes || stalls || dropAfter != nil }
}
