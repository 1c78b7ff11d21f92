import DNS
import Findings
import Support
import Testing

/// Pinned answers as a file.
struct SnapshotFileTests {
    private static let header = "; mailproof dns snapshot 1\n"

    private func file(_ lines: String) -> SnapshotFile {
        SnapshotFile(SourceText(file: "a.snapshot", text: Self.header + lines))
    }

    /// Each finding as `LINE:COLUMN MESSAGE`.
    private func said(_ lines: String) -> [String] {
        file(lines).findings.map { "\($0.excerpt?.span.line ?? 0):\($0.excerpt?.span.column ?? 0) \($0.message)" }
    }

    private func ask(_ lines: String, _ owner: String, _ type: RecordType) async throws(ResolverError) -> Answer {
        try await LayeredResolver([SnapshotLayer(file(lines).snapshot, file: "a.snapshot")])
            .resolve(Question(name(owner), type))
    }

    @Test("pinned records, absences and names that do not exist answer their own questions")
    func answers() async throws {
        let lines = "a.example. TXT \"x\" \"y\"\na.example. MX NODATA\ngone.example. NXDOMAIN\n"
        #expect(try await ask(lines, "A.example", .TXT).records.map(\.plainText) == ["xy"])
        #expect(try await ask(lines, "a.example", .MX).outcome == .noData)
        #expect(try await ask(lines, "gone.example", .A).outcome == .nameError)
        #expect(try await ask(lines, "a.example", .TXT).source == "a.snapshot")
    }

