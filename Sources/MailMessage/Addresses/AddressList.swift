/// The addresses of a header field such as `To` (RFC 5322 §3.4), each with its place, and what is wrong with them.
///
/// What cannot be read is left out and said in `problems`; reading goes on behind the next comma.
public struct AddressList: Sendable, Hashable {
    /// What is listed, in order.
    public var entries: [Entry] = []
    /// What could not be read, or was read although the syntax forbids it, in order.
    public var problems: [Problem] = []

    /// One thing listed.
    public enum Entry: Sendable, Hashable {
        /// A mailbox.
        case mailbox(PlacedMailbox)
        /// A group with its name and members, which may be none: `undisclosed-recipients:;`.
        case group(name: String, members: [PlacedMailbox])
    }

    /// A mailbox and where it stands.
    public struct PlacedMailbox: Sendable, Hashable {
        /// The mailbox.
        public var mailbox: Mailbox
        /// The bytes it was read from: offsets of the slice that was parsed.
        public var range: Range<Int>
    }

    /// Something wrong and where it is.
    public struct Problem: Sendable, Hashable {
        /// What is wrong.
        public var kind: Kind
        /// The bytes that are meant: offsets of the slice that was parsed.
        public var range: Range<Int>

        /// The kinds of problems.
        public enum Kind: Sendable, Hashable {
            /// A name without an address, or a word without an `@`.
            case missingAddress
            /// An angle bracket that is not closed.
            case unclosedAngle
            /// A quoted string or a comment that is not closed.
            case unclosed
            /// A group without its semicolon.
            case unclosedGroup
            /// A group inside a group.
            case nestedGroup
            /// A character that cannot stand here.
            case unexpected(UInt8)
            /// An address that no mail can be sent to.
            case invalid(AddressError)
            /// A local part with a dot at an end or two in a row; it was read all the same.
            case misplacedDot
        }
    }

    /// Every mailbox, those of groups included, in order.
    public var mailboxes: [Mailbox] {
        placedMailboxes.map(\.mailbox)
    }

    /// Every mailbox with its place, those of groups included, in order.
    public var placedMailboxes: [PlacedMailbox] {
        entries.flatMap { entry -> [PlacedMailbox] in
            switch entry {
            case .mailbox(let mailbox): [mailbox]
            case .group(_, let members): members
            }
        }
    }

    /// Reads a raw or unfolded value; places are offsets of that slice, so for `field.rawValue` offsets in the field.
    public static func parse(_ value: ArraySlice<UInt8>) -> AddressList {
        var parser = AddressListParser(value)
        return parser.parse()
    }

    /// Reads the value of a field; places are offsets in `field.bytes`.
    public static func parse(_ field: HeaderField) -> AddressList {
        parse(field.rawValue)
    }
}

extension AddressList.Problem: CustomStringConvertible {
    /// What is wrong, in words.
    public var description: String {
        switch kind {
        case .missingAddress: "there is no address here"
        case .unclosedAngle: "the < is not closed"
        case .unclosed: "a quote or a parenthesis is not closed"
        case .unclosedGroup: "the group is not closed by a semicolon"
        case .nestedGroup: "a group cannot hold a group"
        case .unexpected(let byte): "\(AddressList.Problem.name(of: byte)) cannot stand here"
        case .invalid(let error): error.description
        case .misplacedDot: "a dot cannot stand at either end of a local part or beside another without quotes"
        }
    }

    private static func name(of byte: UInt8) -> String {
        (0x21..<0x7F).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
    }
}
