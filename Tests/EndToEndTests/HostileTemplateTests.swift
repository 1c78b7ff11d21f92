import Foundation
import Support
import Testing

/// Files that nobody means well with: each ends in a finding or a plain word, in a process of limited memory.
@Suite("templates and messages made to break a linter", .serialized, .timeLimit(.minutes(10)))
struct HostileTemplateTests {
    struct Hostile: Sendable, CustomTestStringConvertible {
        var name: String
        var file: String
        var text: @Sendable () -> [UInt8]
        var words: String
        var exitCode: Int32 = 1

        var testDescription: String { name }
    }

    /// What the whole process may have.
    private static let memoryLimit = 200 << 20

    private static func page(_ body: String) -> [UInt8] { Array(("<!doctype html><body>" + body).utf8) }

    static let hostile: [Hostile] = [
        .init(
            name: "a hundred thousand nested elements", file: "a.html",
            text: { page(String(repeating: "<div>", count: 100_000) + "x") }, words: "html/too-deep"),
        .init(
            name: "fifty megabytes", file: "a.html",
            text: { page(String(repeating: "<p>Some words of a long page.</p>\n", count: 1_600_000)) },
            words: "size/too-large"),
        .init(
            name: "a million attributes", file: "a.html",
            text: { page("<p " + (0..<1_000_000).map { "a\($0)=1" }.joined(separator: " ") + ">x</p>") },
            words: "size/too-large"),
        .init(
            name: "octets that are no UTF-8", file: "a.html",
            text: { page("<p>") + (0..<4000).flatMap { _ in UInt8(128)...255 } }, words: "text/mojibake"),
        .init(
            name: "NULs in tags", file: "a.html", text: { page(String(repeating: "<p\0 a\0=\0>x", count: 5000)) },
            words: "a.html: "),
        .init(
            name: "comments that never end", file: "a.html",
            text: { page(String(repeating: "<!-- x", count: 100_000)) }, words: "a.html: "),
        .init(
            name: "a bomb of entities", file: "a.html",
            text: { page(String(repeating: "&amp;&#x41;&lt;&NotEqualTilde;", count: 130_000)) }, words: "a.html: "),
        .init(
            name: "one line of fifty thousand mistakes", file: "a.html",
            text: { page(String(repeating: "<a href=\"http://x.io/a\">x</a>", count: 25_000)) },
            words: "links/insecure-http"),
        .init(
            name: "elements in another that comments hide the end of", file: "a.html",
            text: { page(String(repeating: "<div><!--</div>-->", count: 200_000) + "x") }, words: "html/too-deep"),
        .init(
            name: "as many links and images as are read", file: "a.html",
            text: { page(String(repeating: "<a href=\"https://x.io/a\">word</a><img src=a>", count: 19_990)) },
            words: "accessibility/img-alt"),
        .init(
            name: "rules of a style sheet in another, without end", file: "a.html",
            text: { page("<style>" + String(repeating: "a{b:c;", count: 200_000) + "</style>x") },
            words: "size/style-block"),
        .init(
            name: "multiparts in another, without end", file: "a.eml",
            text: {
                Array(
                    ("From: a@b.io\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n"
                        + (0..<20_000).map {
                            "--b\($0)\r\nContent-Type: multipart/mixed; boundary=b\($0 + 1)\r\n\r\n"
                        }.joined()).utf8)
            }, words: "a.eml: "),
        .init(
            name: "a hundred thousand header fields", file: "a.eml",
            text: { Array((String(repeating: "X-A: b\r\n", count: 100_000) + "\r\nx").utf8) }, words: "a.eml: "),
        .init(
            name: "a header field of three megabytes", file: "a.eml",
            text: { Array(("Subject: " + String(repeating: "x", count: 3_000_000) + "\r\n\r\nx").utf8) },
            words: "subject/too-long"),
        .init(
            name: "a template that includes itself", file: "a.mustache", text: { Array("Hi {{> a}}".utf8) },
            words: "nests more than 100", exitCode: 65),
        .init(
            name: "sections in another, without end", file: "a.mustache",
            text: { Array(String(repeating: "{{#a}}", count: 100_000).utf8) }, words: "a.mustache:1:", exitCode: 65),
        .init(
            name: "tags that are not closed", file: "a.mustache",
            text: { Array(String(repeating: "{{", count: 500_000).utf8) }, words: "a.mustache:1:", exitCode: 65),
    ]

    @Test("each is told for what it is", arguments: hostile)
    func told(_ hostile: Hostile) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Data(hostile.text()).write(to: folder.url.appendingPathComponent(hostile.file))
        try folder.write("{}", to: "d.json")
        var arguments = ["lint", hostile.file, "--class", "marketing", "--verbose"]
        if hostile.file.hasSuffix(".mustache") { arguments += ["--data", "d.json"] }
        let run = try await MailproofProcess.run(arguments, in: folder.url, memoryLimit: Self.memoryLimit)
        #expect(run.exitCode == hostile.exitCode, "\(run.output.suffix(500))\(run.errors.suffix(500))")
        #expect((run.output + run.errors).contains(hostile.words), "\(run.output.suffix(500))\(run.errors.suffix(500))")
    }
}
