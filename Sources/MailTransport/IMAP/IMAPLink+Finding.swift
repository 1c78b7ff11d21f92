extension IMAPLink {
    /// How many messages of a folder are looked at one by one in one search, the newest first.
    static let scanLimit = 500
    /// How many messages are asked for with one command.
    static let fetchCount = 50
    /// How many bytes of the header fields that mark a message are read.
    static let marksLimit: UInt32 = 8192
    /// How many bytes of the header section of a message are read.
    ///
    /// Providers add a few KiB of their own; Gmail's own limit for a header is of this order.
    static let headerLimit: UInt32 = 1 << 18
    /// How many messages that are found are told, with headers of up to 256 KiB each.
    static let matchLimit = 100

    /// All folders, with what they are for.
    func folders() throws(TransportError) -> [IMAPFolder] {
        let action = "list the folders"
        // RFC 6154 §2: a server that offers SPECIAL-USE tells the attributes where it is asked for them, else perhaps not.
        if capabilities.contains("SPECIAL-USE") {
            let outcome = try attempt(IMAPCommand("LIST \"\" \"*\" RETURN (SPECIAL-USE)", to: action))
            if outcome.status.condition == .ok { return IMAPFolder.folders(in: outcome.data) }
        }
        return IMAPFolder.folders(in: try run(IMAPCommand("LIST \"\" \"*\"", to: action)).data)
    }

    /// Up to where a folder is filled.
    func position(of folder: IMAPFolder) throws(TransportError) -> IMAPPosition {
        var command = IMAPCommand("STATUS", to: "ask for the state of \(folder.name)")
        try add(folder.wireName, to: &command)
        command.add("(UIDNEXT UIDVALIDITY)")
        return IMAPPosition(folder: folder, status: try run(command).data)
    }

    /// Looks for messages that have arrived behind these positions.
    func find(_ sought: [IMAPSought], since positions: [IMAPPosition]) throws(TransportError) -> IMAPFound {
        for string in sought.flatMap({ [$0.token, $0.messageID ?? "-"] }) {
            // RFC 5322 §2.2: a field that a server did not change holds ASCII alone.
            guard !string.isEmpty, string.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                let detail = "a token or a Message-ID is empty or has other than printable ASCII"
                throw failure(.invalidInput, while: "look for messages", detail: detail)
            }
        }
        var found = IMAPFound()
        for position in positions { try find(sought, since: position, into: &found) }
        return found
    }

    private func find(
        _ sought: [IMAPSought], since position: IMAPPosition, into found: inout IMAPFound
    ) throws(TransportError) {
        let folder = position.folder
        // RFC 9051 §6.3.3: EXAMINE opens a folder without any way to change it.
        var command = IMAPCommand("EXAMINE", to: "open the folder \(folder.name)")
        try add(folder.wireName, to: &command)
        let opened = try run(command)
        // RFC 9051 §7.4.1: EXISTS always comes.
        let count = opened.data.last { $0.name == "EXISTS" }?.number ?? 0
        guard count > 0 else { return }
        let uidValidity = opened.number(of: "UIDVALIDITY")
        let isSame = position.uidValidity == nil || position.uidValidity == uidValidity
        let first = isSame ? position.uidNext : nil
        let uids = try arrivals(since: first, count: count, in: folder)
        // Where a message that was sent would begin is not known, so it may lie behind those that are looked at.
        if first == nil, count > UInt32(IMAPLink.scanLimit) {
            found.unexaminedCount += Int(count) - IMAPLink.scanLimit
        }
        guard !uids.isEmpty else { return }
        let unknown = uids.filter { marks[folder, uidValidity, $0] == nil }
        var looked = Set(unknown.suffix(IMAPLink.scanLimit))
        if unknown.count > looked.count {
            looked.formUnion(try searched(sought, first: uids[0], in: folder).intersection(unknown))
            found.unexaminedCount += Set(unknown).subtracting(looked).count
        }
        let new = try fetchMarks(of: looked.sorted(), in: folder)
        for (uid, its) in new { marks[folder, uidValidity, uid] = its }
        var matches: [IMAPMatch] = []
        for uid in uids {
            guard let its = new[uid] ?? marks[folder, uidValidity, uid],
                let match = sought.first(where: { $0.isMarked(by: its) })
            else { continue }
            guard found.matches.count + matches.count < IMAPLink.matchLimit else {
                found.unexaminedCount += 1
                continue
            }
            let details = try fetchDetails(of: uid, in: folder)
            // It was deleted or moved away in between.
            guard let details, let header = details.section else { continue }
            matches.append(
                IMAPMatch(
                    token: match.token, folder: folder, uidValidity: uidValidity, uid: uid,
                    internalDate: details.internalDate, flags: details.flags ?? [], header: header))
        }
        try addCategories(to: &matches, in: folder)
        found.matches += matches
    }

    /// The UIDs of messages from a UID on; without one, those of the newest.
    private func arrivals(
        since first: UInt32?, count: UInt32, in folder: IMAPFolder
    ) throws(TransportError) -> [UInt32] {
        var command = IMAPCommand("UID SEARCH", to: "look for new messages in \(folder.name)")
        if let first {
            command.add("UID")
            command.add(.from(first))
        } else {
            // By their numbers, so that the answer is short however full the folder is.
            command.add(.from(count > UInt32(IMAPLink.scanLimit) ? count - UInt32(IMAPLink.scanLimit) + 1 : 1))
        }
        // RFC 3501 §6.4.8: n:* is never empty: the last message is in it, even where its UID is less than n.
        return IMAPFetch.searchResult(in: try run(command).data).filter { $0 >= first ?? 1 }
    }

    /// The UIDs that the server's own search finds; many do not search in fields that they do not know.
    private func searched(
        _ sought: [IMAPSought], first: UInt32, in folder: IMAPFolder
    ) throws(TransportError) -> Set<UInt32> {
        var uids: Set<UInt32> = []
        for one in sought {
            for (field, value) in [(IMAPSought.field, one.token), ("Message-ID", one.messageID)] {
                guard let value else { continue }
                var command = IMAPCommand("UID SEARCH UID", to: "look for a message in \(folder.name)")
                command.add(.from(first))
                command.add("HEADER")
                try add(Array(field.utf8), to: &command)
                try add(Array(value.utf8), to: &command)
                // A server that refuses this search has still told all UIDs.
                let hits = IMAPFetch.searchResult(in: try attempt(command).data).filter { $0 >= first }
                uids.formUnion(hits.suffix(IMAPLink.scanLimit))
                if !hits.isEmpty { break }
            }
        }
        return uids
    }

    /// The marks of these messages; those that are gone are left out.
    func fetchMarks(of uids: [UInt32], in folder: IMAPFolder) throws(TransportError) -> [UInt32: IMAPMarks] {
        var marks: [UInt32: IMAPMarks] = [:]
        for start in stride(from: 0, to: uids.count, by: IMAPLink.fetchCount) {
            let some = Array(uids[start..<min(uids.count, start + IMAPLink.fetchCount)])
            var command = IMAPCommand("UID FETCH", to: "read header fields in \(folder.name)")
            command.add(.members(some))
            command.addItems("UID", header: "HEADER.FIELDS (\(IMAPSought.field) Message-ID)", IMAPLink.marksLimit)
            let messages = IMAPFetch.messages(in: try run(command).data)
            for uid in some {
                guard let section = messages[uid]?.section else { continue }
                marks[uid] = IMAPMarks(header: section)
            }
        }
        return marks
    }

    private func fetchDetails(of uid: UInt32, in folder: IMAPFolder) throws(TransportError) -> IMAPFetch? {
        var command = IMAPCommand("UID FETCH", to: "read a header in \(folder.name)")
        command.add(.members([uid]))
        command.addItems("UID INTERNALDATE FLAGS", header: "HEADER", IMAPLink.headerLimit)
        return IMAPFetch.messages(in: try run(command).data)[uid]
    }

    /// Gmail's categories, which are its tabs; its labels do not tell them.
    private static let gmailCategories = [
        "primary", "social", "promotions", "updates", "forums", "reservations", "purchases",
    ]

    private func addCategories(to matches: inout [IMAPMatch], in folder: IMAPFolder) throws(TransportError) {
        guard capabilities.contains("X-GM-EXT-1"), folder.role == .inbox else { return }
        for category in IMAPLink.gmailCategories {
            let unknown = matches.filter { $0.gmailCategory == nil }.map(\.uid)
            guard !unknown.isEmpty else { return }
            var command = IMAPCommand("UID SEARCH UID", to: "ask for categories in \(folder.name)")
            command.add(.members(unknown))
            command.add("X-GM-RAW")
            try add(Array("category:\(category)".utf8), to: &command)
            let hits = Set(IMAPFetch.searchResult(in: try run(command).data))
            for place in matches.indices where hits.contains(matches[place].uid) {
                matches[place].gmailCategory = matches[place].gmailCategory ?? category
            }
        }
    }

    /// Adds a string to a command; one that cannot be sent ends the operation and not the connection.
    func add(_ string: [UInt8], to command: inout IMAPCommand) throws(TransportError) {
        do {
            try command.add(string: string)
        } catch {
            throw failure(.invalidInput, while: command.action, detail: error.description)
        }
    }
}

extension IMAPCommand {
    /// Adds what FETCH is to tell: items, and the first bytes of a section of the header; all of these words are ours.
    fileprivate mutating func addItems(_ items: String, header section: String, _ count: UInt32) {
        // RFC 9051 §6.4.5: BODY.PEEK leaves \Seen as it is; <0.n> are the first n bytes.
        append(Array(" (\(items) BODY.PEEK[\(section)]<0.\(count)>)".utf8))
    }
}
