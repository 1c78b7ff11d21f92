package import Findings

/// What a mailbox provider asks of those who send in bulk, as far as a template or a message shows it.
///
/// A preset raises rules to what the provider makes of them and never lowers one; what the user decided about a rule wins.
package struct ProviderPreset: Sendable, Hashable {
    /// The name that users write: `gmail`.
    package let name: String
    /// The provider's rules by their own title.
    package let title: String
    /// The day from which the provider enforces them, as in ISO 8601.
    package let date: String
    /// The page that states them.
    package let source: String
    /// The severity of a rule that states one of them.
    package let levels: [RuleID: Severity]
    /// Whether a `mailto:` address in List-Unsubscribe will do where others want one-click.
    package let acceptsMailtoUnsubscribe: Bool

    /// Gmail: one-click unsubscribe for marketing mail, a visible link in it, RFC 5322, a From that is its sender's.
    package static let gmail = ProviderPreset(
        name: "gmail", title: "Gmail email sender guidelines", date: "2024-02-01",
        source: "https://support.google.com/a/answer/81126",
        levels: [
            "headers/list-unsubscribe-missing": .error, "headers/one-click-invalid": .error,
            "headers/one-click-not-signed": .error, "headers/missing-required": .error,
            "headers/duplicate-singleton": .error, "headers/message-id-invalid": .error,
            "compliance/unsubscribe-link-missing": .error, "from/not-single-mailbox": .error,
            "html/hidden-text": .warning, "subject/fake-reply-prefix": .warning,
        ], acceptsMailtoUnsubscribe: false)

    /// Yahoo: an easy way out by List-Unsubscribe, for which an address by mail will do, and a visible link.
    package static let yahoo = ProviderPreset(
        name: "yahoo", title: "Yahoo sender requirements", date: "2024-02-01",
        source: "https://senders.yahooinc.com/best-practices/",
        levels: [
            "headers/list-unsubscribe-missing": .error, "compliance/unsubscribe-link-missing": .error,
            "headers/missing-required": .error, "headers/duplicate-singleton": .error,
            "from/not-single-mailbox": .error,
        ], acceptsMailtoUnsubscribe: true)

    /// Outlook.com: authentication is what it enforces; the rest is recommended, so it warns.
    package static let outlook = ProviderPreset(
        name: "outlook", title: "Outlook.com requirements for high-volume senders", date: "2025-05-05",
        source: "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/"
            + "strengthening-email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730",
        levels: [
            "compliance/unsubscribe-link-missing": .warning, "headers/list-unsubscribe-missing": .warning,
            "from/no-reply-address": .warning, "subject/fake-reply-prefix": .warning,
        ], acceptsMailtoUnsubscribe: true)

    /// Every preset, by name.
    package static let all = [gmail, outlook, yahoo]

    /// The preset of that name.
    package init?(named name: String) {
        guard let preset = Self.all.first(where: { $0.name == name }) else { return nil }
        self = preset
    }

    private init(
        name: String, title: String, date: String, source: String, levels: [RuleID: Severity],
        acceptsMailtoUnsubscribe: Bool
    ) {
        self.name = name
        self.title = title
        self.date = date
        self.source = source
        self.levels = levels
        self.acceptsMailtoUnsubscribe = acceptsMailtoUnsubscribe
    }
}
