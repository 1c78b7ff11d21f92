import Findings

extension ZoneProblem {
    /// The kinds of problem in zone files; the raw value is the rule that findings name.
    enum Rule: String {
        /// An entry does not have the form of RFC 1035 §5.1.
        case syntax = "zone/syntax"
        /// A quoted string does not end on its line.
        case unterminatedQuote = "zone/unterminated-quote"
        /// A parenthesis does not end, or ends without having begun.
        case unbalancedParenthesis = "zone/unbalanced-parenthesis"
        /// A directive is unknown or lacks its operand.
        case directive = "zone/directive"
        /// A file cannot be included.
        case include = "zone/include"
        /// A text is no domain name.
        case badName = "zone/bad-name"
        /// A relative name stands where nothing says what it is relative to.
        case noOrigin = "zone/no-origin"
        /// A record has no TTL, and nothing says what it is by default.
        case noTimeToLive = "zone/no-ttl"
        /// A TTL is out of range.
        case badTimeToLive = "zone/bad-ttl"
        /// A class other than IN.
        case badClass = "zone/class"
        /// A type that is not known, or does not stand in zones.
        case unknownType = "zone/unknown-type"
        /// The data does not have the form of its type.
        case badData = "zone/bad-data"
        /// The data is no address of its family.
        case badAddress = "zone/bad-address"
        /// A character-string has more than 255 octets.
        case longString = "zone/long-string"
        /// A record lies outside its zone.
        case outOfZone = "zone/out-of-zone"
        /// A CNAME record is not alone at its name.
        case aliasBesideOthers = "zone/cname-and-other-data"
        /// A zone begins twice.
        case secondStart = "zone/second-soa"
        /// A file of pinned answers does not say which format it has, or has another one.
        case snapshotVersion = "dns/snapshot-version"
        /// Two lines of a file of pinned answers exclude each other.
        case snapshotContradiction = "dns/snapshot-contradiction"
        /// Doubtful: a name ends in its origin twice.
        case repeatedOrigin = "zone/repeated-origin"
        /// Doubtful: a text without quotes was split or cut.
        case unquotedText = "zone/unquoted-text"
        /// Doubtful: a mail exchanger or name server looks like an address.
        case addressAsName = "zone/address-as-name"
        /// Doubtful: a record is there twice.
        case duplicate = "zone/duplicate"
        /// Doubtful: records of one set have different TTLs.
        case mixedTimeToLive = "zone/mixed-ttl"
        /// Doubtful: the TTL is taken from the SOA record.
        case impliedTimeToLive = "zone/implied-ttl"

        /// Whether a server would refuse the zone, or might answer something else than was meant.
        var severity: Severity {
            switch self {
            case .repeatedOrigin, .unquotedText, .addressAsName, .duplicate, .mixedTimeToLive, .impliedTimeToLive:
                .warning
            default: .error
            }
        }
    }

    /// The finding in a file.
    func finding(in text: SourceText, notes: [Finding.Note] = []) -> Finding {
        let place = text.place(atByte: range.lowerBound, length: range.count)
        return Finding(
            RuleID(rawValue: rule.rawValue), rule.severity, message, label: label, at: place.excerpt, remedy: remedy,
            notes: notes)
    }
}
