import Support
import TemplateLint
import Testing

@Suite struct PunycodeTests {
    @Test(
        "the samples of RFC 3492 §7.1 are read",
        arguments: [
            ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"), ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"),
            ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
            ("4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"),
            ("b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"),
            ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"), ("d9juau41awczczp", "そのスピードで"),
            ("mnchen-3ya", "münchen"),
        ])
    func samples(_ encoded: String, _ text: String) {
        #expect(Punycode.decode(encoded) == text)
    }

    @Test("what is no Punycode stands for nothing", arguments: ["", "-", "99999999999999", "a-!", "é", "zzzzzz-"])
    func refused(_ encoded: String) {
        #expect(Punycode.decode(encoded) == nil)
    }

    @Test("whatever the bytes, reading ends, and a result has a character for each that was inserted")
    func mutations() {
        for octets in Mutations(of: ["ihqwcrb4cv8a8dqg056pqjye", "3B-ww4c5e180e575a65lsy2b", "mnchen-3ya"], seed: 3492)
        {
            let text = String(decoding: octets, as: UTF8.self)
            guard let decoded = Punycode.decode(text) else { continue }
            #expect(decoded.unicodeScalars.count <= text.utf8.count)
            #expect(decoded.unicodeScalars.contains { $0.value >= 0x80 })
        }
    }
}