    @Test("what is not pinned is in no source, though the name is")
    func exactQuestions() async {
        await #expect { try await ask("a.example. TXT \"x\"\n", "a.example", .A) } throws: {
            ($0 as? ResolverError)?.code == .noSource
        }
        await #expect { try await ask("gone.example. NXDOMAIN\n", "below.gone.example", .A) } throws: {
            ($0 as? ResolverError)?.code == .noSource
        }
    }

    @Test("a pinned alias is followed")
    func alias() async throws {
        let lines = "a.example. CNAME b.example.\nb.example. A 192.0.2.1\n"
        let answer = try await ask(lines, "a.example", .A)
        #expect(answer.records.map(\.presentation) == ["192.0.2.1"])
        #expect(answer.aliases.map(\.name) == [name("a.example")])
    }

    @Test("a record keeps its place, down to the octet")
    func origin() async throws {
        let record = try #require(try await ask("a.example. TXT \"v=spf1 -all\"\n", "a.example", .TXT).records.first)
        #expect(record.origin?.place.span.description == "a.snapshot:2:17")
        #expect(record.origin?.place(ofText: 7..<11).span.description == "a.snapshot:2:24")
    }

    @Test("a file is written the same whatever the order of the answers, and reads back")
    func deterministic() {
        let answers: [(String, Answer)] = [
            ("b.example TXT", Answer(.records([record("b.example", .TXT, "\"z\"")]))),
            (
                "a.b.example A",
                Answer(.records([record("a.b.example", .A, "192.0.2.2"), record("a.b.example", .A, "192.0.2.1")]))
            ),
            ("gone.example A", Answer(.nameError)), ("b.example MX", Answer(.noData)),
            ("NODATA CNAME", Answer(.records([record("NODATA", .CNAME, "nodata")]))),
        ]
        func text(_ answers: [(String, Answer)]) -> String {
            var snapshot = Snapshot()
            for (question, answer) in answers {
                let words = question.split(separator: " ").map(String.init)
                if let type = RecordType(mnemonic: words[1]) {
                    snapshot.record(answer, to: Question(name(words[0]), type))
                }
            }
            return snapshot.text
        }
        let once = text(answers)
        #expect(text(answers.reversed()) == once)
        #expect(
            once.split(separator: "\n").dropFirst(2) == [
                "b.example. MX NODATA", "b.example. TXT \"z\"", "a.b.example. A 192.0.2.1", "a.b.example. A 192.0.2.2",
                "gone.example. NXDOMAIN", "nodata. CNAME nodata.",
            ])
        let read = SnapshotFile(SourceText(file: "a.snapshot", text: once))
        #expect(read.findings.isEmpty, "\(read.findings)")
        #expect(read.snapshot.text == once)
    }

    private func record(_ owner: String, _ type: RecordType, _ text: String) -> ResourceRecord {
        ResourceRecord(
            name: name(owner), type: type, timeToLive: 17, data: RecordData(type, text: text) ?? .other([]))
    }

    @Test("a server that denies a name of which it has records is taken at its records")
    func contradictoryServer() {
        for order in [[0, 1], [1, 0]] {
            var snapshot = Snapshot()
            let answers = [
                (Question(name("a.example"), .A), Answer(.nameError)),
                (Question(name("a.example"), .TXT), Answer(.records([record("a.example", .TXT, "\"x\"")]))),
            ]
            for index in order { snapshot.record(answers[index].1, to: answers[index].0) }
            #expect(snapshot.text.hasSuffix("a.example. A NODATA\na.example. TXT \"x\"\n"))
        }
    }

    @Test("data of types that mail does not look into reads back")
    func otherTypes() {
        for (type, text) in [
            (RecordType.CAA, "0 issue \"ca.example\""), (.SRV, "1 2 3 a.example."), (.SOA, "a. b. 1 2 3 4 5"),
        ] {
            var snapshot = Snapshot()
            snapshot.record(Answer(.records([record("a.example", type, text)])), to: Question(name("a.example"), type))
            let read = SnapshotFile(SourceText(file: "a.snapshot", text: snapshot.text))
            #expect(read.findings.isEmpty && read.snapshot.text == snapshot.text, "\(snapshot.text)")
        }
    }

    @Test("every mistake of a line is told at its place")
    func mistakes() {
        #expect(said("a.example. TXT \"open\n") == ["2:16 a quoted string that does not end on its line"])
        #expect(said("a.example. 300 TXT \"x\"\n") == ["2:12 an unknown record type '300'"])
        #expect(said("a.example.\n") == ["2:1 a name without a type"])
        #expect(said("a.example. A\n") == ["2:12 a A record without data"])
        #expect(said("a.example. NXDOMAIN x\n") == ["2:21 nothing follows NXDOMAIN"])
        #expect(said("$ORIGIN example.\n") == ["2:1 a snapshot has no directives"])
        #expect(said("a.example. A 192.0.2\nb.example. A 192.0.2.1\n") == ["2:14 '192.0.2' is no IPv4 address"])
    }

    @Test("lines that exclude each other are told with the line that came first")
    func contradictions() {
        #expect(
            said("a.example. NXDOMAIN\na.example. TXT \"x\"\n")
                == ["3:1 this says otherwise than line 2 about a.example"])
        #expect(
            said("a.example. TXT NODATA\na.example. TXT \"x\"\n")
                == ["3:1 this says otherwise than line 2 about a.example"])
        #expect(
            said("a.example. A 192.0.2.1\na.example. NXDOMAIN\n")
                == ["3:1 this says otherwise than line 2 about a.example"])
    }

    @Test("a file that does not say its format, or says another, is told and not read")
    func versions() {
        for text in [
            "", "a.example. A 192.0.2.1\n", "; mailproof dns snapshot\n", "; mailproof dns snapshot 2\na. A 1\n",
        ] {
            let file = SnapshotFile(SourceText(file: "a.snapshot", text: text))
            #expect(file.findings.map(\.rule) == ["dns/snapshot-version"], "\(text)")
            #expect(file.snapshot.isEmpty)
        }
    }

    @Test("any octets are read in a bounded way, and what is read is written back as it reads")
    func hostile() {
        var generator = SeededGenerator(seed: 7)
        let seed = Array(
            (Self.header + "a.example. TXT \"v=spf1 -all\"\nb.example. MX 10 a.example.\nc. NXDOMAIN\nd. A NODATA\n")
                .utf8)
        for _ in 0..<3000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.insert(contentsOf: bytes[index...].prefix(9), at: 0)
                default: bytes.remove(at: index)
                }
            }
            let file = SnapshotFile(SourceText(file: "a.snapshot", bytes: bytes))
            #expect(file.findings.count <= MasterFile.mostFindings + 1)
            let text = file.snapshot.text
            let again = SnapshotFile(SourceText(file: "a.snapshot", text: text))
            #expect(!again.findings.contains { $0.severity == .error }, "\(text)")
            #expect(again.snapshot.text == text)
        }
    }
}
