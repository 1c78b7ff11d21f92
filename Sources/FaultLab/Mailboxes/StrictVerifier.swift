import DNS
import Findings
import MailAuth
import MailMessage

/// Verifies as a mailbox provider does: SPF for the envelope, DKIM for each signature, DMARC for the author's domain.
///
/// Nothing is kept from one message to the next, so that a broken record is seen by the first message after it.
struct StrictVerifier: MailVerifying {
    let identity: SMTPServerIdentity
    let resolver: any Resolving

    func verify(_ transaction: SMTPTransaction, at time: WallTime) async -> MailVerification {
        let message = Message(bytes: transaction.octets)
        let helo = transaction.client.name ?? ""
        let sender = transaction.sender?.description ?? ""
        async let spfResult = SPF(resolver: resolver, receiver: DomainName(identity.hostName))
            .check(ip: transaction.client.address, helo: helo, mailFrom: sender)
        async let dkimResult = DKIMVerifier(resolver: resolver).verify(message, at: time)
        let spf = await spfResult
        let dkim = await dkimResult
        let author = Self.authorDomain(of: message)
        let evaluator = DMARCEvaluator(resolver: resolver)
        let signatures = dkim.signatures.compactMap { signature in
            signature.domain.map { (value: signature.value, domain: $0) }
        }
        let dmarc = await evaluator.evaluate(
            from: author, spf: spf.domain.map { (value: spf.value, domain: $0) }, dkim: signatures)
        var passing = signatures.filter { $0.value == .pass }.map(\.domain)
        if spf.value == .pass, let domain = spf.domain { passing.append(domain) }
        let isAligned = await isAligned(passing, with: author, dmarc, evaluator)
        let report = VerificationReport(
            spf: spf, helo: helo, sender: sender, dkim: dkim, dmarc: dmarc, authorDomain: author)
        return MailVerification(
            results: AuthenticationResults(authservID: identity.name, results: report.results),
            records: report.records(server: identity.name, transaction: transaction.id, at: time),
            disposition: Self.disposition(dmarc, isAligned: isAligned, author: author))
    }

    /// What a strict receiver does with a message.
    static func disposition(_ dmarc: DMARCResult, isAligned: Bool, author: DomainName?) -> MailDisposition {
        switch dmarc.value {
        case .pass: return .inbox
        // No policy: an aligned pass is what tells mail from a forgery all the same.
        case .none: return isAligned ? .inbox : .junk
        // RFC 9989 §4.4: no author's domain, so nothing can be aligned with it.
        case .permerror: return .junk
        case .fail:
            guard dmarc.disposition == .reject else { return .junk }
            // RFC 9989 §5.3.6: refused while the client waits, so that nobody is sent a bounce. RFC 7372 §3.3: 5.7.26.
            let domain = author?.description ?? "the author"
            return .refused(
                ServerReply(
                    550, "5.7.26", "Unauthenticated mail from \(domain) is not accepted: its DMARC policy is reject"))
        case .temperror:
            // What the policy would let pass is filed; what it might refuse is put off until it is known.
            if let policy = dmarc.discovery?.policy, policy == .none { return .junk }
            // RFC 3463 §3.5, X.4.3: a directory server that is needed did not answer.
            return .refused(ServerReply(451, "4.4.3", "DNS did not answer while the message was authenticated"))
        }
    }

    /// The one domain of the addresses of the one From field; nil where there is none, or are several.
    static func authorDomain(of message: Message) -> DomainName? {
        let fields = message.fields(named: "From")
        // RFC 5322 §3.6: From stands once. RFC 9989 §4.4: several domains cannot be judged as one.
        guard fields.count == 1, let field = fields.first else { return nil }
        let domains = Set(AddressList.parse(field).mailboxes.map(\.address.foldedDomain))
        guard domains.count == 1, let domain = domains.first else { return nil }
        return DomainName(domain)
    }

    /// Whether an authenticated domain has the organizational domain of the author's, where no policy asked.
    private func isAligned(
        _ passing: [DomainName], with author: DomainName?, _ dmarc: DMARCResult, _ evaluator: DMARCEvaluator
    ) async -> Bool {
        guard dmarc.value == .none, let author, let discovery = dmarc.discovery else { return dmarc.value == .pass }
        for domain in passing {
            if domain == author { return true }
            if let other = try? await evaluator.discover(domain),
                other.organizationalDomain == discovery.organizationalDomain
            {
                return true
            }
        }
        return false
    }
}
