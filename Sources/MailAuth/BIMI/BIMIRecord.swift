/// What a BIMI assertion record says (draft-brand-indicators-for-message-identification §4.2): where the logo is.
///
/// Receivers look for it at `default._bimi` below the domain; the logo and its certificate are not looked at here.
public struct BIMIRecord: Sendable, Hashable {
    /// The tags as they stand.
    public let tags: TagList
    /// What keeps receivers from reading it, in order of the text.
    public let problems: [RecordProblem]

    /// Reads the joined text of a TXT record; nil where it does not begin with `v=BIMI1`.
    public init?(text: [UInt8]) {
        tags = TagList(text[...], names: .folded)
        guard let version = tags.tags.first, version.name == "v", version.text == "BIMI1" else { return nil }
        var problems = tags.problems
        for name in ["l", "a"] {
            guard let tag = tags[name], !tag.value.isEmpty else { continue }
            // §4.2: the location is an https URI.
            if !tag.value.asciiLowercased.starts(with: "https://".utf8) {
                problems.append(
                    RecordProblem(
                        tag.valueRange, "'\(tag.value.printable)' is no https address",
                        remedy: "write \(name)=https://…"))
            }
        }
        self.problems = problems
    }

    /// Whether the domain declines to take part: no logo and no certificate.
    public var isDeclined: Bool {
        (tags["l"]?.value.isEmpty ?? true) && (tags["a"]?.value.isEmpty ?? true)
    }
}
