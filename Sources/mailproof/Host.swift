#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The machine that a run runs on.
enum Host {
    /// Its name, without asking DNS for it; `localhost` where it has none.
    static var name: String {
        // POSIX: at most HOST_NAME_MAX bytes, 64 on Linux and 255 anywhere.
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }
}

extension Host {
    /// The file of this program, to be started once more.
    static var executable: String {
        #if os(Linux)
            // proc(5): also where it was found by PATH, or its folder was left meanwhile.
            guard let path = realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
            defer { free(path) }
            return String(cString: path)
        #else
            return CommandLine.arguments[0]
        #endif
    }

    /// Whether anything is at a path.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}

/// Pipes whose reader has gone.
enum BrokenPipes {
    /// Makes writing to one an error that is handled where it happens, instead of the end of the process.
    static func ignore() {
        signal(SIGPIPE, SIG_IGN)
    }
}
