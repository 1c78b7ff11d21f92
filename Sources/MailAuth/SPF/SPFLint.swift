import DNS
import Findings

/// What should be mended in a policy and in all that it includes, beside the verdict that receivers reach.
///
/// Pure over what a walk found; what has to be asked for is `SPF.review`'s.
struct SPFLint {
    private let cost: SPFCost
    private let limits: SPF.Limits

    init(_ cost: SPFCost, limits: SPF.Limits) {
        self.cost = cost
        self.limits = limits
    }

    /// Everything found, what makes receivers answer permerror first.
    var findings: [RecordFinding] {
        var findings = cost.problems.map(finding) + overspending
        // A record that is included twice says the same twice; what is wrong with that is said once.
        var seen: Set<DomainName> = []
        for visit in cost.visits where seen.insert(visit.published.domain).inserted {
            findings += SPFRecordLint(visit).findings
        }
        return findings + duplicateIncludes + voidLookups + voidForOneFamily
    }

    /// What makes a receiver answer permerror.
    private func finding(_ problem: SPFProblem) -> RecordFinding {
        var found = RecordFinding(
            problem.rule, .error, problem.description, in: problem.location?.record,
            at: problem.location?.range ?? 0..<0, path: problem.path.map(\.description), section: problem.section,
            remedy: problem.remedy)
        if case .syntax = problem.cause, let location = problem.location,
            let split = SPFSplitStrings(location)
        {
            found.rule = "spf/split-strings"
            found.message += "; the strings of a TXT record are joined without a space"
            found.section = "RFC 7208 §3.3"
            found.range = split.range
            found.remedy = "end the string before '\(split.next)' in a space"
            found.replacement = split.replacement
        }
        return found
    }

    /// More terms that cause lookups, or void ones, than receivers allow.
    private var overspending: [RecordFinding] {
        var findings: [RecordFinding] = []
        if cost.isTruncated || cost.lookups > limits.lookups {
            let last = cost.spends.dropFirst(limits.lookups).first
            findings.append(
                RecordFinding(
                    "spf/too-many-lookups", .error,
                    "\(cost.isTruncated ? "more than " : "")\(cost.lookups) terms cause DNS lookups in the worst case, "
                        + "and receivers stop at \(limits.lookups)",
                    in: last?.location.record, at: last?.location.range ?? 0..<0,
                    path: (last?.path ?? []).map(\.description), section: "RFC 7208 §4.6.4",
                    remedy: "remove includes that nobody sends through, and write networks as ip4: and ip6:"))
        }
        if cost.voidLookups > limits.voidLookups, let last = cost.spends.last(where: \.isVoid) {
            findings.append(
                RecordFinding(
                    "spf/too-many-void-lookups", .error,
                    "\(cost.voidLookups) terms look up what does not exist, and receivers stop at \(limits.voidLookups)",
                    in: last.location.record, at: last.location.range, path: last.path.map(\.description),
                    section: "RFC 7208 §4.6.4", remedy: "remove the terms that lead nowhere"))
        }
        return findings
    }

    /// RFC 7208 §4.6.4: each evaluation of the same include counts again.
    private var duplicateIncludes: [RecordFinding] {
        var first: [DomainName: SPFCost.Visit] = [:]
        var said: Set<SPFLocation> = []
        return cost.visits.compactMap { visit in
            let domain = visit.published.domain
            guard let term = visit.path.last else { return nil }
            guard let other = first[domain] else {
                first[domain] = visit
                return nil
            }
            // A record that is reached twice brings its own includes twice: the term that brings it is to blame.
            guard !visit.path.dropLast().contains(where: said.contains), said.insert(term).inserted else { return nil }
            let isNested = visit.path.count > 1 || other.path.count > 1
            let before = other.path.map(\.description).joined(separator: " → ")
            return RecordFinding(
                "spf/duplicate-include", .warning,
                "the policy of \(domain) is evaluated a second time: \(before) leads to it already", in: term.record,
                at: term.range, path: visit.path.dropLast().map(\.description), section: "RFC 7208 §4.6.4",
                remedy: isNested
                    ? "remove the include that the other one brings along" : "remove one of them",
                replacement: visit.path.count == 1 ? term.textWithout : nil)
        }
    }

