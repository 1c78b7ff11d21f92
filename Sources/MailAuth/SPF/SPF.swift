public import DNS
import Findings

/// Sender Policy Framework (RFC 7208).
///
/// A domain publishes which hosts may send mail for it; a receiver asks `check` with the client's address, its HELO name
/// and the envelope sender, and gets one of seven results. Nothing is kept from one check to the next but
/// what the texts of policies say.
public struct SPF: Sendable {
    /// What one evaluation may cost.
    public struct Limits: Sendable, Hashable {
        /// RFC 7208 §4.6.4: ten terms that cause lookups.
        public var lookups = 10
        /// RFC 7208 §4.6.4: two terms that look up what does not exist.
        public var voidLookups = 2
        /// RFC 7208 §4.6.4: ten mail exchangers of one `mx`.
        public var exchangers = 10
        /// RFC 7208 §4.6.4: the names of a client beyond the tenth are ignored.
        public var clientNames = 10
        /// More than the other limits admit (the policy, ten terms of one question and ten hosts each, the client's
        /// names and the explanation), so that it ends only what they do not foresee.
        public var queries = 150
        /// RFC 7208 §4.6.4: a receiver that limits the time of an evaluation grants at least 20 s.
        public var time: Duration = .seconds(20)

        /// The limits of RFC 7208.
        public init() {}
    }

    /// Who answers DNS questions.
    public let resolver: any Resolving
    /// What one evaluation may cost.
    public let limits: Limits
    /// The receiver's name for `%{r}`; nil is said as `unknown`.
    public let receiver: DomainName?
    /// Where the time of an evaluation is read.
    let now: @Sendable () -> ContinuousClock.Instant

    /// Evaluation over a resolver.
    public init(
        resolver: any Resolving, limits: Limits = Limits(), receiver: DomainName? = nil,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.resolver = resolver
        self.limits = limits
        self.receiver = receiver
        self.now = now
    }

    /// Whether a client may send mail with an envelope sender.
    ///
    /// - Parameters:
    ///   - ip: the client's address; one that is mapped into IPv6 is taken as the IPv4 address that it is.
    ///   - helo: the name of HELO or EHLO, whatever was said there.
    ///   - mailFrom: the envelope sender; empty for a bounce, whose identity is `postmaster` at the HELO name.
    public func check(ip: IPAddress, helo: String, mailFrom: String) async -> SPFResult {
        let sender = SPFSender(ip: ip, helo: helo, mailFrom: mailFrom)
        guard let domain = sender.checkedDomain else {
            // RFC 7208 §4.3: malformed domains and those of one label have the result none.
            let text = sender.domain.printable
            return SPFResult(
                value: .none, domain: nil, matched: [], explanation: nil, problem: SPFProblem(.unusableDomain(text)),
                lookups: 0, voidLookups: 0, trace: [])
        }
        var evaluation = SPFEvaluation(of: sender, by: self, timestamp: WallTime.now().microseconds / 1_000_000)
        return await evaluation.run(domain)
    }
}

/// The three facts of a check, as the macros want them.
struct SPFSender {
    var ip: IPAddress
    var helo: [UInt8]
    var localPart: [UInt8]
    var domain: [UInt8]

    init(ip: IPAddress, helo: String, mailFrom: String) {
        // RFC 7208 §5: an IPv4-mapped IPv6 address is treated as IPv4.
        self.ip = ip.unmapped
        self.helo = Array(helo.utf8)
        // RFC 7208 §2.4: with a null reverse-path the identity is postmaster at the HELO name.
        let address = mailFrom.isEmpty ? self.helo : Array(mailFrom.utf8)
        // All of a HELO name is the domain: an "@" in it makes it malformed (RFC 7208 §4.3), and no address of it.
        let separator = mailFrom.isEmpty ? nil : address.lastIndex(of: UInt8(ascii: "@"))
        let local = separator.map { address[..<$0] } ?? []
        // RFC 7208 §4.3: where the sender has no local part, "postmaster" is put in its place.
        localPart = local.isEmpty ? Array("postmaster".utf8) : Array(local)
        domain = separator.map { Array(address[($0 + 1)...]) } ?? address
        if domain.last == UInt8(ascii: ".") { domain.removeLast() }
    }

    /// The domain whose policy decides; nil where it is malformed, has one label or is an address literal.
    var checkedDomain: DomainName? {
        // RFC 7208 §4.3: internationalised names come as A-labels, so that anything beyond ASCII is malformed.
        guard !domain.isEmpty, domain.count <= SPFExpansion.longestName, domain.allSatisfy(\.isVisible),
            !domain.contains(UInt8(ascii: "[")), !domain.contains(UInt8(ascii: "]")),
            !domain.contains(UInt8(ascii: "@"))
        else { return nil }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1 else { return nil }
        return DomainName(labels: labels.map { Array($0) })
    }
}
