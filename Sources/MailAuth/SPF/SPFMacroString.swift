import DNS

/// A text of a policy in which `%{…}` stands for facts about the sender (RFC 7208 §7.1, macro-string).
public struct SPFMacroString: Sendable, Hashable {
    /// The pieces from left to right.
    public var segments: [Segment] {
        didSet { staticName = SPFMacroString.staticName(segments) }
    }
    /// The name that it is for every sender, made once for all evaluations; nil where it depends on facts or is no name.
    private(set) var staticName: DomainName?

    /// A macro string of these pieces.
    public init(_ segments: [Segment]) {
        self.segments = segments
        staticName = SPFMacroString.staticName(segments)
    }

    private static func staticName(_ segments: [Segment]) -> DomainName? {
        let isStatic = !segments.contains { if case .macro = $0 { true } else { false } }
        return isStatic ? SPFExpansion.name(SPFExpansion.staticOctets(segments)) : nil
    }

    /// One piece.
    public enum Segment: Sendable, Hashable {
        /// Octets that stand for themselves.
        case literal([UInt8])
        /// `%{…}`.
        case macro(SPFMacro)
        /// `%%`, a percent sign.
        case percent
        /// `%_`, a space.
        case space
        /// `%-`, a space as `%20`.
        case urlSpace
    }

    /// Whether it means the same for every sender: no `%{…}` in it.
    public var isStatic: Bool {
        !segments.contains { if case .macro = $0 { true } else { false } }
    }

    /// Whether its expansion differs from sender to sender; `%{d}` and `%{v}` aside, every macro does.
    public var dependsOnSender: Bool {
        segments.contains { segment in
            if case .macro(let macro) = segment { macro.letter != .domain } else { false }
        }
    }

    /// Whether it holds a macro of that letter.
    func uses(_ letter: SPFMacro.Letter) -> Bool {
        segments.contains { if case .macro(let macro) = $0 { macro.letter == letter } else { false } }
    }
}

/// One `%{…}` (RFC 7208 §7.1, macro-expand).
public struct SPFMacro: Sendable, Hashable {
    /// What it stands for.
    public var letter: Letter
    /// An upper-case letter: the value is URL-escaped (RFC 7208 §7.3).
    public var isEscaped: Bool
    /// How many parts at the right are kept; nil keeps all.
    public var keep: Int?
    /// Whether the parts are put in reverse order.
    public var isReversed: Bool
    /// What splits the value into parts; a dot where it is empty.
    public var delimiters: [UInt8]

    /// The letters (RFC 7208 §7.2).
    public enum Letter: UInt8, Sendable, Hashable, CaseIterable {
        /// `s`, the sender's address.
        case sender = 0x73
        /// `l`, its local part.
        case localPart = 0x6C
        /// `o`, its domain.
        case senderDomain = 0x6F
        /// `d`, the domain whose policy is looked at.
        case domain = 0x64
        /// `i`, the client's address, IPv6 in nibbles.
        case address = 0x69
        /// `p`, the client's validated name.
        case validatedName = 0x70
        /// `v`, `in-addr` or `ip6`.
        case family = 0x76
        /// `h`, the HELO name.
        case helo = 0x68
        /// `c`, the client's address as people write it; in explanations only.
        case readableAddress = 0x63
        /// `r`, the name of the receiver; in explanations only.
        case receiver = 0x72
        /// `t`, the seconds since 1970; in explanations only.
        case timestamp = 0x74

        /// Whether it may stand in explanations only.
        var isForExplanations: Bool {
            switch self {
            case .readableAddress, .receiver, .timestamp: true
            default: false
            }
        }
    }
}
