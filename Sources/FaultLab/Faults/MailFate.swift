/// What becomes of a message that was accepted.
package struct MailFate: Sendable, Hashable {
    /// Whether it is filed nowhere, and nobody is told.
    package var isLost: Bool
    /// How many times it is filed.
    package var copies: Int
    /// That it is returned to its sender instead of being filed; nil where it is not.
    package var bounce: Bounce?

    /// How many copies there may be.
    ///
    /// Our choice: a sender that sends again and again is known by fewer.
    package static let copyLimit = 100

    /// A report of failure to the sender, some time after the message was accepted.
    package struct Bounce: Sendable, Hashable {
        /// How long after.
        package var delay: Duration
        /// What the report says that the last server said.
        package var diagnosis: ServerReply

        /// What the report says where nothing else is wanted.
        package static let standardDiagnosis = ServerReply(550, "5.1.1", "The mailbox does not exist")

        /// A bounce.
        package init(after delay: Duration, diagnosis: ServerReply = standardDiagnosis) {
            self.delay = delay
            self.diagnosis = diagnosis
        }
    }

    /// A fate; by default, that of every message: it is filed once.
    package init(isLost: Bool = false, copies: Int = 1, bounce: Bounce? = nil) {
        self.isLost = isLost
        self.copies = copies
        self.bounce = bounce
    }

    /// Says why it could not befall a message at a stage.
    func check(at stage: SMTPStage) throws(InvalidFault) {
        let given: [(field: InvalidFault.Field, isGiven: Bool)] = [
            (.lose, isLost), (.duplicate, copies != 1), (.bounce, bounce != nil),
        ]
        let fates = given.filter(\.isGiven).map(\.field)
        guard let first = fates.first else { return }
        guard stage == .message else {
            throw InvalidFault(
                first, "no message is accepted at \(stage.rawValue)",
                remedy: "write at: message, where the whole message has come")
        }
        if fates.count > 1 {
            throw InvalidFault(
                fates[1], "a message is lost, returned or filed several times, and not two of these",
                remedy: "remove one of them")
        }
        if !(1...Self.copyLimit).contains(copies) {
            throw InvalidFault(
                .duplicate, "a message is filed 2 to \(Self.copyLimit) times", remedy: "write duplicate: 2")
        }
        guard let bounce else { return }
        if bounce.delay < .zero {
            throw InvalidFault(.bounce, "no report comes before the message", remedy: "write after: 2s")
        }
        // RFC 3464 §2.3.3: "failed" is of what failed for good; what may still be delivered is "delayed".
        if bounce.diagnosis.code < 500 {
            throw InvalidFault(
                .bounce, "\(bounce.diagnosis.code) gives nobody up", remedy: "write a code of 500 to 599, such as 550")
        }
    }
}

extension MailFate: CustomStringConvertible {
    /// `lose`, `duplicate 2`, `bounce after 2.0 seconds`; empty for what befalls every message.
    package var description: String {
        if isLost { return "lose" }
        if let bounce { return "bounce after \(bounce.delay)" }
        return copies == 1 ? "" : "duplicate \(copies)"
    }
}
