import DNS
import Findings

// RFC 9989 appendix C: the tags that one of the two standards does not know.
extension DMARCRecordLint {
    mutating func readChanges(_ standing: Standing) {
        readRemoved()
        readNew(standing)
    }

    private mutating func readRemoved() {
        if let tag = record.tags["pct"], !isJoined(tag) { readPercentage(tag) }
        // RFC 7489 §6.3: an unsigned 32-bit number of seconds.
        if let tag = record.tags["ri"], !isJoined(tag) {
            let isNumber = tag.number(digits: 10).map { $0 <= Int64(UInt32.max) } ?? false
            readRemoved(tag, isValid: isNumber, expected: "a number of seconds")
        }
        // RFC 7489 §6.4: Keyword of RFC 5321 §4.1.2, letters, digits and hyphens, not ending in one.
        if let tag = record.tags["rf"], !isJoined(tag) {
            let isList = tag.words.allSatisfy { word in
                word.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") } && word.last?.isAlphanumeric ?? false
            }
            readRemoved(tag, isValid: isList, expected: "a list of report formats")
        }
    }

    private mutating func readRemoved(_ tag: TagList.Tag, isValid: Bool, expected: String) {
        if !isValid, standards.contains(.rfc7489) {
            report(
                .badValue, "'\(tag.value.printable)' in \(tag.name)= is not \(expected)", at: tag.range,
                severity: severityOfOlder, remedy: "remove \(tag.name)=", replacement: draft.removing(tag.name))
        } else if standards.contains(.rfc9989) {
            report(
                .removedTag, "RFC 9989 has removed \(tag.name)=, and receivers ignore it", at: tag.range,
                remedy: "remove \(tag.name)=", replacement: draft.removing(tag.name))
        }
    }

    private mutating func readPercentage(_ tag: TagList.Tag) {
        guard let number = tag.number(digits: 3), number <= 100 else {
            readRemoved(tag, isValid: false, expected: "a percentage from 0 to 100")
            return
        }
        guard number < 100 else {
            readRemoved(tag, isValid: true, expected: "")
            return
        }
        guard standards.contains(.rfc9989) else {
            report(
                .percentage, "the policy is for \(number) % of the mail that fails", at: tag.range,
                remedy: "remove pct= once the reports show no mail of your own that fails",
                replacement: draft.removing("pct"))
            return
        }
        report(
            .percentage,
            "receivers of RFC 9989 apply the policy to all mail that fails, those of RFC 7489 to \(number) % of it",
            at: tag.range, remedy: "remove pct=; while the policy is being tried, write t=y",
            replacement: record.tags["t"] == nil
                ? draft.removing("pct").setting("t", to: "y") : draft.removing("pct"))
    }

    private mutating func readNew(_ standing: Standing) {
        if let tag = record.tags["t"], !isJoined(tag), standards.contains(.rfc9989) {
            switch tag.text.lowercased() {
            case "n": tellOlder(tag, "take the policy as it stands, which is the same")
            case "y":
                let policy = record.policy ?? DMARCPolicy.none
                report(
                    .testing,
                    "with t=y receivers of RFC 9989 apply \(policy.oneLevelBelow.rawValue) for \(policy.rawValue), "
                        + "those of RFC 7489 do not know it and apply \(policy.rawValue)",
                    at: tag.range, remedy: "remove t=y once the reports show no mail of your own that fails",
                    replacement: draft.removing("t"))
            default: badWord(tag, "t=y or t=n")
            }
        }
        if let tag = record.tags["np"], record.nonexistentPolicy != nil, standards.contains(.rfc9989) {
            tellOlder(tag, "apply \(record.tags["sp"] == nil ? "p=" : "sp=") to names that do not exist")
        }
        guard let tag = record.tags["psd"], !isJoined(tag), standards.contains(.rfc9989) else { return }
        switch tag.text.lowercased() {
        case "n": tellOlder(tag, "take the organizational domain from the public suffix list")
        case "u": tellOlder(tag, "take the organizational domain from the public suffix list")
        case "y" where standing.isPublicSuffix == false:
            report(
                .publicSuffix,
                "psd=y calls \(published.domain) a public suffix: each name below it becomes an organization of its own",
                at: tag.range, remedy: "remove psd=y; it is for registries such as com or co.uk",
                replacement: draft.removing("psd"))
        case "y": tellOlder(tag, "take the organizational domain from the public suffix list")
        default: badWord(tag, "psd=y, psd=n or psd=u")
        }
    }

    private mutating func tellOlder(_ tag: TagList.Tag, _ instead: String) {
        guard standards.contains(.rfc7489) else { return }
        report(
            .newTag, "receivers of RFC 7489 do not know \(tag.name)= and \(instead)", at: tag.range,
            remedy: "leave it, and expect both for a while")
    }

    private mutating func badWord(_ tag: TagList.Tag, _ choices: String) {
        report(
            .badValue, "receivers ignore \(tag.name)=: '\(tag.value.printable)' is no value of it", at: tag.range,
            remedy: "write \(choices)", replacement: draft.removing(tag.name))
    }
}
