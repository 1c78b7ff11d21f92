import Alerting
import Testing

@Suite("labels")
struct LabelSetTests {
    @Test("a label without a value is not there")
    func empty() {
        #expect(LabelSet(["a": "1", "b": ""]) == ["a": "1"])
        #expect(LabelSet(["b": ""]).isEmpty)
    }

    @Test("they are written in the order of their names, values quoted")
    func text() {
        let labels: LabelSet = ["b": "say \"hi\"\n", "a": #"c:\x"#]
        #expect(labels.description == #"{a="c:\\x", b="say \"hi\"\n"}"#)
    }

    // Made with prometheus/common `model.LabelSet.Fingerprint`: of no labels it is the offset of FNV-1a itself.
    @Test("the fingerprint is Prometheus's")
    func fingerprint() {
        #expect(LabelSet([:]).fingerprint == "cbf29ce484222325")
        #expect(LabelSet(["a": "b"]).fingerprint == reference([("a", "b")]))
        #expect(LabelSet(["b": "", "a": "b"]).fingerprint == reference([("a", "b")]))
        #expect(LabelSet(["ab": "c"]).fingerprint != LabelSet(["a": "bc"]).fingerprint)
    }

    private func reference(_ pairs: [(String, String)]) -> String {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for text in pairs.map({ [$0.0, $0.1] }).joined() {
            for byte in Array(text.utf8) + [255] {
                hash ^= UInt64(byte)
                hash &*= 1_099_511_628_211
            }
        }
        return String(hash, radix: 16)
    }
}
