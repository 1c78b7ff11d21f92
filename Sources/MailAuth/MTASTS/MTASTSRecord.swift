/// What the TXT record of MTA-STS says (RFC 8461 §3.1): that there is a policy, and which edition of it.
///
/// Senders look for it at `_mta-sts` below the domain, and fetch the policy again where the id has changed.
public struct MTASTSRecord: Sendable, Hashable {
    /// The edition of the policy; nil where there is none that can be read.
    public let id: String?
    /// What keeps senders from reading it, in order of the text.
    public let problems: [RecordProblem]

    /// RFC 8461 §3.1: an id has 1 to 32 letters and digits.
    public static let longestID = 32

    /// Reads the joined text of a TXT record; nil where it is no record of MTA-STS, and senders take no notice of it.
    public init?(text: [UInt8]) {
        guard let fields = VersionedFields(text, version: "v=STSv1", isExtension: { $0 != "id" }) else { return nil }
        var problems = fields.problems
        let ids = fields.fields.filter { $0.name == "id" }
        for field in ids {
            let isID = (1...Self.longestID).contains(field.value.count) && field.value.allSatisfy(\.isAlphanumeric)
            if !isID {
                problems.append(
                    RecordProblem(
                        field.range, "'\(field.value.printable)' is no id",
                        remedy: "write 1 to \(Self.longestID) letters and digits, such as the time of the last change"))
            }
        }
        for field in ids.dropFirst() {
            problems.append(
                RecordProblem(field.range, "id= stands here a second time", remedy: "remove one of them"))
        }
        if ids.isEmpty {
            // RFC 8461 §3.1: the id is required.
            problems.append(
                RecordProblem(
                    text.count..<text.count, "the record has no id=",
                    remedy: "add id= and the time of the last change of the policy, such as id=20260131120000"))
        }
        id = problems.isEmpty ? ids.first.map { String(decoding: $0.value, as: UTF8.self) } : nil
        self.problems = problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}
