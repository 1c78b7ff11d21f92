import FoundationEssentials

/// One record of KumoMTA's log, as far as it is asked for.
///
/// Source: KumoMTA, `docs/reference/log_record.md`.
struct KumoMTARecord: Decodable, Sendable {
    /// `Reception`, `Delivery`, `TransientFailure`, `Bounce`, `Expiration`, `AdminBounce`, `OOB`, `Feedback` or another.
    var type: String
    /// The mail's name in the spool.
    var id: String?
    /// The envelope's recipients: one, or of a batch several.
    var recipient: Recipients?
    /// `campaign:tenant@domain`.
    var queue: String?
    /// What the peer said.
    var response: Response?
    /// When the record was written, in seconds since 1970.
    var timestamp: Double?
    /// When the mail came, in seconds since 1970.
    var created: Double?
    /// The pool of sources.
    var pool: String?
    /// The report of a recipient's provider.
    var feedback: Feedback?

    private enum CodingKeys: String, CodingKey {
        case type, id, recipient, queue, response, timestamp, created
        case pool = "egress_pool"
        case feedback = "feedback_report"
    }

    /// One address or a list of them.
    struct Recipients: Decodable, Sendable {
        var addresses: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            addresses = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
        }
    }

    /// A report of RFC 5965.
    struct Feedback: Decodable, Sendable {
        var type: String?
        /// Who complained, where the report does not hide it.
        var recipients: [String]?

        private enum CodingKeys: String, CodingKey {
            case type = "feedback_type"
            case recipients = "original_rcpt_to"
        }
    }

    /// What the peer said.
    struct Response: Decodable, Sendable {
        var code: Int
        var enhanced: Enhanced?
        var content: String?

        private enum CodingKeys: String, CodingKey {
            case code, content
            case enhanced = "enhanced_code"
        }

        /// A status code of RFC 3463 in its parts.
        struct Enhanced: Decodable, Sendable {
            var `class`: Int
            var subject: Int
            var detail: Int
        }
    }

    /// The record of a line.
    ///
    /// - Throws: that it is none.
    init(_ line: [UInt8]) throws {
        self = try JSONDecoder().decode(KumoMTARecord.self, from: Data(line))
    }

    /// How long the mail had been here, in seconds; nil where the record does not say.
    var age: Double? {
        guard let timestamp, let created else { return nil }
        let age = timestamp - created
        return age.isFinite && age.magnitude < 1e9 ? max(0, age) : nil
    }

    /// The stream: the campaign that the queue's name begins with.
    var stream: String {
        guard let queue, let colon = queue.utf8.firstIndex(of: UInt8(ascii: ":")) else { return "" }
        return String(queue[..<colon])
    }
}
