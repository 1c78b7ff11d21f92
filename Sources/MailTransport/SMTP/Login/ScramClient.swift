import Crypto
import CryptoExtras

/// The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677): both sides prove that they know the password, and neither
/// shows it.
///
///     C: n,,n=user,r=…                firstMessage
///     S: r=…,s=…,i=4096               answer(to:)
///     C: c=biws,r=…,p=…
///     S: v=…                          verify(_:)
///
/// There is no channel binding: SCRAM-SHA-256-PLUS is not spoken.
package struct ScramClient: Sendable {
    /// How often the password is hashed at least; RFC 7677 §4 asks servers for no fewer.
    package static let fewestIterations = 4096
    /// How often the password is hashed at most, which is a second of work and more than any server is known to ask for:
    /// the number is the server's, and the work is ours.
    package static let mostIterations = 1_000_000
    /// RFC 5802 §5.1: c= has the header of the first message in Base64, and "n,," says that there is no channel binding.
    private static let header = "n,,"

    private let password: [UInt8]
    private let nonce: String
    private let bareFirstMessage: String
    /// What a server that knows the password will sign with; nil before its first message.
    package private(set) var expectedSignature: [UInt8]?

    /// A client that logs in.
    ///
    /// - Parameter nonce: printable ASCII without a comma, never used before.
    /// - Throws: where the user or the password cannot be prepared.
    package init(user: String, password: String, nonce: String) throws(ScramError) {
        guard let user = SASLPrep.prepare(user), let password = SASLPrep.prepare(password) else {
            throw .notPreparable
        }
        self.password = Array(password.utf8)
        self.nonce = nonce
        // RFC 5802 §5.1: in a name, "=" and "," are escaped.
        var name = ""
        for character in user.unicodeScalars {
            switch character {
            case "=": name += "=3D"
            case ",": name += "=2C"
            default: name.unicodeScalars.append(character)
            }
        }
        bareFirstMessage = "n=\(name),r=\(nonce)"
    }

    /// What is said first.
    package var firstMessage: String { ScramClient.header + bareFirstMessage }

    /// What is said to the server's first message.
    package mutating func answer(to message: String) throws(ScramError) -> String {
        let first = try ServerFirst(message)
        // RFC 5802 §5.1: the server's nonce begins with ours and goes on; else this is another conversation.
        guard first.nonce.utf8.starts(with: nonce.utf8), first.nonce.utf8.count > nonce.utf8.count else {
            throw .wrongNonce
        }
        let withoutProof = "c=\(Base64Text.encode(Array(ScramClient.header.utf8))),r=\(first.nonce)"
        let authMessage = Array("\(bareFirstMessage),\(message),\(withoutProof)".utf8)
        // RFC 5802 §3: SaltedPassword, ClientKey, StoredKey, ClientSignature, ClientProof, ServerKey, ServerSignature.
        let salted: SymmetricKey
        do {
            salted = try KDF.Insecure.PBKDF2.deriveKey(
                from: password, salt: first.salt, using: .sha256, outputByteCount: SHA256.byteCount,
                unsafeUncheckedRounds: first.iterations)
        } catch {
            throw .malformed
        }
        let clientKey = Array(HMAC<SHA256>.authenticationCode(for: Array("Client Key".utf8), using: salted))
        let storedKey = SymmetricKey(data: Array(SHA256.hash(data: clientKey)))
        let signature = HMAC<SHA256>.authenticationCode(for: authMessage, using: storedKey)
        let proof = zip(clientKey, signature).map { $0 ^ $1 }
        let serverKey = SymmetricKey(
            data: Array(HMAC<SHA256>.authenticationCode(for: Array("Server Key".utf8), using: salted)))
        expectedSignature = Array(HMAC<SHA256>.authenticationCode(for: authMessage, using: serverKey))
        return "\(withoutProof),p=\(Base64Text.encode(proof))"
    }

    /// Takes the server's last message, by which it proves that it knows the password, too.
    package func verify(_ message: String) throws(ScramError) {
        let fields = message.split(separator: ",", omittingEmptySubsequences: false)
        if let first = fields.first, first.hasPrefix("e=") { throw .refused(ScramError.shown(first.dropFirst(2))) }
        guard let expectedSignature, let first = fields.first, first.hasPrefix("v="),
            let signature = Base64Text.decode(first.utf8.dropFirst(2))
        else { throw .malformed }
        // RFC 5802 §5: a client that finds another signature takes the login for failed.
        guard signature == expectedSignature else { throw .wrongSignature }
    }

    /// The server's first message (RFC 5802 §7): `r=…,s=…,i=…`, then extensions that may be left alone.
    private struct ServerFirst {
        var nonce: String
        var salt: [UInt8]
        var iterations: Int

        init(_ message: String) throws(ScramError) {
            let fields = message.split(separator: ",", omittingEmptySubsequences: false)
            // RFC 5802 §5.1: an "m=" in front is an extension that must be understood, and none is.
            guard fields.first?.hasPrefix("m=") != true else { throw .unknownExtension }
            guard fields.count >= 3, fields[0].hasPrefix("r="), fields[1].hasPrefix("s="), fields[2].hasPrefix("i="),
                let salt = Base64Text.decode(fields[1].utf8.dropFirst(2)), !salt.isEmpty
            else { throw .malformed }
            let digits = fields[2].dropFirst(2)
            guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else { throw .malformed }
            // A number beyond Int is beyond the limit as well.
            let iterations = Int(digits) ?? Int.max
            guard iterations >= ScramClient.fewestIterations else { throw .tooFewIterations(iterations) }
            guard iterations <= ScramClient.mostIterations else { throw .tooManyIterations(String(digits.prefix(20))) }
            nonce = String(fields[0].dropFirst(2))
            self.salt = salt
            self.iterations = iterations
        }
    }
}
