import Scenarios

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process of its own that takes a lease back where the run that holds it ends without doing so, or outstays it.
///
/// It has a session of its own, so that what ends the run's process group does not end it, and holds nothing of the run
/// open but the socket that tells it of the run's end.
final class LeaseGuard: Sendable {
    private let process: Int32
    private let lifeline: Int32

    /// How long a guard has to notice that it is not needed any more.
    ///
    /// Our choice; one that takes longer ends all the same, unobserved.
    private static let patience: Duration = .seconds(5)

    #if os(Linux)
        /// POSIX_SPAWN_SETSID of <spawn.h> (glibc and musl), which Swift's view of it leaves out.
        private static let newSession: Int32 = 0x80
    #endif

    /// Starts a program that gets the end of this process as the end of its standard input.
    init(_ arguments: [String]) throws(LeaseProblem) {
        #if os(Linux)
            guard let path = arguments.first else { throw Self.problem("there is no program to watch it with") }
            var ends: [Int32] = [-1, -1]
            // Closed in every child that is started: a second holder would keep the guard waiting.
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
            guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Self.problem(String(cString: strerror(errno))) }
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
            posix_spawn_file_actions_init(&actions)
            posix_spawnattr_init(&attributes)
            defer {
                posix_spawn_file_actions_destroy(&actions)
                posix_spawnattr_destroy(&attributes)
                close(ends[0])
            }
            posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
            for output in [STDOUT_FILENO, STDERR_FILENO] {
                // A reader of the run's output would wait for the guard too.
                posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
            }
            // The threads of Swift tasks block every signal, and a child would inherit that.
            var none = sigset_t()
            sigemptyset(&none)
            posix_spawnattr_setsigmask(&attributes, &none)
            posix_spawnattr_setflags(&attributes, Int16(Self.newSession | POSIX_SPAWN_SETSIGMASK))
            var words = arguments.map { strdup($0) } + [nil]
            defer { for word in words { free(word) } }
            var process: pid_t = 0
            let code = posix_spawn(&process, path, &actions, &attributes, &words, environ)
            guard code == 0 else {
                close(ends[1])
                throw Self.problem(String(cString: strerror(code)))
            }
            self.process = process
            lifeline = ends[1]
        #else
            throw Self.problem("this system has no pidfd, sessions and /proc as Linux has")
        #endif
    }

    /// Lets it go, once the lease is over: it sees the end of its input and nothing that is left to do.
    func dismiss() async {
        close(lifeline)
        let deadline = ContinuousClock.now + Self.patience
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    private static func problem(_ reason: String) -> LeaseProblem {
        LeaseProblem(
            "nobody can be set to take it back where this run is killed: \(reason)", remedy: "free processes, or memory"
        )
    }
}
