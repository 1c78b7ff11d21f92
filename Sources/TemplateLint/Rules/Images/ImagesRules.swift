/// The rules about images.
enum ImagesRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        RelativeSource.self,
        DataURI.self,
        MissingWidth.self,
        ModernFormat.self,
        TrackingPixel.self,
        InsecureImage.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "images/too-heavy"
    ]
}
