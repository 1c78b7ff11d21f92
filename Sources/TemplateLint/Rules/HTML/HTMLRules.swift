/// The rules about HTML as such.
enum HTMLRules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        DoctypeMissing.self,
        ScriptElement.self,
        FormElement.self,
        HiddenText.self,
        FillerText.self,
        CommentInWord.self,
        LowContrast.self,
        ExternalStylesheet.self,
        EmbeddedContent.self,
        MetaRefresh.self,
        SavedWebPage.self,
        DuplicateID.self,
        TooDeep.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = [
        "html/structure"
    ]
}
