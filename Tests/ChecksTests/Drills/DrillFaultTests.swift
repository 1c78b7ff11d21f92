import Checks
import DNS
import FaultLab
import Findings
import Scenarios
import Testing

@Suite("the words of a drill's faults")
struct DrillFaultTests {
    private func faults(_ fault: String) -> DecodedText<[DrillFault]> {
        DecodedText("[{ \(fault) }]")
    }

    /// The SMTP fault of a text that says nothing wrong.
    private func smtp(_ words: String) throws -> SMTPFault {
        let decoded = faults("smtp: { \(words) }")
        #expect(decoded.said == [])
        guard case .smtp(let fault, server: _)? = decoded.value?.first?.kind else {
            throw NoFault()
        }
        return fault
    }

    private struct NoFault: Error {}

    @Test(
        "a DNS fault answers with a code, or with a record in place of those there are",
        arguments: [
            ("nxdomain", DNSFault.Reply.nameError), ("nodata", .noData), ("servfail", .serverFailure),
            ("refused", .refused), ("timeout", .timeout), ("truncated", .truncated), ("wrong-id", .wrongID),
            ("flipped", .flipped),
            (#""v=DKIM1; p=""#, .records([.txt([Array("v=DKIM1; p=".utf8)])])),
        ])
    func dns(_ answer: String, _ reply: DNSFault.Reply) throws {
        let decoded = faults("dns: { name: s1._domainkey.example.com, type: TXT, answer: \(answer) }")
        #expect(decoded.said == [])
        guard case .dns(let fault)? = decoded.value?.first?.kind else {
            Issue.record("a DNS fault is expected")
            return
        }
        #expect(fault.answer == reply)
    }

    @Test("a DNS fault holds an answer back, lies about its age, and strikes from some question on")
    func dnsAdornments() throws {
        let decoded = faults("dns: { name: a.example, type: A, delay: 2s, ttl: 7d, after: 10, first: 3 }")
        #expect(decoded.said == [])
        guard case .dns(let fault)? = decoded.value?.first?.kind else { throw NoFault() }
        let name = try #require(DomainName("a.example"))
        #expect(
            fault
                == DNSFault(
                    name, .A, delay: .seconds(2), timeToLive: 604_800, cadence: FaultCadence(first: 3, after: 10)))
    }

    @Test(
        "what a DNS fault can not do is said where it stands",
        arguments: [
            ("type: A", "1:9 nothing would be answered otherwise (add answer:, delay: or ttl:)"),
            (
                "type: A, answer: flipped",
                "1:45 a bit is flipped in keys, and A holds none (write type: TXT, DNSKEY, DS or TLSA)"
            ),
            (
                "type: A, answer: timeout, delay: 2s",
                "1:61 there is no answer to hold back (remove delay: or answer:)"
            ),
            ("type: A, delay: 2h", "1:44 an answer is held back for an hour at most (write delay: 1h)"),
            (
                "type: A, answer: servfail, ttl: 1d",
                "1:60 an answer of servfail has no record that could claim it (remove ttl:)"
            ),
            ("type: A, answer: refused, after: 0", "1:61 expected at least 1, found 0"),
        ])
    func impossibleDNS(words: String, said: String) {
        #expect(faults("dns: { name: a.example, \(words) }").said == [said])
    }

