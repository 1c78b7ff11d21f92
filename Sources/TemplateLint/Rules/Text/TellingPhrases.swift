/// Phrases that unwanted mail has and wanted mail hardly ever has.
///
/// Each is of a kind of which SpamAssassin's mass check of 2007 found at least 95 % in spam: medicine (DRUGS_ERECTILE,
/// NO_PRESCRIPTION, ONLINE_PHARMACY, BODY_ENHANCEMENT), advance fees and lotteries (MILLION_USD, UNCLAIMED_MONEY,
/// LOTTERY_1, DEAR_WINNER), shares (STRONG_BUY), copies of watches (REPLICA_WATCH), guarantees (GUARANTEED_100_PERCENT,
/// MONEY_BACK), excuses (EXCUSE_REMOVE) and sex (MORE_SEX, CUM_SHOT). Left out is whatever a chemist's, a bank's or a
/// shop's mail says.
enum TellingPhrases {
    /// Places that are counted: more say no more.
    static let enough = 10

    /// All of them, to look for.
    static let set = PhraseSet(all)

    private static let all = [
        // Medicine.
        "viagra", "cialis", "levitra", "vicodin", "xanax", "valium", "without prescription", "without a prescription",
        "no prescription needed", "no prescription required", "online pharmacy", "cheap meds", "male enhancement",
        "penis enlargement", "aphrodisiac", "miracle cure",
        // Money that nobody gives away.
        "million us dollars", "million united states dollars", "next of kin", "unclaimed funds", "inheritance fund",
        "dormant account", "lottery winner", "winning notification", "you have been specially selected",
        "you are a winner", "dear winner", "claim your prize", "make money fast", "double your income",
        "no credit check", "strong buy",
        // Copies and guarantees.
        "replica watches", "replica rolex", "100% guaranteed", "100% money back", "100% all natural",
        // Excuses to those who never asked.
        "this is not spam", "to be removed reply", "to be removed please", "to be removed send", "to be removed click",
        "to be removed from future mailings", "remove in the subject", "this mailing is done by",
        "million email addresses",
        // Sex.
        "hardcore sex", "porn", "sluts", "horny", "live sex",
    ]
}
