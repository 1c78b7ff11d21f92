import DNS
import Findings

/// What is said about a domain that has no one policy.
struct SPFAbsentPolicy {
    private let domain: DomainName
    private let exists: Bool
    private let records: [ResourceRecord]

    init(_ domain: DomainName, exists: Bool, _ answer: Answer) {
        self.domain = domain
        self.exists = exists
        records = answer.records
    }

    /// Records that were meant to be a policy, else that there is none.
    var findings: [RecordFinding] {
        let nearly = records.compactMap(unrecognised)
        guard nearly.isEmpty else { return nearly }
        return [
            RecordFinding(
                "spf/no-record", .error,
                exists ? "\(domain) publishes no SPF record" : "\(domain) does not exist", section: "RFC 7208 §4.5",
                remedy: "publish a TXT record at \(domain) that begins with v=spf1 and ends in -all or ~all")
        ]
    }

    /// RFC 7208 §4.5: the record begins with exactly `v=spf1`, then a space or the end.
    private func unrecognised(_ resource: ResourceRecord) -> RecordFinding? {
        guard let text = resource.data.joinedText else { return nil }
        let bare = text[...].trimmed { $0.isWhiteSpace || "\"'\\".utf8.contains($0) }
        let folded = bare.asciiLowercased
        guard ["v=spf", "v = spf", "spf1", "spf2.0"].contains(where: { folded.starts(with: $0.utf8) }) else {
            return nil
        }
        let end = bare.firstIndex(of: .space) ?? bare.endIndex
        // RFC 4406 is an experiment that nobody reads any more; its records stood beside those of SPF.
        guard !folded.starts(with: "spf2.0".utf8) else {
            return RecordFinding(
                "spf/unrecognised-record", .error, "'\(bare[..<end].printable)' is Sender ID (RFC 4406), not SPF",
                in: resource, at: bare.startIndex..<end, section: "RFC 7208 §4.5",
                remedy: "publish a record that begins with v=spf1")
        }
        let rest = bare[end...].printable
        return RecordFinding(
            "spf/unrecognised-record", .error,
            bare.startIndex > 0
                ? "the record does not begin with v=spf1, so that it is no SPF record"
                : "'\(bare[..<end].printable)' is not v=spf1 and a space, so that the record is no SPF record",
            in: resource, at: bare.startIndex > 0 ? 0..<bare.startIndex : bare.startIndex..<end,
            section: "RFC 7208 §4.5", remedy: "begin the record with v=spf1 and a space",
            replacement: "v=spf1\(rest)")
    }

    /// RFC 7208 §4.5: more than one record is a permerror.
    static func several(_ records: [ResourceRecord], of domain: DomainName) -> RecordFinding {
        RecordFinding(
            "spf/multiple-records", .error, "\(domain) publishes \(records.count) SPF records", in: records.last,
            at: 0..<(records.last?.data.joinedText?.count ?? 0), section: "RFC 7208 §4.5",
            remedy: "merge them into one",
            replacement: merged(records.compactMap { $0.data.joinedText.flatMap { SPFRecord(text: $0) } }))
    }

    /// One record that authorises whom any of them does; nil where one of them is broken or has a modifier.
    private static func merged(_ records: [SPFRecord]) -> String? {
        var terms: [String] = []
        var all: String?
        for record in records {
            guard record.problems.isEmpty else { return nil }
            for term in record.terms {
                guard case .directive(_, let mechanism) = term.content else { return nil }
                if mechanism == .all {
                    all = all ?? term.description
                    break
                }
                if !terms.contains(term.description) { terms.append(term.description) }
            }
        }
        return (["v=spf1"] + terms + [all ?? "~all"]).joined(separator: " ")
    }
}
