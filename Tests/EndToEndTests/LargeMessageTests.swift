import DNS
import Findings
import Foundation
import MailAuth
import MailMessage
import Support
import Testing

@Suite("a signed message of a hundred megabytes")
struct LargeMessageTests {
    /// More than the process may have in all.
    private static let size = 150 << 20
    private static let memoryLimit = 128 << 20

    @Test("is verified in a process that could not hold it")
    func verifies() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let key = try DKIMPrivateKey(pem: Self.key)
        let signer = DKIMSigner(domain: name("example.com"), selector: name("s1"), key: key)
        let line = Array("It is a line of a body that goes on and on, and says the same again and again.\r\n".utf8)
        var message = Array("From: a@example.com\r\nTo: b@example.net\r\nSubject: long\r\n\r\n".utf8)
        message.reserveCapacity(Self.size + line.count)
        while message.count < Self.size { message += line }
        let signed = try signer.sign(message, at: .now())
        try Data(signed).write(to: folder.url.appendingPathComponent("large.eml"))
        try folder.write(
            """
            $ORIGIN example.com.
            @ 300 SOA ns hostmaster 1 2h 15m 2w 10m
            s1._domainkey 300 TXT "\(key.recordText)"

            """, to: "example.com.zone")
        try folder.write(
            """
            mailproof: 1
            name: large
            dns: { zones: [example.com.zone], server: none }
            checks:
              - dkim_signature: { message: large.eml }

            """, to: "large.yaml")
        let run = try await MailproofProcess.run(["run", "large.yaml"], in: folder.url, memoryLimit: Self.memoryLimit)
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        // One octet in the last line, and it fails.
        let handle = try FileHandle(forWritingTo: folder.url.appendingPathComponent("large.eml"))
        try handle.seek(toOffset: UInt64(signed.count - 10))
        try handle.write(contentsOf: Data("X".utf8))
        try handle.close()
        let broken = try await MailproofProcess.run(
            ["run", "large.yaml"], in: folder.url, memoryLimit: Self.memoryLimit)
        #expect(broken.exitCode == 1)
        #expect(broken.output.contains("body"), "\(broken.output)")
    }

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIOYMFLCZzO6h0t8POgBq18hx47+LLfo1kHkeoLa1/lyv
        -----END PRIVATE KEY-----
        """
}
