import DNS

/// The policy file of MTA-STS (RFC 8461 §3.2): which hosts receive mail for a domain, and over TLS alone.
///
/// It is served at `https://mta-sts.DOMAIN/.well-known/mta-sts.txt`; fetching it is not done here.
public struct MTASTSPolicy: Sendable, Hashable {
    /// What senders do where TLS cannot be had.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// They do not send.
        case enforce
        /// They send, and report.
        case testing
        /// They act as if there were no policy.
        case none
    }

    /// What senders do; nil where that cannot be read.
    public private(set) var mode: Mode?
    /// For how many seconds the policy holds; nil where that cannot be read.
    public private(set) var maxAge: Int?
    /// The hosts that receive mail, `*.` for any one label, as they are written.
    public private(set) var hosts: [String] = []
    /// What makes it invalid, in order of the text; offsets are those of the file.
    public private(set) var problems: [RecordProblem] = []

    /// RFC 8461 §3.2: at most about a year.
    public static let longestAge = 31_557_600
    /// How many octets are read.
    ///
    /// RFC 8461 §3.3 lets senders limit what they fetch, and names 64 KB.
    public static let mostOctets = 64 << 10

    private var names: Set<String> = []

    /// Reads a file; any octets will do.
    public init(text: [UInt8]) {
        guard text.count <= Self.mostOctets else {
            problems = [
                RecordProblem(
                    Self.mostOctets..<text.count, "the policy has \(text.count) octets",
                    remedy: "keep it below \(Self.mostOctets); senders need not read more")
            ]
            return
        }
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: .lineFeed) ?? text.count
            var line = text[start..<end]
            if line.last == .carriageReturn { line = line.dropLast() }
            // RFC 8461 §3.2: white space may stand behind a field.
            while let last = line.last, last.isWhiteSpace { line = line.dropLast() }
            if !(line.isEmpty && end == text.count) { read(line) }
            start = end + 1
        }
        require("version", "version: STSv1", at: text.count)
        require("mode", "mode: testing", at: text.count)
        require("max_age", "max_age: 604800", at: text.count)
        // RFC 8461 §3.2: with any mode but none there is a host at least.
        if !names.contains("mx"), mode != .some(.none) {
            require("mx", "a line mx: and the name of each host that receives mail", at: text.count)
        }
    }

    private mutating func require(_ name: String, _ example: String, at end: Int) {
        guard !names.contains(name) else { return }
        problems.append(RecordProblem(end..<end, "the policy has no \(name)", remedy: "add \(example)"))
    }

    private mutating func report(_ range: Range<Int>, _ message: String, _ remedy: String) {
        problems.append(RecordProblem(range, message, remedy: remedy))
    }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), VersionedFields.isName(line[..<colon]) else {
            report(line.range, "'\(line.prefix(40).printable)' is no field", "write NAME: VALUE, one on each line")
            return
        }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = line[(colon + 1)...].trimmed()
        guard !value.isEmpty else {
            report(line.range, "\(name) has no value", "write one behind the colon, or remove the line")
            names.insert(name)
            return
        }
        // RFC 8461 §3.2: of a field that stands twice, mx apart, the first one counts.
        guard names.insert(name).inserted || name == "mx" else { return }
        let text = String(decoding: value, as: UTF8.self)
        switch name {
        case "version":
            if text != "STSv1" { report(value.range, "there is no version '\(value.printable)'", "write STSv1") }
        case "mode":
            mode = Mode(rawValue: text)
            if mode == nil {
                report(value.range, "there is no mode '\(value.printable)'", "write enforce, testing or none")
            }
        case "max_age":
            let isNumber = value.count <= 10 && value.allSatisfy(\.isDigit)
            maxAge = isNumber ? Int(text).flatMap { $0 <= Self.longestAge ? $0 : nil } : nil
            if maxAge == nil {
                report(
                    value.range, "'\(value.printable)' is no time in seconds",
                    "write a number of seconds up to \(Self.longestAge)")
            }
        case "mx":
            if Self.isHost(value) {
                hosts.append(text)
            } else {
                report(
                    value.range, "'\(value.printable)' is no host",
                    "write a name such as mx1.example.com, or *.example.com for any host below it")
            }
        default:
            // RFC 8461 §3.2, sts-policy-ext-value: visible characters, and blanks between them.
            if value.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                report(value.range, "the value of \(name) holds a control character", "remove it")
            }
        }
    }

    /// RFC 8461 §3.2, sts-policy-mx-value: a domain of RFC 5321 §4.1.2, an A-label for other letters, perhaps below `*.`.
    private static func isHost(_ value: ArraySlice<UInt8>) -> Bool {
        let name = value.starts(with: "*.".utf8) ? value.dropFirst(2) : value
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return name.count <= DomainName.longestWire - 2
            && labels.allSatisfy { label in
                // RFC 5321 §4.1.2: sub-domain = Let-dig [Ldh-str].
                guard let first = label.first, let last = label.last, label.count <= DomainName.longestLabel else {
                    return false
                }
                return first.isAlphanumeric && last.isAlphanumeric
                    && label.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
            }
    }
}
