/// What FETCH told about one message (RFC 9051 §7.5.2).
package struct IMAPFetch: Sendable, Hashable {
    /// Its UID.
    package var uid: UInt32
    /// When the server took it in.
    package var internalDate: IMAPDate?
    /// Its flags; nil where they were not told.
    package var flags: Set<String>?
    /// The section that was asked for; nil where it was not told.
    package var section: [UInt8]?

    /// What the responses tell of each message, by its UID; a server may tell it in pieces.
    package static func messages(in data: [IMAPData]) -> [UInt32: IMAPFetch] {
        var messages: [UInt32: IMAPFetch] = [:]
        for response in data where response.name == "FETCH" {
            // A response without a UID is about a message that was not asked for: its flags have changed.
            guard let fetch = IMAPFetch(response) else { continue }
            var message = messages[fetch.uid] ?? fetch
            message.internalDate = fetch.internalDate ?? message.internalDate
            message.flags = fetch.flags ?? message.flags
            message.section = fetch.section ?? message.section
            messages[fetch.uid] = message
        }
        return messages
    }

    private init?(_ response: IMAPData) {
        guard let items = response.values.first?.elements else { return nil }
        var uid: UInt32?
        for place in stride(from: 0, to: items.count - 1, by: 2) {
            let value = items[place + 1]
            switch items[place].keyword {
            case "UID": uid = value.number
            case "INTERNALDATE": internalDate = value.bytes.flatMap(IMAPDate.init)
            case "FLAGS":
                flags = value.elements.map { names in
                    Set(names.compactMap { $0.bytes.map { String(decoding: $0, as: UTF8.self) } })
                }
            // A section that the message does not have may be NIL (RFC 9051 §9: `nstring`).
            case let key? where key.hasPrefix("BODY["): section = value.bytes ?? []
            default: break
            }
        }
        guard let uid else { return nil }
        self.uid = uid
    }

    /// The numbers that SEARCH told, in order and each once.
    package static func searchResult(in data: [IMAPData]) -> [UInt32] {
        var numbers: Set<UInt32> = []
        for response in data {
            switch response.name {
            // RFC 3501 §7.2.5; RFC 7162 §3.1.5: a list (MODSEQ n) may stand behind the numbers.
            case "SEARCH": numbers.formUnion(response.values.lazy.compactMap(\.number))
            // RFC 9051 §7.3.4: a server that speaks IMAP4rev2 alone says (TAG "M1") UID ALL 4:18,21.
            case "ESEARCH":
                guard let place = response.values.firstIndex(where: { $0.keyword == "ALL" }),
                    response.values.indices.contains(place + 1)
                else { continue }
                numbers.formUnion(IMAPSet.members(in: response.values[place + 1].bytes ?? []))
            default: break
            }
        }
        return numbers.sorted()
    }
}
