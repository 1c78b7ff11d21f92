public import DNS

/// Whether the receiver of reports agreed to get those of a domain (RFC 9990 §4, RFC 7489 §7.1).
public struct DMARCReportAuthorization: Sendable, Hashable {
    /// Where reports go.
    public var uri: DMARCReportURI
    /// The name that must say `v=DMARC1`; nil where none must.
    public var question: Question?
    /// What was found.
    public var state: State

    /// The ways it can be.
    public enum State: Sendable, Hashable {
        /// The destination is in the same organization, or reports do not go to a host.
        case notNeeded
        /// The destination says that it wants the reports.
        case authorized
        /// The destination does not say so: receivers send no reports there.
        case unauthorized
        /// DNS did not answer.
        case undetermined(ResolverError)
    }
}

extension DMARCEvaluator {
    /// How many destinations are asked about; ours: RFC 7489 §6.2 has receivers send to two at least, and a record of
    /// 64 KB names thousands.
    public static let mostReportDestinations = 50

    /// Whether each destination of a record's reports wants them; those beyond the most are left alone.
    public func reportAuthorizations(of published: DMARCPublishedRecord) async -> [DMARCReportAuthorization] {
        var results: [DMARCReportAuthorization] = []
        let uris = published.record.aggregateReports + published.record.failureReports
        for uri in uris.prefix(DMARCEvaluator.mostReportDestinations) {
            results.append(await authorization(of: uri, for: published.domain))
        }
        return results
    }

    private func authorization(of uri: DMARCReportURI, for domain: DomainName) async -> DMARCReportAuthorization {
        var result = DMARCReportAuthorization(uri: uri, question: nil, state: .notNeeded)
        guard let destination = uri.destination, !destination.isSubdomain(of: domain)
        else { return result }
        do throws(ResolverError) {
            // RFC 7489 §7.1: only another organizational domain has to agree.
            if try await isSameOrganization(domain, destination) { return result }
            guard let name = destination.prepending("_report", "_dmarc").flatMap(domain.appending) else {
                result.state = .unauthorized
                return result
            }
            let question = Question(name, .TXT)
            result.question = question
            let answer = try await resolver.resolve(question)
            // RFC 7489 §7.1 step 5, erratum 5440: v=DMARC1 stands first, with or without a semicolon.
            let isAuthorized = answer.records.contains { $0.data.joinedText.map(DMARCRecord.isRecord) ?? false }
            result.state = isAuthorized ? .authorized : .unauthorized
        } catch {
            result.state = .undetermined(error)
        }
        return result
    }

    private func isSameOrganization(_ one: DomainName, _ other: DomainName) async throws(ResolverError) -> Bool {
        // A list answers without asking anyone about a domain that is not ours; the tree is walked where there is none.
        if let suffixes = suffixes ?? PublicSuffixes() {
            return suffixes.organizationalDomain(of: one) == suffixes.organizationalDomain(of: other)
        }
        return try await discover(one).organizationalDomain == discover(other).organizationalDomain
    }
}
