package import Scenarios

/// How many of a number of things are fine: as a share (`95%`) or as a count (`4`), in each form of a bound.
package enum CountBound: Sendable {
    /// A share of all.
    case share(Bound<Percent>)
    /// A number.
    case count(Bound<Int>)

    /// Whether so many of so many are fine; of nothing, every share is.
    package func contains(_ count: Int, of total: Int) -> Bool {
        switch self {
        case .count(let bound): bound.contains(count)
        case .share(let bound): total == 0 || bound.contains(Percent(fraction: Double(count) / Double(total)))
        }
    }

    /// Whether it holds where `known` are counted for sure and up to `unknown` more may have to be.
    ///
    /// - Returns: nil where that depends on the unknown ones.
    package func holds(known: Int, unknown: Int, of total: Int) -> Bool? {
        let first = contains(known, of: total)
        guard unknown > 0 else { return first }
        return (known + 1...known + unknown).allSatisfy { contains($0, of: total) == first } ? first : nil
    }

    /// In words, to be read after `expected`: `at least 95%`.
    package var description: String {
        switch self {
        case .share(let bound): bound.description
        case .count(let bound): bound.description
        }
    }

    /// So many of so many, in the words of the bound: `50% (2 of 4)`, `2 of 4`.
    package func describe(_ count: Int, of total: Int) -> String {
        let words = "\(count) of \(total)"
        guard case .share = self, total > 0 else { return words }
        return "\(Percent(fraction: Double(count) / Double(total))) (\(words))"
    }
}

extension CountBound: ScenarioDecodable {
    package static var schema: JSONSchema { .anyOf([Bound<Percent>.schema, Bound<Int>.schema]) }

    package static func decode(_ node: Node, in decoding: Decoding) -> CountBound? {
        guard let node = decoding.resolved(node) else { return nil }
        return mentionsShare(node, decoding)
            ? Bound<Percent>.decode(node, in: decoding).map(CountBound.share)
            : Bound<Int>.decode(node, in: decoding).map(CountBound.count)
    }

    /// Whether any value in it has a percent sign.
    private static func mentionsShare(_ node: Node, _ decoding: Decoding) -> Bool {
        switch node.content {
        case .scalar: decoding.text(node)?.hasSuffix("%") ?? false
        case .sequence(let items): items.contains { mentionsShare($0, decoding) }
        case .mapping(let entries): entries.contains { mentionsShare($0.value, decoding) }
        }
    }
}
