import Findings
import TemplateLint
import Testing

@Suite struct ScoreWeightsTests {
    @Test("each weight is a rule's, round, no heavier than an error, and says why")
    func table() {
        for (rule, weight) in ScoreWeights.table {
            #expect(LintRules.rule(rule) != nil, "\(rule)")
            #expect((weight.points * 2).rounded() == weight.points * 2, "\(rule)")
            #expect((0...LintScore.points(of: .error)).contains(weight.points), "\(rule)")
            #expect(!weight.reason.isEmpty, "\(rule)")
        }
    }

    @Test("a weight holds whatever the severity; what weighs nothing is no term")
    func fixed() {
        let message = "From: a@gmail.com\nTo: b@b.io\n\nSee http://acme.io\n"
        for mailClass in MailClass.allCases {
            for profile in LintPolicy.Profile.allCases {
                let report = Linter(mailClass, policy: LintPolicy(profile: profile))
                    .lint(message: SourceText(file: "a.eml", text: message))
                #expect(report.score.terms.first { $0.rule == "from/freemail-sender" }?.points == 3)
                #expect(report.findings.contains { $0.rule == "links/insecure-http" })
                #expect(report.score.terms.allSatisfy { $0.rule != "links/insecure-http" && $0.points > 0 })
            }
        }
    }

    @Test("what is owed to readers of marketing mail is found and weighs nothing")
    func duties() {
        let message =
            "From: a@b.io\nDate: Sat, 21 Nov 2026 10:04:05 +0000\nMessage-ID: <1@b.io>\nSubject: Hi\n\nHello\n"
        let report = Linter(.marketing).lint(message: SourceText(file: "a.eml", text: message))
        #expect(report.findings.contains { $0.rule == "headers/list-unsubscribe-missing" })
        #expect(report.score.total == 0, "\(report.score.explanation)")
    }
}
