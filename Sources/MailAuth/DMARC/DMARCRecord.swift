/// A policy record (RFC 9989 §4.7, RFC 7489 §6.3), read once, with every mistake in it.
///
/// RFC 9989 §4.8: unknown tags are ignored, and what cannot be read counts as if it were not there.
public struct DMARCRecord: Sendable, Hashable {
    /// The joined octets of the TXT record.
    public let text: [UInt8]
    /// The tags as they stand, names in lower case.
    public let tags: TagList
    /// `p`; nil where it is missing or none of the three words.
    public private(set) var policy: DMARCPolicy?
    /// `sp`, for subdomains.
    public private(set) var subdomainPolicy: DMARCPolicy?
    /// `np`, for subdomains that do not exist.
    public private(set) var nonexistentPolicy: DMARCPolicy?
    /// `adkim`.
    public private(set) var dkimAlignment = DMARCAlignmentMode.relaxed
    /// `aspf`.
    public private(set) var spfAlignment = DMARCAlignmentMode.relaxed
    /// `psd`: true for a public suffix, false for an organizational domain, nil where the tree decides.
    public private(set) var isPublicSuffix: Bool?
    /// `t=y`: the policy is being tested.
    public private(set) var isTesting = false
    /// `pct` of RFC 7489: the share of failing mail that the policy is for; RFC 9989 took it away.
    public private(set) var percent = 100
    /// `rua`, where aggregate reports go: those that can be read.
    public private(set) var aggregateReports: [DMARCReportURI] = []
    /// `ruf`, where failure reports go: those that can be read.
    public private(set) var failureReports: [DMARCReportURI] = []
    private var found: [Found] = []

    private struct Found: Sendable, Hashable {
        var problem: RecordProblem
        var standards: Set<DMARCStandard>
        /// For which standards the policies of the record do not count.
        var weakens: Set<DMARCStandard> = []
    }

    /// Reads the joined text of a TXT record; nil where it does not begin with `v=DMARC1`.
    public init?(text: [UInt8]) {
        guard DMARCRecord.isRecord(text) else { return nil }
        self.text = text
        tags = TagList(text[...], names: .folded)
        for problem in tags.problems { report(problem) }
        aggregateReports = readReports("rua")
        failureReports = readReports("ruf")
        readPolicies()
        readAlignments()
        readFlags()
        readFailureOptions()
        readObsolete()
        found.sort { $0.problem.range.lowerBound < $1.problem.range.lowerBound }
    }

    /// RFC 9989 §4.8: `"v" equals %s"DMARC1"`, the value to the letter, then a semicolon or the end.
    static func isRecord(_ text: [UInt8]) -> Bool {
        guard text.first?.asciiLowercased == UInt8(ascii: "v") else { return false }
        var rest = text.dropFirst().drop(while: \.isWhiteSpace)
        guard rest.popFirst() == UInt8(ascii: "=") else { return false }
        rest = rest.drop(while: \.isWhiteSpace)
        guard rest.starts(with: "DMARC1".utf8) else { return false }
        rest = rest.dropFirst(6).drop(while: \.isWhiteSpace)
        return rest.isEmpty || rest.first == UInt8(ascii: ";")
    }

    /// What a standard does not admit, in order of the text.
    public func problems(under standard: DMARCStandard) -> [RecordProblem] {
        found.filter { $0.standards.contains(standard) }.map(\.problem)
    }

    /// What receivers of a standard take from the record.
    ///
    /// A tag that stands twice voids the list by RFC 6376 §3.2, and is a mistake to be ignored by RFC 9989 §4.8: it is
    /// reported, and the first one counts.
    public func use(under standard: DMARCStandard) -> Use {
        // RFC 9989 §4.10.1, RFC 7489 §6.6.3: without a valid p, or with an sp (or np, which RFC 7489 does not know) that is
        // not valid, the record counts as p=none where it names an address for aggregate reports, and for nothing where
        // it does not.
        guard found.contains(where: { $0.weakens.contains(standard) }) else { return .policies }
        return aggregateReports.isEmpty ? .nothing : .monitoring
    }

    /// How much of a record counts.
    public enum Use: Sendable, Hashable {
        /// Its policies.
        case policies
        /// As `p=none`.
        case monitoring
        /// Nothing: DMARC does not apply.
        case nothing
    }
}

extension DMARCRecord {
    private mutating func report(
        _ problem: RecordProblem, under standards: Set<DMARCStandard> = [.rfc7489, .rfc9989],
        weakens: Set<DMARCStandard> = []
    ) {
        found.append(Found(problem: problem, standards: standards, weakens: weakens))
    }

