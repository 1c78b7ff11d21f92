import MailTransport

/// What a server said, as a mail server's log repeats it: `host mx.example[192.0.2.1] said: 451 4.7.1 Later (in …)`.
struct LoggedReply: Sendable, Hashable {
    /// The reply, or what stands for it where the server said nothing.
    var reply: SMTPReply

    /// What comes before a server's words.
    private static let introductions = [" said: ", " refused to talk to me: "]
    private static let command = " (in reply to "

    /// A reply that was logged in its parts.
    init(_ reply: SMTPReply) {
        self.reply = reply
    }

    /// The reply in the text of a delivery; `status` and `outcome` speak where there is none.
    ///
    /// - Parameters:
    ///   - text: the text in parentheses.
    ///   - status: the status code that the log gives.
    ///   - standard: the code that what became of the delivery has: 250, 451 or 550.
    init(_ text: String, status: EnhancedStatusCode?, standard: Int) {
        let start = Self.introductions.compactMap { text.firstRange(of: $0)?.upperBound }.min()
        var said = start.map { text[$0...] } ?? text[...]
        if let end = said.ranges(of: Self.command).last { said = said[..<end.lowerBound] }
        let digits = said.utf8.prefix(3)
        guard start != nil || standard == 250, digits.count == 3, digits.allSatisfy(\.isDigit),
            let code = Int(said.prefix(3)),
            (200...599).contains(code), let after = said.utf8.dropFirst(3).first.map({ $0 == 0x20 || $0 == 0x2D }),
            after
        else {
            reply = SMTPReply(code: standard, enhanced: status, lines: [String(text)])
            return
        }
        // Several lines come as one, each with its codes.
        var words = said.split(separator: " ").map(String.init).filter { word in
            word != String(code) && !word.hasPrefix("\(code)-")
        }
        let enhanced = words.first.flatMap { EnhancedStatusCode($0) }
        if let enhanced { words.removeAll { $0 == "\(enhanced)" } }
        reply = SMTPReply(code: code, enhanced: enhanced ?? status, lines: [words.joined(separator: " ")])
    }

    /// The event of it: the last word of a server, or of a report that came later.
    func event(
        to domain: String, stream: String = "", pool: String = "", isBounce: Bool = false, at moment: Moment
    ) -> DeliveryEvent {
        let event = DeliveryEvent.Reply(
            code: reply.code, enhanced: reply.enhanced.map { "\($0)" } ?? "", reason: reply.reason?.rawValue ?? "",
            recipientDomain: domain, stream: stream, pool: pool)
        return DeliveryEvent(isBounce ? .bounce(event) : .smtpReply(event), at: moment, observedBy: .log)
    }
}
