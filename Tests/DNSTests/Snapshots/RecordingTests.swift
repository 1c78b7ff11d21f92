import DNS
import Findings
import Support
import Testing

/// What a recording keeps, and what differs between two.
struct RecordingTests {
    private func lines(_ layer: RecordingLayer) -> [String] {
        layer.snapshot.text.split(separator: "\n").dropFirst(2).map(String.init)
    }

    @Test("what a layer answers is kept, with the aliases on the way")
    func records() async throws {
        let layer = RecordingLayer(
            OpenLayer(zone("a.example CNAME b.example\nb.example TXT \"x\"\nc.example A 192.0.2.1")),
            isOurs: { _ in false })
        let resolver = LayeredResolver([layer])
        _ = try await resolver.resolve(Question(name("a.example"), .TXT))
        _ = try await resolver.resolve(Question(name("c.example"), .TXT))
        _ = try await resolver.resolve(Question(name("d.example"), .TXT))
        #expect(
            lines(layer) == [
                "a.example. CNAME b.example.", "b.example. TXT \"x\"", "c.example. TXT NODATA", "d.example. NXDOMAIN",
            ])
    }

    @Test("what an alias leads to in a zone of ours is not kept")
    func crossing() async throws {
        let layer = RecordingLayer(
            OpenLayer(zone("img.vendor.example CNAME mx.ours.example\nmx.ours.example A 192.0.2.1")),
            isOurs: { $0.name.isSubdomain(of: name("ours.example")) })
        _ = try await LayeredResolver([layer]).resolve(Question(name("img.vendor.example"), .A))
        #expect(lines(layer) == ["img.vendor.example. CNAME mx.ours.example."])
    }

    @Test("a question without an answer is kept as such, and not as an absence")
    func unanswered() async {
        let layer = RecordingLayer(OpenLayer(zone("a.example !SERVFAIL")), isOurs: { _ in false })
        _ = try? await LayeredResolver([layer]).resolve(Question(name("a.example"), .TXT))
        #expect(layer.snapshot.isEmpty)
        #expect(layer.unanswered.map(\.code) == [.serverFailure])
    }

    private func drift(_ old: String, _ new: String) -> [String] {
        func snapshot(_ lines: String) -> Snapshot {
            SnapshotFile(SourceText(file: "a.snapshot", text: "; mailproof dns snapshot 1\n\(lines)\n")).snapshot
        }
        return SnapshotDrift(from: snapshot(old), to: snapshot(new)).changes.map(\.description)
    }

    @Test("a drift tells what came, what went, and what took the place of what")
    func drifts() {
        #expect(drift("a. TXT \"x\"", "a. TXT \"x\"").isEmpty)
        #expect(drift("", "a. TXT \"x\"") == ["+ a. TXT \"x\""])
        #expect(drift("a. TXT \"x\"", "") == ["- a. TXT \"x\""])
        #expect(drift("a. TXT \"x\"", "a. TXT \"y\"") == ["~ a. TXT \"x\" → \"y\""])
        #expect(drift("a. NXDOMAIN", "a. TXT \"y\"") == ["~ a. TXT NXDOMAIN → \"y\""])
        #expect(drift("a. A 192.0.2.1", "a. TXT \"y\"") == ["- a. A 192.0.2.1", "+ a. TXT \"y\""])
        #expect(
            drift("a. A 192.0.2.1\na. A 192.0.2.2", "a. A 192.0.2.2\na. A 192.0.2.3")
                == ["~ a. A 192.0.2.1 → 192.0.2.3"])
    }

    @Test("an old answer completes a recording where that says nothing, and nowhere else")
    func completion() {
        var new = Snapshot()
        new.record(Answer(.noData), to: Question(name("a."), .TXT))
        let old = SnapshotFile(
            SourceText(file: "a", text: "; mailproof dns snapshot 1\na. TXT \"old\"\na. A 192.0.2.1\nb. NXDOMAIN\n"))
        new.complete(by: old.snapshot)
        #expect(
            new.text.split(separator: "\n").dropFirst(2) == ["a. A 192.0.2.1", "a. TXT NODATA", "b. NXDOMAIN"])
    }
}
