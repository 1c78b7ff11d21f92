import MailTransport
import Testing

@Suite("ReplyRuleTable")
struct ReplyRuleTableTests {
    private func reason(
        _ table: String, _ text: String, mx: String? = nil, stage: ReplyStage? = nil
    ) -> ReplyReason? {
        SMTPReply(text).flatMap { reply in
            ReplyClassifier(ReplyRuleTable(table)).classify(
                code: reply.code, enhanced: reply.enhanced, text: reply.text, mx: mx, stage: stage)
        }?.reason
    }

    @Test("every line of the built-in table can be read, and says where it is from")
    func standard() {
        #expect(ReplyRuleTable.standard.problems.map(\.description) == [])
        #expect(ReplyRuleTable.standard.rules.count > 500)
        #expect(ReplyRuleTable.standard.rules.allSatisfy { !$0.source.origin.isEmpty })
    }

    @Test(
        "a line that cannot be read is named with its cause",
        arguments: [
            ("550 * \"no such user\" invalid-mailbox -", "behind '#' stands where the rule is from"),
            ("55y * - system - # x", "'55y' is no reply code"), ("650 * - system - # x", "'650' is no reply code"),
            ("* 9.1.1 - system - # x", "'9.1.1' is no enhanced status code"),
            ("* x.7.9-1 - system - # x", "'x.7.9-1' is no enhanced status code"),
            ("* * - systm - # x", "there is no reason 'systm'"),
            ("* * - system often # x", "'often' is no disposition"),
            ("* * \"Full\" system - # x", "'Full' is not in lower case"),
            ("* * \"ab\" system - # x", "'ab' is too short"),
            ("* * \"{what} full\" system - # x", "'{what} full' names no group"),
            ("* * \"full system - # x", "a quotation mark is missing"), ("* * full system - # x", "words stand"),
            ("* * - @quit system - # x", "this is no step of the dialogue"),
            ("* * system - # x", "a rule has codes"), ("[a", "a section ends"), ("[a b]", "'b' is neither"),
            ("let a", "a group is written"),
        ])
    func problems(line: String, cause: String) throws {
        let table = ReplyRuleTable("# a table\n\n\(line)\n* * - system - # the next line is read")
        #expect(table.rules.count == 1)
        let problem = try #require(table.problems.first)
        #expect(problem.line == 3)
        #expect(problem.cause.hasPrefix(cause))
    }

    @Test("a service's own words weigh most, then words, then enhanced status codes, then reply codes")
    func order() {
        let table = """
            550 * - other - # the code
            * x.1.1 - invalid-mailbox - # the enhanced status code
            * * "sorry" policy - # the words
            [example mx=mx.example text="examplecorp"]
            * x.1.1 - system - # the service's code
            * * "sorry" content - # the service's words
            """
        #expect(reason(table, "550 no") == .other)
        #expect(reason(table, "550 5.1.1 no") == .invalidMailbox)
        #expect(reason(table, "550 5.1.1 Sorry, no") == .policy)
        #expect(reason(table, "550 5.1.1 no", mx: "a.mx.example.") == .system)
        #expect(reason(table, "550 5.1.1 no, says ExampleCorp") == .system)
        #expect(reason(table, "550 5.1.1 sorry", mx: "mx.example") == .content)
        #expect(reason(table, "550 5.1.1 sorry", mx: "notmx.example") == .policy)
    }

    @Test("words that say little count less than an enhanced status code, and more than a reply code")
    func weak() {
        let table =
            "[* weak]\n* * \"denied\" policy - # vague\n[*]\n* x.1.1 - invalid-mailbox - # a\n550 * - system - # b"
        #expect(reason(table, "550 5.1.1 denied") == .invalidMailbox)
        #expect(reason(table, "550 denied") == .policy)
        #expect(reason(table, "550 no") == .system)
    }

    @Test("the upper of two rules decides")
    func upper() {
        let table = "* * \"one\" policy - # a\n* * \"two\" content - # b"
        #expect(reason(table, "550 two, then one") == .policy)
    }

    @Test("a phrase begins a word, and may end inside one")
    func wordStarts() {
        let table = "* * \"full|[ab\" mailbox-full - # a"
        #expect(reason(table, "550 it is FULL") == .mailboxFull)
        #expect(reason(table, "550 fullest") == .mailboxFull)
        #expect(reason(table, "550 careful full-time") == .mailboxFull)
        #expect(reason(table, "550 carefull") == .other)
        #expect(reason(table, "550 x[ab1]") == .mailboxFull)
    }

    @Test("pieces of a phrase follow each other at no great distance")
    func gaps() {
        let table = "* * \"user * exist\" invalid-mailbox - # a"
        #expect(reason(table, "550 user a@example.org does not exist") == .invalidMailbox)
        #expect(reason(table, "550 exist user") == .other)
        #expect(reason(table, "550 user " + String(repeating: "x", count: 200) + " exist") == .other)
    }

    @Test("pieces that belong close together have a word or none between them")
    func closeGaps() {
        let table = "* * \"user ~ unknown\" invalid-mailbox - # a"
        #expect(reason(table, "550 user unknown") == .invalidMailbox)
        #expect(reason(table, "550 user is unknown") == .invalidMailbox)
        #expect(reason(table, "550 user of a host that is unknown") == .other)
    }

    @Test("a group stands for each of its phrases, and can be added to")
    func groups() {
        let table = "let who = user|box\nlet who = {who}|alias\n* * \"no {who}|{who} {who}\" invalid-mailbox - # a"
        for text in ["no user", "no box", "no alias", "alias user"] {
            #expect(reason(table, "550 \(text)") == .invalidMailbox)
        }
        #expect(reason(table, "550 no luck") == .other)
    }

    @Test("a rule about a step of the dialogue holds for that step only")
    func stages() {
        let table = "5xx * - @hello blocklist - # a"
        #expect(reason(table, "550 no", stage: .hello) == .blocklist)
        #expect(reason(table, "550 no", stage: .rcpt) == .other)
        #expect(reason(table, "550 no") == .other)
        #expect(reason(table, "450 no", stage: .hello) == .other)
    }

    @Test("groups that multiply without end are refused")
    func bounded() {
        let group = "let a = " + (0..<60).map { "w\($0)" }.joined(separator: "|")
        let table = ReplyRuleTable("\(group)\n* * \"{a} {a} {a}\" system - # x")
        #expect(table.problems.first?.cause == "the groups make too many phrases")
    }
}
