/// The rules about links.
enum LinksRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        EmptyOrPlaceholder.self,
        InsecureHTTP.self,
        TextHrefMismatch.self,
        NonProductionHost.self,
        ForbiddenScheme.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "links/malformed",
        "links/scheme-downgrade",
        "links/ip-host",
        "links/url-shortener",
        "links/obfuscated",
        "links/homograph",
        "links/generic-text",
        "links/broken",
    ]
}
