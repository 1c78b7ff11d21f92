/// Who a message is from or to: an address, and the name shown for it.
public struct Mailbox: Sendable, Hashable {
    /// The name, decoded; nil where there is none.
    public var displayName: String?
    /// The address.
    public var address: Address

    /// A mailbox.
    public init(displayName: String? = nil, address: Address) {
        self.displayName = displayName
        self.address = address
    }

    /// The one mailbox that `text` spells as a header field does: `Ana <ana@example.org>`, or nil.
    public init?(_ text: String) {
        let list = AddressList.parse(Array(text.utf8)[...])
        guard list.problems.isEmpty, case .mailbox(let entry)? = list.entries.first, list.entries.count == 1
        else { return nil }
        self = entry.mailbox
    }

    /// The mailbox as it is written in a header field, its name quoted or in encoded words where it must be.
    public var headerText: String {
        guard let displayName, !displayName.isEmpty else { return address.description }
        return "\(DisplayName.headerText(displayName)) <\(address)>"
    }
}

extension Mailbox: CustomStringConvertible {
    /// `Ana <ana@example.org>` for people, without any encoding.
    public var description: String {
        guard let displayName, !displayName.isEmpty else { return address.description }
        return "\(displayName) <\(address)>"
    }
}

/// The phrase (RFC 5322 §3.2.5) before an angle address, for writing.
enum DisplayName {
    static func headerText(_ name: String) -> String {
        // RFC 2047 §5 (3): in a phrase an encoded word stands in place of a word.
        if EncodedWord.isNeeded(for: name) { return EncodedWord.encode(name).joined(separator: " ") }
        let isPlain = name.utf8.allSatisfy { $0.isAtomText || $0 == .space }
        return isPlain && !name.hasPrefix(" ") && !name.hasSuffix(" ") && !name.contains("  ")
            ? name : QuotedString.quote(name)
    }
}
