import Findings

/// `defaults`: what holds for every check that only looks and says nothing else.
struct CheckDefaults: ScenarioMapping {
    /// How long a check that looks may take where nobody says.
    static let timeout: Duration = .seconds(30)
    /// How long a check that acts may take where neither it nor its own budgets say.
    static let actingTimeout: Duration = .seconds(300)
    /// What a check that acts gets beyond its own budgets, so that it ends by them and not by being stopped.
    static let grace: Duration = .seconds(5)

    var timeout: Duration?
    var retry: RetrySettings?

    init() {}

    init?(_ fields: inout Fields) {
        timeout =
            fields.optional("timeout", Timeout.self, "How long one attempt may take; 30s where nothing is written.")?
            .value
        retry = fields.optional(
            "retry", RetrySettings.self, "When a check is tried again; never where nothing is written.")
    }
}

/// A time that is longer than nothing.
struct Timeout: ScenarioScalar {
    var value: Duration

    static var schema: JSONSchema { Duration.schema }
    static var expectation: String { "a duration such as 10s or 2m, longer than nothing" }
    static func remedy(forText text: String) -> String? { Duration.remedy(forText: text) }

    init?(scalarText: String) {
        guard let value = Duration(scalarText: scalarText), value > .zero else { return nil }
        self.value = value
    }

    var scalarText: String { value.scalarText }
}

/// What may go away by itself, and so be worth another attempt.
package enum RetryCause: String, ScenarioWord {
    /// Nobody answered in time.
    case timeout
    /// A connection was refused or lost.
    case connection
    /// A server said that it could not answer: SERVFAIL.
    case serverFailure = "server_failure"
}

/// `retry`.
struct RetrySettings: ScenarioMapping {
    var policy: RetryPolicy

    init?(_ fields: inout Fields) {
        let attempts = fields.required("attempts", Attempts.self, "How often a case is run in all: 2 is one retry.")
        let delay = fields.optional(
            "delay", Duration.self, "How long to wait before the next attempt; 500ms by default.")
        let when = fields.optional(
            "when", [RetryCause].self, "The causes that are worth another attempt; timeout by default.")
        guard let attempts else { return nil }
        policy = RetryPolicy(
            attempts: attempts.count, delay: delay ?? .milliseconds(500),
            when: Set((when ?? [.timeout]).map(\.rawValue)))
    }
}

/// How often a case is run in all.
struct Attempts: ScenarioScalar {
    /// More would hide what is broken, and keep a gate waiting.
    static let most = 10
    var count: Int

    static var schema: JSONSchema { .integer(minimum: 1, maximum: most) }
    static var expectation: String { "a whole number from 1 to \(most)" }
    static var acceptsQuoted: Bool { false }

    init?(scalarText: String) {
        guard let count = Int(scalarText: scalarText), (1...Self.most).contains(count) else { return nil }
        self.count = count
    }
}

extension Quarantine: ScenarioMapping {
    package init?(_ fields: inout Fields) {
        let until = fields.required("until", CalendarDay.self, "The last day of it, in UTC: 2026-12-31.")
        let reason = fields.required("reason", String.self, "Why, and where it is being mended: a ticket.")
        guard let until, let reason else { return nil }
        self.init(until: until.text, reason: reason)
    }
}

/// A day of the Gregorian calendar: `2026-12-31`.
struct CalendarDay: ScenarioScalar {
    var text: String

    static var schema: JSONSchema { .string(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") }
    static var expectation: String { "a day such as 2026-12-31" }

    init?(scalarText: String) {
        let parts = scalarText.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.joined().allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year > 0, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        text = scalarText
    }
}

/// A name shown in reports: one line, not empty.
struct ScenarioName: ScenarioScalar {
    var text: String

    static var expectation: String { "a name of one line" }

    init?(scalarText: String) {
        guard !scalarText.allSatisfy(\.isWhitespace), !scalarText.unicodeScalars.contains(where: { $0.value < 0x20 })
        else {
            return nil
        }
        text = scalarText
    }
}

/// A word that checks are selected by; also the form of an `id`.
struct ScenarioTag: ScenarioScalar {
    var text: String

    static var schema: JSONSchema { .string(pattern: "^[A-Za-z0-9][A-Za-z0-9._:/-]*$") }
    static var expectation: String { "a word of letters, digits and . _ : / -" }

    static func remedy(forText text: String) -> String? {
        ["and", "or", "not"].contains(text) ? "choose another word: \(text) has a meaning in --tags" : nil
    }

    init?(scalarText: String) {
        guard let first = scalarText.utf8.first, Self.isLetterOrDigit(first), Self.remedy(forText: scalarText) == nil,
            scalarText.utf8.allSatisfy({ Self.isLetterOrDigit($0) || "._:/-".utf8.contains($0) })
        else { return nil }
        text = scalarText
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
