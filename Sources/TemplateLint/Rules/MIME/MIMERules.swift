/// The rules about the parts of a message.
enum MIMERules {
    /// In the order in which they look.
    static let all: [any LintRule.Type] = [
        HTMLOnly.self,
        HTMLAsText.self,
        AlternativeOrder.self,
        TextPartEmpty.self,
        PartsDiverge.self,
        MIMEVersionMissing.self,
        CharsetMissingOrWrong.self,
        TransferEncodingMismatch.self,
        BodyLineTooLong.self,
        BoundaryBroken.self,
        CIDUnresolved.self,
        AttachmentRiskyType.self,
    ]

    /// Rules that are known by name and not in this version.
    static let planned: Set<String> = []
}
