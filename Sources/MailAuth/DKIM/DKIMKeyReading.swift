import DNS
import Findings

/// The only record of a selector, on its way through the rules: its form and what it may be used for.
struct DKIMKeyReading {
    let name: DomainName
    let record: DKIMKeyRecord
    let resource: ResourceRecord
    private(set) var findings: [RecordFinding] = []

    /// RFC 6376 §3.6.1, the tags of a key record.
    private static let tags: Set<String> = ["v", "h", "k", "n", "p", "s", "t"]

    init(name: DomainName, record: DKIMKeyRecord, resource: ResourceRecord) {
        self.name = name
        self.record = record
        self.resource = resource
    }

    /// The record to change.
    var draft: TagListDraft { TagListDraft(record.tags) }

    mutating func report(
        _ rule: DKIMKeyRule, _ message: String, at range: Range<Int>? = nil, remedy: String,
        replacement: TagListDraft? = nil
    ) {
        findings.append(
            RecordFinding(
                rule.id, rule.severity, message, in: resource, at: range ?? 0..<record.text.count,
                section: rule.section, remedy: remedy, replacement: replacement?.text))
    }

    // MARK: Form

    mutating func readForm() {
        for problem in record.tags.problems {
            report(
                .syntax, "the key at \(name) breaks the form of its tags: \(problem.message)", at: problem.range,
                remedy: problem.remedy ?? "write name=value pairs with semicolons between them")
        }
        readJoints()
        readVersion()
        for tag in record.tags.tags where !Self.tags.contains(tag.name) && tag.name != "g" {
            report(
                .unknownTag, "receivers ignore \(tag.name)=, which no standard knows", at: tag.range,
                remedy: "remove it, or correct its name", replacement: draft.removing(tag.name))
        }
        if let granularity = record.tags["g"] {
            // RFC 4871 §3.6.1: an empty g= matches no address at all, and verifiers of that time still say so.
            report(
                .obsoleteGranularity,
                granularity.value.isEmpty
                    ? "g= is empty: verifiers of RFC 4871 take the key for no address at all"
                    : "g= has gone since RFC 6376: some verifiers ignore it, others do not",
                at: granularity.range, remedy: "remove g=", replacement: draft.removing("g"))
        }
    }

    /// Tags that run into each other: between two strings of the record, or for want of a semicolon.
    private mutating func readJoints() {
        var joints: Set<Int> = []
        var offset = 0
        for string in resource.data.strings ?? [] {
            offset += string.count
            joints.insert(offset)
        }
        for tag in record.tags.tags where tag.name != "n" {
            guard let start = nextTag(in: tag, joints: joints) else { continue }
            let isJoint = joints.contains(start)
            let text = record.text[..<start] + Array("; ".utf8) + record.text[start...]
            let mended = TagList(Array(text)[...], names: .exact)
            let next = record.text[start...].prefix { $0 != UInt8(ascii: "=") }.printable
            report(
                isJoint ? .splitTags : .missingSemicolon,
                isJoint
                    ? "two strings of the record meet at octet \(start) without a semicolon, so that \(next)= belongs to "
                        + "\(tag.name)="
                    : "a semicolon is missing before \(next)=, which belongs to \(tag.name)= now",
                at: tag.range, remedy: "write a semicolon before \(next)=", replacement: TagListDraft(mended))
        }
    }

    /// Where in a tag's value another tag begins: at a joint of two strings, or behind white space.
    private func nextTag(in tag: TagList.Tag, joints: Set<Int>) -> Int? {
        let value = tag.value
        return value.indices.dropFirst().first { index in
            let name = value[index...index].printable
            guard Self.tags.contains(name), record.tags[name] == nil, index + 1 < value.endIndex,
                value[index + 1] == UInt8(ascii: "=")
            else { return false }
            // The last digit of a key may look like a name before its padding, but then nothing follows.
            guard tag.name != "p" || value[(index + 2)...].contains(where: { $0 != UInt8(ascii: "=") }) else {
                return false
            }
            return joints.contains(index) || value[index - 1].isWhiteSpace
        }
    }

