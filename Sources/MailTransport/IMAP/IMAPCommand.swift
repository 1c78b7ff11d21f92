/// A command to an IMAP server (RFC 9051 §6), without its tag.
package struct IMAPCommand: Sendable, Hashable {
    /// What is being done, so that "could not …" makes a sentence: `list the folders`.
    package let action: String
    /// The text up to the first literal, and what follows each.
    private(set) var pieces: [[UInt8]]

    /// A command that begins with these words, which are ours and not somebody else's.
    package init(_ words: StaticString, to action: String) {
        self.action = action
        pieces = [Array(words.description.utf8)]
    }

    /// Adds words of ours behind a space.
    package mutating func add(_ words: StaticString) {
        append(Array(" \(words.description)".utf8))
    }

    /// Adds a number behind a space.
    package mutating func add(_ number: UInt32) {
        append(Array(" \(number)".utf8))
    }

    /// Adds a set of messages behind a space: `UID 7:*`, `3,5:9`.
    package mutating func add(_ set: IMAPSet) {
        append(Array(" \(set.description)".utf8))
    }

    /// Adds somebody's string behind a space: quoted where it can be, else as a literal.
    ///
    /// - Throws: where it holds a line break or a NUL. No name and no token has one, and what a server makes of it is
    ///   nothing to find out.
    package mutating func add(string: some Sequence<UInt8>) throws(IMAPUnsendable) {
        let bytes = Array(string)
        guard !bytes.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else {
            throw IMAPUnsendable(bytes, "it holds a line break or a NUL")
        }
        guard bytes.count <= IMAPCommand.stringLimit else { throw IMAPUnsendable(bytes, "it is too long") }
        // RFC 9051 §9: `quoted`; bytes beyond ASCII are for servers that speak UTF-8, a literal is for all of them.
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            let special = [UInt8(ascii: "\""), UInt8(ascii: "\\")]
            let escaped = bytes.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
            append(Array(" \"".utf8) + escaped + [UInt8(ascii: "\"")])
        } else {
            append(Array(" {\(bytes.count)}".utf8))
            pieces.append(bytes)
        }
    }

    /// How long a string may be; RFC 7162 §4 has servers take lines of 8192 bytes.
    package static let stringLimit = 2000

    mutating func append(_ bytes: [UInt8]) {
        pieces[pieces.count - 1] += bytes
    }
}

/// A string that cannot be sent.
package struct IMAPUnsendable: Error, Sendable, Hashable, CustomStringConvertible {
    /// Its beginning, without control characters.
    package var string: String
    /// What is wrong with it.
    package var problem: String

    init(_ bytes: [UInt8], _ problem: String) {
        string = String(decoding: bytes.prefix(80).map { $0.isControl ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
        self.problem = problem
    }

    /// The string and what is wrong with it.
    package var description: String { "'\(string)' cannot be sent: \(problem)" }
}

/// A set of messages, by their UIDs or by their numbers (RFC 9051 §9: `sequence-set`).
package enum IMAPSet: Sendable, Hashable, CustomStringConvertible {
    /// These, each once and in order; not empty.
    case members([UInt32])
    /// This one and all behind it; the last one in any case, even where it lies before (RFC 3501 §6.4.8).
    case from(UInt32)

    /// How many members of a set are read; a range of a few bytes can have four thousand million.
    package static let memberLimit = 100_000

    /// The members of a set as a server spells it, at most `memberLimit` of them; what is no set has none.
    package static func members(in text: [UInt8]) -> [UInt32] {
        var members: [UInt32] = []
        for part in text.split(separator: UInt8(ascii: ",")) {
            let bounds = part.split(separator: UInt8(ascii: ":")).map(UInt32.init(digits:))
            guard (1...2).contains(bounds.count), let first = bounds[0], let last = bounds[bounds.count - 1] else {
                return members
            }
            // RFC 9051 §9: `seq-range` may have the greater one first.
            members += (min(first, last)...max(first, last)).prefix(memberLimit - members.count)
        }
        return members
    }

    /// As a command has it: `3,5:9`, `7:*`.
    package var description: String {
        switch self {
        case .from(let first): return "\(first):*"
        case .members(let members):
            var ranges: [(first: UInt32, last: UInt32)] = []
            for member in Set(members).sorted() {
                if let range = ranges.last, range.last &+ 1 == member {
                    ranges[ranges.count - 1].last = member
                } else {
                    ranges.append((member, member))
                }
            }
            return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first):\($0.last)" }.joined(separator: ",")
        }
    }
}
