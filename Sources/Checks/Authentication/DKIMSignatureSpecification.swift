import Findings
import MailAuth
package import Scenarios

/// What is written below `dkim_signature`.
package struct DKIMSignatureSpecification: ScenarioMapping {
    var message: FilePath
    var expect: Located<Words<DKIMSignatureResult.Value>>?
    var signedHeaders: [Located<String>]
    var needs: [Need] = []
    /// The message's file, once it was read.
    var text: SourceText?
    /// The file where it is too large to be held; `text` is its head then.
    var large: LargeMessage?

    package init?(_ fields: inout Fields) {
        let message = fields.required("message", FilePath.self, "The signed message, a file of RFC 5322.")
        expect = fields.optional(
            "expect", Located<Words<DKIMSignatureResult.Value>>.self, "The results that are fine; pass by default.")
        signedHeaders =
            fields.optional(
                "signed_headers", [Located<String>].self, "Header fields that the signature must cover.") ?? []
        guard let message else { return nil }
        self.message = message
    }
}
