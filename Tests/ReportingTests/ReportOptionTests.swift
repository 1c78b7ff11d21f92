import Reporting
import Testing

@Suite("--report")
struct ReportOptionTests {
    @Test(
        "a kind, a file and options",
        arguments: [
            ("junit=out.xml", ReportOption(path: "out.xml", dialect: .common)),
            ("junit=a=b/out.xml", ReportOption(path: "a=b/out.xml", dialect: .common)),
            ("junit=out.xml,dialect=strict", ReportOption(path: "out.xml", dialect: .strict)),
            ("junit=out.xml,dialect=common", ReportOption(path: "out.xml", dialect: .common)),
        ])
    func reads(_ text: String, _ option: ReportOption) throws {
        #expect(try ReportOption(parsing: text) == option)
    }

    @Test(
        "what cannot be is refused with what to write",
        arguments: [
            ("", "no report kind"), ("out.xml", "junit=FILE"), ("junit", "no file"), ("junit=", "no file"),
            ("sarif=a", "not in this version"), ("json=a", "not in this version"), ("html=a", "not in this version"),
            ("markdown=a", "not in this version"), ("tap=a", "not in this version"), ("pdf=a", "no report kind 'pdf'"),
            ("junit=a,", "dialect="), ("junit=a,dialect", "dialect="), ("junit=a,dialect=lax", "no dialect 'lax'"),
            ("junit=a,colour=red", "no option 'colour=red'"), (",", "no report kind"), ("=", "no report kind"),
        ])
    func refuses(_ text: String, _ words: String) {
        let error = #expect(throws: ReportOption.Failure.self) { _ = try ReportOption(parsing: text) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
}
