import Findings
package import Scenarios

/// What is written below `placement`: where mail that something else sent must have arrived.
package struct PlacementSpecification: ScenarioMapping {
    /// The file that lists the seeds.
    package var seedsFile: FilePath
    /// The Message-ID of the mail; nil where it is known by its token.
    package var messageID: Deferred<String>?
    /// What it has in the field `X-Mailproof-Seed`; nil where it is known by its Message-ID.
    package var token: Deferred<String>?
    /// Where it must be, and when.
    package var placement: SeedPlacementSpecification
    /// The seeds of a row; empty before rows are made.
    package var seeds: [Seed] = []

    package init?(_ fields: inout Fields) {
        let seeds = fields.required("seeds", FilePath.self, "The file that lists the seeds.")
        messageID = fields.optional(
            "message_id", Deferred<String>.self, "The Message-ID of the mail, with or without its angle brackets.")
        token = fields.optional(
            "token", Deferred<String>.self, "What the mail has in its field X-Mailproof-Seed, in place of message_id.")
        guard let placement = SeedPlacementSpecification(&fields), let seeds else { return nil }
        self.placement = placement
        seedsFile = seeds
        guard let place = fields.place else { return nil }
        switch (messageID, token) {
        case (nil, nil):
            fields.report(
                "scenario/missing-key", "it is not said which mail is looked for", at: place,
                remedy: "add message_id: <…>, or token: the value of its field X-Mailproof-Seed")
            return nil
        case (_?, let token?):
            fields.report(
                "scenario/conflicting-keys", "a mail is known by its message_id or by its token", at: token.place,
                remedy: "remove one of them")
        default: break
        }
    }
}
