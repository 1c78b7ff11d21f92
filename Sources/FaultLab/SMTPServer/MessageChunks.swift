import NIOCore

/// A message that has come, whole, or what was wrong with it.
struct ReceivedMessage: Sendable {
    /// The message, line breaks included; empty where there is a problem.
    var content: ByteBuffer
    /// The reply to a message that may not be taken.
    var problem: ServerReply?
}

/// Puts a message together that comes in chunks (RFC 3030 §2).
///
/// The length of a chunk says where commands begin again, so nothing in it can end it early, and no dot is stuffed.
struct MessageChunks: Sendable {
    private(set) var content = ByteBuffer()
    private(set) var problem: ServerReply?
    private(set) var hasBareLineBreak = false
    private let octetLimit: Int
    /// Where the text was looked through to.
    private var previous: UInt8 = 0
    private var lineLength = 0

    /// The chunks of a message of at most so many octets.
    init(octetLimit: Int) {
        self.octetLimit = octetLimit
    }

    /// Takes a part of a chunk; once there is a problem nothing more is kept.
    mutating func append(_ part: ByteBuffer) {
        guard problem == nil else { return }
        guard content.readableBytes + part.readableBytes <= octetLimit else {
            return refuse(.messageTooBig(octetLimit))
        }
        for octet in part.readableBytesView { look(at: octet) }
        guard problem == nil else { return }
        var part = part
        content.writeBuffer(&part)
    }

    /// The message, its last chunk taken.
    mutating func finish() -> ReceivedMessage {
        if previous == 0x0D { refuseBareLineBreak() }
        return ReceivedMessage(content: content, problem: problem)
    }

    private mutating func look(at octet: UInt8) {
        // RFC 5321 §2.3.8 holds here too: without BINARYMIME (RFC 3030 §3) a message is of lines that end in CR LF.
        if (octet == 0x0A) != (previous == 0x0D) { refuseBareLineBreak() }
        lineLength += 1
        if octet == 0x0A {
            if lineLength > SMTPLimits.textLine { refuse(.textLineTooLong) }
            lineLength = 0
        }
        previous = octet
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

extension ServerReply {
    /// RFC 1870 §6.1: 552 where the message is longer than the limit, however it was declared.
    static func messageTooBig(_ limit: Int) -> ServerReply {
        ServerReply(552, "5.3.4", "Message too big: at most \(limit) octets")
    }

    /// RFC 5321 §4.5.3.1.6, and the reply of §4.5.3.1.10.
    static var textLineTooLong: ServerReply {
        ServerReply(500, "5.6.0", "Line too long: at most \(SMTPLimits.textLine - 2) octets and CR LF")
    }

    /// RFC 5321 §2.3.8: a bare LF is no line break, and must not be sent.
    static var bareLineBreak: ServerReply {
        ServerReply(550, "5.6.0", "The message holds a CR or LF alone; end lines with CR LF")
    }
}
