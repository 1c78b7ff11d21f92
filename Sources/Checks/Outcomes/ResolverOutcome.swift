package import DNS
package import Findings
package import Scenarios

extension CaseOutcome {
    /// A question that DNS did not answer: never "there is no such record".
    package static func undetermined(
        _ error: ResolverError, at place: Place, notes: [Finding.Note] = [], properties: [Property] = [],
        output: [String] = []
    ) -> CaseOutcome {
        var finding = Finding(error, at: place)
        finding.notes += notes
        return .undetermined(
            [finding], type: error.code == .timeout ? "mailproof.timeout" : "mailproof.dns",
            transient: error.retryCause?.rawValue, properties: properties, output: output)
    }
}

extension ResolverError {
    /// What `retry.when` calls it; nil where another attempt would end the same.
    package var retryCause: RetryCause? {
        switch code {
        case .timeout: .timeout
        case .serverFailure: .serverFailure
        case .unreachable: .connection
        case .refused, .malformed, .aliasLoop, .bogus, .noSource, .notYetKnown, .cancelled: nil
        }
    }
}

extension Finding {
    /// What DNS could not answer, who was asked, and what to do.
    package init(_ error: ResolverError, at place: Place) {
        self.init(
            "dns/unanswered", .error, "could not find out \(error.question): \(error.context)",
            label: error.code.label, at: place.excerpt, remedy: error.code.remedy)
    }

    /// A check that asks DNS in a run where nothing answers.
    package static func noResolver(at place: Place) -> Finding {
        Finding(
            "dns/no-resolver", .error, "this scenario has nothing that answers DNS questions", at: place.excerpt,
            remedy: "add dns: { zones: […] }, or dns: { server: system } for live answers")
    }
}

extension ResolverError.Code {
    fileprivate var label: String {
        switch self {
        case .timeout: "no answer in time"
        case .serverFailure: "got SERVFAIL"
        case .refused: "refused"
        case .malformed: "got something malformed"
        case .unreachable: "server not reachable"
        case .aliasLoop: "aliases without end"
        case .bogus: "DNSSEC validation failed"
        case .noSource: "no source answers for it"
        case .notYetKnown: "not known yet"
        case .cancelled: "stopped"
        }
    }

    fileprivate var remedy: String? {
        switch self {
        case .noSource:
            "add a zone file that holds the name to dns.zones, pin what others publish with dns.snapshot and "
                + "mailproof dns record, or name a server in dns.server, or with --server where there is no scenario"
        case .notYetKnown:
            "carry the change out and look again, or say what it will be in a file of planned changes"
        case .unreachable, .timeout: "check the address of the server, and that it is running"
        default: nil
        }
    }
}
