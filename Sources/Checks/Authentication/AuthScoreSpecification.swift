import DNS
import MailAuth
package import Scenarios

/// What is written below `auth_score`.
package struct AuthScoreSpecification: ScenarioMapping {
    var domain: Located<DomainName>
    var selectors: [Located<DomainName>]
    var score: Located<Bound<Int>>?
    var needs: [Need] = []

    package init?(_ fields: inout Fields) {
        let domain = fields.required("domain", Located<DomainName>.self, "The domain that is scored.")
        selectors =
            fields.optional(
                "selectors", [Located<DomainName>].self,
                "The selectors of its DKIM keys, all of which must be valid; without any DKIM gives no points.") ?? []
        score = fields.optional(
            "score", Located<Bound<Int>>.self,
            "The points: SPF 30, DKIM 35, DMARC 30, BIMI 5, each given whole or not at all. Without it the score is told."
        )
        guard let domain else { return nil }
        self.domain = domain
    }
}
