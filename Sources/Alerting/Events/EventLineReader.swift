import Findings

/// Delivery events as JSON lines: one object a line, its names those of the labels in rules.
///
///     {"time":"2026-01-01T00:00:00Z","event":"smtp_replies","code":451,"recipient_domain":"slow.example","pool":"a"}
///     {"time":1767225600.25,"event":"queue_age_seconds","number":1260,"pool":"a"}
///
/// Names that are not known are passed over, for logs hold more than that. Reading a line takes no memory of its own: the
/// few texts that repeat in every line are kept.
package struct EventLineReader: Sendable {
    /// How long a line may be, in bytes.
    ///
    /// Our choice: no label is longer than a domain name, and logs add some.
    package static let lineLimit = 1 << 16

    private var texts = RepeatedTexts()
    /// The moment of the first event, from which all others are counted on the steady clock.
    private var origin: Moment?

    /// A reader; `origin` says which moment on the steady clock a wall time is, that of the first line by default.
    package init(origin: Moment? = nil) {
        self.origin = origin
    }

    /// Why a line is no event.
    package enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
        /// It is no JSON object, or breaks off; the byte is counted from 0.
        case malformed(at: Int)
        /// It is longer than lines may be.
        case tooLong
        /// A name has no value, or one that it cannot have.
        case bad(String)

        /// One sentence without a full stop.
        package var description: String {
            switch self {
            case .malformed(let position): "no JSON object: byte \(position + 1) is unexpected"
            case .tooLong: "longer than \(EventLineReader.lineLimit) bytes"
            case .bad(let name): "\(name) is missing, or is nothing that an event has"
            }
        }
    }

    /// What a line says, as far as an event has it.
    private struct Fields {
        var time: Int64?
        var kind: EventKind?
        var code: Int?
        var number: Double?
        var observer: DeliveryEvent.Observer = .log
        var enhanced = "", reason = "", recipientDomain = "", stream = "", pool = ""
        var method = "", result = "", signingDomain = "", selector = ""
    }

    /// The event of a line without its line feed.
    package mutating func event(_ bytes: [UInt8], in line: Range<Int>) throws(Problem) -> DeliveryEvent {
        guard line.count <= Self.lineLimit else { throw .tooLong }
        var scanner = JSONScanner(bytes, in: line)
        var fields = Fields()
        guard scanner.beginObject() else { throw scanner.problem }
        while let name = scanner.nextName() {
            try read(Name(name, in: bytes), from: &scanner, into: &fields)
        }
        guard scanner.end() else { throw scanner.problem }
        return try event(fields)
    }

    private mutating func read(
        _ name: Name?, from scanner: inout JSONScanner, into fields: inout Fields
    ) throws(Problem) {
        switch name {
        case .time: fields.time = try time(&scanner)
        case .event:
            guard let kind = EventKind(rawValue: try text(&scanner)) else { throw .bad("event") }
            fields.kind = kind
        case .code:
            guard let code = Int(exactly: try number(&scanner)), (200...599).contains(code) else { throw .bad("code") }
            fields.code = code
        case .number: fields.number = try number(&scanner)
        case .observedBy:
            guard let observer = DeliveryEvent.Observer(rawValue: try text(&scanner)) else { throw .bad("observed_by") }
            fields.observer = observer
        case .enhanced: fields.enhanced = try text(&scanner)
        case .reason: fields.reason = try text(&scanner)
        case .recipientDomain: fields.recipientDomain = try text(&scanner)
        case .stream: fields.stream = try text(&scanner)
        case .pool: fields.pool = try text(&scanner)
        case .method: fields.method = try text(&scanner)
        case .result: fields.result = try text(&scanner)
        case .signingDomain: fields.signingDomain = try text(&scanner)
        case .selector: fields.selector = try text(&scanner)
        case nil: guard scanner.skipValue() else { throw scanner.problem }
        }
    }

    private mutating func event(_ fields: Fields) throws(Problem) -> DeliveryEvent {
        guard let time = fields.time else { throw .bad("time") }
        guard let kind = fields.kind else { throw .bad("event") }
        let content: DeliveryEvent.Kind
        switch kind {
        case .smtpReplies, .bounces:
            guard let code = fields.code else { throw .bad("code") }
            let reply = DeliveryEvent.Reply(
                code: code, enhanced: fields.enhanced, reason: fields.reason,
                recipientDomain: fields.recipientDomain, stream: fields.stream, pool: fields.pool)
            content = kind == .bounces ? .bounce(reply) : .smtpReply(reply)
        case .complaints:
            content = .complaint(
                .init(
                    type: fields.reason, recipientDomain: fields.recipientDomain, stream: fields.stream,
                    pool: fields.pool))
        case .authenticationResults:
            guard !fields.method.isEmpty else { throw .bad("method") }
            guard !fields.result.isEmpty else { throw .bad("result") }
            content = .authenticationResult(
                .init(
                    method: fields.method, result: fields.result, signingDomain: fields.signingDomain,
                    selector: fields.selector))
        case .queueAge, .deliveryTime, .queueLength:
            guard let number = fields.number else { throw .bad("number") }
            content = .quantity(
                .init(
                    kind, number, recipientDomain: fields.recipientDomain, stream: fields.stream, pool: fields.pool))
        }
        let wallTime = WallTime(microseconds: time)
        let origin = origin ?? Moment(instant: .now, wallTime: wallTime)
        self.origin = origin
        let elapsed = time.subtractingReportingOverflow(origin.wallTime.microseconds)
        guard !elapsed.overflow else { throw .bad("time") }
        return DeliveryEvent(
            content,
            at: Moment(
                instant: origin.instant.advanced(by: .microseconds(elapsed.partialValue)), wallTime: wallTime),
            observedBy: fields.observer)
    }

    private mutating func text(_ scanner: inout JSONScanner) throws(Problem) -> String {
        guard let text = scanner.text() else { throw scanner.problem }
        return texts.string(text, in: scanner.bytes)
    }

    private func number(_ scanner: inout JSONScanner) throws(Problem) -> Double {
        guard let number = scanner.number() else { throw scanner.problem }
        return number
    }

    /// RFC 3339, or seconds since 1970 with their fraction.
    private func time(_ scanner: inout JSONScanner) throws(Problem) -> Int64 {
        guard scanner.isAtText else {
            let seconds = try number(&scanner)
            // Three thousand years.
            guard seconds.magnitude < 1e11 else { throw .bad("time") }
            return Int64((seconds * 1_000_000).rounded())
        }
        guard let text = scanner.text() else { throw scanner.problem }
        guard !text.hasEscapes, let time = WallTime(rfc3339: scanner.bytes, in: text.range) else { throw .bad("time") }
        return time.microseconds
    }

    /// The names that an event has.
    private enum Name: String {
        case time, event, code, number, enhanced, reason, stream, pool, method, result, selector
        case observedBy = "observed_by"
        case recipientDomain = "recipient_domain"
        case signingDomain = "signing_domain"

        /// The name of these bytes; nil for others.
        init?(_ text: JSONScanner.Text, in bytes: [UInt8]) {
            // By their length first: no two comparisons are needed for most.
            let candidates: [Name]
            switch text.range.count {
            case 4: candidates = Self.four
            case 5: candidates = Self.five
            case 6: candidates = Self.six
            case 8: candidates = Self.eight
            case 11...16: candidates = Self.long
            default: return nil
            }
            guard let name = candidates.first(where: { bytes[text.range].elementsEqual($0.rawValue.utf8) }) else {
                return nil
            }
            self = name
        }

        private static let four: [Name] = [.time, .code, .pool]
        private static let five: [Name] = [.event]
        private static let six: [Name] = [.number, .reason, .stream, .method, .result]
        private static let eight: [Name] = [.enhanced, .selector]
        private static let long: [Name] = [.recipientDomain, .observedBy, .signingDomain]
    }
}
