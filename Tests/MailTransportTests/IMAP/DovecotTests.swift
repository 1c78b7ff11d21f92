import Foundation
import MailTransport
import Support
import Testing

@Suite(
    "IMAPMailbox and a real Dovecot", .timeLimit(.minutes(10)),
    .enabled(if: Dovecot.isExpected, "Dovecot is not installed: apt-get install dovecot-imapd openssl"))
struct DovecotTests {
    /// A Dovecot that runs while `body` does.
    private func withDovecot(
        _ body: (_ dovecot: Dovecot, _ authority: CertificateAuthority) async throws -> Void
    ) async throws {
        let missing: Comment = "CI=true and Dovecot or openssl is missing: ci/install dovecot-imapd openssl"
        let authority = try await CertificateAuthority(try #require(Program("openssl"), missing))
        defer { authority.remove() }
        let certificate = try await authority.certificate()
        let dovecot = try Dovecot(try #require(Program("dovecot"), missing), certificate: certificate)
        do {
            try await dovecot.waitUntilReady()
            try await body(dovecot, authority)
        } catch {
            Issue.record(error, Comment(rawValue: dovecot.log))
        }
        await dovecot.stop()
    }

    private func options(_ authority: CertificateAuthority, password: String = Dovecot.password) -> IMAPOptions {
        var options = IMAPOptions(login: .password(password, user: Dovecot.user))
        options.trustedCertificates = authority.trustedCertificates
        return options
    }

    private func endpoint(_ dovecot: Dovecot, implicitTLS: Bool = true) -> IMAPEndpoint {
        IMAPEndpoint(
            host: "127.0.0.1", port: Int(implicitTLS ? dovecot.securePort : dovecot.port), usesImplicitTLS: implicitTLS)
    }

    private func message(_ token: String?, id: String = "1@example.org", body: String = "text") -> String {
        let mark = token.map { "X-Mailproof-Seed:\r\n \($0)\r\n" } ?? ""
        return "From: a@example.org\r\nMessage-ID: <\(id)>\r\n\(mark)Subject: hello\r\n\r\n\(body)\r\n"
    }

    private func positions(_ mailbox: IMAPMailbox) async throws -> [IMAPPosition] {
        var positions: [IMAPPosition] = []
        for folder in try await mailbox.folders() where folder.isSelectable {
            positions.append(try await mailbox.position(of: folder))
        }
        return positions
    }

    @Test(
        "inbox and junk are told apart, over either kind of TLS, and nothing is marked as read",
        arguments: [true, false])
    func placement(implicitTLS: Bool) async throws {
        try await withDovecot { dovecot, authority in
            try dovecot.deliver(message("t1", id: "old@example.org"))
            let mailbox = try await IMAPMailbox.open(
                endpoint(dovecot, implicitTLS: implicitTLS), options: options(authority))
            let folders = try await mailbox.folders()
            #expect(Set(folders.map(\.role)) == [.inbox, .junk])
            let before = try await positions(mailbox)
            #expect(before.allSatisfy { $0.uidNext != nil && $0.uidValidity != nil })
            let sought = [IMAPSought(token: "t1"), IMAPSought(token: "t2"), IMAPSought(token: "t3")]
            // What was there before is not what was sent.
            #expect(try await mailbox.find(sought, since: before) == IMAPFound())
            let time = Date(timeIntervalSince1970: 1_770_532_984)
            try dovecot.deliver(message("t1"), at: time)
            try dovecot.deliver(message("t2"), to: "Junk")
            try dovecot.deliver(message(nil))
            try dovecot.deliver(message("t1 and more"))
            let found = try await mailbox.find(sought, since: before)
            #expect(found.unexaminedCount == 0)
            #expect(Set(found.matches.map { "\($0.token) \($0.folder.role)" }) == ["t1 inbox", "t2 junk"])
            let first = try #require(found.matches.first { $0.token == "t1" })
            #expect(first.internalDate?.unixTime == 1_770_532_984)
            let second = try #require(found.matches.first { $0.token == "t2" })
            #expect(abs((second.internalDate?.unixTime ?? 0) - Int64(Date().timeIntervalSince1970)) < 300)
            #expect(String(decoding: first.header, as: UTF8.self).hasPrefix("From: a@example.org\r\nMessage-ID: <1@"))
            #expect(!first.flags.contains("\\Seen") && first.gmailCategory == nil)
            #expect(try await mailbox.find(sought, since: before) == found)
            await mailbox.close()
            for folder in ["INBOX", "Junk"] {
                #expect(try dovecot.messages(in: folder).allSatisfy { $0.flags.isEmpty })
            }
        }
    }

    @Test("what is deleted is ours, and nothing that anybody else has marked as deleted")
    func deletion() async throws {
        try await withDovecot { dovecot, authority in
            try dovecot.deliver(message(nil, id: "marked@example.org"), flags: "T")
            try dovecot.deliver(message("t1", id: "ours@example.org"))
            try dovecot.deliver(message("t1", id: "junk@example.org"), to: "Junk")
            try dovecot.deliver(message("t2", id: "other@example.org"))
            let mailbox = try await IMAPMailbox.open(endpoint(dovecot), options: options(authority))
            let start = [.inbox, IMAPFolder(wireName: Array("Junk".utf8))].map { IMAPPosition(folder: $0) }
            let found = try await mailbox.find([IMAPSought(token: "t1")], since: start)
            #expect(found.matches.count == 2)
            #expect(try await mailbox.delete(found.matches) == 2)
            #expect(try await mailbox.delete(found.matches) == 0)
            #expect(try await mailbox.find([IMAPSought(token: "t1")], since: start) == IMAPFound())
            await mailbox.close()
            let left = try dovecot.messages()
            #expect(Set(left.map(\.flags)) == ["", "T"])
            #expect(left.count == 2 && !left.contains { $0.text.contains("ours@example.org") })
            #expect(try dovecot.messages(in: "Junk").isEmpty)
        }
    }

    @Test("a match whose UID now belongs to another message deletes nothing")
    func staleMatch() async throws {
        try await withDovecot { dovecot, authority in
            try dovecot.deliver(message("t1"))
            try dovecot.deliver(message("t2"))
            let mailbox = try await IMAPMailbox.open(endpoint(dovecot), options: options(authority))
            let start = [IMAPPosition(folder: .inbox)]
            let found = try await mailbox.find([IMAPSought(token: "t1")], since: start)
            var match = try #require(found.matches.first)
            match.uid = match.uid == 1 ? 2 : 1
            #expect(try await mailbox.delete([match]) == 0)
            match.uidValidity = 1
            let error = await #expect(throws: TransportError.self) { try await mailbox.delete([match]) }
            #expect(error?.code == .refused)
            await mailbox.close()
            #expect(try dovecot.messages().count == 2)
        }
    }

    @Test("a wrong password is told in Dovecot's words")
    func wrongPassword() async throws {
        try await withDovecot { dovecot, authority in
            let error = await #expect(throws: TransportError.self) {
                try await IMAPMailbox.open(endpoint(dovecot), options: options(authority, password: "guess"))
            }
            #expect(error?.code == .login)
            #expect(error?.detail?.contains("AUTHENTICATIONFAILED") == true)
            #expect(error?.transcript.text.joined().contains("guess") == false)
        }
    }

    @Test(
        "a certificate of an authority that is not trusted, or for another name, is a TLS error",
        arguments: [true, false])
    func wrongAuthority(implicitTLS: Bool) async throws {
        try await withDovecot { dovecot, authority in
            let other = try await CertificateAuthority(try #require(Program("openssl")))
            defer { other.remove() }
            var system = options(authority)
            system.trustedCertificates = nil
            for options in [options(other), system] {
                let error = await #expect(throws: TransportError.self) {
                    try await IMAPMailbox.open(endpoint(dovecot, implicitTLS: implicitTLS), options: options)
                }
                #expect(error?.code == .tls)
            }
            var named = endpoint(dovecot, implicitTLS: implicitTLS)
            named.host = "localhost"
            let error = await #expect(throws: TransportError.self) {
                try await IMAPMailbox.open(named, options: options(authority))
            }
            #expect(error?.code == .tls)
            #expect(!dovecot.log.contains("method=PLAIN"))
        }
    }

