/// Stretches of text that are looked for together, wherever they stand, in capitals or small letters.
struct StretchSet: Sendable {
    private let stretches: [[UInt8]]
    private let filter: PairFilter

    /// Stretches in small letters; an empty one is never found.
    init(_ texts: [String]) {
        let stretches = texts.map { Array($0.utf8) }.filter { !$0.isEmpty }
        self.stretches = stretches
        filter = PairFilter(stretches)
    }

    /// Whether a text holds one of them.
    func isIn(_ text: String) -> Bool {
        index(in: text) != nil
    }

    /// The one that stands first in a text; of several at one place that which was named first.
    func first(in text: String) -> String? {
        index(in: text).map { String(decoding: stretches[$0], as: UTF8.self) }
    }

    private func index(in text: String) -> Int? {
        text.isASCII ? text.withBytes(index) : text.lowercased().withBytes(index)
    }

    private func index(in text: Span<UInt8>) -> Int? {
        guard text.count > 0 else { return nil }
        var next = text[0].asciiLowercased
        for index in 0..<text.count {
            let byte = next
            next = index + 1 < text.count ? text[index + 1].asciiLowercased : 0
            if filter.mayBegin(byte, next),
                let stretch = stretches.firstIndex(where: { isThere($0, at: index, in: text) })
            {
                return stretch
            }
        }
        return nil
    }

    private func isThere(_ stretch: [UInt8], at start: Int, in text: Span<UInt8>) -> Bool {
        guard start + stretch.count <= text.count else { return false }
        for offset in 0..<stretch.count where text[start + offset].asciiLowercased != stretch[offset] { return false }
        return true
    }
}
