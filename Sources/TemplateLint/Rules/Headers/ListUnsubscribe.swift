import MailMessage

/// The addresses of a List-Unsubscribe field, and what is not in order with them.
struct ListUnsubscribe {
    /// What stands between angle brackets, in order.
    let entries: [Entry]
    /// Text that stands outside of brackets and is neither comma nor comment.
    let stray: Range<Int>?

    /// One address.
    struct Entry {
        /// Where it leads.
        let address: LinkTarget
        /// Its bytes between the brackets, in the message.
        let range: Range<Int>
        /// Whether white space stands in it.
        let hasBlanks: Bool
    }

    /// Addresses of one field that are read; real mail has two.
    private static let limit = 100

    /// Where its addresses lead, in order.
    var targets: [LinkTarget] { entries.map(\.address) }

    /// Reads a field.
    ///
    /// RFC 2369 §2: addresses in angle brackets, separated by commas; comments may stand between them.
    init(_ field: HeaderField) {
        var entries: [Entry] = []
        var stray: Range<Int>?
        var comment = 0
        let value = field.rawValue
        var index = value.startIndex
        while index < value.endIndex, entries.count < Self.limit {
            let byte = value[index]
            switch byte {
            case UInt8(ascii: "("): comment += 1
            case UInt8(ascii: ")") where comment > 0: comment -= 1
            case UInt8(ascii: "<") where comment == 0:
                guard let end = value[index...].firstIndex(of: UInt8(ascii: ">")) else {
                    stray = stray ?? field.offset + index..<field.offset + value.endIndex
                    index = value.endIndex
                    continue
                }
                let inside = value[(index + 1)..<end]
                // RFC 2369 §2: white space in an address is ignored, because servers put it there.
                let kept = inside.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
                entries.append(
                    Entry(
                        address: LinkTarget(String(decoding: kept, as: UTF8.self)),
                        range: field.offset + inside.startIndex..<field.offset + inside.endIndex,
                        hasBlanks: kept.count != inside.count))
                index = end
            case UInt8(ascii: ","), 0x20, 0x09, 0x0D, 0x0A: break
            default:
                guard comment == 0 else { break }
                let start = field.offset + index
                stray = (stray?.lowerBound ?? start)..<start + 1
            }
            index += 1
        }
        self.entries = entries
        self.stray = stray
    }
}
