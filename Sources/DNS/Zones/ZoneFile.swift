public import Findings

/// A zone file (RFC 1035 §5) that was read: its zone, and everything that is wrong with it.
///
/// Every problem is found in one go, with its exact place: after one the next entry is read. A file with errors may
/// have a zone all the same, made of the records that could be read.
public struct ZoneFile: Sendable {
    /// The file itself.
    public let text: SourceText
    /// The zone; nil where nothing says which one it is.
    public let zone: Zone?
    /// What is wrong (errors) and what is doubtful (warnings), in the order of the file and what it includes.
    public let findings: [Finding]

    /// Whether a server would refuse the file.
    public var hasErrors: Bool {
        findings.contains { $0.severity == .error }
    }

    /// Reads a zone file.
    ///
    /// - Parameters:
    ///   - text: The file.
    ///   - origin: What names are relative to before the first `$ORIGIN`; the zone's name, where it is known.
    ///   - includes: Where the files of `$INCLUDE` come from.
    public init(_ text: SourceText, origin: DomainName? = nil, includes: ZoneIncludes = .none) {
        self.text = text
        var parser = ZoneFileParser(includes: includes, origin: origin)
        parser.parse(text)
        let composed = ZoneComposer.compose(parser.records, start: origin ?? parser.firstOrigin, file: text.file)
        zone = composed.zone
        var findings = parser.findings
        if zone == nil, findings.kept.isEmpty {
            findings.add(.error) {
                ZoneProblem(
                    .noOrigin, "a zone file without records", at: 0..<1,
                    remedy: "begin it with $ORIGIN and the zone's name, and add its records"
                ).finding(in: text)
            }
        }
        findings.add(composed.findings)
        self.findings = findings.all(of: text.file)
    }

    /// Reads the zone file at a path, and what it includes from its folder; nil where it cannot be read.
    public init?(path: String, origin: DomainName? = nil) {
        guard let text = RegularFile.contents(of: path, shownAs: path) else { return nil }
        self.init(text, origin: origin, includes: .folder(ofFile: path))
    }
}
