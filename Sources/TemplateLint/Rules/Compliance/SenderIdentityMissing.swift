import Findings

/// Marketing mail says who sends it.
///
/// Fires where none of the names of its option `names`, the legal name or the brand, stands in the text or in the
/// alternative text of an image. Without that option it says nothing. The law of Canada asks for the name under which the
/// sender does business, and Google for sender information that is clear and visible.
///
/// Left alone: a template that is not filled and may get the name from its data.
/// Source: CASL §6(2)(a) and the regulations of the CRTC, section 2; Google's guidelines for senders.
///
/// Fires:
/// ```html
/// <p>Our summer sale starts today.</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>Our summer sale starts today.</p><p>© Acme  gmbh, Example Street 1</p>
/// ```
struct SenderIdentityMissing: LintRule {
    static let id: RuleID = "compliance/sender-identity-missing"
    static let severity = Severity.warning
    static let needs = LintNeed.source
    static let options: [LintOption] = [
        .texts("names", "Names of the sender, legal or of a brand, one of which must be shown.", \.senderNames)
    ]
    static let scope = LintScope.whole
    static let classes: Set<MailClass> = [.marketing]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard !mail.settings.senderNames.isEmpty else { return }
        let names = PhraseSet(mail.settings.senderNames)
        guard !names.isEmpty, let place = mail.html?.text ?? mail.plain else { return }
        guard mail.html?.document != nil || mail.html == nil else { return }
        guard names.matches(in: mail.folded.bytes).isEmpty else { return }
        let alternatives = (mail.html?.images ?? []).lazy.compactMap { $0["alt"]?.value }
        guard alternatives.allSatisfy({ names.matches(in: FoldedText.fold($0)).isEmpty }) else { return }
        // Any tag may print it.
        guard [mail.html?.text, mail.plain].allSatisfy({ $0?.holes.allSatisfy { $0.content == .nothing } ?? true })
        else { return }
        let end = place.bytes.lastIndex { !$0.isBlankOrBreak } ?? 0
        let name = mail.settings.senderNames.first ?? ""
        findings.report(
            "say that the mail is from \(name)", label: "no name of the sender up to here", in: place,
            at: end..<end + 1)
    }
}
