/// One thing that an IMAP server says (RFC 9051 §7).
package enum IMAPResponse: Sendable, Hashable {
    /// A command is over: `A1 OK done`.
    case tagged(tag: String, IMAPStatus)
    /// A remark that belongs to no command: `* OK [UIDNEXT 7] …`, `* BYE …`.
    case status(IMAPStatus)
    /// Something that was asked for, or has changed: `* 3 FETCH (…)`, `* SEARCH 1 2`.
    case data(IMAPData)
    /// The rest of a command may come: `+ go on`.
    case continuation(String)
}

/// How something went (RFC 9051 §7.1).
package struct IMAPStatus: Sendable, Hashable {
    /// The word that it begins with.
    package var condition: Condition
    /// The name of the code in brackets, in capital letters: `UIDNEXT`, `AUTHENTICATIONFAILED`.
    package var code: String?
    /// What stands behind the name in the brackets: `7`.
    package var argument: String
    /// The words for people.
    package var text: String

    /// The words that a status begins with.
    package enum Condition: String, Sendable, Hashable, CaseIterable {
        /// It was done.
        case ok = "OK"
        /// It was not done.
        case no = "NO"
        /// It was not understood.
        case bad = "BAD"
        /// The server closes the connection.
        case bye = "BYE"
        /// The greeting of a connection that needs no login.
        case preauth = "PREAUTH"
    }

    /// A status without a code.
    package init(_ condition: Condition, code: String? = nil, argument: String = "", text: String = "") {
        self.condition = condition
        self.code = code
        self.argument = argument
        self.text = text
    }

    /// Whether the server says that the same may succeed later.
    ///
    /// RFC 5530 §3: UNAVAILABLE (a subsystem is down), INUSE (a lock is held), EXPUNGEISSUED (ask again). Gmail
    /// says THROTTLED where too much was asked for in a short time.
    package var isSaidToPass: Bool { ["UNAVAILABLE", "INUSE", "EXPUNGEISSUED", "THROTTLED"].contains(code) }

    /// The status that a line spells behind its tag; nil where it begins with none of the words.
    init?(_ line: ArraySlice<UInt8>) {
        let word = line.prefix { $0 != UInt8(ascii: " ") }
        guard word.count <= 7,
            let condition = Condition(rawValue: String(decoding: word.map(\.inUpperCase), as: UTF8.self))
        else { return nil }
        self.init(condition)
        var rest = line.dropFirst(word.count + 1)
        if rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) {
            let code = rest[rest.startIndex..<end].dropFirst()
            let name = code.prefix { $0 != UInt8(ascii: " ") }
            self.code = String(decoding: name.map(\.inUpperCase), as: UTF8.self)
            argument = String(decoding: code.dropFirst(name.count + 1), as: UTF8.self)
            rest = rest[(end + 1)...].drop { $0 == UInt8(ascii: " ") }
        }
        text = String(decoding: rest, as: UTF8.self)
    }
}

extension IMAPStatus: CustomStringConvertible {
    /// As the server says it: `NO [NONEXISTENT] there is no such mailbox`; control characters are replaced by `?`.
    package var description: String {
        let brackets = code.map { argument.isEmpty ? "[\($0)]" : "[\($0) \(argument)]" }
        let whole = [condition.rawValue, brackets, text.isEmpty ? nil : text].compactMap(\.self).joined(separator: " ")
        return String(
            whole.unicodeScalars.prefix(500).map { Character($0.value < 0x20 || $0.value == 0x7F ? "?" : $0) })
    }
}

/// Data from a server (RFC 9051 §7.2 to §7.5).
package struct IMAPData: Sendable, Hashable {
    /// The number in front of the name, for EXISTS, EXPUNGE and FETCH.
    package var number: UInt32?
    /// What kind of data it is, in capital letters: `FETCH`.
    package var name: String
    /// What stands behind the name.
    package var values: [IMAPValue]
    /// About how many bytes of memory it takes, for who counts.
    package var cost: Int

    /// Data, member by member.
    package init(number: UInt32? = nil, _ name: String, _ values: [IMAPValue], cost: Int = 0) {
        self.number = number
        self.name = name
        self.values = values
        self.cost = cost
    }
}
