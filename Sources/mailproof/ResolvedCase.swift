import Runner
import Scenarios

/// How a case is run, every default filled in, as `list --resolved` prints it.
struct ResolvedCase: Encodable {
    private var isolation: String
    private var timeout: String
    private var attempts: Int
    private var retryWhen: [String]
    private var warn: Bool
    private var quarantinedUntil: String?
    private var allow: [String]
    private var recipients: [String]

    /// What holds for the cases of a check with these needs.
    init(_ check: LoadedCheck, needs: [Need]) {
        isolation = check.isolation == .looks ? "looks" : "acts"
        timeout = check.timeout.scalarText
        attempts = check.retry.attempts
        retryWhen = check.retry.attempts > 1 ? check.retry.when.sorted() : []
        warn = check.warn
        quarantinedUntil = check.quarantine?.until
        allow = Set(needs.filter { $0.permission != .recipient }.map(Permissions.word)).sorted()
        recipients = Set(needs.filter { $0.permission == .recipient }.map { $0.host ?? "a domain known at start" })
            .sorted()
    }

    /// The same on one line.
    var text: String {
        let retry = retryWhen.isEmpty ? "" : " when \(retryWhen.joined(separator: ", "))"
        var facts = [isolation, "timeout \(timeout)", "attempts \(attempts)\(retry)"]
        if warn { facts.append("warn") }
        if let quarantinedUntil { facts.append("quarantine until \(quarantinedUntil)") }
        facts.append(
            allow.isEmpty ? "needs nothing beyond this machine" : "needs --allow \(allow.joined(separator: ","))")
        if !recipients.isEmpty { facts.append("needs a policy with recipients \(recipients.joined(separator: ", "))") }
        return facts.joined(separator: " · ")
    }
}
