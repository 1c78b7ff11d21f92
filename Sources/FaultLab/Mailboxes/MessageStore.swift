import MailMessage
import NIOCore

/// The messages of one server in the order in which they came; of more than there is room for, the oldest leave.
///
/// Those that are new lie in memory, older ones on disk. Not locked: its owner does that.
struct MessageStore {
    private struct Entry {
        var message: LabMessage
        var number: Int
        var content: Int
    }

    private let capacity: LabMailboxes.Capacity
    private var entries = CircularBuffer<Entry>()
    private var contents: [Int: StoredContent] = [:]
    /// The first content that may still be in memory.
    private var firstInMemory = 0
    private var nextContent = 0
    private var file: (file: SpillFile, end: Int)?
    private(set) var received = 0
    private(set) var dropped = 0
    private(set) var memoryOctets = 0
    private(set) var diskOctets = 0

    init(capacity: LabMailboxes.Capacity) {
        self.capacity = capacity
    }

    var count: Int { entries.count }

    /// Takes the copies of one message.
    mutating func append(_ copies: [LabMessage]) {
        guard let first = copies.first else { return }
        contents[nextContent] = StoredContent(first.bytes, copies: copies.count)
        memoryOctets += first.bytes.count
        for copy in copies {
            received += 1
            var message = copy
            message.bytes = []
            entries.append(Entry(message: message, number: received, content: nextContent))
        }
        nextContent += 1
        makeRoom()
    }

    /// The messages that are meant, oldest first; a message whose octets are lost is none.
    func messages(
        _ query: LabMessageQuery, after number: Int = 0, limit: Int = .max
    ) -> [LabMailboxes.Stored] {
        var found: [LabMailboxes.Stored] = []
        // Numbers go up by one, and only the oldest leave.
        let start = min(max(0, number + 1 - (entries.first?.number ?? 1)), entries.count)
        for entry in entries.dropFirst(start) {
            guard found.count < limit else { break }
            if let stored = stored(entry, query) { found.append(stored) }
        }
        return found
    }

    /// The message with a number.
    func message(_ number: Int) -> LabMailboxes.Stored? {
        guard let first = entries.first?.number, number >= first, number - first < entries.count else { return nil }
        let index = entries.index(entries.startIndex, offsetBy: number - first)
        return stored(entries[index], LabMessageQuery())
    }

    private func stored(_ entry: Entry, _ query: LabMessageQuery) -> LabMailboxes.Stored? {
        // Envelope and folder are known without the octets.
        let envelope = LabMessageQuery(recipient: query.recipient, folder: query.folder)
        guard envelope.matches(entry.message, header: { Message(bytes: []) }),
            let octets = contents[entry.content]?.octets
        else { return nil }
        var message = entry.message
        message.bytes = octets
        guard query.header == nil || query.matches(message, header: { message.message }) else { return nil }
        return LabMailboxes.Stored(number: entry.number, message: message)
    }

    /// Forgets all messages; the counts go on.
    mutating func removeAll() {
        entries.removeAll()
        contents = [:]
        firstInMemory = nextContent
        file = nil
        memoryOctets = 0
        diskOctets = 0
    }

    private mutating func makeRoom() {
        while memoryOctets > capacity.octets, capacity.diskOctets > 0, firstInMemory < nextContent, spillNext() {}
        while entries.count > 1,
            entries.count > capacity.messages || memoryOctets > capacity.octets || diskOctets > capacity.diskOctets
        {
            leave(entries.removeFirst().content)
            dropped += 1
        }
    }

    private mutating func leave(_ key: Int) {
        guard var content = contents[key] else { return }
        content.copies -= 1
        guard content.copies <= 0 else {
            contents[key] = content
            return
        }
        contents[key] = nil
        if case .memory = content.place { memoryOctets -= content.count } else { diskOctets -= content.count }
    }

    /// Moves the oldest message in memory to disk; false where that cannot be.
    private mutating func spillNext() -> Bool {
        defer { firstInMemory += 1 }
        guard var content = contents.removeValue(forKey: firstInMemory) else { return true }
        defer { contents[firstInMemory] = content }
        if file == nil || (file?.end ?? 0) + content.count > SpillFile.size, let next = SpillFile() {
            file = (next, 0)
        }
        guard let (target, end) = file, content.spill(to: target, at: end) else { return false }
        file = (target, end + content.count)
        memoryOctets -= content.count
        diskOctets += content.count
        return true
    }
}
