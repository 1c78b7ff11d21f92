import Foundation
import Support
import Testing

@Suite("the OpenAPI document of a lab")
struct ControlDocumentTests {
    private static let lab = """
        mailproof: 1
        name: staging
        lab: { smtp: { mx: { domains: [a.example] } } }
        """

    @Test("says what the control API does, as schemathesis finds by hundreds of calls")
    func schemathesis() async throws {
        guard let python = try await PythonTool.path(of: "python", in: "schemathesis", "4.32.5") else {
            return print("skipped: schemathesis cannot be installed here")
        }
        let lab = try await RunningLab(Self.lab)
        let program = try #require(Program(path: python))
        let ended = try await program.run(
            [
                "-m", "schemathesis.cli", "run", "\(lab.url)/v1/openapi.json", "--header",
                "Authorization: Bearer \(RunningLab.token)", "--checks", "all",
                // What a fault says, and whether it exists, no schema can say.
                "--exclude-checks", "positive_data_acceptance", "--seed", "1", "--max-examples", "30", "--no-color",
            ], in: lab.folder)
        #expect(ended.exitCode == 0, "\(ended.output)\(ended.errors)")
        #expect(await lab.stop() == 130)
    }
}
