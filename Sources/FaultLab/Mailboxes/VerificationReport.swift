import DNS
import Findings
import MailAuth
import MailMessage

/// What was verified of one message, in the words of RFC 8601.
struct VerificationReport {
    var spf: SPFResult
    var helo: String
    /// The sender of the envelope; empty for `<>`.
    var sender: String
    var dkim: DKIMResult
    var dmarc: DMARCResult
    var authorDomain: DomainName?

    /// The results of the Authentication-Results field, in order.
    var results: [AuthenticationResults.Result] { [spfResult] + dkimResults + [dmarcResult] }

    private var spfResult: AuthenticationResults.Result {
        // RFC 8601 §2.7.2: smtp.mailfrom, or smtp.helo where the sender is null.
        let property =
            sender.isEmpty
            ? AuthenticationResults.Property("smtp", "helo", helo)
            : AuthenticationResults.Property("smtp", "mailfrom", sender)
        return AuthenticationResults.Result(
            "spf", spf.value.rawValue, reason: spf.problem?.description, properties: [property])
    }

    private var dkimResults: [AuthenticationResults.Result] {
        // RFC 8601 §2.7.1: none where the message is not signed.
        guard !dkim.signatures.isEmpty else { return [AuthenticationResults.Result("dkim", "none")] }
        return dkim.signatures.map { result in
            var properties: [AuthenticationResults.Property] = []
            if let signature = result.signature {
                properties = [
                    .init("header", "d", signature.domain.description),
                    .init("header", "s", signature.selector.description),
                    .init("header", "a", signature.algorithm.rawValue),
                ]
            }
            return AuthenticationResults.Result(
                "dkim", result.value.rawValue, reason: result.failure?.description, properties: properties)
        }
    }

    private var dmarcResult: AuthenticationResults.Result {
        AuthenticationResults.Result(
            "dmarc", dmarc.value.rawValue, reason: dmarc.failure?.description,
            comment: dmarc.discovery?.policy.map { "p=\($0.rawValue)" },
            properties: authorDomain.map { [.init("header", "from", $0.description)] } ?? [])
    }

    /// The same for who listens: one record for each result.
    func records(server: String, transaction: String, at time: WallTime) -> [AuthenticationRecord] {
        func record(
            _ result: AuthenticationResults.Result, _ domain: DomainName?, _ selector: DomainName? = nil
        ) -> AuthenticationRecord {
            AuthenticationRecord(
                time: time, server: server, method: result.method, result: result.value, domain: domain?.lowercased,
                selector: selector?.lowercased, reason: result.reason, transaction: transaction)
        }
        let signatures = zip(dkimResults, dkim.signatures.map(Optional.init) + [nil]).map { result, signature in
            record(result, signature?.domain, signature?.selector)
        }
        return [record(spfResult, spf.domain)] + signatures + [record(dmarcResult, authorDomain)]
    }
}
