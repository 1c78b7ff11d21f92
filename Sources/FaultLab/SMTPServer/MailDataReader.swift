package import NIOCore

/// Takes a message out of the stream that follows DATA: finds its end, and removes the dots that the client stuffed.
///
/// What must not be in a message is remembered, the message is not kept from there on, and the end is still found, so
/// that client and server never disagree on where commands begin again.
package struct MailDataReader: Sendable {
    /// The message so far, line breaks included, without the dot that ends it; empty once there is a problem.
    package private(set) var content = ByteBuffer()
    /// The first thing wrong with it, as the reply to the whole message.
    package private(set) var problem: ServerReply?

    /// Whether it holds a CR or LF alone.
    package private(set) var hasBareLineBreak = false

    private let octetLimit: Int
    private var state = State.lineStart
    private var lineLength = 0

    private enum State {
        case lineStart
        /// Behind a dot that began a line and is not part of the message.
        case dot
        /// Behind such a dot and a CR.
        case dotCarriageReturn
        case text
        case textCarriageReturn
    }

    /// A reader of one message of at most so many octets.
    package init(octetLimit: Int) {
        self.octetLimit = octetLimit
    }

    /// Takes what belongs to the message out of `input`; true once the end was found.
    package mutating func read(from input: inout ByteBuffer) -> Bool {
        let (used, isWhole) = input.withUnsafeReadableBytes { read($0) }
        input.moveReaderIndex(forwardBy: used)
        return isWhole
    }

    /// How many octets belong to the message, and whether it ended with them.
    private mutating func read(_ octets: UnsafeRawBufferPointer) -> (used: Int, isWhole: Bool) {
        var index = 0
        // What is to be kept is gathered over lines and copied at once, but never behind what is wrong: the first thing
        // that is wrong is the same in whatever pieces a message comes.
        var kept = 0
        while index < octets.count {
            let octet = octets[index]
            switch state {
            case .lineStart where octet == UInt8(ascii: "."):
                keep(octets[kept..<index])
                state = .dot
                index += 1
                kept = index
            case .lineStart:
                state = .text
            case .dot where octet == 0x0D:
                state = .dotCarriageReturn
                index += 1
                kept = index
            case .dot:
                // RFC 5321 §4.5.2: a dot that begins a longer line is removed.
                state = .text
            case .dotCarriageReturn where octet == 0x0A:
                // RFC 5321 §4.1.1.4: CR LF . CR LF alone ends the message.
                return (index + 1, true)
            case .dotCarriageReturn:
                refuseBareLineBreak()
                lineLength += 1
                state = .text
            case .text:
                let end = octets[index...].lineBreak ?? octets.count
                lineLength += end - index
                index = end
                guard end < octets.count else { break }
                // RFC 5321 §2.3.8: a bare LF is no line break, and must not be sent.
                if octets[end] == 0x0A {
                    keep(octets[kept..<end])
                    kept = end
                    refuseBareLineBreak()
                } else {
                    state = .textCarriageReturn
                }
                lineLength += 1
                index += 1
            case .textCarriageReturn where octet == 0x0A:
                lineLength += 1
                index += 1
                if lineLength > SMTPLimits.textLine {
                    keep(octets[kept..<index])
                    kept = index
                    refuse(.textLineTooLong)
                }
                lineLength = 0
                state = .lineStart
            case .textCarriageReturn:
                keep(octets[kept..<index])
                kept = index
                refuseBareLineBreak()
                state = .text
            }
        }
        keep(octets[kept...])
        return (octets.count, false)
    }

    /// The message, its end found.
    var message: ReceivedMessage { ReceivedMessage(content: content, problem: problem) }

    private mutating func keep(_ octets: Slice<UnsafeRawBufferPointer>) {
        guard problem == nil, !octets.isEmpty else { return }
        guard content.readableBytes + octets.count <= octetLimit else {
            refuse(.messageTooBig(octetLimit))
            return
        }
        content.writeBytes(UnsafeRawBufferPointer(rebasing: octets))
    }

    private mutating func refuseBareLineBreak() {
        hasBareLineBreak = true
        refuse(.bareLineBreak)
    }

    private mutating func refuse(_ reply: ServerReply) {
        guard problem == nil else { return }
        problem = reply
        content = ByteBuffer()
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// Where the first CR or LF is.
    fileprivate var lineBreak: Int? {
        var index = startIndex
        // Only octets up to CR need a second look.
        while index < endIndex {
            let octet = base[index]
            if octet <= 0x0D, octet == 0x0D || octet == 0x0A { return index }
            index += 1
        }
        return nil
    }
}
