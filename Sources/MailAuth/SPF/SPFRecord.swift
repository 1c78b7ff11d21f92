/// A policy as a domain publishes it (RFC 7208 §3), read once, with every mistake in it.
public struct SPFRecord: Sendable, Hashable, CustomStringConvertible {
    /// The joined octets of the TXT record.
    public let text: [UInt8]
    /// The terms that could be read, in order.
    public let terms: [SPFTerm]
    /// What could not be read and what must not be there, in order; a receiver answers permerror if there is anything.
    public let problems: [RecordProblem]

    /// Reads the joined text of a TXT record; nil where it is no policy at all.
    public init?(text: [UInt8]) {
        guard SPFRecord.isPolicy(text) else { return nil }
        self.text = text
        var terms: [SPFTerm] = []
        var problems: [RecordProblem] = []
        var modifiers: Set<String> = []
        // RFC 7208 §4.6.1: terms are separated by one space or more, and spaces may stand at the end.
        for word in text.dropFirst(SPFRecord.version.count).split(separator: .space) {
            do throws(RecordProblem) {
                let content = try SPFTermParser(word).parse()
                // RFC 7208 §6: redirect and exp stand at most once.
                if case .modifier(let modifier) = content, let name = modifier.singularName,
                    !modifiers.insert(name).inserted
                {
                    throw RecordProblem(word.range, "\(name)= stands here a second time", remedy: "remove one of them")
                }
                terms.append(SPFTerm(range: word.range, text: Array(word), content: content))
            } catch {
                problems.append(error)
            }
        }
        self.terms = terms
        self.problems = problems
    }

    /// As it is written; octets that are not printable as `\DDD`.
    public var description: String { text.printable }

    private static let version = Array("v=spf1".utf8)

    /// RFC 7208 §4.5: exactly the version section `v=spf1`, letters of either case, then a space or the end.
    public static func isPolicy(_ text: [UInt8]) -> Bool {
        text.prefix(version.count).asciiLowercased == version
            && (text.count == version.count || text[version.count] == .space)
    }

    /// The directives in order, those behind `all` left out.
    ///
    /// RFC 7208 §5.1: mechanisms after `all` are ignored.
    public var directives: [(term: SPFTerm, qualifier: SPFQualifier, mechanism: SPFMechanism)] {
        var result: [(term: SPFTerm, qualifier: SPFQualifier, mechanism: SPFMechanism)] = []
        for term in terms {
            guard case .directive(let qualifier, let mechanism) = term.content else { continue }
            result.append((term, qualifier, mechanism))
            if mechanism == .all { break }
        }
        return result
    }

    /// The first `all` and what it says about everyone else.
    public var all: (term: SPFTerm, qualifier: SPFQualifier)? {
        directives.last.flatMap { $0.mechanism == .all ? ($0.term, $0.qualifier) : nil }
    }

    /// The redirect that is followed where nothing matches; nil where there is none or an `all` that hides it.
    public var redirect: (term: SPFTerm, target: SPFMacroString)? {
        for term in terms {
            guard case .modifier(.redirect(let target)) = term.content else { continue }
            // RFC 7208 §6.1: redirect is ignored where there is an "all" mechanism anywhere in the record.
            return all == nil ? (term, target) : nil
        }
        return nil
    }

    /// Where the explanation of a failure is.
    public var explanation: (term: SPFTerm, target: SPFMacroString)? {
        for term in terms {
            if case .modifier(.explanation(let target)) = term.content { return (term, target) }
        }
        return nil
    }
}

extension SPFModifier {
    /// The name of a modifier that may stand once only; nil for unknown ones.
    fileprivate var singularName: String? {
        switch self {
        case .redirect: "redirect"
        case .explanation: "exp"
        case .unknown: nil
        }
    }
}
