public import DNS

/// One term of a policy: `-all`, `include:_spf.example.net`, `redirect=example.org`.
public struct SPFTerm: Sendable, Hashable, CustomStringConvertible {
    /// Where it stands in the joined text of the record.
    public var range: Range<Int>
    /// As it is written.
    public var text: [UInt8]
    /// What it is.
    public var content: Content

    /// A directive or a modifier.
    public enum Content: Sendable, Hashable {
        /// Matches or does not match a sender, and says what a match means.
        case directive(SPFQualifier, SPFMechanism)
        /// Says something more.
        case modifier(SPFModifier)
    }

    /// As it is written; octets that are not printable as `\DDD`.
    public var description: String { text.printable }

    /// RFC 7208 §4.6.4: whether it is one of the six kinds of terms of which ten may be evaluated.
    public var causesLookup: Bool {
        switch content {
        case .directive(_, .include), .directive(_, .a), .directive(_, .mx), .directive(_, .ptr),
            .directive(_, .exists), .modifier(.redirect):
            true
        default: false
        }
    }
}

/// What a match means (RFC 7208 §4.6.2).
public enum SPFQualifier: String, Sendable, Hashable, CaseIterable {
    /// `+`, also without any.
    case pass = "+"
    /// `-`.
    case fail = "-"
    /// `~`.
    case softfail = "~"
    /// `?`.
    case neutral = "?"

    /// The result of a match.
    public var value: SPFResult.Value {
        switch self {
        case .pass: .pass
        case .fail: .fail
        case .softfail: .softfail
        case .neutral: .neutral
        }
    }
}

/// How a sender is matched (RFC 7208 §5).
public enum SPFMechanism: Sendable, Hashable {
    /// Always (§5.1).
    case all
    /// Where another domain's policy says pass (§5.2).
    case include(SPFMacroString)
    /// Where the address is one of a name's (§5.3).
    case a(SPFMacroString?, SPFPrefixLengths)
    /// Where the address is one of a domain's mail exchangers' (§5.4).
    case mx(SPFMacroString?, SPFPrefixLengths)
    /// Where the client's validated name is in a domain (§5.5).
    case ptr(SPFMacroString?)
    /// Where the address is in an IPv4 network (§5.6).
    case ip4(IPAddress, prefixLength: Int)
    /// Where the address is in an IPv6 network (§5.6).
    case ip6(IPAddress, prefixLength: Int)
    /// Where a name has an A record (§5.7).
    case exists(SPFMacroString)
}

/// The lengths of the networks around the addresses of `a` and `mx` (RFC 7208 §5.3, dual-cidr-length).
public struct SPFPrefixLengths: Sendable, Hashable {
    /// For IPv4, 0 to 32.
    public var ipv4 = 32
    /// For IPv6, 0 to 128.
    public var ipv6 = 128

    /// Lengths; the whole address by default.
    public init(ipv4: Int = 32, ipv6: Int = 128) {
        self.ipv4 = ipv4
        self.ipv6 = ipv6
    }
}

/// What is said beside the directives (RFC 7208 §6).
public enum SPFModifier: Sendable, Hashable {
    /// Where nothing matches, the policy of another domain decides (§6.1).
    case redirect(SPFMacroString)
    /// Where the explanation of a failure is (§6.2).
    case explanation(SPFMacroString)
    /// Any other, which is ignored (§6).
    case unknown(name: String)
}
