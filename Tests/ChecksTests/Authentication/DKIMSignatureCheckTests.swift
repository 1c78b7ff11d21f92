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
        #expect(only.said == ["2:24 expected List-Unsubscribe to be signed, got not in h="])
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
}
