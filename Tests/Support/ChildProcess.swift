import Dispatch
package import Foundation
import Glibc
import Synchronization

/// A process that a test started, waited for by a thread of its own.
///
/// Foundation's `Process` waits for all children on one thread, and waits there for one that still runs where a descriptor
/// is used again too soon: with dozens started at once, none of the others ever ends.
package final class ChildProcess: Sendable {
    /// Its id, for signals.
    package let processIdentifier: Int32
    /// Its exit code, a signal as 128 + its number; nil while it runs.
    private let code = Mutex<Int32?>(nil)
    private let end = DispatchGroup()

    /// Why it could not be started: an `errno`.
    struct NotStarted: Error {
        var path: String
        var code: Int32
    }

    /// Starts a program, in a process group of its own, with no descriptors but the three and no signal blocked: the
    /// threads of Swift tasks block every signal, and a child would inherit that.
    ///
    /// - Parameters:
    ///   - folder: where it is started; nil for where the tests are.
    ///   - environment: all of its variables; nil for those of the tests.
    ///   - input: its standard input, as the two others a descriptor, or nil for `/dev/null`.
    package init(
        _ path: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String]? = nil,
        input: Int32? = nil, output: Int32? = nil, errors: Int32? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let folder { _ = try Additions.shared().changeFolder(&actions, folder.path) }
        for (number, descriptor) in [input, output, errors].enumerated() {
            if let descriptor {
                posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
            } else {
                posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_RDWR, 0)
            }
        }
        _ = try Additions.shared().closeFrom(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let settings = variables.map { strdup($0) } + [nil]
        defer { for word in words + settings { free(word) } }
        var identifier: pid_t = 0
        let result = posix_spawn(&identifier, path, &actions, &attributes, words, settings)
        guard result == 0 else { throw NotStarted(path: path, code: result) }
        processIdentifier = identifier
        end.enter()
        Thread.detachNewThread { [self] in awaitEnd() }
    }

    /// What glibc has beyond POSIX, which Swift's module of it does not show.
    private struct Additions {
        typealias ChangeFolder =
            @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

        let changeFolder: ChangeFolder
        let closeFrom: CloseFrom

        static func shared() throws -> Additions {
            guard let changeFolder = dlsym(nil, "posix_spawn_file_actions_addchdir_np"),
                let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np")
            else { throw NotStarted(path: "glibc 2.34", code: ENOSYS) }
            // Of the types that spawn.h gives them.
            return Additions(
                changeFolder: unsafeBitCast(changeFolder, to: ChangeFolder.self),
                closeFrom: unsafeBitCast(closeFrom, to: CloseFrom.self))
        }
    }

    private func awaitEnd() {
        var information = siginfo_t()
        // Left as it is until the lock is held, so that its id is nobody else's while it is sent a signal.
        while waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        code.withLock { code in
            var status: Int32 = 0
            while waitpid(processIdentifier, &status, 0) < 0, errno == EINTR {}
            // wait(2): the low seven bits are the signal, the next byte is the exit code.
            let signal = status & 0x7F
            code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        }
        end.leave()
    }

    /// Whether it has not ended yet.
    package var isRunning: Bool { code.withLock { $0 == nil } }

    /// Sends it a signal where it still runs.
    package func send(_ signal: Int32) {
        code.withLock { code in
            if code == nil { _ = kill(processIdentifier, signal) }
        }
    }

    /// Waits until it has ended: its exit code, a signal as 128 + its number.
    package func ended() async -> Int32 {
        await withCheckedContinuation { continuation in
            end.notify(queue: .global()) { continuation.resume() }
        }
        return code.withLock { $0 ?? -1 }
    }

    /// Waits until it has ended, on the calling thread.
    package func waitUntilEnded() {
        end.wait()
    }
}
