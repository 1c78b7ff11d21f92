package import Findings

/// What can be said about the signatures of a message, beside whether they verify: the one table of these rules.
package enum DKIMSignatureRule: String, Sendable, Hashable, CaseIterable {
    /// The From field is not among the signed ones.
    case fromNotSigned = "dkim/from-not-signed"
    /// One of several signatures does not verify.
    case failedSignature = "dkim/failed-signature"
    /// Its key says that it is being tested.
    case testingKey = "dkim/testing-key"
    /// `l=` leaves out a part of the body.
    case partialBody = "dkim/partial-body"
    /// `t=` lies in the future.
    case futureTimestamp = "dkim/future-timestamp"
    /// `x=` comes before a queue gives up.
    case shortValidity = "dkim/short-validity"
    /// Fields of one-click unsubscribing are not signed.
    case listUnsubscribeUnsigned = "dkim/list-unsubscribe-unsigned"
    /// Signed fields to which another of the same name can be added.
    case notOversigned = "dkim/not-oversigned"

    /// The stable name.
    package var id: RuleID { RuleID(rawValue: rawValue) }

    /// How much it matters.
    package var severity: Severity {
        switch self {
        case .fromNotSigned: .error
        case .failedSignature, .testingKey, .partialBody, .futureTimestamp, .listUnsubscribeUnsigned: .warning
        case .shortValidity, .notOversigned: .info
        }
    }

    /// The section that it follows from.
    package var section: String {
        switch self {
        case .fromNotSigned: "RFC 6376 §5.4"
        case .failedSignature: "RFC 6376 §6.1"
        case .testingKey: "RFC 6376 §3.6.1"
        case .partialBody: "RFC 6376 §8.2"
        case .futureTimestamp: "RFC 6376 §3.5"
        case .shortValidity: "RFC 6376 §3.5, RFC 5321 §4.5.4.1"
        case .listUnsubscribeUnsigned: "RFC 8058 §4"
        case .notOversigned: "RFC 6376 §8.15"
        }
    }
}
