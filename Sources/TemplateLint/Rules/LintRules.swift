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

    /// Rules that are known by name and not in this version.
    package static let planned: Set<String> = [
        "subject/fake-reply-prefix", "subject/contains-url", "subject/gappy-text", "subject/unencoded-8bit",
        "subject/invisible-characters", "from/display-name-decoration", "from/display-name-as-subject",
        "from/freemail-sender", "from/reply-to-freemail", "from/no-reply-address", "headers/missing-required",
        "headers/message-id-invalid", "headers/date-invalid", "headers/line-too-long",
        "headers/list-unsubscribe-syntax", "headers/one-click-not-signed", "headers/list-id-missing",
        "mime/alternative-order", "mime/parts-diverge", "mime/version-missing", "mime/charset-missing-or-wrong",
        "mime/cte-mismatch", "mime/line-too-long", "mime/boundary-broken", "mime/cid-unresolved",
        "mime/attachment-risky-type", "html/structure", "html/embedded-content", "html/meta-refresh",
        "html/low-contrast", "html/saved-web-page", "html/external-stylesheet", "html/duplicate-id",
        "html/filler-text", "text/shouting", "text/spam-phrase", "text/mixed-script", "text/test-string",
        "links/malformed", "links/scheme-downgrade", "links/ip-host", "links/url-shortener", "links/obfuscated",
        "links/homograph", "links/generic-text", "links/broken", "images/insecure-http",
        "images/animated-or-modern-format", "images/tracking-pixel", "images/too-heavy",
        "compliance/unsubscribe-not-visible", "compliance/sender-identity-missing", "personalization/unused-data",
        "personalization/empty-render", "personalization/header-injection", "accessibility/layout-table-role",
        "accessibility/title-missing", "accessibility/contrast-aa", "accessibility/heading-empty",
        "size/message-total", "client-support/css-syntax", "client-support/mso-conditional",
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
