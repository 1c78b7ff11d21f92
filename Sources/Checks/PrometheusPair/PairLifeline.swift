import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A socket whose other end a shell reads: it closes when this process ends, however that comes about, and the shell then
/// ends the program that it runs.
///
/// The signal that Linux sends at a parent's death would not do: it is sent when the thread ends that started the child.
struct PairLifeline: Sendable {
    /// The shell that runs a program.
    static let shell = "/bin/sh"

    /// The end that the shell reads as its standard input.
    let end: FileDescriptor
    private let ours: FileDescriptor

    /// Runs the program in its arguments, and ends with its status.
    ///
    /// The end of standard input ends the program at once, and removes the folder in the first argument: nobody else will.
    /// A signal to the process group reaches the program itself, so that the shell only waits on.
    private static let script = """
        folder=$1
        shift
        trap : TERM HUP INT
        exec 3<&0 </dev/null
        "$@" 3<&- &
        child=$!
        ( trap - TERM; read -r nothing <&3; trap '' TERM; kill -9 "$child"; exit 0 ) 2>/dev/null &
        guard=$!
        wait "$child"
        code=$?
        while kill -0 "$child" 2>/dev/null; do
            wait "$child"
            code=$?
        done
        kill "$guard" 2>/dev/null
        wait "$guard" && rm -rf "$folder"
        exit "$code"
        """

    /// A lifeline.
    ///
    /// - Throws: that there are no descriptors left.
    init() throws(PairProblem) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
            // Closed in every child that is started: a second holder would keep the shell waiting.
            let made = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        #else
            let made = socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
        #endif
        guard made == 0 else { throw PairProblem("no socket could be made: \(String(cString: strerror(errno)))") }
        #if !canImport(Glibc)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #endif
        end = FileDescriptor(rawValue: ends[0])
        ours = FileDescriptor(rawValue: ends[1])
    }

    /// The shell's arguments for a program, with its own.
    static func arguments(removing folder: String, after program: [String]) -> [String] {
        ["-c", script, "mailproof-guard", folder] + program
    }

    /// Lets go, once the program has ended.
    func close() {
        try? ours.close()
    }
}
