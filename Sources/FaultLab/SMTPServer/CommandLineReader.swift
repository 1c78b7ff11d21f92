package import NIOCore

/// Cuts what a client sends between messages into command lines.
package struct CommandLineReader: Sendable {
    /// What came.
    package enum Line: Sendable, Hashable {
        /// A line without its line break.
        case complete([UInt8])
        /// A line that may not be obeyed, and what it is counted as; the rest of it is passed over.
        case refused(ServerReply, SMTPOffence?)
    }

    /// Whether the rest of a refused line is being passed over.
    private var isDiscarding = false

    /// Nothing read yet.
    package init() {}

    /// Takes the next line of at most `limit` octets out of `input`; nil where it is not complete yet.
    package mutating func next(
        from input: inout ByteBuffer, limit: Int = SMTPLimits.commandLine
    ) -> Line? {
        if isDiscarding {
            guard discard(from: &input) else { return nil }
        }
        let octets = input.readableBytesView
        var previous: UInt8 = 0
        for (offset, octet) in octets.enumerated() {
            // RFC 5321 §2.3.8: a line ends in CR LF; neither octet may be sent, or taken, for a line break alone. Who
            // takes a bare LF for one can be told a command that the sender's server took for text.
            if (octet == 0x0A && previous != 0x0D) || (previous == 0x0D && octet != 0x0A) {
                return refuse("End lines with CR LF, and send neither of them alone", .bareLineBreak, &input)
            }
            if octet == 0x0A {
                guard offset + 1 <= limit else { return refuseLength(limit, &input) }
                let line = Array(octets.prefix(offset - 1))
                input.moveReaderIndex(forwardBy: offset + 1)
                return .complete(line)
            }
            // RFC 5321 §4.5.3.1.4.
            if offset >= limit { return refuseLength(limit, &input) }
            previous = octet
        }
        return nil
    }

    private mutating func refuseLength(_ limit: Int, _ input: inout ByteBuffer) -> Line {
        refuse("Line too long: at most \(limit) octets", nil, &input)
    }

    private mutating func refuse(_ text: String, _ offence: SMTPOffence?, _ input: inout ByteBuffer) -> Line {
        isDiscarding = true
        _ = discard(from: &input)
        return .refused(ServerReply(500, "5.5.2", text), offence)
    }

    /// Passes over octets up to a CR LF; whether there was one.
    private mutating func discard(from input: inout ByteBuffer) -> Bool {
        var previous: UInt8 = 0
        for (offset, octet) in input.readableBytesView.enumerated() {
            if octet == 0x0A && previous == 0x0D {
                input.moveReaderIndex(forwardBy: offset + 1)
                isDiscarding = false
                return true
            }
            previous = octet
        }
        // A CR at the end may belong to the line break.
        input.moveReaderIndex(forwardBy: max(0, input.readableBytes - (previous == 0x0D ? 1 : 0)))
        return false
    }
}
