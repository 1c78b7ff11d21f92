import DNS
public import Findings

/// What can be said about a DMARC record and about what stands where one should: the one table of these rules.
///
/// `mailproof explain` has a text for each of them.
public enum DMARCRule: String, Sendable, Hashable, CaseIterable {
    // What stands at the name.
    case noRecord = "dmarc/no-record"
    case severalRecords = "dmarc/several-records"
    case foreignRecord = "dmarc/foreign-record"
    case badVersion = "dmarc/bad-version"
    case wrongPlace = "dmarc/wrong-place"
    case wildcard = "dmarc/wildcard"
    // The form of the record.
    case syntax = "dmarc/syntax"
    case missingSemicolon = "dmarc/missing-semicolon"
    case badValue = "dmarc/bad-value"
    case unknownTag = "dmarc/unknown-tag"
    case misspeltTag = "dmarc/misspelt-tag"
    // Policies.
    case noPolicy = "dmarc/no-policy"
    case badPolicy = "dmarc/bad-policy"
    case policyNotSecond = "dmarc/policy-not-second"
    case deadSubdomainPolicy = "dmarc/dead-subdomain-policy"
    case weakerSubdomains = "dmarc/weaker-subdomains"
    case weakerNonexistent = "dmarc/weaker-nonexistent"
    case nothingAsked = "dmarc/nothing-asked"
    // Tags that came and went between the standards.
    case percentage = "dmarc/percentage"
    case removedTag = "dmarc/removed-tag"
    case newTag = "dmarc/new-tag"
    case testing = "dmarc/testing"
    case publicSuffix = "dmarc/public-suffix"
    // Alignment.
    case strictAlignment = "dmarc/strict-alignment"
    case disagreement = "dmarc/disagreement"
    // Reports.
    case reportWithoutScheme = "dmarc/report-without-scheme"
    case reportScheme = "dmarc/report-scheme"
    case reportNotEncoded = "dmarc/report-not-encoded"
    case badReportAddress = "dmarc/bad-report-address"
    case reportSizeLimit = "dmarc/report-size-limit"
    case reportNotAuthorized = "dmarc/report-not-authorized"
    case failureOptionsUnused = "dmarc/failure-options-unused"

    /// The stable name.
    public var id: RuleID { RuleID(rawValue: rawValue) }

    /// How much it matters: an error where receivers ignore the record or a MUST is broken.
    public var severity: Severity {
        switch self {
        case .unknownTag, .removedTag, .newTag, .strictAlignment, .reportSizeLimit, .failureOptionsUnused: .info
        case .wildcard, .misspeltTag, .deadSubdomainPolicy, .weakerSubdomains, .weakerNonexistent, .nothingAsked,
            .percentage, .testing, .publicSuffix, .reportScheme:
            .warning
        default: .error
        }
    }

    /// The section that it follows from.
    public var section: String {
        switch self {
        case .noRecord, .severalRecords, .disagreement: "RFC 9989 §4.10, RFC 7489 §6.6.3"
        case .foreignRecord, .wrongPlace: "RFC 9989 §4.5, RFC 7489 §6.1"
        case .wildcard: "RFC 4592 §2.1.1"
        case .badVersion, .syntax, .missingSemicolon, .unknownTag, .misspeltTag: "RFC 9989 §4.8, RFC 7489 §6.4"
        case .noPolicy, .badPolicy: "RFC 9989 §4.10.1, RFC 7489 §6.6.3"
        case .policyNotSecond: "RFC 7489 §6.4"
        case .badValue, .deadSubdomainPolicy, .failureOptionsUnused, .reportScheme: "RFC 9989 §4.7, RFC 7489 §6.3"
        case .weakerSubdomains, .weakerNonexistent, .newTag, .testing, .nothingAsked: "RFC 9989 §4.7"
        case .percentage, .removedTag: "RFC 9989 appendix C.5.2"
        case .publicSuffix: "RFC 9989 §4.10.2"
        case .strictAlignment: "RFC 9989 §4.4"
        case .reportWithoutScheme, .badReportAddress: "RFC 9989 §4.6, RFC 7489 §6.2"
        case .reportNotEncoded, .reportSizeLimit: "RFC 9989 §4.8"
        case .reportNotAuthorized: "RFC 9990 §4, RFC 7489 §7.1"
        }
    }
}

extension RecordFinding {
    /// A finding of a rule about DMARC.
    init(
        _ rule: DMARCRule, _ message: String, in resource: ResourceRecord?, at range: Range<Int>,
        remedy: String?, replacement: String? = nil
    ) {
        self.init(
            rule.id, rule.severity, message, in: resource, at: range, section: rule.section, remedy: remedy,
            replacement: replacement)
    }
}
