import DNS
package import Findings
package import Scenarios

/// `dns_record`: the records of a name and type are exactly these.
package enum DNSRecordCheck: CheckKind {
    package static let key = "dns_record"
    package static let summary = "The records of a name and type are exactly the expected ones."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: DNSRecordSpecification) -> String {
        "\(specification.name.value) \(specification.type)"
    }

    package static func rows(
        _ specification: DNSRecordSpecification, loading: Loading
    ) -> [Row<DNSRecordSpecification>] {
        var row = specification
        row.needs = loading.needsOfAbsentDNS(at: specification.name.place)
        return [Row(at: specification.expected.place, row)]
    }

    package static func needs(_ specification: DNSRecordSpecification) -> [Need] {
        specification.needs
    }

    package static func run(_ row: Row<DNSRecordSpecification>, in context: CheckContext) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self] else {
            return .undetermined([.noResolver(at: row.place)], type: "mailproof.dns")
        }
        let specification = row.specification
        do throws(ResolverError) {
            return judge(
                try await resolver.resolve(Question(specification.name.value, specification.type)), specification)
        } catch {
            return .undetermined(error, at: specification.name.place)
        }
    }

    private static func judge(_ answer: Answer, _ specification: DNSRecordSpecification) -> CaseOutcome {
        let expected = specification.expected.value
        var missing = expected
        var surplus: [ResourceRecord] = []
        for record in answer.records {
            if let index = missing.firstIndex(where: { $0.isSame(as: record.data) }) {
                missing.remove(at: index)
            } else {
                surplus.append(record)
            }
        }
        guard !missing.isEmpty || !surplus.isEmpty else { return .passed() }
        let got: String =
            switch answer.outcome {
            case .nameError: "no such name"
            case .noData: "no \(specification.type) record"
            case .records(let records): records.map(\.plainText).joined(separator: " and ")
            }
        let wanted = expected.map { $0.plainText(specification.type) }.joined(separator: " and ")
        var notes = surplus.compactMap(\.origin).map { Finding.Note("", at: $0.place.excerpt) }
        notes += answer.aliases.compactMap(\.origin).map { Finding.Note("by way of this alias", at: $0.place.excerpt) }
        return .failed([
            .unmet(
                expected: expected.isEmpty ? "no \(specification.type) record" : wanted, got: got,
                at: specification.expected.place, notes: notes)
        ])
    }
}

/// What is written below `dns_record`.
package struct DNSRecordSpecification: ScenarioMapping {
    var name: Located<DomainName>
    var type: RecordType
    var expected: Located<[RecordData]>
    var needs: [Need] = []

    package init?(_ fields: inout Fields) {
        let name = fields.required("name", Located<DomainName>.self, "The name of the records.")
        let type = fields.required("type", RecordType.self, "The type of the records, such as TXT.")
        let expect = fields.required(
            "expect", Located<ExpectedRecords>.self,
            "The data of the record, or a list for several, in any order; [] for none. "
                + "TXT: the text. MX: `10 mx.example.com`.")
        guard let name, let type, let expect else { return nil }
        var expected: [RecordData] = []
        for text in expect.value.texts {
            guard let data = RecordData(type, text: text.value) else {
                fields.report(
                    Finding(
                        "scenario/bad-value", .error, "'\(text.value)' is not the data of a record of type \(type)",
                        label: "no \(type) data", at: text.excerpt, remedy: "write \(type.example)"))
                continue
            }
            expected.append(data)
        }
        guard expected.count == expect.value.texts.count else { return nil }
        self.name = name
        self.type = type
        self.expected = Located(expected, at: expect.place)
    }
}

/// One text or a list of them, which may be empty.
private struct ExpectedRecords: ScenarioDecodable {
    var texts: [Located<String>]

    static var schema: JSONSchema { .anyOf([String.schema, .array(String.schema)]) }

    static func decode(_ node: Node, in decoding: Decoding) -> ExpectedRecords? {
        guard let node = decoding.resolved(node) else { return nil }
        if case .sequence = node.content {
            return [Located<String>].decode(node, in: decoding).map { ExpectedRecords(texts: $0) }
        }
        return Located<String>.decode(node, in: decoding).map { ExpectedRecords(texts: [$0]) }
    }
}

extension RecordData {
    /// Whether two records say the same; how a TXT record is split into strings says nothing (RFC 7208 §3.3).
    fileprivate func isSame(as other: RecordData) -> Bool {
        if let text = joinedText, let otherText = other.joinedText { return text == otherText }
        return self == other
    }

    fileprivate func plainText(_ type: RecordType) -> String {
        joinedText.map { String(decoding: $0, as: UTF8.self) } ?? presentation(type)
    }
}

extension RecordType {
    /// What the data of a record of this type looks like.
    fileprivate var example: String {
        switch self {
        case .A: "an IPv4 address such as 192.0.2.10"
        case .AAAA: "an IPv6 address such as \"2001:db8::10\""
        case .MX: "a preference and a name, such as 10 mx.example.com"
        case .CNAME, .NS, .PTR: "a domain name"
        default: "it as in a zone file, on one line"
        }
    }
}
