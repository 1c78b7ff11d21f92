/// A folder of a mailbox, as LIST tells it (RFC 9051 §7.3.1).
package struct IMAPFolder: Sendable, Hashable {
    /// Its name for people: `Envoyés`; control characters are replaced by `?`.
    package var name: String
    /// Its name as the server spells it; commands name it so.
    package var wireName: [UInt8]
    /// Its attributes in lower case, with their backslash: `\junk`.
    package var attributes: Set<String>
    /// What it is for.
    package var role: Role

    /// What a folder is for.
    package enum Role: String, Sendable, Hashable, CaseIterable {
        /// Where mail arrives.
        case inbox
        /// Where what is taken for unwanted goes.
        case junk
        /// Where what was deleted goes.
        case trash
        /// All messages, wherever else they are.
        case all
        /// Anything else.
        case other
    }

    /// A folder of a name; the attributes and the name decide what it is for.
    package init(wireName: [UInt8], attributes: Set<String> = []) {
        self.wireName = wireName
        self.attributes = attributes
        name = String(
            IMAPMailboxName.decode(wireName).unicodeScalars
                .map { Character($0.properties.generalCategory == .control ? "?" : $0) })
        role = IMAPFolder.role(wireName, attributes)
    }

    /// The inbox, which every mailbox has under this name (RFC 9051 §5.1).
    package static let inbox = IMAPFolder(wireName: Array("INBOX".utf8))

    /// Whether it can be opened.
    package var isSelectable: Bool {
        // RFC 9051 §7.3.1: \NonExistent implies \NoSelect. A name with a line break is one that we do not send.
        attributes.isDisjoint(with: ["\\noselect", "\\nonexistent"])
            && !wireName.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
    }

    private static func role(_ wireName: [UInt8], _ attributes: Set<String>) -> Role {
        // RFC 9051 §5.1: INBOX in any case of letters.
        if wireName.map(\.inUpperCase).elementsEqual("INBOX".utf8) { return .inbox }
        // RFC 6154 §2.
        if attributes.contains("\\junk") { return .junk }
        if attributes.contains("\\trash") { return .trash }
        if attributes.contains("\\all") { return .all }
        return .other
    }

    /// The folders that LIST told, each once; where none has the attribute of a role, one whose name says so gets it.
    package static func folders(in data: [IMAPData]) -> [IMAPFolder] {
        var folders: [IMAPFolder] = []
        var places: [[UInt8]: Int] = [:]
        var delimiters: [UInt8?] = []
        for response in data where response.name == "LIST" && response.values.count >= 3 {
            guard let names = response.values[0].elements, let wireName = response.values[2].name else { continue }
            let attributes = Set(names.compactMap { $0.bytes.map { String(decoding: $0, as: UTF8.self).lowercased() } })
            if let place = places[wireName] {
                folders[place] = IMAPFolder(
                    wireName: wireName, attributes: folders[place].attributes.union(attributes))
            } else {
                places[wireName] = folders.count
                folders.append(IMAPFolder(wireName: wireName, attributes: attributes))
                delimiters.append(response.values[1].bytes?.first)
            }
        }
        for (role, names) in usualNames where !folders.contains(where: { $0.role == role }) {
            let place = folders.indices.first {
                folders[$0].role == .other && folders[$0].isSelectable
                    && names.contains(lastComponent(of: folders[$0].name, delimiters[$0]).lowercased())
            }
            if let place { folders[place].role = role }
        }
        return folders
    }

    /// The last part of a name: `Spam` of `[Gmail]/Spam`.
    private static func lastComponent(of name: String, _ delimiter: UInt8?) -> Substring {
        guard let delimiter, delimiter < 0x80 else { return name[...] }
        let start = name.lastIndex(of: Character(UnicodeScalar(delimiter))).map(name.index(after:))
        return name[(start ?? name.startIndex)...]
    }

    /// What folders are called on servers without special-use attributes: Dovecot, Cyrus, Exchange, Yahoo, AOL, Zimbra.
    private static let usualNames: [(role: Role, names: Set<String>)] = [
        (.junk, ["junk", "spam", "junk e-mail", "junk email", "junk mail", "bulk mail", "bulk"]),
        (.trash, ["trash", "deleted items", "deleted messages", "deleted", "bin"]),
    ]
}

/// Up to where a folder was filled at some moment: what arrives later has at least this UID.
package struct IMAPPosition: Sendable, Hashable {
    /// The folder.
    package var folder: IMAPFolder
    /// RFC 9051 §2.3.1.1: where this value has changed, no UID from before is good for anything.
    package var uidValidity: UInt32?
    /// The least UID that the next message can have; nil where the server did not tell.
    package var uidNext: UInt32?

    /// A position; without numbers it is the beginning.
    package init(folder: IMAPFolder, uidValidity: UInt32? = nil, uidNext: UInt32? = nil) {
        self.folder = folder
        self.uidValidity = uidValidity
        self.uidNext = uidNext
    }

    /// The position that STATUS told.
    init(folder: IMAPFolder, status data: [IMAPData]) {
        self.init(folder: folder)
        for response in data where response.name == "STATUS" && response.values.count >= 2 {
            // One folder was asked for; the server may spell its name in another way.
            guard let items = response.values[1].elements else { continue }
            for (key, value) in zip(items, items.dropFirst()) {
                switch key.keyword {
                case "UIDNEXT": uidNext = value.number
                case "UIDVALIDITY": uidValidity = value.number
                default: break
                }
            }
        }
    }
}
