/// How many attempts there were since the lab was started, by what became of them.
package struct AttemptCounter: Sendable, Hashable {
    /// What attempts are told apart by.
    package struct Key: Sendable, Hashable {
        /// The name of the server.
        package var server: String
        /// Where the reply was given, or was due.
        package var stage: SMTPStage
        /// `2xx`, `4xx`, `5xx`; `none` where there was no reply.
        package var replyClass: String
        /// The recipient's domain; empty where none was named, `other` where there are too many.
        package var recipientDomain: String
    }

    /// How many domains are told apart; further ones count as `other`.
    ///
    /// Our choice: a client can name as many as it likes, and each is a series in who collects them.
    package static let domainLimit = 100

    /// The counts.
    package private(set) var counts: [Key: Int] = [:]
    private var domains: Set<String> = []

    /// Nothing counted.
    package init() {}

    /// Counts one.
    mutating func count(_ record: AttemptRecord) {
        var domain = record.recipientDomain ?? ""
        if !domain.isEmpty, !domains.contains(domain) {
            if domains.count < Self.domainLimit { domains.insert(domain) } else { domain = "other" }
        }
        let replyClass = record.replyClass.map { "\($0)xx" } ?? "none"
        counts[
            Key(server: record.server, stage: record.stage, replyClass: replyClass, recipientDomain: domain),
            default: 0] += 1
    }
}
