import Findings
import Support
import TemplateLint
import Testing

@Suite struct DisplayNameHasOtherAddressTests {
    let trial = RuleTrial("from/display-name-has-other-address")

    @Test(
        "a name that names another sender is found",
        arguments: [
            "From: 1️⃣\"service@bank.com\" <x@evil.io>\n\n", "From: 1️⃣\"bank.com support\" <x@evil.io>\n\n",
            "From: 1️⃣=?utf-8?Q?a=40bank.com?= <x@evil.io>\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "names, and one's own domain, are right",
        arguments: [
            "Ana <a@b.io>", "\"b.io\" <a@mail.b.io>", "\"St. Mary's\" <a@b.io>", "\"Node.js News\" <a@b.io>",
            "\"a@b.io\" <a@b.io>",
        ])
    func right(_ from: String) {
        #expect(trial.message("From: \(from)\n\n").findings.isEmpty)
    }

    @Test("an address is an error, a domain alone may be a name")
    func severities() {
        #expect(trial.message("From: \"a@bank.com\" <x@evil.io>\n\n").severities == [.error])
        #expect(trial.message("From: \"Bank.com\" <x@evil.io>\n\n").severities == [.warning])
    }
}
