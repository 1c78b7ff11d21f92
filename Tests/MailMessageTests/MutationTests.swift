import MailMessage
import Support
import Testing

@Suite("messages, fed with mistakes")
struct MutationTests {
    private static let message = """
        From: =?utf-8?q?Ana_=C3=A9?= <ana@example.com>\r
        To: "Bo, C" <bo@example.net>, Group: a@example.org, b@[192.0.2.1];\r
        Subject: =?iso-8859-1?b?RGlubmVy?=\r
         and more\r
        Authentication-Results: mx.example.net 1; spf=pass (ok) smtp.mailfrom=example.com;\r
         dkim=fail reason="bad (sig)" header.d=example.com header.s=s1; dmarc=none\r
        MIME-Version: 1.0\r
        Content-Type: multipart/mixed; boundary="b1"; name*0*=utf-8''a%20; name*1=b\r
        \r
        preamble\r
        --b1\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        caf=C3=A9 =\r
        soft\r
        --b1\r
        Content-Type: text/html\r
        Content-Transfer-Encoding: base64\r
        Content-Disposition: attachment; filename="a.html"\r
        \r
        PGI+aGk8L2I+\r
        --b1--\r

        """

    @Test("octets that are nearly a message are one, whole and in order")
    func messages() {
        for octets in Mutations(of: [Self.message, "A: b\r\n\r\nc", "From a\nB:\n c\n\n"], seed: 11) {
            let message = Message(bytes: octets)
            var end = 0
            for field in message.fields {
                guard field.offset >= end, octets[field.offset...].starts(with: field.bytes),
                    field.colon < field.bytes.count
                else {
                    Issue.record("a field is not where it says: \(octets)")
                    return
                }
                end = field.offset + field.bytes.count
                _ = (field.decodedValue, AuthenticationResults(field))
            }
            guard end <= message.bodyOffset, message.bodyOffset <= octets.count else {
                Issue.record("the body begins within the header: \(octets)")
                return
            }
            let parts = message.mimeRoot.allParts
            guard parts.count <= MIMEPart.countLimit + 1 else {
                Issue.record("\(parts.count) parts: \(octets)")
                return
            }
            for part in parts { _ = (part.decodedBody, part.text) }
        }
    }

    @Test("a text that is nearly an address is one that reads back, or none")
    func addresses() {
        let inputs = [
            "ana@example.com", "\"a b\"@example.com", "Ana <ana@example.com>", "a@[192.0.2.1]", "é@bücher.example",
        ]
        for octets in Mutations(of: inputs, seed: 12) {
            let text = String(decoding: octets, as: UTF8.self)
            _ = Mailbox(text)
            guard let address = try? Address(text) else { continue }
            guard let again = try? Address(address.description), again == address else {
                Issue.record("\(address) does not read back: \(octets)")
                return
            }
        }
    }
}
