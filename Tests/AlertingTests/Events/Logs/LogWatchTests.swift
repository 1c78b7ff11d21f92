import Alerting
import Foundation
import Support
import Synchronization
import Testing

@Suite("a log that is followed", .timeLimit(.minutes(10)))
struct LogWatchTests {
    /// What was handed on.
    private final class Seen: Sendable {
        private let events = Mutex<[DeliveryEvent]>([])

        func add(_ event: DeliveryEvent) { events.withLock { $0.append(event) } }

        var domains: [String] {
            events.withLock { events in
                events.filter { $0.eventKind == .smtpReplies }.map { $0.value(of: .recipientDomain) }
            }
        }
    }

    private static func line(_ domain: String) -> String {
        "Nov 27 21:25:24 mta postfix/smtp[1]: 0A1B2C3D4E: to=<a@\(domain)>, relay=x, delay=1, dsn=2.0.0, "
            + "status=sent (250 2.0.0 Ok)\n"
    }

    private static func append(_ text: String, to file: URL) throws {
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private static func wait(_ isThere: () -> Bool) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(120))
        while !isThere(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func following(
        _ text: String = "", _ body: (URL, Seen, LogWatch) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(text, to: "mail.log")
        let file = folder.url.appending(path: "mail.log")
        let seen = Seen()
        let watch = try LogWatch.start("postfix_log mail.log", path: file.path, as: PostfixLog()) { seen.add($0) }
        try await body(file, seen, watch)
        #expect(await watch.stop())
    }

    @Test("begins at the end, and a line counts once it is whole")
    func partialLines() async throws {
        try await following(Self.line("old.example")) { file, seen, watch in
            let line = Self.line("new.example")
            try Self.append(String(line.prefix(40)), to: file)
            try await Task.sleep(for: .milliseconds(300))
            #expect(seen.domains.isEmpty)
            try Self.append(String(line.dropFirst(40)), to: file)
            try await Self.wait { !seen.domains.isEmpty }
            #expect(seen.domains == ["new.example"])
            #expect(watch.report.lines == 1)
        }
    }

    @Test("goes on in the new file after a rename, and reads what is still written to the old one")
    func rename() async throws {
        try await following { file, seen, _ in
            try Self.append(Self.line("a.example"), to: file)
            let old = file.deletingLastPathComponent().appending(path: "mail.log.1")
            try FileManager.default.moveItem(at: file, to: old)
            try Self.append(Self.line("b.example"), to: old)
            try Data(Self.line("c.example").utf8).write(to: file)
            try await Self.wait { seen.domains.count == 3 }
            try Self.append(Self.line("d.example"), to: old)
            try Self.append(Self.line("e.example"), to: file)
            try await Self.wait { seen.domains.count == 5 }
            #expect(seen.domains.sorted() == ["a.example", "b.example", "c.example", "d.example", "e.example"])
        }
    }

    @Test("begins anew in a file that was cut")
    func truncation() async throws {
        try await following(Self.line("old.example") + Self.line("old.example")) { file, seen, _ in
            try Self.append(Self.line("a.example") + "half a li", to: file)
            try await Self.wait { seen.domains.count == 1 }
            let handle = try FileHandle(forWritingTo: file)
            try handle.truncate(atOffset: 0)
            try handle.close()
            try await Task.sleep(for: .milliseconds(500))
            try Self.append(Self.line("b.example"), to: file)
            try await Self.wait { seen.domains.count == 2 }
            #expect(seen.domains == ["a.example", "b.example"])
        }
    }

    @Test("lines that cannot be understood are told by their number, however long they are")
    func problems() async throws {
        try await following { file, seen, watch in
            let broken = "Nov 27 21:25:24 mta postfix/smtp[1]: 0A1B2C3D4E: to=<a@b>, relay=x\n"
            let long = String(repeating: "x", count: EventLineReader.lineLimit * 3) + "\n"
            try Self.append("other\n" + broken + long + "\u{0}\u{1}\n" + Self.line("a.example"), to: file)
            try await Self.wait { !seen.domains.isEmpty }
            #expect(watch.report.problems == 2)
            #expect(watch.report.first.map(\.line) == [2, 3])
            #expect(watch.report.summary.hasPrefix("5 lines, 2 events, 2 not understood (line 2: a delivery without"))
        }
    }

    @Test("what is no file is refused")
    func noFile() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for path in [folder.url.path, folder.url.appending(path: "none.log").path] {
            #expect(throws: LogFailure.self) {
                _ = try LogWatch.start("x", path: path, as: PostfixLog()) { _ in }
            }
        }
    }
}
