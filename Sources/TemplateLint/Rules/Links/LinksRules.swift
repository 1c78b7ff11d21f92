/// The rules about links.
enum LinksRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        EmptyOrPlaceholder.self,
        MalformedLink.self,
        InsecureHTTP.self,
        SchemeDowngrade.self,
        TextHrefMismatch.self,
        IPHost.self,
        NonProductionHost.self,
        URLShortener.self,
        OpenRedirect.self,
        Obfuscated.self,
        Homograph.self,
        ForbiddenScheme.self,
        GenericText.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "links/broken"
    ]
}
