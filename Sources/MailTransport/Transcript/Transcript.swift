/// What was said on a connection, line by line, with what nobody should read left out.
///
/// Logins are replaced by `***` and the message by its size.
package struct Transcript: Sendable, Hashable {
    /// How many lines are kept; what comes later is counted only.
    package static let limit = 2000
    /// How much of a line is kept.
    package static let lineLimit = 1000

    /// The lines in order.
    package private(set) var lines: [Line] = []
    /// How many lines were left out at the end.
    package private(set) var omittedCount = 0

    /// An empty transcript.
    package init() {}

    /// One line, and when it was said.
    package struct Line: Sendable, Hashable {
        /// Who said it.
        package var speaker: Speaker
        /// Without its line break; control characters are replaced by `?`.
        package var text: String
        /// When, counted from when the connection was asked for.
        package var at: Duration
    }

    /// Who says a line.
    package enum Speaker: String, Sendable, Hashable {
        /// We do.
        case client = "C"
        /// The other side does.
        case server = "S"
        /// Nobody: a remark about what happened.
        case note = "*"
    }

    /// Adds a line.
    package mutating func add(_ speaker: Speaker, _ text: String, at time: Duration) {
        guard lines.count < Transcript.limit else {
            omittedCount += 1
            return
        }
        lines.append(Line(speaker: speaker, text: Transcript.shown(text), at: time))
    }

    private static func shown(_ text: String) -> String {
        guard text.utf8.contains(where: \.isControl) || text.utf8.count > lineLimit else { return text }
        return String(
            text.unicodeScalars.prefix(lineLimit).map { Character($0.value < 0x20 || $0.value == 0x7F ? "?" : $0) })
    }

    /// Each line as `0.012 S: 250 ok`, with seconds.
    package var text: [String] {
        let shown = lines.map { "\($0.at.secondsText) \($0.speaker.rawValue): \($0.text)" }
        return omittedCount == 0 ? shown : shown + ["… \(omittedCount) more lines"]
    }
}

extension Duration {
    /// Seconds with three decimals.
    package var secondsText: String {
        let (seconds, attoseconds) = components
        let milliseconds = String(attoseconds / 1_000_000_000_000_000)
        return "\(seconds).\(String(repeating: "0", count: max(0, 3 - milliseconds.count)))\(milliseconds)"
    }
}
