import Findings

/// The line on the terminal that says how far the run is, drawn over itself.
struct ProgressLine {
    /// How often it changes at most.
    private static let interval = Duration.milliseconds(100)
    private let output: ConsoleOutput
    private let clock = ContinuousClock()
    private var isShown = false
    private var nextDraw: ContinuousClock.Instant?

    init(_ output: ConsoleOutput) {
        self.output = output
    }

    /// Draws the line, unless it was drawn a moment ago.
    mutating func draw(_ text: String) {
        let now = clock.now
        if let nextDraw, now < nextDraw { return }
        nextDraw = now + Self.interval
        isShown = true
        output.write("\r\u{1B}[K" + Self.fitting(VisibleText.line(text), columns: output.columns - 1))
    }

    /// Takes the line away, so that something else can be written.
    mutating func clear() {
        guard isShown else { return }
        isShown = false
        nextDraw = nil
        output.write("\r\u{1B}[K")
    }

    /// As much of a text as fits into one line: a line that wraps cannot be drawn over.
    private static func fitting(_ text: String, columns: Int) -> String {
        var width = 0
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            width += DisplayWidth.of(scalar)
            guard width <= columns else { break }
            result.append(scalar)
        }
        return String(result)
    }
}