    private mutating func readPolicies() {
        policy = readPolicy("p")
        subdomainPolicy = readPolicy("sp")
        nonexistentPolicy = readPolicy("np")
        guard let tag = tags["p"] else {
            report(
                RecordProblem(
                    0..<text.count, "there is no p= with a policy", remedy: "add p=none, p=quarantine or p=reject"),
                // RFC 9989 §4.7 recommends p, RFC 7489 §6.3 requires it; without reports either the record is for nothing.
                under: aggregateReports.isEmpty ? [.rfc7489, .rfc9989] : [.rfc7489],
                weakens: [.rfc7489, .rfc9989])
            return
        }
        // RFC 7489 §6.4: dmarc-record = dmarc-version dmarc-sep dmarc-request …; RFC 9989 §4.8 leaves the order free.
        if tags.tags.count > 1, tags.tags[1].name != "p" {
            report(
                RecordProblem(tag.range, "p= does not stand second", remedy: "move p= right behind v=DMARC1"),
                under: [.rfc7489])
        }
    }

    private mutating func readPolicy(_ name: String) -> DMARCPolicy? {
        guard let tag = tags[name] else { return nil }
        if let policy = DMARCPolicy(rawValue: tag.text.lowercased()) { return policy }
        // RFC 7489 does not know np.
        let standards: Set<DMARCStandard> = name == "np" ? [.rfc9989] : [.rfc7489, .rfc9989]
        report(
            RecordProblem(
                tag.valueRange, "'\(tag.value.printable)' is no policy",
                remedy: "write \(name)=none, \(name)=quarantine or \(name)=reject"),
            under: standards, weakens: standards)
        return nil
    }

    private mutating func readAlignments() {
        dkimAlignment = readWord("adkim", ["r": .relaxed, "s": .strict]) ?? .relaxed
        spfAlignment = readWord("aspf", ["r": .relaxed, "s": .strict]) ?? .relaxed
    }

    private mutating func readFlags() {
        isTesting = readWord("t", ["y": true, "n": false], under: [.rfc9989]) ?? false
        isPublicSuffix = readWord("psd", ["y": .some(true), "n": .some(false), "u": nil], under: [.rfc9989]) ?? nil
    }

    private mutating func readWord<Value>(
        _ name: String, _ words: [String: Value], under standards: Set<DMARCStandard> = [.rfc7489, .rfc9989]
    ) -> Value? {
        guard let tag = tags[name] else { return nil }
        if let value = words[tag.text.lowercased()] { return value }
        let choices = words.keys.sorted().map { "\(name)=\($0)" }.joined(separator: " or ")
        report(
            RecordProblem(
                tag.valueRange, "'\(tag.value.printable)' is no value of \(name)=", remedy: "write \(choices)"),
            under: standards)
        return nil
    }

    private mutating func readReports(_ name: String) -> [DMARCReportURI] {
        guard let tag = tags[name] else { return [] }
        var uris: [DMARCReportURI] = []
        for item in tag.value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            do throws(RecordProblem) {
                let item = item.trimmed(\.isFoldingWhiteSpace)
                guard !item.isEmpty else {
                    throw RecordProblem(tag.range, "\(name)= lists nothing", remedy: "write mailto: and an address")
                }
                uris.append(try DMARCReportURI(item))
            } catch {
                report(error)
            }
        }
        return uris
    }

    private mutating func readFailureOptions() {
        guard let tag = tags["fo"] else { return }
        let words = tag.words.map { String(decoding: $0.asciiLowercased, as: UTF8.self) }
        guard words.allSatisfy(["0", "1", "d", "s"].contains) else {
            report(
                RecordProblem(
                    tag.valueRange, "'\(tag.value.printable)' is no list of 0, 1, d and s",
                    remedy: "write words between colons: fo=1:d:s"))
            return
        }
        // RFC 9989 §4.7: 0 and 1 exclude each other; §4.8: d and s stand at most once.
        if Set(words).count < words.count || words.contains("0") && words.contains("1") {
            report(
                RecordProblem(
                    tag.valueRange, "of 0 and 1 only one may stand, and no word twice", remedy: "write fo=1"),
                under: [.rfc9989])
        }
    }

    /// The tags that RFC 9989 took away (its appendix C.5.2); it ignores them as unknown ones.
    private mutating func readObsolete() {
        if let tag = tags["pct"] {
            if let number = tag.number(digits: 3), number <= 100 {
                percent = Int(number)
            } else {
                report(
                    RecordProblem(
                        tag.valueRange, "'\(tag.value.printable)' is no percentage from 0 to 100",
                        remedy: "write pct=100, or remove it"),
                    under: [.rfc7489])
            }
        }
        // RFC 7489 §6.3: an unsigned 32-bit number of seconds.
        if let tag = tags["ri"], tag.number(digits: 10).map({ $0 > Int64(UInt32.max) }) ?? true {
            report(
                RecordProblem(
                    tag.valueRange, "'\(tag.value.printable)' is no number of seconds", remedy: "write ri=86400"),
                under: [.rfc7489])
        }
        // RFC 7489 §6.4: Keyword of RFC 5321 §4.1.2, letters, digits and hyphens, not ending in one.
        if let tag = tags["rf"],
            !tag.words.allSatisfy({ word in
                word.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") } && word.last?.isAlphanumeric ?? false
            })
        {
            report(
                RecordProblem(
                    tag.valueRange, "'\(tag.value.printable)' is no list of report formats",
                    remedy: "write rf=afrf, or remove it"),
                under: [.rfc7489])
        }
    }
}
