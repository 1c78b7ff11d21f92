/// Stretches of text that are looked for together, wherever they stand, in capitals or small letters.
struct StretchSet: Sendable {
    private let stretches: [[UInt8]]
    private let table: StringTable

    /// Stretches in small letters; an empty one is never found.
    init(_ texts: [String]) {
        let stretches = texts.map { Array($0.utf8) }.filter { !$0.isEmpty }
        self.stretches = stretches
        table = StringTable(stretches, ignoringCase: true)
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
        let table = table
        var byte = text[0]
        for index in 0..<text.count {
            let next = index + 1 < text.count ? text[index + 1] : 0
            if table.mayBegin(byte, next) {
                for number in table.candidates(byte.asciiLowercased, next.asciiLowercased)
                where table.isThereInAnyCase(number, at: index, in: text) {
                    return number
                }
            }
            byte = next
        }
        return nil
    }
}
