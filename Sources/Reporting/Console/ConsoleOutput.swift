#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One of the two outputs of the program.
package struct ConsoleOutput: Sendable {
    /// Whether a person sits before it.
    package let isTerminal: Bool
    private let width: @Sendable () -> Int
    private let writeText: @Sendable (String) -> Void

    /// An output that tests can read.
    package init(isTerminal: Bool, width: Int, write: @escaping @Sendable (String) -> Void) {
        self.isTerminal = isTerminal
        self.width = { width }
        writeText = write
    }

    private init(descriptor: Int32) {
        isTerminal = isatty(descriptor) == 1
        width = { Self.columns(of: descriptor) }
        // A reader that went away (`mailproof run | head`) is no reason to stop.
        writeText = { try? SystemFile.write(Array($0.utf8), to: descriptor) }
    }

    /// Standard output.
    package static var standard: ConsoleOutput { ConsoleOutput(descriptor: STDOUT_FILENO) }
    /// Standard error.
    package static var error: ConsoleOutput { ConsoleOutput(descriptor: STDERR_FILENO) }

    /// Writes text at once.
    package func write(_ text: String) {
        if !text.isEmpty { writeText(text) }
    }

    /// How many columns it has now.
    var columns: Int { width() }

    private static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
