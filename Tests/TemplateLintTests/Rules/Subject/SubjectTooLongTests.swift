import Findings
import Support
import TemplateLint
import Testing

@Suite struct SubjectTooLongTests {
    let trial = RuleTrial("subject/too-long")

    @Test(
        "long subjects are remarked on, very long ones warn",
        arguments: [(70, []), (71, [.info]), (201, [.warning])]
            as [(Int, [Severity])])
    func lengths(count: Int, severities: [Severity]) {
        let subject = String(repeating: "é", count: count)
        #expect(trial.message("Subject: \(subject)\n\n").severities == severities)
    }
}
