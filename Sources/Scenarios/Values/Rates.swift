/// How often something happens: `20/s`, `100/m`, `1/h`.
package struct MessageRate: ScenarioScalar, Hashable {
    private static let units: [(name: String, seconds: Double)] = [("s", 1), ("m", 60), ("h", 3600)]

    /// How often in a second; more than 0.
    package var perSecond: Double

    /// So often a second.
    package init(perSecond: Double) {
        self.perSecond = perSecond
    }

    package static var schema: JSONSchema { .string(pattern: "^[0-9]+(\\.[0-9]+)?/[smh]$") }
    package static var expectation: String { "a rate such as 20/s, 100/m or 10/h" }

    package static func remedy(forText text: String) -> String? {
        guard let number = Double(scalarText: text), number > 0 else { return nil }
        return "add its unit: \(text)/s for so many a second, \(text)/m for so many a minute"
    }

    package init?(scalarText: String) {
        let parts = scalarText.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Double(scalarText: String(parts[0])), number > 0,
            let unit = Self.units.first(where: { $0.name == parts[1] })
        else { return nil }
        perSecond = number / unit.seconds
    }

    package var scalarText: String {
        for unit in Self.units {
            let number = perSecond * unit.seconds
            if number >= 1 || unit.name == "h" {
                return "\(((number * 1000).rounded() / 1000).scalarText)/\(unit.name)"
            }
        }
        return "\(perSecond)/s"
    }
}
