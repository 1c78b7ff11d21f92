/// How much of its mail authentication a domain has in place, of 100 points.
///
/// Each part gives all of its points or none: it is valid as receivers need it, or it is not. What could not be found
/// out leaves the score between two bounds.
public struct AuthenticationScore: Sendable, Hashable, CustomStringConvertible {
    /// The parts and their points.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// RFC 7208: one valid record that ends in -all or ~all.
        case spf
        /// RFC 6376: every selector's key can be used.
        case dkim
        /// RFC 9989: one valid record.
        case dmarc
        /// BIMI: a logo, and a policy that lets receivers show it.
        case bimi

        /// What the part gives.
        public var points: Int {
            switch self {
            case .spf: 30
            case .dkim: 35
            case .dmarc: 30
            case .bimi: 5
            }
        }

        /// As people write it.
        public var title: String { rawValue.uppercased() }
    }

    /// How a part stands.
    public enum Standing: Sendable, Hashable {
        /// It gives its points.
        case valid
        /// It gives none.
        case invalid
        /// It could not be found out.
        case unknown
    }

    private let standings: [Part: Standing]

    /// A score; a part that is left out gives none.
    public init(_ standings: [Part: Standing]) {
        self.standings = standings
    }

    /// How a part stands.
    public func standing(of part: Part) -> Standing { standings[part] ?? .invalid }

    /// The least it can be.
    public var lowest: Int {
        Part.allCases.reduce(0) { $0 + (standing(of: $1) == .valid ? $1.points : 0) }
    }

    /// The most it can be: what could not be found out counts as valid.
    public var highest: Int {
        Part.allCases.reduce(0) { $0 + (standing(of: $1) == .invalid ? 0 : $1.points) }
    }

    /// The sum and how it comes about: `95 of 100: SPF 30, DKIM 35, DMARC 30, BIMI 0 of 5`.
    public var description: String {
        let parts = Part.allCases.map { part in
            switch standing(of: part) {
            case .valid: "\(part.title) \(part.points)"
            case .invalid: "\(part.title) 0 of \(part.points)"
            case .unknown: "\(part.title) unknown, of \(part.points)"
            }
        }
        let sum = lowest == highest ? "\(lowest)" : "\(lowest) to \(highest)"
        return "\(sum) of 100: \(parts.joined(separator: ", "))"
    }
}
