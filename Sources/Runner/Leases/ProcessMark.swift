#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tells one process from all others of this machine, also from a later one that got its number.
struct ProcessMark: Sendable, Hashable, Codable {
    /// The process id.
    var process: Int32
    /// When it was started, in the clock of the kernel; nil where that cannot be found out.
    var started: String?

    /// This process.
    static var own: ProcessMark { ProcessMark(process: getpid(), started: start(of: getpid())) }

    /// Whether it still runs.
    var isAlive: Bool {
        // kill(2): signal 0 asks whether there is such a process; EPERM says that there is.
        guard process > 0, kill(process, 0) == 0 || errno == EPERM else { return false }
        return Self.start(of: process) == started
    }

    /// The 22nd field of proc(5)'s stat, which stands behind the name in parentheses.
    private static func start(of process: Int32) -> String? {
        guard let stat = try? LeaseFile.read("/proc/\(process)/stat") else { return nil }
        let text = String(decoding: stat, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        // A zombie has ended, and only its parent has not noticed.
        guard fields.count > 19, fields[0] != "Z" else { return nil }
        return String(fields[19])
    }
}
