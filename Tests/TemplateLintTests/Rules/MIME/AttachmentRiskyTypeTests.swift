import Findings
import Foundation
import Support
import TemplateLint
import Testing

@Suite struct AttachmentRiskyTypeTests {
    let trial = RuleTrial("mime/attachment-risky-type")

    private func attachment(_ name: String) -> String {
        "Content-Type: application/octet-stream\nContent-Disposition: attachment;\n filename=\(name)\n\nx"
    }

    @Test(
        "files that providers do not deliver are found on the line of their name",
        arguments: [
            ("setup.exe", Severity.error), ("\"invoice.pdf.js\"", .error), ("A.EXE.", .error),
            ("\"photo\u{202E}gpj.txt\"", .error),
            ("data.mdb", .warning), ("\"a.url \"", .warning),
        ])
    func found(name: String, severity: Severity) {
        let report = trial.message(attachment(name))
        #expect(report.severities == [severity])
        #expect(report.places == [.init(line: 3, column: 2)])
    }

    @Test("the name in Content-Type, and one of RFC 2231, count too")
    func otherNames() {
        #expect(trial.message("Content-Type: text/plain; name=a.bat\n\nx").findings.count == 1)
        let extended = "Content-Disposition: attachment; filename*=utf-8''a%2Evbs\n\nx"
        #expect(trial.message(extended).findings.count == 1)
        #expect(trial.message(attachment("invoice.pdf.js")).findings.first?.notes.count == 1)
    }

    @Test(
        "names that merely hold such a word are left alone",
        arguments: ["exe", "\"setup.exe.pdf\"", "a.json", "\"my.com report.pdf\"", ".exe", "a.zip", "\"a.docx\""])
    func spared(_ name: String) {
        #expect(trial.message(attachment(name)).findings.isEmpty)
    }

    private func zip(_ name: String, flags: UInt8) -> String {
        let header: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, flags, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
        let bytes = header + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8) + [0x78]
        return Data(bytes).base64EncodedString()
    }

    @Test("an archive is looked into: its names, and whether it has a password")
    func archives() {
        func report(_ body: String) -> LintReport {
            trial.message(
                "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.zip\n\n\(body)\n")
        }
        #expect(report(zip("notes.txt", flags: 0)).findings.isEmpty)
        #expect(report(zip("notes.txt", flags: 1)).severities == [.warning])
        #expect(report(zip("run.exe", flags: 0)).severities == [.error])
        #expect(report("UEsDBA==").findings.isEmpty)
    }
}
