import Findings
import Support
import TemplateLint
import Testing

@Suite struct MessageIDInvalidTests {
    let trial = RuleTrial("headers/message-id-invalid")

    @Test(
        "what is no identifier is found",
        arguments: [
            "1️⃣Message-ID: a@b.io\n\n",
            "1️⃣Message-ID: \n\n",
            "1️⃣Message-ID: <a@b.io\n\n",
            "1️⃣Message-ID: <a b@b.io>\n\n",
            "1️⃣Message-ID: <a>\n\n",
            "1️⃣Message-ID: <a@b@c>\n\n",
            "1️⃣Message-ID: <@b.io>\n\n",
            "1️⃣Message-ID: <a@>\n\n",
            "1️⃣Message-ID: <a@b.io> <c@b.io>\n\n",
            "1️⃣Message-ID: x <a@b.io>\n\n",
            "1️⃣Message-ID: <é@b.io>\n\n",
            "1️⃣Message-ID: <a@localhost>\n\n",
            "1️⃣Message-ID: <a@localhost.localdomain>\n\n",
            "1️⃣Message-ID: <a@Mac.local>\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "identifiers of all kinds are left alone",
        arguments: [
            "Message-ID: <a@b.io>\n\n",
            "Message-ID: \n <a.b+c/d=e$@b.io>\n\n",
            "Message-ID: <a@[192.0.2.1]>\n\n",
            "Message-ID: <a@host> (a comment)\n\n",
            "Message-ID: (c) <a@b.io>\n\n",
            "Message-ID: <\"a@b\"@c.io>\n\n",
            "Message-ID: <local@mylocalhost.io>\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
