import NIOCore

/// BDAT (RFC 3030 §2).
extension SMTPServerSession {
    /// A chunk of so many octets comes.
    mutating func beginChunk(_ octets: Int, isLast: Bool) {
        guard let problem = problemOfChunk else {
            // A fault of DATA strikes where the message begins.
            if chunks == nil { return attempt(.chunk(octets: octets, isLast: isLast)) }
            return expectChunk(octets, isLast: isLast)
        }
        // RFC 3030 §2: the octets of a chunk that is refused are passed over.
        phase = .passing(octets)
        complain(problem)
    }

    private var problemOfChunk: ServerReply? {
        guard client.isExtended else { return .badSequence("Send EHLO first") }
        guard let transaction else { return .badSequence("Send MAIL and RCPT first") }
        return transaction.recipients.isEmpty ? ServerReply(554, "5.5.1", "No valid recipients") : nil
    }

    /// Reads a chunk.
    mutating func expectChunk(_ octets: Int, isLast: Bool) {
        if chunks == nil { chunks = MessageChunks(octetLimit: identity.limits.messageOctets) }
        phase = .chunk(remaining: octets, isLast: isLast, size: octets)
    }

    /// Reads as much of a chunk as faults let it; true where there is more to do at once.
    mutating func readChunk(remaining: Int, isLast: Bool, size: Int) -> Bool {
        if let part = takePart(atMost: remaining) {
            let left = remaining - part.readableBytes
            chunks?.append(part)
            phase = .chunk(remaining: left, isLast: isLast, size: size)
            if left > 0 {
                guard intake.drop?.remaining == 0 else { return false }
                phase = .closed
                cut()
                return false
            }
        }
        phase = .commands
        endChunk(isLast: isLast, size: size)
        return true
    }

    private mutating func endChunk(isLast: Bool, size: Int) {
        guard isLast else {
            // RFC 3030 §2: a chunk that cannot be taken ends the transaction.
            if let problem = chunks?.problem {
                noteLineBreak()
                return conclude(.message, problem, fault: nil)
            }
            return send(ServerReply(250, "2.0.0", "\(size) octets taken"))
        }
        let message = chunks?.finish() ?? ReceivedMessage(content: ByteBuffer())
        noteLineBreak()
        chunks = nil
        endPace()
        attempt(.message(message))
    }

    private mutating func noteLineBreak() {
        if chunks?.hasBareLineBreak ?? false { actions.append(.note(.bareLineBreak)) }
    }

    /// Passes over what is left of a refused chunk; true once it is over.
    mutating func pass(_ octets: Int) -> Bool {
        let passed = min(octets, inbound.readableBytes)
        inbound.moveReaderIndex(forwardBy: passed)
        phase = passed < octets ? .passing(octets - passed) : .commands
        return passed == octets
    }
}
