/// Replaces secrets by `***` wherever they appear, in every encoding that mail and reports put them in.
public struct Redactor: Sendable {
    /// Secrets shorter than this many bytes are replaced as themselves only: their encodings are common words.
    public static let shortestEncodedSecret = 4
    private let patterns: [[UInt8]]

    /// A redactor of these values; empty ones are ignored.
    public init(secrets: some Sequence<String>) {
        // Longest first, so that a secret which contains another is replaced whole.
        patterns = Set(secrets.lazy.filter { !$0.isEmpty }.flatMap { SecretEncodings.all(of: $0) })
            .map { Array($0.utf8) }
            .sorted { ($0.count, $1.debugDescription) > ($1.count, $0.debugDescription) }
    }

    /// Nothing to hide.
    public static let none = Redactor(secrets: [])

    /// Whether there is nothing to replace.
    public var isEmpty: Bool { patterns.isEmpty }

    /// The text with every secret replaced.
    public func redact(_ text: String) -> String {
        guard !patterns.isEmpty else { return text }
        let bytes = Array(text.utf8)
        guard let redacted = redact(bytes) else { return text }
        return String(decoding: redacted, as: UTF8.self)
    }

    /// The bytes with every secret replaced, or nil where none occurs.
    private func redact(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var copied = 0
        var index = 0
        while index < bytes.count {
            if let pattern = patterns.first(where: { bytes[index...].starts(with: $0) }) {
                result += bytes[copied..<index]
                result += Array("***".utf8)
                index += pattern.count
                copied = index
            } else {
                index += 1
            }
        }
        guard copied > 0 else { return nil }
        return result + bytes[copied...]
    }
}
