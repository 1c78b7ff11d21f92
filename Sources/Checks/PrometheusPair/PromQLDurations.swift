/// The durations in a query of Prometheus: ranges in brackets, their resolution, and what follows `offset`.
///
/// Numbers that mean seconds, as in `time() - x > 300`, cannot be told from other numbers, and stay.
///
/// Source: Prometheus, `docs/querying/basics.md`.
package enum PromQLDurations {
    /// The query with every duration divided by `speed`.
    package static func divided(_ query: String, by speed: Double) -> String {
        guard speed != 1 else { return query }
        var scanner = Scanner(speed: speed, bytes: Array(query.utf8)[...])
        scanner.scan()
        return String(decoding: scanner.output, as: UTF8.self)
    }

    /// The ranges of a query, `[5m]`, in their order.
    package static func ranges(of query: String) -> [Duration] {
        var scanner = Scanner(speed: 1, bytes: Array(query.utf8)[...])
        scanner.scan()
        return scanner.ranges
    }

    /// Copies a query token by token.
    private struct Scanner {
        let speed: Double
        var bytes: ArraySlice<UInt8>
        var output: [UInt8] = []
        var depth = 0
        var followsOffset = false
        /// The ranges so far, as they were written.
        var ranges: [Duration] = []
        /// Whether the next word is a range, and not the resolution behind its colon.
        private var opensRange = false

        init(speed: Double, bytes: ArraySlice<UInt8>) {
            self.speed = speed
            self.bytes = bytes
        }

        mutating func scan() {
            while let byte = bytes.first {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): copyText(byte)
                case UInt8(ascii: "#"): copy { $0 != UInt8(ascii: "\n") }
                case UInt8(ascii: "["), UInt8(ascii: "]"):
                    opensRange = byte == UInt8(ascii: "[")
                    depth = max(0, depth + (opensRange ? 1 : -1))
                    copyOne()
                case let byte where Self.isWord(byte): copyWord()
                default: copyOne()
                }
            }
        }

        private mutating func copyOne() {
            guard let byte = bytes.popFirst() else { return }
            // `offset -5m`: signs and spaces may stand between.
            if byte > 0x20, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "+") { followsOffset = false }
            output.append(byte)
        }

        private mutating func copy(while isPart: (UInt8) -> Bool) {
            let part = bytes.prefix(while: isPart)
            output += part
            bytes = bytes[part.endIndex...]
        }

        /// A text in quotes; within back quotes nothing is escaped.
        private mutating func copyText(_ quote: UInt8) {
            copyOne()
            while let byte = bytes.first {
                copyOne()
                if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "`") {
                    copyOne()
                } else if byte == quote {
                    return
                }
            }
        }

        private mutating func copyWord() {
            let word = String(decoding: bytes.prefix(while: Self.isWord), as: UTF8.self)
            bytes = bytes.dropFirst(word.utf8.count)
            let isMeant = depth > 0 || followsOffset
            followsOffset = word.lowercased() == "offset"
            // Since Prometheus 3 a number alone is so many seconds.
            let isNumber = word != "0" && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
            let text = isNumber ? word + "s" : word
            if isMeant, let duration = PrometheusDuration(scalarText: text) {
                if opensRange { ranges.append(duration.duration) }
                output += duration.divided(by: speed).scalarText.utf8
            } else {
                output += word.utf8
            }
            opensRange = false
        }

        private static func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: byte == UInt8(ascii: ":") ? false : byte >= 0x80
            }
        }
    }
}
