public import Findings

/// What can be said about the key records of a selector: the one table of these rules.
///
/// `mailproof explain` has a text for each of them.
public enum DKIMKeyRule: String, Sendable, Hashable, CaseIterable {
    // What stands at the selector.
    case noRecord = "dkim/no-record"
    case severalRecords = "dkim/several-records"
    case notAKey = "dkim/not-a-key"
    case wildcard = "dkim/wildcard"
    case largeAnswer = "dkim/large-answer"
    // The form of the record.
    case syntax = "dkim/syntax"
    case literalQuotes = "dkim/literal-quotes"
    case splitTags = "dkim/split-tags"
    case missingSemicolon = "dkim/missing-semicolon"
    case noVersion = "dkim/no-version"
    case badVersion = "dkim/bad-version"
    case versionNotFirst = "dkim/version-not-first"
    case unknownTag = "dkim/unknown-tag"
    case unknownWord = "dkim/unknown-word"
    case obsoleteGranularity = "dkim/obsolete-granularity"
    // What the key may be used for.
    case revoked = "dkim/revoked"
    case testing = "dkim/testing"
    case strictIdentity = "dkim/strict-identity"
    case notForEmail = "dkim/not-for-email"
    case noSHA256 = "dkim/no-sha256"
    case listsSHA1 = "dkim/lists-sha1"
    // The key itself.
    case noKey = "dkim/no-key"
    case unknownKeyType = "dkim/unknown-key-type"
    case keyTypeMismatch = "dkim/key-type-mismatch"
    case pemArmour = "dkim/pem-armour"
    case urlSafeBase64 = "dkim/url-safe-base64"
    case truncatedKey = "dkim/truncated-key"
    case badKey = "dkim/bad-key"
    case whiteSpaceInKey = "dkim/white-space-in-key"
    case pkcs1 = "dkim/pkcs1-key"
    case badExponent = "dkim/bad-exponent"
    case shortKey = "dkim/short-key"
    case weakKey = "dkim/weak-key"
    case longKey = "dkim/long-key"
    case wrappedEd25519 = "dkim/wrapped-ed25519"
    case ed25519Length = "dkim/ed25519-length"

    /// The stable name.
    public var id: RuleID { RuleID(rawValue: rawValue) }

    /// How much it matters: an error where receivers refuse the key or a MUST is broken.
    public var severity: Severity {
        switch self {
        case .unknownTag, .unknownWord, .strictIdentity, .listsSHA1, .whiteSpaceInKey: .info
        case .noVersion, .obsoleteGranularity, .wildcard, .largeAnswer, .pkcs1, .weakKey, .longKey: .warning
        default: .error
        }
    }

    /// The section that it follows from.
    public var section: String {
        switch self {
        case .noRecord: "RFC 6376 §6.1.2"
        case .severalRecords, .literalQuotes, .splitTags: "RFC 6376 §3.6.2.2"
        case .notAKey: "RFC 6376 §3.6.2.1"
        case .wildcard: "RFC 4592 §2.1.1"
        case .largeAnswer: "RFC 6376 §3.3.3"
        case .syntax, .missingSemicolon: "RFC 6376 §3.2"
        case .noVersion, .badVersion, .versionNotFirst, .unknownTag, .unknownWord, .revoked, .testing, .strictIdentity,
            .notForEmail, .noKey, .unknownKeyType, .keyTypeMismatch:
            "RFC 6376 §3.6.1"
        // RFC 4871 §3.6.1 had g=, RFC 6376 took it away.
        case .obsoleteGranularity: "RFC 6376 appendix C.2"
        case .noSHA256, .listsSHA1: "RFC 8301 §3.1"
        case .pemArmour, .urlSafeBase64, .truncatedKey, .badKey, .whiteSpaceInKey: "RFC 6376 §2.10"
        case .pkcs1: "RFC 6376 §3.6.1, erratum 3017"
        case .badExponent: "RFC 8017 §3.1"
        case .shortKey, .weakKey, .longKey: "RFC 8301 §3.2"
        case .wrappedEd25519, .ed25519Length: "RFC 8463 §4"
        }
    }
}
