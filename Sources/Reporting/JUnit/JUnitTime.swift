/// Seconds as every reader of JUnit takes them: a point and exactly three decimals, whatever the language of the machine.
enum JUnitTime {
    /// The longest time that Jenkins does not clamp: a year.
    private static let longest = 31_536_000.0

    /// The text of a time; what is no time becomes zero.
    static func text(_ seconds: Double) -> String {
        let milliseconds = seconds > 0 ? Int((min(seconds, longest) * 1000).rounded()) : 0
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
