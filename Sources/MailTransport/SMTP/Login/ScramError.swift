/// Why a SCRAM login did not come about.
package enum ScramError: Error, Sendable, Hashable {
    /// The user or the password holds what is not prepared here: text beyond ASCII, or a control character.
    case notPreparable
    /// A message of the server is not formed as RFC 5802 §7 has it.
    case malformed
    /// The server demands an extension that is not known.
    case unknownExtension
    /// The server's nonce does not go on from ours.
    case wrongNonce
    /// The server would have the password hashed so rarely that it is as good as shown.
    case tooFewIterations(Int)
    /// The server would have the password hashed more often than is done for anybody.
    case tooManyIterations(String)
    /// The server says that it refuses, and why.
    case refused(String)
    /// The server does not know the password itself.
    case wrongSignature
    /// The server calls it done and has proved nothing.
    case noSignature

    /// A server's word that may be printed.
    static func shown(_ text: Substring) -> String {
        String(decoding: text.utf8.prefix(80).map { $0.isControl ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
    }
}

extension ScramError: CustomStringConvertible {
    /// What is wrong, in words; no secret is among them.
    package var description: String {
        switch self {
        case .notPreparable: "the user or the password holds text beyond ASCII or a control character"
        case .malformed: "the server's SCRAM message is not well formed"
        case .unknownExtension: "the server demands an unknown extension of SCRAM"
        case .wrongNonce: "the server's nonce does not go on from the client's"
        case .tooFewIterations(let count):
            "the server asks for \(count) iterations, and fewer than \(ScramClient.fewestIterations) are not safe"
        case .tooManyIterations(let count):
            "the server asks for \(count) iterations, and no more than \(ScramClient.mostIterations) are done"
        case .refused(let word): "the server refused: \(word)"
        case .wrongSignature: "the server does not know the password: it is not the one it claims to be"
        case .noSignature: "the server did not prove that it knows the password"
        }
    }
}
