/// A message that is looked for in a mailbox.
package struct IMAPSought: Sendable, Hashable {
    /// The header field that holds a token.
    package static let field = "X-Mailproof-Seed"

    /// What the message has in the field `X-Mailproof-Seed`.
    package var token: String
    /// Its Message-ID with its angle brackets, for the case that a provider drops fields it does not know.
    package var messageID: String?

    /// A message by its token and its Message-ID.
    package init(token: String, messageID: String? = nil) {
        self.token = token
        self.messageID = messageID
    }

    /// Whether a message with these marks is the one.
    package func isMarked(by marks: IMAPMarks) -> Bool {
        marks.tokens.contains(token) || messageID.map { $0 == marks.messageID } == true
    }
}

/// What tells a message that was looked for from others.
package struct IMAPMarks: Sendable, Hashable {
    /// The values of `X-Mailproof-Seed`.
    package var tokens: [String] = []
    /// The value of `Message-ID`.
    package var messageID: String?

    /// How long a mark may be; RFC 5322 §2.1.1 has lines of at most 998 bytes.
    private static let limit = 998
    /// How many tokens of one message are read; what we send has one.
    private static let countLimit = 3
    private static let tokenField = IMAPSought.field.utf8.map(\.inUpperCase)

    /// The marks in a header section (RFC 5322 §2.2).
    package init(header: [UInt8]) {
        var name: [UInt8] = []
        var value: [UInt8] = []
        for part in header.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = part.last == 0x0D ? part.dropLast() : part
            // RFC 5322 §2.2.3: a line that begins with white space goes on with the field.
            if let first = line.first, first == UInt8(ascii: " ") || first == 0x09 {
                value += line
                continue
            }
            take(name, value)
            guard !line.isEmpty, let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                (name, value) = ([], [])
                // An empty line ends the section.
                if line.isEmpty { return }
                continue
            }
            name = Array(line[..<colon])
            value = Array(line[(colon + 1)...])
        }
        take(name, value)
    }

    private mutating func take(_ name: [UInt8], _ value: [UInt8]) {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == 0x09 }
        let key = name.map(\.inUpperCase)
        let trimmed = value.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        guard trimmed.count <= IMAPMarks.limit else { return }
        if key == IMAPMarks.tokenField, tokens.count < IMAPMarks.countLimit {
            tokens.append(String(decoding: trimmed, as: UTF8.self))
        } else if key.elementsEqual("MESSAGE-ID".utf8), messageID == nil {
            messageID = String(decoding: trimmed, as: UTF8.self)
        }
    }
}

/// A message that was looked for and found.
package struct IMAPMatch: Sendable, Hashable {
    /// The token that it was looked for with.
    package var token: String
    /// Where it lies.
    package var folder: IMAPFolder
    /// The folder's UIDVALIDITY; the UID is good as long as this does not change.
    package var uidValidity: UInt32?
    /// Its UID in that folder.
    package var uid: UInt32
    /// When the server took it in (INTERNALDATE); nil where it did not tell.
    package var internalDate: IMAPDate?
    /// Its flags: `\Seen`, `\Recent`.
    package var flags: Set<String>
    /// Its header section, with the line breaks of the wire.
    package var header: [UInt8]
    /// Gmail's tab: `primary`, `promotions`; nil elsewhere, and outside of the inbox.
    package var gmailCategory: String?

    /// A match, member by member.
    package init(
        token: String, folder: IMAPFolder, uidValidity: UInt32?, uid: UInt32, internalDate: IMAPDate? = nil,
        flags: Set<String> = [], header: [UInt8] = [], gmailCategory: String? = nil
    ) {
        self.token = token
        self.folder = folder
        self.uidValidity = uidValidity
        self.uid = uid
        self.internalDate = internalDate
        self.flags = flags
        self.header = header
        self.gmailCategory = gmailCategory
    }
}

/// What was found.
package struct IMAPFound: Sendable, Hashable {
    /// The messages, folder by folder; one that lies in two folders is there twice.
    package var matches: [IMAPMatch] = []
    /// How many messages could have been looked at and were not, because there were too many.
    ///
    /// Unless this is 0, a message that was not found may still be there.
    package var unexaminedCount = 0

    /// Nothing.
    package init() {}
}

/// The marks of messages that were looked at before: what a message holds never changes (RFC 9051 §2.3.1.1).
struct IMAPMarksCache {
    /// How many messages are remembered; what is beyond is asked for again.
    static let limit = 5000

    private struct Key: Hashable {
        var folder: [UInt8]
        var uidValidity: UInt32
        var uid: UInt32
    }

    private var marks: [Key: IMAPMarks] = [:]

    /// The marks of a message; without UIDVALIDITY nothing is remembered.
    subscript(folder: IMAPFolder, uidValidity: UInt32?, uid: UInt32) -> IMAPMarks? {
        get {
            uidValidity.flatMap { marks[Key(folder: folder.wireName, uidValidity: $0, uid: uid)] }
        }
        set {
            guard let uidValidity, marks.count < IMAPMarksCache.limit else { return }
            marks[Key(folder: folder.wireName, uidValidity: uidValidity, uid: uid)] = newValue
        }
    }
}