    @Test("what is wrong with a fault is said where it stands")
    func faults() {
        #expect(
            faults(#"smtp: { at: rcpt, reply: "250 OK" }"#).said == [
                "1:29 250 is not a refusal (write a code of 400 to 599, such as 451 or 550)"
            ])
        #expect(
            faults(#"smtp: { at: mail, when: { recipient_domain: a.example }, reply: "451 No" }"#).said == [
                "1:28 no recipient is known at mail yet (write at: rcpt, data or message, or take the recipient out of "
                    + "when)"
            ])
        #expect(
            faults(#"smtp: { at: startls, reply: "451 No" }"#).said == [
                "1:16 expected one of connect, ehlo, starttls, auth, mail, rcpt, data, message, found \"startls\" "
                    + "(did you mean 'starttls'?)"
            ])
        #expect(
            faults("dns: { name: a.example, type: TXTT, answer: nxdomain }").said == [
                "1:34 expected a record type such as TXT, or TYPE123, found \"TXTT\" (did you mean 'TXT'?)"
            ])
        #expect(
            faults("dns: { name: a.example, type: A, answer: nxdomian }").said == [
                "1:45 nxdomian is no data of type A (did you mean 'nxdomain'?)"
            ])
        #expect(
            faults("tls: { server: mx }").said == [
                "1:9 the fault does nothing (add certificate: expired, or version: \"1.0\")"
            ])
        #expect(
            faults("tls: { certificate: expried }").said == [
                "1:24 expected valid, expired, not-yet-valid, self-signed, wrong-name or weak, found \"expried\" "
                    + "(did you mean 'expired'?)"
            ])
    }

    @Test("a TLS fault changes the certificate, the version, or both")
    func tls() throws {
        let decoded = faults("tls: { server: mx, certificate: self-signed, version: 1.0, first: 3 }")
        #expect(decoded.said == [])
        guard case .tls(let fault, server: let server)? = decoded.value?.first?.kind else {
            Issue.record("a TLS fault is expected")
            return
        }
        #expect(server?.value == "mx")
        #expect(
            try fault
                == TLSFault(
                    server: "mx", certificate: .selfSigned, version: .v1_0, cadence: FaultCadence(first: 3)))
        #expect(decoded.value?.first?.description == "tls mx: certificate self-signed, TLS 1.0")
    }

    @Test("an SMTP fault refuses, delays, drips, closes, stalls, drops and throttles")
    func effects() throws {
        #expect(
            try smtp(#"at: rcpt, reply: "451 4.7.1 Later", delay: 2s, drip: 100ms, close: true"#).effect
                == SMTPFaultEffect(
                    delay: .seconds(2), reply: ServerReply(451, "4.7.1", "Later"), drip: .milliseconds(100),
                    closes: true))
        #expect(try smtp("at: connect, stall: true").effect == SMTPFaultEffect(stalls: true))
        #expect(
            try smtp("at: data, drop: { after: 10KiB }, throttle: 2KiB/s").effect
                == SMTPFaultEffect(dropAfter: 10_240, throttle: 2048))
    }

    @Test(
        "what cannot be done together is said where it stands",
        arguments: [
            (
                "at: rcpt",
                "1:10 the fault does nothing (add reply, or one of delay, close, stall, drip, drop and "
                    + "throttle; at message also lose, bounce and duplicate)"
            ),
            (
                #"at: rcpt, reply: "451 x", stall: true"#,
                "1:45 who stalls says nothing more (remove stall, or "
                    + "everything beside it; delay answers after a time)"
            ),
            (
                "at: message, drop: { after: 1KiB }",
                "1:31 no message is read at message (write at: data, where a "
                    + "message begins)"
            ),
            (
                "at: data, throttle: 2KiB",
                "1:32 expected a speed such as 512B/s or 2KiB/s, found \"2KiB\" (add the "
                    + "time: 2KiB/s)"
            ),
            ("at: data, throttle: 0B/s", "1:32 expected a speed such as 512B/s or 2KiB/s, found \"0B/s\""),
            ("at: data, drop: {}", "1:28 the key after is missing (add after: After how many octets of the message.)"),
            (
                "at: rcpt, delay: 2",
                "1:29 expected a duration such as 250ms, 2s, 2m or 1h, found \"2\" (add its unit: "
                    + "2s for seconds, 2ms for milliseconds)"
            ),
        ])
    func impossible(words: String, said: String) {
        #expect(faults("smtp: { \(words) }").said == [said])
    }

    @Test("an SMTP fault loses, returns and repeats what was accepted")
    func fates() throws {
        #expect(try smtp("at: message, lose: true").effect == SMTPFaultEffect(fate: MailFate(isLost: true)))
        #expect(try smtp("at: message, duplicate: 2").effect == SMTPFaultEffect(fate: MailFate(copies: 2)))
        let bounce = MailFate.Bounce(after: .seconds(2), diagnosis: ServerReply(552, "5.2.2", "Full"))
        #expect(
            try smtp(#"at: message, bounce: { after: 2s, reply: "552 5.2.2 Full" }"#).effect
                == SMTPFaultEffect(fate: MailFate(bounce: bounce)))
    }

    @Test("a network fault delays, narrows, resets and swallows what goes through a proxy")
    func network() throws {
        let words = [
            "latency: 200ms, bandwidth: 10KiB/s", "reset: true", "reset: { after: 10KiB }", "blackhole: true, for: 5s",
        ]
        let effects = try words.map { words in
            let decoded = faults("network: { proxy: line, \(words) }")
            #expect(decoded.said == [])
            guard case .network(let fault, _)? = decoded.value?.first?.kind else { throw NoFault() }
            return fault.effect
        }
        #expect(
            effects == [
                .init(latency: .milliseconds(200), bandwidth: 10_240), .init(resetAfter: 0), .init(resetAfter: 10_240),
                .init(isBlackhole: true),
            ])
        #expect(
            faults("network: { proxy: line, reset: false }").said == [
                "1:22 the fault does nothing (add latency, bandwidth, reset or blackhole)"
            ])
    }

    @Test("an SMTP fault is for clients, header fields and sizes too")
    func targets() throws {
        let fault = try smtp(
            #"at: message, when: { client_address: [192.0.2.0/24, "2001:db8::1"], header: { Subject: "spring*" }, "#
                + #"size: { min: 1KiB } }, reply: "552 5.3.4 Too big""#)
        #expect(fault.target.clients.map(\.description) == ["192.0.2.0/24", "2001:db8::1"])
        #expect(fault.target.header == [HeaderPattern(name: "Subject", text: "spring*")])
        #expect(fault.target.size == 1024...Int.max)
    }

    @Test("a fault strikes what is too much, what is new, and for a time")
    func cadences() throws {
        #expect(
            try smtp("at: rcpt, stall: true, per: { window: 1m, allow: 10 }, for: 30s").cadence
                == FaultCadence(per: .init(window: .seconds(60), allow: 10), lasting: .seconds(30)))
        #expect(
            try smtp("at: rcpt, stall: true, greylist: { delay: 5m }").cadence
                == FaultCadence(greylist: .init(delay: .seconds(300))))
    }

    @Test(
        "whom it can not be for, and when it can not strike, is said where it stands",
        arguments: [
            (
                #"smtp: { at: rcpt, when: { header: { Subject: x } }, reply: "451 x" }"#,
                "no message is known at rcpt yet (write at: message, or take header and size out of when)"
            ),
            (
                #"smtp: { at: message, when: { header: { Subject: "re:x" } }, reply: "451 x" }"#,
                "a header field is compared with a text, not with a regular expression "
                    + "(write * for any text, such as spring-*)"
            ),
            (
                #"smtp: { at: message, when: { size: [1B, 2B] }, reply: "451 x" }"#,
                "expected a size or a range of sizes, found a list (write { min: …, max: … })"
            ),
            (
                #"smtp: { at: rcpt, stall: true, per: { window: 1m, allow: 10 }, every: 2 }"#,
                "per and every each say which attempts are struck (remove one of them, or arm two faults)"
            ),
            (
                #"smtp: { at: rcpt, stall: true, for: 0s }"#,
                "for is not more than 0 (write more than 0, or remove it)"
            ),
            (
                #"dns: { name: a.example, type: A, answer: refused, per: { window: 1m, allow: -1 } }"#,
                "per wants a window, and at most 100000 that it allows (write per: { window: 1m, allow: 10 })"
            ),
        ])
    func wrongWhen(words: String, said: String) {
        #expect(faults(words).said.map { String($0.drop { $0 != " " }.dropFirst()) } == [said])
    }

    @Test("a behaviour is a ready fault, for whom and as often as is said")
    func behaviours() throws {
        #expect(
            try smtp("behaviour: gmail-like-rate-limit, server: mx")
                == SMTPFault(.gmailLikeRateLimit, server: "mx"))
        #expect(
            try smtp("behaviour: greylisting, when: { recipient_domain: a.example }, greylist: { delay: 5s }")
                == SMTPFault(
                    .greylisting, when: .init(recipientDomains: ["a.example"]),
                    cadence: FaultCadence(greylist: .init(delay: .seconds(5)))))
    }

    @Test("a behaviour that is not known, is said twice or lacks its stage is told where it stands")
    func wrongBehaviours() {
        #expect(
            faults("smtp: { behaviour: greylistng }").said.map { $0.hasSuffix("(did you mean 'greylisting'?)") }
                == [true])
        #expect(
            faults("smtp: { behaviour: greylisting, at: rcpt }").said == [
                "1:36 a behaviour says by itself what happens, and where (remove at, or write the fault without "
                    + "behaviour)"
            ])
        #expect(
            faults("smtp: { stall: true }").said == [
                "1:10 the key at is missing (add at: connect, ehlo, starttls, auth, mail, rcpt, data or message, or a "
                    + "behaviour)"
            ])
    }
}