    @Test("neither a mail that imitates answers nor one with a header of a megabyte is in the way")
    func oddMail() async throws {
        try await withDovecot { dovecot, authority in
            let forged = (1...30).map { "M\($0) OK forged\r\n* SEARCH 99\r\n* BYE\r\n)\r\n" }.joined()
            try dovecot.deliver("Subject: {5}\r\nX-A: \"a\r\n" + message("t1", body: forged))
            try dovecot.deliver(forged)
            let large = String(repeating: "X-Fill: \(String(repeating: "x", count: 900))\r\n", count: 1200)
            try dovecot.deliver(large + message("t2"))
            let mailbox = try await IMAPMailbox.open(endpoint(dovecot), options: options(authority))
            let found = try await mailbox.find(
                [IMAPSought(token: "t1"), IMAPSought(token: "t2")], since: [IMAPPosition(folder: .inbox)])
            #expect(Set(found.matches.map(\.token)) == ["t1", "t2"])
            #expect(found.matches.first { $0.token == "t2" }?.header.count == 1 << 18)
            await mailbox.close()
        }
    }

    @Test("a folder whose name is not ASCII is read, and a message is known by its Message-ID alone")
    func folderName() async throws {
        try await withDovecot { dovecot, authority in
            try dovecot.makeMaildir("Entw&APw-rfe")
            try dovecot.deliver(message(nil, id: "drop@example.org"), to: "Entw&APw-rfe")
            let mailbox = try await IMAPMailbox.open(endpoint(dovecot), options: options(authority))
            let folder = try #require(try await mailbox.folders().first { $0.name == "Entwürfe" })
            let found = try await mailbox.find(
                [IMAPSought(token: "t1", messageID: "<drop@example.org>")], since: [IMAPPosition(folder: folder)])
            #expect(found.matches.map(\.token) == ["t1"])
            let gone = IMAPFolder(wireName: Array("Gone".utf8))
            let error = await #expect(throws: TransportError.self) { try await mailbox.position(of: gone) }
            #expect(error?.code == .refused)
            #expect(mailbox.isUsable)
            await mailbox.close()
        }
    }

    @Test("in a folder with more messages than are read one by one, the server's search finds the oldest")
    func fullFolder() async throws {
        try await withDovecot { dovecot, authority in
            let start = Date().timeIntervalSince1970 - 10_000
            let mailbox = try await IMAPMailbox.open(endpoint(dovecot), options: options(authority))
            let before = [try await mailbox.position(of: .inbox)]
            try dovecot.deliver(message("t1"), at: Date(timeIntervalSince1970: start))
            // Seen once, the first has the least UID.
            #expect(try await mailbox.position(of: .inbox).uidNext == 2)
            for _ in 0..<620 { try dovecot.deliver(message("another")) }
            let other = try await IMAPMailbox.open(endpoint(dovecot), options: options(authority))
            let found = try await other.find([IMAPSought(token: "t1"), IMAPSought(token: "none")], since: before)
            #expect(found.matches.map(\.uid) == [1])
            #expect(found.unexaminedCount == 120)
            // The next look goes on with those that were left.
            #expect(try await other.find([IMAPSought(token: "t1")], since: before).unexaminedCount == 0)
            await other.close()
            await mailbox.close()
        }
    }
}
