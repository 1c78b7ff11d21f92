/// The rules about the From field and who answers go to.
enum FromRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        FromNotSingleMailbox.self,
        EmptyDisplayName.self,
        DisplayNameHasOtherAddress.self,
        DisplayNameDecoration.self,
        DisplayNameAsSubject.self,
        FreemailSender.self,
        ReplyToFreemail.self,
        NoReplyAddress.self,
        MachineMadeAddress.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
