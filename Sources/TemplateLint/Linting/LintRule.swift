package import Findings
import MailMessage

/// A rule that mail is linted by: one file each, its documentation the comment above it.
///
/// The comment's first line states what is right, the rest says what the rule fires on, why, and its source; users read
/// it as `mailproof explain ID`.
package protocol LintRule: Sendable {
    /// The name that users write.
    static var id: RuleID { get }
    /// How much it matters in the recommended profile, where a finding does not say otherwise.
    static var severity: Severity { get }
    /// What it cannot do without.
    static var needs: LintNeed { get }
    /// The mail that it is about.
    static var classes: Set<MailClass> { get }

    /// Whether it judges single places, or a mail as a whole.
    static var scope: LintScope { get }

    /// What a user may tell it.
    static var options: [LintOption] { get }

    /// The rule; it has no state.
    init()

    /// Looks at a mail that has what the rule needs.
    func check(_ mail: LintedMail, into findings: inout FindingSink)
}

extension LintRule {
    package static var classes: Set<MailClass> { Set(MailClass.allCases) }
    package static var scope: LintScope { .places }
    /// Nothing to be told.
    package static var options: [LintOption] { [] }

    /// What the rule is about, why, and where that is from: the comment in its source.
    package static var documentation: String { RuleReference.documentation[id] ?? "" }
}

/// What a rule judges.
package enum LintScope: Sendable, Hashable {
    /// Single places: what it says of a template as it stands holds for whatever that is filled with.
    case places
    /// A mail as a whole, such as what is missing or too much: where it was rendered, only that counts.
    case whole
}

/// What a rule cannot do without.
package enum LintNeed: Sendable, Hashable {
    /// A template as it stands in the repository, or more.
    case source
    /// HTML, filled or not.
    case html
    /// A text as its reader gets it: rendered, or written without a template language.
    case finalText
    /// A template and the data that fills it.
    case data
    /// A whole message with its header.
    case message
    /// A whole message that carries a DKIM signature.
    case signature

    /// Why a mail does not have it; nil where it does.
    func missing(in mail: LintedMail) -> String? {
        switch self {
        case .source: nil
        case .html: mail.html?.document == nil ? "needs HTML" : nil
        case .finalText: mail.isFinal ? nil : "needs the rendered mail"
        case .data: mail.undefined == nil ? "needs a template and its data" : nil
        case .message: mail.message == nil ? "needs a message with its header" : nil
        case .signature:
            mail.message?.message.field(named: "DKIM-Signature") == nil ? "needs a signed message" : nil
        }
    }
}