    private mutating func readVersion() {
        guard let version = record.tags["v"] else {
            report(
                .noVersion, "the key at \(name) does not begin with v=DKIM1",
                at: record.tags.tags.first?.range, remedy: "write v=DKIM1 in front",
                replacement: draft.leading(with: "v", "DKIM1"))
            return
        }
        // RFC 6376 §3.6.1: v= is the first tag if it stands at all, and exactly DKIM1; else the record is discarded.
        if version.text != "DKIM1" {
            guard !findings.contains(where: { $0.range == version.range }) else { return }
            report(
                .badVersion,
                "receivers discard the key at \(name): its version is '\(version.value.printable)', not DKIM1",
                at: version.valueRange.isEmpty ? version.range : version.valueRange, remedy: "write v=DKIM1",
                replacement: draft.leading(with: "v", "DKIM1"))
        } else if record.tags.tags.first?.name != "v" {
            report(
                .versionNotFirst, "receivers discard the key at \(name): v=DKIM1 does not stand first",
                at: version.range, remedy: "move v=DKIM1 to the front",
                replacement: draft.leading(with: "v", "DKIM1"))
        }
    }

    // MARK: Usage

    mutating func readUsage() {
        if let tag = record.tags["p"], record.isRevoked {
            report(
                .revoked, "the key at \(name) has been revoked: its p= is empty", at: tag.range,
                remedy: "publish the key in p=, or sign under another selector")
        }
        readFlags()
        if let tag = record.tags["s"] {
            // RFC 8460 §3 added tlsrpt, for keys that sign reports.
            readWords(of: tag, known: ["*", "email", "tlsrpt"], meaning: "service")
            if !record.isForEmail {
                report(
                    .notForEmail, "the key at \(name) is not for mail: its s= leaves it out", at: tag.range,
                    remedy: "write s=email, or remove s=", replacement: draft.removing("s"))
            }
        }
        if let tag = record.tags["h"] { readHashes(tag) }
    }

    private mutating func readFlags() {
        guard let tag = record.tags["t"] else { return }
        readWords(of: tag, known: ["y", "s"], meaning: "flag")
        if record.isTesting {
            let rest = tag.words.map(\.printable).filter { $0 != "y" }
            report(
                .testing, "the key at \(name) is being tested (t=y): receivers treat the mail as unsigned",
                at: tag.range, remedy: "remove t=y once the signatures are right",
                replacement: rest.isEmpty ? draft.removing("t") : draft.setting("t", to: rest.joined(separator: ":")))
        }
        if record.isStrict {
            report(
                .strictIdentity,
                "with t=s the domain of i= must be that of d=: signatures for addresses of subdomains do not verify",
                at: tag.range, remedy: "leave it where i= never names a subdomain")
        }
    }

    private mutating func readHashes(_ tag: TagList.Tag) {
        readWords(of: tag, known: ["sha1", "sha256"], meaning: "hash")
        // RFC 8301 §3.1: rsa-sha1 is gone, so that a key without sha256 verifies nothing.
        if !record.admits(hash: "sha256") {
            report(
                .noSHA256, "the key at \(name) is not for sha256: its h= leaves it out", at: tag.range,
                remedy: "write h=sha256, or remove h=", replacement: draft.setting("h", to: "sha256"))
        } else if record.hashes?.contains("sha1") ?? false {
            report(
                .listsSHA1, "h= admits sha1, with which nobody verifies any more", at: tag.range,
                remedy: "write h=sha256", replacement: draft.setting("h", to: "sha256"))
        }
    }

    /// RFC 6376 §3.6.1: words that are not known are ignored.
    private mutating func readWords(of tag: TagList.Tag, known: [String], meaning: String) {
        for word in tag.words where !word.isEmpty && !known.contains(word.printable) {
            let listed = known.map { "\(tag.name)=\($0)" }.joined(separator: " or ")
            report(
                .unknownWord, "receivers ignore the \(meaning) '\(word.printable)' in \(tag.name)=",
                at: word.startIndex..<word.endIndex, remedy: "write \(listed), or remove it")
        }
    }
}
