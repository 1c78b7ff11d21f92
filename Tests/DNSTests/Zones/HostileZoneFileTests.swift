import DNS
import Findings
import Support
import Synchronization
import Testing

/// Files that are no zone files, or that were made to keep a reader busy.
@Suite("hostile zone files", .timeLimit(.minutes(10)))
struct HostileZoneFileTests {
    private static let head = "$TTL 1h\n$ORIGIN example.com.\n@ SOA ns h 1 2 3 4 5\n"

    /// Reads octets, which must not take longer than a gate may wait.
    private func read(
        _ bytes: [UInt8], includes: ZoneIncludes = .none, within limit: Duration = .seconds(5),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ZoneFile {
        let (read, time) = await onOwnThread { ZoneFile(SourceText(file: "a.zone", bytes: bytes), includes: includes) }
        #expect(time < limit, sourceLocation: sourceLocation)
        #expect(read.findings.count <= MasterFile.mostFindings + 1, sourceLocation: sourceLocation)
        let shown = read.findings.reduce(0) { $0 + ($1.excerpt?.line.utf8.count ?? 0) }
        #expect(shown <= MasterFile.mostFindings * MasterFile.longestLine + bytes.count, sourceLocation: sourceLocation)
        return read
    }

    @Test("megabytes of garbage give a bounded list of problems that says there are more")
    func garbage() async throws {
        var random = SeededGenerator(seed: 1035)
        let bytes = (0..<(4 << 20)).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let file = try await read(bytes)
        #expect(file.hasErrors)
    }

    @Test("a hundred problems are told, and that there are more, which are as bad as the worst of them")
    func manyProblems() async throws {
        let most = MasterFile.mostFindings
        let again = "a A 192.0.2.1\n"
        let error = "b A 192.0.2\n"
        let told = try await read(Array((Self.head + String(repeating: again, count: most + 1)).utf8))
        #expect(told.findings.count == most)
        let warnings = String(repeating: again, count: most + 2)
        let harmless = try await read(Array((Self.head + warnings).utf8))
        #expect(harmless.findings.last?.message == "a.zone has more problems, which are not shown")
        #expect(!harmless.hasErrors)
        #expect(try await read(Array((Self.head + error + warnings).utf8)).hasErrors)
        let doubtful = String(repeating: "m MX 10 192.0.2.1\n", count: most)
        #expect(try await read(Array((Self.head + doubtful + error).utf8)).hasErrors)
        let wrong = try await read(Array((Self.head + String(repeating: error, count: most + 1)).utf8))
        #expect(wrong.findings.count == most + 1)
        #expect(wrong.findings.last?.severity == .error)
    }

    @Test(
        "printable garbage gives no more of them", arguments: ["( ", "\" ", "a(\n", "$ORIGIN a\n", ") \n", "a A x\n"])
    func repeated(_ piece: String) async throws {
        let file = try await read(Array(String(repeating: piece, count: (4 << 20) / piece.utf8.count).utf8))
        #expect(file.hasErrors)
    }

    @Test("a line of ten megabytes is refused as one", arguments: ["x TXT \"", "x TXT ( ", "; ", "\\", ""])
    func longLine(_ start: String) async throws {
        let line = start + String(repeating: "a ", count: 5 << 20)
        let file = try await read(Array((Self.head + line + "\nb A 192.0.2.1\n").utf8))
        #expect(file.findings.map(\.message) == ["a line of more than \(MasterFile.longestLine) octets"])
        #expect(file.findings.first?.excerpt?.span.line == 4)
    }

    @Test("an entry of a million fields over as many lines is refused")
    func manyFields() async throws {
        let file = try await read(
            Array((Self.head + "x TXT (\n" + String(repeating: "\"\"\n", count: 1 << 20) + ")\n").utf8))
        #expect(file.findings.map(\.rule) == ["zone/syntax"])
        #expect(file.findings.first?.message.hasPrefix("an entry of more than") == true)
    }

    @Test(
        "a text is as long as a record can hold, and no longer", arguments: [(255, false), (256, false), (257, true)])
    func longText(_ strings: Int, _ isTooLong: Bool) async throws {
        // 256 octets each with the one of their length: 255 of them are 65,280, and the next ones are short.
        let long = String(repeating: "\n \"\(String(repeating: "t", count: 255))\"", count: min(strings, 255))
        let rest = strings > 255 ? "\n \"\(String(repeating: "u", count: 253 + strings - 255))\"" : ""
        let file = try await read(Array((Self.head + "x TXT (\(long)\(rest)\n)\n").utf8))
        #expect(file.findings.map(\.rule) == (isTooLong ? ["zone/bad-data"] : []))
        #expect(file.zone?.records.count == (isTooLong ? 1 : 2))
    }

    @Test(
        "a million records are read, and no more",
        .enabled(if: Mutations.isSoaking, "takes ten seconds: ci/test --soak"))
    func manyRecords() async throws {
        var text = Self.head
        text.reserveCapacity(16 << 20)
        for number in 0..<MasterFile.mostRecords {
            text += String(number, radix: 36)
            text += " A 1.1.1.1\n"
        }
        // The SOA record is one, so that the last of the others is one too many.
        let file = try await read(Array(text.utf8), within: .seconds(20))
        #expect(file.findings.map(\.message) == ["more than \(MasterFile.mostRecords) records"])
        #expect(file.findings.first?.excerpt?.line == "lflr A 1.1.1.1")
        let zone = try #require(file.zone)
        guard case .records(let records) = zone.lookup(Question(name("lflq.example.com"), .A)) else {
            Issue.record("the last record is not found")
            return
        }
        #expect(records.count == 1)
        #expect(zone.records.count == MasterFile.mostRecords)
    }

    @Test("a set of a hundred thousand records beside a line that is long is judged in bounded time and space")
    func mixedTimes() async throws {
        var text = Self.head + "a 1 A 192.0.2.1 ; \(String(repeating: "x", count: MasterFile.longestLine - 100))\n"
        for number in 0..<100_000 { text += "a 2 A 10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)\n" }
        let file = try await read(Array(text.utf8))
        #expect(file.findings.count == MasterFile.mostFindings + 1)
    }

    @Test("files that include many are read up to a limit")
    func manyIncludes() async throws {
        let files = [
            "b": String(repeating: "$INCLUDE c\n", count: 1000), "c": String(repeating: "$INCLUDE d\n", count: 1000),
        ]
        let reads = Counter()
        let includes = ZoneIncludes { path in
            reads.count()
            return SourceText(file: path, text: files[path] ?? "")
        }
        let file = try await read(
            Array((Self.head + String(repeating: "$INCLUDE b\n", count: 1000)).utf8), includes: includes)
        #expect(reads.total == MasterFile.mostIncludes)
        #expect(file.findings.first?.message == "more than \(MasterFile.mostIncludes) files are included")
    }
}

/// Counts what a closure is called for.
private final class Counter: Sendable {
    private let value = Mutex(0)

    var total: Int { value.withLock { $0 } }

    func count() {
        value.withLock { $0 += 1 }
    }
}
