import Findings
import Scenarios
import Support
import Testing

@Suite("Scenarios with random mistakes")
struct LoaderMutationTests {
    private let valid = """
        mailproof: 1
        name: Suite of $(vars.who)
        tags: [auth, "pull-request"]
        vars: { who: us, list: [a, b], deep: { er: &x [1, 2] }, again: *x }
        env: [HOME]
        secrets: { PASSWORD: { env: STAGING } }
        stage: { servers: { mx: {} } }
        light:
          url: $(stage.mx.url)
        defaults: { timeout: 5s, retry: { attempts: 3, when: [timeout] } }
        checks:
          - name: First ä
            id: first
            matrix: { ip: [192.0.2.10, "2001:db8::10"], colour: [red, blue] }
            warn: true
            quarantine: { until: 2026-12-31, reason: 'MAIL-412' }
            probe: { domain: $(matrix.ip), expect: $(matrix.colour), count: { min: 2 }, share: 95% }
          - probe:
              domain: $(env.HOME).example.com
              hosts: $(vars.list)
              path: "x/$(template.stem).json"
            timeout: 2m
          - act: { takes: 90s, system: pager }
        """

    @Test("never crash, and every finding points into the file")
    func mutations() {
        let bytes = Array(valid.utf8)
        #expect(load(String(decoding: bytes, as: UTF8.self), environment: ["HOME": "h"]).findings.isEmpty)
        var generator = Support.SeededGenerator(seed: 0x4D41)
        let loader = ScenarioLoader(catalog: .test, environment: ["HOME": "h"])
        for _ in 0..<2000 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&mutated, &generator) }
            let text = SourceText(file: "a.yaml", bytes: mutated)
            let loaded = loader.load(text)
            #expect((loaded.scenario == nil) == loaded.findings.contains { $0.severity == .error })
            for excerpt in loaded.findings.flatMap({ [$0.excerpt] + $0.notes.map(\.excerpt) }) {
                guard let span = excerpt?.span, span.file == "a.yaml" else { continue }
                let isInside =
                    (1...text.lineCount).contains(span.line)
                    && span.column - 1 + span.length <= max(1, text.line(span.line).unicodeScalars.count + 1)
                #expect(isInside, "\(span)+\(span.length) in \(text.text)")
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout Support.SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        let special = Array(" \n\t:-[]{},&*!|>'\"%@`#$()~?<0a".utf8) + [0, 0x80, 0xFF, 0x0D]
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[at] = special[Int.random(in: 0..<special.count, using: &generator)]
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(special[Int.random(in: 0..<special.count, using: &generator)], at: at)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...30, using: &generator)))
        case 4:
            let end = min(bytes.count, at + Int.random(in: 1...60, using: &generator))
            let copied = Array(bytes[at..<end])
            bytes.insert(contentsOf: copied, at: Int.random(in: 0...bytes.count, using: &generator))
        default: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        }
    }
}
