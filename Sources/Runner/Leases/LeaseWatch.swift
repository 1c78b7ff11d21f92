import Findings
import Scenarios

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the process that watches over a lease waits for.
package struct LeaseWatch: Sendable {
    private let journal: LeaseJournal
    private let name: String

    /// How often it looks.
    ///
    /// Our choice: a fault that outlives its run by a moment does no harm, a process that is awake all the time does.
    private static let interval: Duration = .milliseconds(100)

    /// The watch over a lease.
    package init(over name: String, in journal: LeaseJournal) {
        self.journal = journal
        self.name = name
    }

    /// Returns once the run is gone, which ends standard input, or the lease is over.
    package func untilNeeded() async {
        guard let file = try? journal.file(name), let content = try? file.content(),
            let record = LeaseRecord(json: content)
        else { return }
        while WallTime.now() < record.lease.expires, !Self.hasInputEnded {
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// Whether nobody is left who could write to standard input.
    private static var hasInputEnded: Bool {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&input, 1, 0) > 0 else { return false }
        return input.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    }
}
