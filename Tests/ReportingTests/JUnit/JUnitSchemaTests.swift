import Findings
import Foundation
import Reporting
import Support
import Testing

@Suite("JUnit readers")
struct JUnitSchemaTests {
    static let hasXmllint = FileManager.default.isExecutableFile(atPath: "/usr/bin/xmllint")
    static let schemas = ["jenkins-xunit-plugin_junit-10.xsd", "windyroad_JUnit.xsd"]

    @Test(
        "the strict dialect is valid at any moment of a run",
        .enabled(if: hasXmllint && schemas.allSatisfy { Oracle.exists("junit/xsd/\($0)") }, "no xmllint or no schemas"),
        arguments: schemas)
    func strict(_ schema: String) async throws {
        let folder = try ScratchFolder()
        var report = try JUnitReport(path: folder.path("r.xml"), dialect: .strict, interval: .zero)
        for (index, event) in ExampleRun.everything.enumerated() {
            try report.consume(event)
            let last = ExampleRun.everything.count - 1
            guard [0, 4, last].contains(index) else { continue }
            let schema = Oracle.url("junit/xsd/\(schema)").path
            let said = try await xmllint(["--noout", "--schema", schema, folder.path("r.xml")])
            #expect(said.status == 0, "\(said.errors)")
        }
    }

    @Test("the common dialect is well-formed whatever a case says", .enabled(if: hasXmllint, "no xmllint"))
    func common() async throws {
        let folder = try ScratchFolder()
        var report = try JUnitReport(path: folder.path("r.xml"))
        var random = SeededNumbers()
        func noise() -> String {
            String(String.UnicodeScalarView((0..<random.below(200)).map { _ in random.scalar() }))
        }
        let names = (0..<200).map { "case \($0) \(noise())" }
        try report.consume(ExampleRun.description([("a.yaml", noise() + "a", names)]))
        for index in names.indices {
            let finding = Finding("a/b", .error, noise(), label: noise(), notes: [.init(noise())])
            try report.consume(
                ExampleRun.finished(
                    index,
                    CaseOutcome(
                        Verdict.allCases[index % 4], findings: [finding], type: "mailproof.test", reason: noise(),
                        properties: [.init("name", noise())], output: [noise()])))
        }
        try report.consume(ExampleRun.summary([:]))
        let said = try await xmllint(["--noout", folder.path("r.xml")])
        #expect(said.status == 0, "\(said.errors)")
    }

    private func xmllint(_ arguments: [String]) async throws -> (status: Int32, errors: String) {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let program = try #require(Program("xmllint"))
        let ended = try await program.run(["--nonet"] + arguments, in: folder)
        return (ended.exitCode, ended.errors)
    }
}
