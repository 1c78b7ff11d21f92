public import DNS
public import Findings

/// Looks a policy record over under the standards that its receivers follow, beyond the policy that it comes to.
public struct DMARCRecordLint: Sendable {
    /// What is to be mended, in the order of the record's text.
    public private(set) var findings: [RecordFinding] = []

    let published: DMARCPublishedRecord
    let standards: Set<DMARCStandard>

    /// Every rule that may speak, here and in `DMARCNameLint`.
    public static var rules: [RuleID] { DMARCRule.allCases.map(\.id) }

    /// Where the domain of a record stands in its organization, as far as that is known.
    public struct Standing: Sendable, Hashable {
        /// The organizational domain; nil where it is not known.
        public var organizationalDomain: DomainName?
        /// Whether the domain is on the public suffix list; nil where there is none.
        public var isPublicSuffix: Bool?

        /// A standing; what is not known is left out.
        public init(organizationalDomain: DomainName? = nil, isPublicSuffix: Bool? = nil) {
            self.organizationalDomain = organizationalDomain
            self.isPublicSuffix = isPublicSuffix
        }
    }

    /// Looks a record over.
    public init(
        _ published: DMARCPublishedRecord, standing: Standing = Standing(),
        under standards: Set<DMARCStandard> = [.rfc7489, .rfc9989]
    ) {
        self.published = published
        self.standards = standards
        readForm()
        readPolicies(standing)
        readChanges(standing)
        readAlignment()
        var reports = DMARCReportReading(published)
        reports.read()
        findings += reports.findings
        findings.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    var record: DMARCRecord { published.record }

    /// The record to change.
    var draft: TagListDraft { TagListDraft(record.tags) }

    mutating func report(
        _ rule: DMARCRule, _ message: String, at range: Range<Int>? = nil, severity: Severity? = nil, remedy: String,
        replacement: TagListDraft? = nil
    ) {
        var finding = RecordFinding(
            rule, message, in: published.resource, at: range ?? 0..<record.text.count, remedy: remedy,
            replacement: replacement?.text)
        finding.severity = severity ?? finding.severity
        findings.append(finding)
    }

    /// What is an error to receivers of the older standard alone, and a warning where the newer one is asked too.
    var severityOfOlder: Severity { standards.contains(.rfc9989) ? .warning : .error }
}

// MARK: Form

extension DMARCRecordLint {
    /// The tags of both standards: RFC 9989 §4.7 and RFC 7489 §6.3.
    static let tags = [
        "v", "p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "t", "psd", "pct", "rf", "ri",
    ]

    /// What people write for them.
    private static let aliases = [
        "policy": "p", "subdomain": "sp", "subdomain_policy": "sp", "percent": "pct", "test": "t", "dkim": "adkim",
        "spf": "aspf", "reports": "rua",
    ]

    private mutating func readForm() {
        for problem in record.tags.problems {
            let isAddress = record.text[problem.range.clamped(to: record.text.indices)].contains(UInt8(ascii: "@"))
            report(
                .syntax, "the DMARC record of \(published.domain) breaks the form of its tags: \(problem.message)",
                at: problem.range,
                remedy: isAddress
                    ? "separate the addresses of reports by commas"
                    : problem.remedy ?? "write name=value pairs with semicolons between them")
        }
        for tag in record.tags.tags {
            readJoint(tag)
            guard !Self.tags.contains(tag.name) else { continue }
            let near = Self.aliases[tag.name] ?? NearestWord.of(tag.name, among: Self.tags.filter { $0.count > 1 })
            guard let near, record.tags[near] == nil else {
                report(
                    .unknownTag, "receivers ignore \(tag.name)=, which no standard knows", at: tag.range,
                    remedy: "remove it", replacement: draft.removing(tag.name))
                continue
            }
            report(
                .misspeltTag, "receivers ignore \(tag.name)=, which no standard knows: did you mean \(near)=?",
                at: tag.range, remedy: "write \(near)=", replacement: draft.renaming(tag.name, to: near))
        }
    }

    /// Another tag within a value, for want of a semicolon.
    private mutating func readJoint(_ tag: TagList.Tag) {
        for index in tag.value.indices.dropFirst() where tag.value[index - 1].isWhiteSpace {
            let name = tag.value[index...].prefix(6).prefix(while: \.isAlpha)
            let text = String(decoding: name.asciiLowercased, as: UTF8.self)
            guard Self.tags.contains(text), tag.value[name.endIndex...].first == UInt8(ascii: "=") else { continue }
            let mended = record.text[..<index] + Array("; ".utf8) + record.text[index...]
            report(
                .missingSemicolon, "a semicolon is missing before \(text)=, which belongs to \(tag.name)= now",
                at: tag.range, remedy: "write a semicolon before \(text)=",
                replacement: TagListDraft(TagList(Array(mended)[...], names: .folded)))
            return
        }
    }

    /// Whether a value is broken because another tag stands in it, which is told then.
    func isJoined(_ tag: TagList.Tag) -> Bool {
        findings.contains { $0.rule == DMARCRule.missingSemicolon.id && $0.range == tag.range }
    }
}

// MARK: Alignment

extension DMARCRecordLint {
    private mutating func readAlignment() {
        for (name, domains) in [("adkim", "d= of signatures"), ("aspf", "the domain of envelope senders")] {
            guard let tag = record.tags[name], !isJoined(tag) else { continue }
            switch tag.text.lowercased() {
            case "r": continue
            case "s":
                report(
                    .strictAlignment,
                    "with \(name)=s \(domains) must be the domain of the From field itself: none above or below it counts",
                    at: tag.range, remedy: "leave it where nobody sends under a subdomain, else write \(name)=r",
                    replacement: draft.setting(name, to: "r"))
            default:
                report(
                    .badValue, "receivers ignore \(name)=: '\(tag.value.printable)' is neither r nor s",
                    at: tag.range, remedy: "write \(name)=r or \(name)=s", replacement: draft.setting(name, to: "r"))
            }
        }
    }
}
