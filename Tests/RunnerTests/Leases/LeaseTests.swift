import Findings
import Foundation
import Runner
import Scenarios
import Support
import Synchronization
import Testing

/// A journal in a folder of its own, kept for a run.
struct LeaseDesk {
    let folder: TemporaryFolder
    let journal: LeaseJournal
    let keeper: LeaseKeeper
    static let host = "here"

    init() throws {
        folder = try TemporaryFolder()
        journal = LeaseJournal(folder: folder.url.path + "/state/leases")
        // A guard that looks and finds nothing to do.
        keeper = LeaseKeeper(journal, run: "abcdefghijkl", host: Self.host, guardian: ["/bin/true"])
    }

    /// Writes a lease down; returns it and the file that it is in.
    func hold(for seconds: Int64 = 600) async throws -> (held: any HeldLease, file: URL) {
        let before = files
        let lease = Lease(
            "command touch", expires: WallTime(microseconds: WallTime.now().microseconds + seconds * 1_000_000),
            undoing: .command(arguments: ["rm", "-f", "armed"], folder: "/tmp", milliseconds: 1000))
        let held = try await keeper.hold(lease)
        return (held, try #require(files.first { !before.contains($0) }))
    }

    /// Every record's file.
    var files: [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: journal.folder)) ?? []
        return names.sorted().map { URL(fileURLWithPath: "\(journal.folder)/\($0)") }
    }

    /// Makes the owner of a record a process that there never is (proc(5): pid_max is at most 2^22).
    func orphan(_ file: URL) throws {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        try Data(text.replacing("\"process\" : \(getpid())", with: "\"process\" : 2147483647").utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    /// Takes back what may be, and notes what that was.
    func undoAll(into undone: Journal, host: String = host, problems: [Finding] = []) async -> [String] {
        let undoing = LeaseUndoing(journal, host: host) { lease in
            undone.add(lease.description)
            return problems
        }
        return await undoing.undoAll().map { outcome in
            switch outcome {
            case .undone: "undone"
            case .held: "held"
            case .failed(let findings): "failed \(findings.map(\.rule.rawValue).joined(separator: " "))"
            }
        }
    }
}

@Suite("leases that are written down")
struct LeaseTests {
    @Test("a lease is on disk, for its user alone, until it has ended")
    func held() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        let (held, file) = try await desk.hold()
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self).contains("command touch"))
        #expect(await held.end { [] }.isEmpty)
        #expect(desk.files.isEmpty)
    }

    @Test("a lease that could not be ended stays written down, and can be ended later")
    func unended() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        let (held, _) = try await desk.hold()
        let problem = Finding("lease/not-undone", .error, "no")
        #expect(await held.end { [problem] } == [problem])
        #expect(desk.files.count == 1)
        #expect(await held.end { [] }.isEmpty)
        #expect(desk.files.isEmpty)
    }

    @Test("what a run at work holds is left alone until its lease is over")
    func alive() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        let undone = Journal()
        _ = try await desk.hold()
        #expect(await desk.undoAll(into: undone) == ["held"])
        #expect(undone.entries.isEmpty)
        _ = try await desk.hold(for: -1)
        #expect(Set(await desk.undoAll(into: undone)) == ["held", "undone"])
        #expect(undone.entries == ["command touch"])
    }

    @Test("what a run that is gone has left is taken back and forgotten")
    func gone() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        let undone = Journal()
        try desk.orphan(try await desk.hold().file)
        #expect(await desk.undoAll(into: undone) == ["undone"])
        #expect(undone.entries == ["command touch"])
        #expect(await desk.undoAll(into: undone).isEmpty)
        #expect(undone.entries.count == 1)
    }

    @Test("a process of another machine cannot be looked for: its lease is trusted until it is over")
    func elsewhere() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        try desk.orphan(try await desk.hold().file)
        #expect(await desk.undoAll(into: Journal(), host: "there") == ["held"])
        #expect(await desk.undoAll(into: Journal(), host: LeaseDesk.host) == ["undone"])
    }

    @Test("what cannot be taken back stays written down")
    func failing() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        try desk.orphan(try await desk.hold().file)
        let problem = Finding("lease/not-undone", .error, "no")
        #expect(await desk.undoAll(into: Journal(), problems: [problem]) == ["failed lease/not-undone"])
        #expect(desk.files.count == 1)
    }

    @Test("many who undo at once take each lease back once")
    func together() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        for _ in 0..<5 { try desk.orphan(try await desk.hold().file) }
        let undone = Journal()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = await desk.undoAll(into: undone) } }
        }
        #expect(undone.entries.count == 5)
        #expect(desk.files.isEmpty)
    }

    @Test("what others could have written is not run, and what is no lease is told")
    func hostile() async throws {
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        let file = try await desk.hold().file
        try desk.orphan(file)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
        let undone = Journal()
        #expect(await desk.undoAll(into: undone) == ["failed lease/unreadable"])
        try Data("{ \"version\": 2".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(await desk.undoAll(into: undone) == ["failed lease/unreadable"])
        try Data(repeating: 0x20, count: 2 << 20).write(to: file)
        #expect(await desk.undoAll(into: undone) == ["failed lease/unreadable"])
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/etc/passwd")
        #expect(await desk.undoAll(into: undone) == ["failed lease/unreadable"])
        #expect(undone.entries.isEmpty)
    }

    @Test("without a place to write to, or a guard, nothing is held")
    func refused() async throws {
        let lease = Lease("x", expires: .now(), undoing: .command(arguments: ["true"], folder: "/", milliseconds: 1))
        let homeless = LeaseKeeper(LeaseJournal { _ in nil }, run: "r", host: "h", guardian: ["/bin/true"])
        await #expect(throws: LeaseProblem.self) { _ = try await homeless.hold(lease) }
        let desk = try LeaseDesk()
        defer { desk.folder.remove() }
        let unguarded = LeaseKeeper(desk.journal, run: "r", host: "h", guardian: ["/nonexistent/mailproof"])
        await #expect(throws: LeaseProblem.self) { _ = try await unguarded.hold(lease) }
        #expect(desk.files.isEmpty)
    }

    @Test(
        "the journal is where the environment says",
        arguments: [
            (["MAILPROOF_STATE": "/s", "HOME": "/h"], "/s/leases"),
            (["XDG_STATE_HOME": "/x", "HOME": "/h"], "/x/mailproof/leases"),
            (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/mailproof/leases"),
            ([:], nil),
        ])
    func place(_ environment: [String: String], _ folder: String?) {
        #expect(LeaseJournal { environment[$0] }?.folder == folder)
    }
}
