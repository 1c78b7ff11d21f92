extension IMAPLink {
    /// Deletes messages that were found, and no others.
    ///
    /// - Returns: how many are gone; those that were gone before are not counted.
    func delete(_ matches: [IMAPMatch]) throws(TransportError) -> Int {
        guard !matches.isEmpty else { return 0 }
        // RFC 4315 §2.1: EXPUNGE without UIDs would take along what somebody else has marked as deleted.
        guard capabilities.contains("UIDPLUS") else {
            let detail = "the server does not offer UIDPLUS, without which others' messages could be deleted as well"
            throw failure(.notOffered, while: "delete messages", detail: detail)
        }
        var count = 0
        var folders: [IMAPFolder] = []
        for match in matches where !folders.contains(where: { $0.wireName == match.folder.wireName }) {
            folders.append(match.folder)
        }
        for folder in folders {
            count += try delete(matches.filter { $0.folder.wireName == folder.wireName }, in: folder)
        }
        return count
    }

    private func delete(_ matches: [IMAPMatch], in folder: IMAPFolder) throws(TransportError) -> Int {
        let action = "delete messages in \(folder.name)"
        var command = IMAPCommand("SELECT", to: action)
        try add(folder.wireName, to: &command)
        let opened = try run(command)
        guard opened.status.code != "READ-ONLY" else {
            throw failure(.refused, while: action, detail: "the folder is read-only")
        }
        // RFC 9051 §2.3.1.1: under another UIDVALIDITY the same UID is another message.
        let uidValidity = opened.number(of: "UIDVALIDITY")
        guard let uidValidity, matches.allSatisfy({ $0.uidValidity == uidValidity }) else {
            throw failure(.refused, while: action, detail: "the UIDs of the folder have changed")
        }
        let uids = Array(Set(matches.map(\.uid))).sorted()
        let marks = try fetchMarks(of: uids, in: folder)
        var expected: [UInt32: Set<IMAPMarks>] = [:]
        for match in matches { expected[match.uid, default: []].insert(IMAPMarks(header: match.header)) }
        // The last look before what cannot be undone: they are what was found.
        let ours = uids.filter { uid in marks[uid].map { expected[uid]?.contains($0) == true } == true }
        for start in stride(from: 0, to: ours.count, by: IMAPLink.fetchCount) {
            let some = Array(ours[start..<min(ours.count, start + IMAPLink.fetchCount)])
            var store = IMAPCommand("UID STORE", to: action)
            store.add(.members(some))
            store.add("+FLAGS.SILENT (\\Deleted)")
            _ = try run(store)
            var expunge = IMAPCommand("UID EXPUNGE", to: action)
            expunge.add(.members(some))
            _ = try run(expunge)
        }
        return ours.count
    }
}
