/// Pieces of a log put together into whole lines; what is longer than a line may be is left out.
struct LogLines: Sendable {
    /// How long a line may be, in bytes.
    private let limit: Int
    private var carry: [UInt8] = []
    private var isTooLong = false

    /// No lines yet.
    init(limit: Int = EventLineReader.lineLimit) {
        self.limit = limit
    }

    /// A line, or that there was one that is too long.
    enum Line: Sendable, Hashable {
        case whole([UInt8])
        case tooLong
    }

    /// Takes a piece; the lines that it completes are added to `lines`.
    mutating func take(_ piece: ArraySlice<UInt8>, _ lines: inout [Line]) {
        var rest = piece
        while let end = rest.firstIndex(of: 0x0A) {
            keep(rest[..<end])
            finish(&lines)
            rest = rest[(end + 1)...]
        }
        keep(rest)
    }

    /// The file ends here: what is left is a line too.
    mutating func end(_ lines: inout [Line]) {
        if !carry.isEmpty || isTooLong { finish(&lines) }
    }

    /// Forgets what is no whole line.
    mutating func drop() {
        carry.removeAll(keepingCapacity: true)
        isTooLong = false
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        guard !isTooLong else { return }
        guard carry.count + bytes.count <= limit else {
            carry.removeAll(keepingCapacity: true)
            isTooLong = true
            return
        }
        carry += bytes
    }

    private mutating func finish(_ lines: inout [Line]) {
        // What writes on Windows ends lines with CR LF.
        if carry.last == 0x0D { carry.removeLast() }
        lines.append(isTooLong ? .tooLong : .whole(carry))
        drop()
    }
}
