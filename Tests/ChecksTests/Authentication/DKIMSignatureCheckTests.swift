import Checks
import DNS
import Findings
import Foundation
import MailAuth
import Support
import Testing

struct DKIMSignatureCheckTests {
    private typealias Check = CheckOverZone<DKIMSignatureCheck>

    private let key = DKIMPrivateKey.ed25519()

    /// A signed message whose lines end in LF, as in a repository.
    private func folder(_ edit: (String) -> String = { $0 }) throws -> TemporaryFolder {
        let signer = DKIMSigner(domain: name("example.com"), selector: name("s1"), key: key)
        let message = "From: a@example.com\nSubject: x\n\nHello\n"
        let signed = try signer.sign(Array(message.utf8), at: .now())
        let text = String(decoding: signed, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
        let folder = try TemporaryFolder()
        try Data(edit(text).utf8).write(to: folder.url.appendingPathComponent("a.eml"))
        return folder
    }

    private var zone: String { "s1._domainkey TXT \"\(key.recordText)\"" }

    @Test("a message whose lines end in LF verifies, and its signed fields are known")
    func passes() async throws {
        let only = try await Check(
            "message: a.eml\nsigned_headers: [from, Subject]", zone: zone, directory: folder().url.path
        ).only
        #expect(only.outcome.verdict == .passed, "\(only.outcome)")
    }

    @Test("a changed body says so at the expectation, with the place of the signature")
    func body() async throws {
        let changed = try folder { $0.replacingOccurrences(of: "Hello", with: "Goodbye") }
        let only = try await Check("message: a.eml\nexpect: pass", zone: zone, directory: changed.url.path).only
        #expect(only.said == ["2:9 expected pass, got fail"])
        let notes = only.outcome.findings.flatMap(\.notes)
        #expect(notes.first?.text.contains("the body was changed after signing") == true)
        #expect(only.notedPlaces.first?.hasSuffix("a.eml:1:1") == true)
    }

    @Test("a header field that is not signed is told")
    func unsigned() async throws {
        let only = try await Check(
            "message: a.eml\nsigned_headers: [From, List-Unsubscribe]", zone: zone, directory: folder().url.path
        ).only
        #expect(only.errors == ["2:24 expected List-Unsubscribe to be signed, got not in h="])
    }

    @Test("a missing key is a permerror, and one that DNS does not answer for is undetermined")
    func keys() async throws {
        let path = try folder().url.path
        let missing = try await Check("message: a.eml\nexpect: permerror", zone: "", directory: path).only
        #expect(missing.outcome.verdict == .passed)
        let resolver = Support.zone("s1._domainkey.example.com. TXT !SERVFAIL")
        let broken = try await Check("message: a.eml", resolver: resolver, directory: path).only
        #expect(broken.outcome.verdict == .undetermined)
    }

    @Test("a message that is not signed has the result none")
    func none() async throws {
        let plain = try folder { String($0[($0.firstRange(of: "From:")?.lowerBound ?? $0.startIndex)...]) }
        let only = try await Check("message: a.eml", zone: zone, directory: plain.url.path).only
        #expect(only.said == ["1:10 expected pass, got none"])
    }

    // MARK: Remarks

    /// A message with that header, signed as `edit` has it, and its check over the zone of the key.
    private func signed(
        _ header: String = "From: a@example.com\nSubject: x\n", _ specification: String = "message: a.eml",
        edit: (inout DKIMSigner) -> Void = { _ in }, change: (String) -> String = { $0 }
    ) async throws -> CheckOverZone<DKIMSignatureCheck>.Case {
        var signer = DKIMSigner(domain: name("example.com"), selector: name("s1"), key: key)
        edit(&signer)
        let bytes = try signer.sign(Array((header + "\nHello\n").utf8), at: .now())
        let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
        let folder = try TemporaryFolder()
        try Data(change(text).utf8).write(to: folder.url.appendingPathComponent("a.eml"))
        return try await Check(specification, zone: zone, directory: folder.url.path).only
    }

    private static let oversigned: Set<String> = ["from", "to", "cc", "subject", "date", "reply-to", "content-type"]

    @Test("a message that is signed well has no remarks")
    func right() async throws {
        let header = "From: a@example.com\nList-Unsubscribe: <https://x.example>\nList-Unsubscribe-Post: x\n"
        let only = try await signed(header, edit: { $0.oversigned = Self.oversigned })
        #expect(only.outcome.findings == [])
    }

    @Test("a field that can be added without breaking the signature is a remark")
    func oversigning() async throws {
        let only = try await signed()
        #expect(only.rules == ["dkim/not-oversigned"])
        #expect(only.outcome.findings.map(\.severity) == [.info])
        #expect(only.outcome.findings.first?.message.contains("another Subject can") == true)
    }

    @Test("List-Unsubscribe that no signature covers is a warning")
    func listUnsubscribe() async throws {
        let only = try await signed(
            "From: a@example.com\nList-Unsubscribe: <https://x.example>\n",
            edit: {
                $0.oversigned = Self.oversigned
                $0.fields.removeAll { $0.hasPrefix("list-") }
            })
        #expect(only.rules == ["dkim/list-unsubscribe-unsigned"])
        #expect(only.outcome.verdict == .passed)
    }

    @Test("a signature that expires before a queue gives up is a remark")
    func validity() async throws {
        let only = try await signed(
            edit: {
                $0.oversigned = Self.oversigned
                $0.validity = .seconds(7200)
            })
        #expect(only.rules == ["dkim/short-validity"])
    }

    @Test("a footer is told by the line where it begins")
    func footer() async throws {
        let only = try await signed(change: { $0 + "-- \nthe list\n" })
        #expect(only.outcome.verdict == .failed)
        let notes = only.outcome.findings.flatMap(\.notes).map(\.text)
        #expect(notes.contains { $0.contains("up to line 1: what follows was added") })
    }

    @Test("one of two signatures that fails is a warning with its reason, at its own place")
    func oneOfTwo() async throws {
        let other = DKIMSigner(domain: name("example.com"), selector: name("gone"), key: key)
        let only = try await signed(
            edit: { $0.oversigned = Self.oversigned },
            change: { text in
                let bytes = (try? other.sign(Array(text.utf8), at: .now())) ?? []
                return String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
            })
        #expect(only.outcome.verdict == .passed)
        #expect(only.rules == ["dkim/failed-signature"])
        #expect(only.said.first?.hasPrefix("1:1 ") == true)
        #expect(only.said.first?.contains("gone._domainkey.example.com does not exist") == true)
    }

    @Test("a signature that leaves From out fails the case even beside a valid one")
    func fromNotSigned() async throws {
        let field = "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s1; h=subject; bh=AAAA; b=AAAA\n"
        let only = try await signed(edit: { $0.oversigned = Self.oversigned }, change: { field + $0 })
        #expect(only.outcome.verdict == .failed)
        #expect(only.rules == ["dkim/from-not-signed"])
        let expected = try await signed(
            "From: a@example.com\n", "message: a.eml\nexpect: permerror",
            change: { _ in field + "From: a@example.com\n\nHello\n" })
        #expect(expected.outcome.verdict == .passed)
    }
}
