import Findings

/// Finds the byte at which a column begins, in constant time however long a line is.
///
/// libyaml counts columns in Unicode scalars; the text is bytes.
struct ScalarIndex {
    /// How many bytes share one entry of the table.
    private static let blockSize = 256
    private let text: SourceText
    /// How many scalars stand before each block; empty where every byte is one.
    private var scalarsBeforeBlock: [Int] = []

    /// Indexes a text.
    init(_ text: SourceText) {
        self.text = text
        guard !text.bytes.allSatisfy({ $0 < 0x80 }) else { return }
        var count = 0
        for (offset, byte) in text.bytes.enumerated() {
            if offset % Self.blockSize == 0 { scalarsBeforeBlock.append(count) }
            if Self.begins(byte) { count += 1 }
        }
    }

    /// The offset of the byte at a line and column, both from 1; the end of the text where it ends before.
    func offset(line: Int, column: Int) -> Int {
        let start = text.byteOffset(ofLine: line)
        let (offset, overflow) = start.addingReportingOverflow(max(0, column - 1))
        guard !scalarsBeforeBlock.isEmpty, column > 1 else {
            return overflow ? text.bytes.count : min(offset, text.bytes.count)
        }
        let wanted = scalars(before: start) + column - 1
        var low = 0
        var high = scalarsBeforeBlock.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if scalarsBeforeBlock[middle] <= wanted { low = middle } else { high = middle }
        }
        var count = scalarsBeforeBlock[low]
        var byte = low * Self.blockSize
        while byte < text.bytes.count {
            if Self.begins(text.bytes[byte]) {
                if count == wanted { break }
                count += 1
            }
            byte += 1
        }
        return byte
    }

    private func scalars(before offset: Int) -> Int {
        guard offset < text.bytes.count else { return Int.max / 2 }
        let block = offset / Self.blockSize
        var count = scalarsBeforeBlock[block]
        for byte in text.bytes[(block * Self.blockSize)..<offset] where Self.begins(byte) { count += 1 }
        return count
    }

    private static func begins(_ byte: UInt8) -> Bool {
        byte & 0xC0 != 0x80
    }
}
