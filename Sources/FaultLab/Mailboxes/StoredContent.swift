/// The octets of a message in the mailboxes of its recipients, who share them: in memory, or on disk.
struct StoredContent: Sendable {
    /// How many octets there are.
    let count: Int
    /// Where they are.
    private(set) var place: Place
    /// How many copies there are in mailboxes.
    var copies: Int

    /// Where octets are.
    enum Place: Sendable {
        case memory([UInt8])
        case disk(SpillFile, offset: Int)
    }

    init(_ octets: [UInt8], copies: Int) {
        count = octets.count
        place = .memory(octets)
        self.copies = copies
    }

    /// The octets; nil where the disk does not give them back.
    var octets: [UInt8]? {
        switch place {
        case .memory(let octets): octets
        case .disk(let file, let offset): file.read(count, at: offset)
        }
    }

    /// Moves them to disk; false where they stay in memory.
    mutating func spill(to file: SpillFile, at offset: Int) -> Bool {
        guard case .memory(let octets) = place, file.write(octets, at: offset) else { return false }
        place = .disk(file, offset: offset)
        return true
    }
}
