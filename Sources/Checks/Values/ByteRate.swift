package import Scenarios

/// How many bytes a second: `2KiB/s`.
package struct ByteRate: ScenarioScalar, Hashable {
    /// How many; at least one.
    package var bytesPerSecond: Int

    private static let unit = "/s"

    /// So many bytes a second.
    package init(bytesPerSecond: Int) {
        self.bytesPerSecond = bytesPerSecond
    }

    package static var schema: JSONSchema { .string(pattern: "^[0-9]+(\\.[0-9]+)?([KMG]i?)?B/s$") }
    package static var expectation: String { "a speed such as 512B/s or 2KiB/s" }

    package static func remedy(forText text: String) -> String? {
        ByteSize(scalarText: text).map { "add the time: \($0)\(unit)" }
    }

    package init?(scalarText: String) {
        guard scalarText.hasSuffix(Self.unit),
            let size = ByteSize(scalarText: String(scalarText.dropLast(Self.unit.count))), size.bytes > 0
        else { return nil }
        bytesPerSecond = size.bytes
    }

    package var scalarText: String { "\(ByteSize(bytes: bytesPerSecond))\(Self.unit)" }
}
