import DNS
import Findings
import MailAuth
import MailMessage
import Support

/// A message to sign, and what tests do with it.
enum SignedMessages {
    static let moment = WallTime(microseconds: 1_800_000_000_000_000)

    static let plain = """
        From: Ana <ana@example.com>
        To: bo@example.net
        Subject: Dinner
         and more
        Date: Fri, 11 Jul 2003 21:00:37 -0700
        Message-ID: <1@example.com>

        Hi,

        are you hungry?

        """

    static func message(_ text: String) -> Message {
        Message(bytes: LineBreaks.normalised(Array(text.utf8)))
    }

    static func signer(_ pem: String) throws -> DKIMSigner {
        DKIMSigner(domain: name("example.com"), selector: name("s1"), key: try DKIMPrivateKey(pem: pem))
    }

    /// The DNS that publishes a signer's key, its record changed by `edit`.
    static func dns(_ signer: DKIMSigner, _ edit: (String) -> String = { $0 }) -> StubZone {
        let text = Array(edit(signer.key.recordText).utf8)
        let strings = stride(from: 0, to: max(1, text.count), by: 255).map {
            Array(text[$0..<min($0 + 255, text.count)])
        }
        return StubZone([
            ResourceRecord(
                name: name("\(signer.selector)._domainkey.\(signer.domain)"), type: .TXT, timeToLive: 300,
                data: .txt(strings))
        ])
    }

    static func verify(_ bytes: [UInt8], _ dns: StubZone, at now: WallTime = moment) async -> DKIMResult {
        await DKIMVerifier(resolver: dns).verify(Message(bytes: bytes), at: now)
    }

    /// The message with a text replaced; the test is wrong where it is not there.
    static func edited(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let range = text.firstRange(of: old) else { fatalError("'\(old)' is not in the message") }
        return Array(text.replacingCharacters(in: range, with: new).utf8)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
