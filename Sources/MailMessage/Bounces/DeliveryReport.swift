/// What a mail system reports about a message that was sent before: that it was not delivered, that someone complained.
///
/// Reports have a form (RFC 3464, RFC 5965); mail systems that use none write a letter, which is read as well as letters
/// can be. Any bytes give a report or none; reading takes time linear in the message.
public struct DeliveryReport: Sendable, Hashable {
    /// How many recipients are read; what is beyond is left out.
    ///
    /// RFC 5321 §4.5.3.1.8 has at least 100 in a transaction.
    public static let recipientsLimit = 1000
    /// How many octets of a letter are read, and of one diagnosis.
    public static let textLimit = 64 * 1024

    /// How it is written.
    public var form: Form
    /// The mail system that reports, without the type of its name.
    public var reportingMTA: String?
    /// What became of each recipient, in the order of the report.
    public var recipients: [Recipient]
    /// The complaint, where it is one.
    public var feedback: Feedback?
    /// The letter to people, without the returned message.
    public var letter: String

    /// How a report is written.
    public enum Form: String, Sendable, Hashable {
        /// With a part that programs read (RFC 3464).
        case deliveryStatus = "delivery-status"
        /// As a letter only.
        case letter
        /// As a feedback report (RFC 5965).
        case feedback
        /// Written by a responder for its user: no word about delivery (RFC 3834).
        case automaticReply = "automatic-reply"
    }

    /// What became of one recipient.
    public struct Recipient: Sendable, Hashable {
        /// The address, as the report has it; nil where a letter names none.
        public var address: String?
        /// RFC 3464 §2.3.3: failed, delayed, delivered, relayed or expanded, in lower case.
        public var action: String?
        /// RFC 3464 §2.3.4: the enhanced status code, without comments.
        public var status: String?
        /// RFC 3464 §2.3.5: the system that refused, without the type of its name.
        public var remoteMTA: String?
        /// RFC 3464 §2.3.6: the kind of diagnosis, in lower case: smtp, x-unix.
        public var diagnosticType: String?
        /// What the refusing system said, on one line; it may stand among other words, where it is from a letter.
        public var diagnostic: String
        /// What a letter says about this recipient beside it.
        public var remarks: String
        /// The SMTP command that was refused, in upper case, where that is told: RCPT.
        public var command: String?

        /// A recipient of whom nothing but the address is known.
        public init(address: String?) {
            self.address = address
            diagnostic = ""
            remarks = ""
        }
    }

    /// A complaint or another report about a message that was delivered or seen (RFC 5965 §3).
    public struct Feedback: Sendable, Hashable {
        /// Feedback-Type in lower case: abuse, fraud, virus, auth-failure, not-spam, other.
        public var type: String
        /// Original-Rcpt-To: whom it was for.
        public var recipients: [String]
        /// Original-Mail-From.
        public var sender: String?
        /// Source-IP: whence it came.
        public var source: String?
        /// Reported-Domain.
        public var domains: [String]
        /// Auth-Failure (RFC 6591 §3.1), in lower case: dkim, spf, dmarc.
        public var authenticationFailure: String?
    }
}

extension Message {
    /// What the message reports about one that was sent before; nil where it is no report.
    public var deliveryReport: DeliveryReport? {
        DeliveryReportReader(self).report()
    }
}
