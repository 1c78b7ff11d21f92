/// What the policy of a run grants where it is known only while a check runs whether it is needed.
package struct PolicyGrants: Sendable, Hashable {
    /// The policy's file, for remedies; nil where the run has no policy.
    package var file: String?
    /// The domains that mail beyond loopback may be written to, each with those below it, in lower case.
    package var recipientDomains: [String]
    /// The receivers of an Alertmanager that a drill may reach.
    package var drillReceivers: [String]

    /// The grants of a policy; by default none of any.
    package init(file: String? = nil, recipientDomains: [String] = [], drillReceivers: [String] = []) {
        self.file = file
        self.recipientDomains = recipientDomains
        self.drillReceivers = drillReceivers
    }

    /// Whether mail may be written to a domain: one of those listed, or below it.
    ///
    /// Names do not differ by case, nor by the dot of the root at their end (RFC 4343 §2, RFC 1034 §3.1).
    package func allowsMail(to domain: String) -> Bool {
        var name = domain.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        return recipientDomains.contains { name == $0 || name.hasSuffix("." + $0) }
    }
}
