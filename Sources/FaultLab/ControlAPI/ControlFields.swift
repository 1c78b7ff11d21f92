/// The members of the body of a call, asked for by name; closed: what nobody asked for is a mistake.
struct ControlFields {
    private var left: [String: JSONValue]

    init(_ body: JSONValue) {
        left = Dictionary((body.members ?? []).map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// A member that must be there.
    mutating func required(_ name: String) throws(ControlProblem) -> JSONValue {
        guard let value = left.removeValue(forKey: name) else {
            throw ControlProblem(.invalid, "the member \(name) is missing", remedy: "add it to the body")
        }
        return value
    }

    /// A text of at most so many characters that must be there.
    mutating func text(_ name: String, limit: Int) throws(ControlProblem) -> String {
        guard let text = try required(name).text, (1...limit).contains(text.unicodeScalars.count) else {
            throw ControlProblem(
                .invalid, "\(name) is no text of 1 to \(limit) characters", remedy: "correct it in the body")
        }
        return text
    }

    /// A time such as `30s` that may be left out.
    mutating func lease(_ name: String, within range: ClosedRange<Duration>, standard: Duration)
        throws(ControlProblem) -> Duration
    {
        guard let value = left.removeValue(forKey: name) else { return standard }
        guard let time = value.text.flatMap({ LeaseText.duration($0) }), range.contains(time) else {
            throw ControlProblem(
                .invalid,
                "\(name) is no time from \(LeaseText.text(range.lowerBound)) to \(LeaseText.text(range.upperBound))",
                remedy: "write a whole number and its unit, such as 500ms, 30s, 5m or 1h")
        }
        return time
    }

    /// Says what was not asked for.
    func close() throws(ControlProblem) {
        guard let unknown = left.keys.min() else { return }
        throw ControlProblem(.invalid, "the member \(unknown) is unknown", remedy: "remove it from the body")
    }
}

/// A time as a scenario writes it, in whole units.
package enum LeaseText {
    /// What such a text matches.
    static let pattern = "^[0-9]{1,9}(ms|s|m|h)$"

    /// The time of `500ms`, `30s`, `5m` or `1h`; nil for anything else.
    package static func duration(_ text: String) -> Duration? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard (1...9).contains(digits.count), let number = Int64(String(text.prefix(digits.count))) else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(number)
        case "s": return .seconds(number)
        case "m": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        default: return nil
        }
    }

    /// The text of a time, a part of a millisecond left out.
    package static func text(_ time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        if milliseconds != 0 { return "\(seconds * 1000 + milliseconds)ms" }
        if seconds != 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        return seconds != 0 && seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }
}