    private var voidLookups: [RecordFinding] {
        var said: Set<SPFLocation> = []
        return cost.spends.filter { $0.isVoid && !$0.location.isPolicyTerm && said.insert($0.location).inserted }.map {
            RecordFinding(
                "spf/void-lookup", .warning, "'\($0.location)' looks up what does not exist", in: $0.location.record,
                at: $0.location.range, path: $0.path.map(\.description), section: "RFC 7208 §4.6.4",
                remedy: "remove it, or publish what it looks up",
                replacement: $0.path.isEmpty ? $0.location.textWithout : nil)
        }
    }

    /// A term is void for clients of one family where its hosts have addresses of the other one only.
    private var voidForOneFamily: [RecordFinding] {
        let families: [(name: String, isVoid: (SPFCost.Spend) -> Bool)] = [
            ("IPv4", { $0.isVoidForIPv4 }), ("IPv6", { $0.isVoidForIPv6 }),
        ]
        return families.compactMap { family in
            let void = cost.spends.filter(family.isVoid)
            guard void.count > limits.voidLookups, cost.voidLookups <= limits.voidLookups,
                let last = void.dropFirst(limits.voidLookups).first
            else { return nil }
            return RecordFinding(
                "spf/void-for-family", .warning,
                "a client of \(family.name) meets \(void.count) void lookups, and strict receivers answer permerror "
                    + "past \(limits.voidLookups)",
                in: last.location.record, at: last.location.range, path: last.path.map(\.description),
                section: "RFC 7208 §4.6.4",
                remedy: "write the addresses of hosts that have one family only as ip4: or ip6:")
        }
    }
}

extension SPFProblem {
    /// The stable name of what is wrong.
    var rule: RuleID {
        switch cause {
        case .syntax: "spf/syntax"
        case .noRecord: "spf/void-include"
        case .severalRecords: "spf/multiple-records"
        case .tooManyExchangers: "spf/too-many-exchangers"
        case .malformedTarget, .unusableDomain: "spf/malformed-target"
        case .loop: "spf/loop"
        case .tooManyLookups: "spf/too-many-lookups"
        case .tooManyVoidLookups: "spf/too-many-void-lookups"
        case .tooManyQueries, .tooSlow: "spf/too-costly"
        case .resolver: "dns/unanswered"
        }
    }

    /// The section that makes it one.
    var section: String {
        switch cause {
        case .syntax: "RFC 7208 §4.6"
        case .noRecord: location?.isRedirect ?? false ? "RFC 7208 §6.1" : "RFC 7208 §5.2"
        case .severalRecords: "RFC 7208 §4.5"
        case .unusableDomain: "RFC 7208 §4.3"
        case .malformedTarget: "RFC 7208 §4.8"
        case .resolver: "RFC 7208 §4.4"
        case .tooManyExchangers, .loop, .tooManyLookups, .tooManyVoidLookups, .tooManyQueries, .tooSlow:
            "RFC 7208 §4.6.4"
        }
    }

    /// What to do about it.
    var remedy: String? {
        switch cause {
        case .syntax(let problem): problem.remedy
        case .noRecord: "remove the term, or correct the name: receivers answer permerror to everybody"
        case .severalRecords: "have its owner merge them, or remove the term"
        case .tooManyExchangers: "write the networks of the exchangers as ip4: and ip6:"
        case .malformedTarget, .unusableDomain: "write a domain name whose labels have 1 to 63 octets"
        case .loop: "remove the term that leads back"
        default: nil
        }
    }
}

extension SPFLocation {
    /// Whether the term leads to another policy.
    fileprivate var isPolicyTerm: Bool {
        isRedirect || description.lowercased().contains("include:")
    }

    /// Whether the term is a redirect.
    fileprivate var isRedirect: Bool {
        description.lowercased().hasPrefix("redirect=")
    }

    /// The text of the record without the term.
    fileprivate var textWithout: String? {
        record.data.joinedText.map { SPFRecord.text($0, without: [range]) }
    }
}
