package import Findings

/// What rules add to the score where their severity says too much or too little, and the evidence for it.
///
/// A severity says how much a sender should mind; the score says what mail with such marks turned out to be. The two
/// differ where spam keeps a rule as well as honest mail does, and where honest mail hardly ever has what a rule only
/// warns of. Rules that are not here count by their severity.
///
/// Evidence: S/O is the share of spam among what a rule of SpamAssassin hit, each side weighed by its size, in the mass
/// checks that it publishes (`rules/STATISTICS-set0.txt`; one of 2007 with 119,083 spam and 67,550 wanted messages, one
/// of 2009). 0.5 tells nothing.
package enum ScoreWeights {
    /// What a rule adds, and why.
    package struct Weight: Sendable {
        /// Points, however many findings there are and whatever severity the user gave them.
        package let points: Double
        /// The evidence.
        package let reason: String

        init(_ points: Double, _ reason: String) {
            self.points = points
            self.reason = reason
        }
    }

    /// The weights, by rule.
    package static let table: [RuleID: Weight] = telling.merging(untelling) { first, _ in first }

    /// Marks of unwanted mail, whatever class it is of.
    private static let telling: [RuleID: Weight] = [
        "from/freemail-sender": Weight(
            3, "nobody but the provider can authenticate it; its DMARC policy has others quarantine the mail"),
        "from/machine-made-address": Weight(1, "FROM_LOCAL_DIGITS S/O 0.979, FROM_STARTS_WITH_NUMS 0.932"),
        "html/comment-in-word": Weight(1, "HTML_OBFUSCATE_05_10 S/O 0.948, HTML_OBFUSCATE_10_20 0.959"),
        "links/url-shortener": Weight(2, "the shorteners are on Spamhaus' list of abused redirectors"),
        "links/open-redirect": Weight(2, "as a shortener: the host that is shown is not the one that is opened"),
        "text/spam-phrase": Weight(
            1, "DRUGS_ERECTILE S/O 0.994, NO_PRESCRIPTION 1.000, MILLION_USD 0.994, EXCUSE_REMOVE 0.951"),
    ]

    /// What senders owe their readers or the standard, and what spam does no less than others.
    private static let untelling: [RuleID: Weight] = [
        "headers/missing-required": Weight(
            0, "the mass checks disagree: MISSING_DATE S/O 0.321 and 0.990, MISSING_MID 0.000 and 0.755"),
        "headers/line-too-long": Weight(0, "HEAD_LONG S/O 0.362"),
        "subject/fake-reply-prefix": Weight(
            0, "people who answer with old programs do it too; SpamAssassin scores it only with other signs"),
        "subject/too-long": Weight(0, "lists and tickets have long subjects; filters count from 200 characters"),
        "links/insecure-http": Weight(0, "no rule of SpamAssassin counts it"),
        "headers/list-unsubscribe-missing": duty, "headers/list-unsubscribe-syntax": duty,
        "headers/one-click-invalid": duty, "headers/one-click-not-signed": duty, "headers/list-id-missing": duty,
        "compliance/unsubscribe-link-missing": duty, "compliance/postal-address-missing": duty,
        "compliance/sender-identity-missing": duty,
    ]

    private static let duty = Weight(
        0, "a duty of bulk senders, which spam feigns: EXCUSE_REMOVE S/O 0.951; letters have no need of it")
}
