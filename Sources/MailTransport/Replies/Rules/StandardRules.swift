extension ReplyRuleTable {
    /// The rules that are built in: those of mail services, those of any server, and the codes.
    package static let standard = ReplyRuleTable(standardText)

    /// Their text.
    package static let standardText = [
        providerRules, clientWordRules, mailboxWordRules, vagueWordRules, codeRules,
    ].joined(separator: "\n")
}
