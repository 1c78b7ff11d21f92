package import Findings

/// The catalogue of rules.
package enum LintRules {
    /// Every rule, by group.
    package static let all: [any LintRule.Type] = [
        SubjectMissing.self, SubjectTooLong.self, SubjectAllCaps.self,
        FromNotSingleMailbox.self, EmptyDisplayName.self, DisplayNameHasOtherAddress.self,
        DuplicateSingleton.self, ListUnsubscribeMissing.self, OneClickInvalid.self,
        HTMLOnly.self, TextPartEmpty.self,
        DoctypeMissing.self, ScriptElement.self, FormElement.self, HiddenText.self, TooDeep.self,
        ImageOnly.self, Mojibake.self,
        EmptyOrPlaceholder.self, InsecureHTTP.self, TextHrefMismatch.self, NonProductionHost.self, ForbiddenScheme.self,
        RelativeSource.self, DataURI.self, MissingWidth.self,
        UnsubscribeLinkMissing.self, PostalAddressMissing.self,
        UnresolvedPlaceholder.self, UndefinedVariableRule.self, LiteralNull.self, UnescapedOutput.self,
        ImageAlternative.self, LinkName.self, HTMLLanguage.self,
        GmailClip.self, StyleBlock.self, TooLarge.self,
    ]

    /// The rule of that name.
    package static func rule(_ id: RuleID) -> (any LintRule.Type)? {
        all.first { $0.id == id }
    }

    /// The name of a rule that was probably meant by one that there is not.
    package static func nearest(to id: String) -> RuleID? {
        NearWords.nearest(to: id, in: all.map { $0.id.rawValue }).map { RuleID(rawValue: $0) }
            ?? all.map { $0.id }.first { $0.rawValue.hasSuffix("/" + id) }
    }
}
