import DNS
package import Findings
import MailAuth
import MailMessage
package import Scenarios

/// `dkim_signature`: a signed message verifies (RFC 6376 §6).
package enum DKIMSignatureCheck: CheckKind {
    package static let key = "dkim_signature"
    package static let summary = "A signed message verifies, and its signature covers the expected header fields."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: DKIMSignatureSpecification) -> String {
        specification.message.text
    }

    package static func rows(
        _ specification: DKIMSignatureSpecification, loading: Loading
    ) -> [Row<DKIMSignatureSpecification>] {
        var row = specification
        row.needs = loading.needsOfAbsentDNS(at: specification.message.place)
        row.text = loading.read(specification.message)
        return [Row(at: specification.expect?.place ?? specification.message.place, row)]
    }

    package static func needs(_ specification: DKIMSignatureSpecification) -> [Need] {
        specification.needs
    }

    package static func run(
        _ row: Row<DKIMSignatureSpecification>, in context: CheckContext
    ) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self], let text = row.specification.text else {
            return .undetermined([.noResolver(at: row.place)], type: "mailproof.dns")
        }
        // A file of a repository often ends its lines in LF; what was signed ended them in CRLF (RFC 5321 §2.3.8).
        let message = Message(bytes: LineBreaks.normalised(text.bytes))
        let result = await DKIMVerifier(resolver: resolver).verify(message, at: .now())
        return DKIMSignatureJudgement(row.specification, text, at: row.place).outcome(result)
    }
}

/// Judges what the verification found.
private struct DKIMSignatureJudgement {
    private let specification: DKIMSignatureSpecification
    private let places: [Place]
    private let place: Place

    init(_ specification: DKIMSignatureSpecification, _ text: SourceText, at place: Place) {
        self.specification = specification
        self.place = place
        // The fields where they stand in the file, whose line breaks may be shorter than those of the message.
        places = Message(bytes: text.bytes).fields(named: DKIMSignature.fieldName).map {
            text.place(atByte: $0.offset, length: DKIMSignature.fieldName.utf8.count)
        }
    }

    func outcome(_ result: DKIMResult) -> CaseOutcome {
        let expected = specification.expect?.value.values ?? [.pass]
        let output = result.signatures.map(\.description)
        let properties = [CaseOutcome.Property("dkim.result", result.value.rawValue)]
        guard expected.contains(result.value) else {
            if result.value == .temperror, let error = result.signatures.lazy.compactMap(\.resolverError).first {
                return .undetermined(error, at: place, properties: properties, output: output)
            }
            let finding = Finding.unmet(
                expected: OneOrMany(expected).description, got: result.value.rawValue, at: place,
                remedy: result.signatures.isEmpty ? "sign the message, or expect: none" : nil, notes: notes(result))
            return .failed([finding], properties: properties, output: output)
        }
        let findings = unsigned(result)
        return findings.isEmpty
            ? .passed(remarks: remarks(result), properties: properties, output: output)
            : .failed(findings, properties: properties, output: output)
    }

    private func notes(_ result: DKIMResult) -> [Finding.Note] {
        guard !result.signatures.isEmpty else { return ["the message has no DKIM-Signature field"] }
        return zip(result.signatures.indices, result.signatures).flatMap { index, signature -> [Finding.Note] in
            var notes = [Finding.Note(signature.description, at: excerpt(index))]
            if let origin = signature.key?.origin { notes.append(.init("the key", at: origin.place.excerpt)) }
            return notes
        }
    }

    private func excerpt(_ index: Int) -> SourceExcerpt? {
        places.indices.contains(index) ? places[index].excerpt : nil
    }

    /// The header fields that no valid signature covers; any readable one counts where none is expected to be valid.
    private func unsigned(_ result: DKIMResult) -> [Finding] {
        let valid = result.signatures.filter { $0.value == .pass }
        let counting = (valid.isEmpty ? result.signatures : valid).compactMap(\.signature)
        return specification.signedHeaders.compactMap { header in
            let isSigned = counting.contains { signature in
                signature.signedFields.contains { $0.lowercased() == header.value.lowercased() }
            }
            guard !isSigned else { return nil }
            return .unmet(
                expected: "\(header.value) to be signed", got: "not in h=", at: header.place,
                remedy: "let the signer add \(header.value) to h=",
                notes: counting.map { .init("h=\($0.signedFields.joined(separator: ":"))") })
        }
    }

    private func remarks(_ result: DKIMResult) -> [Finding] {
        var remarks: [Finding] = []
        for (index, signature) in zip(result.signatures.indices, result.signatures) where signature.value == .pass {
            let who = signature.domain?.description ?? ""
            if signature.isTesting {
                remarks.append(
                    Finding(
                        "dkim/testing-key", .warning,
                        "the key of \(who) is being tested (t=y): receivers treat the message as unsigned",
                        at: excerpt(index), remedy: "remove t=y from the key"))
            }
            if signature.unsignedBodyOctets > 0 {
                // RFC 6376 §8.2: what follows the signed octets can be anybody's.
                remarks.append(
                    Finding(
                        "dkim/partial-body", .warning,
                        "the signature of \(who) leaves out \(signature.unsignedBodyOctets) octets of the body (l=)",
                        at: excerpt(index), remedy: "sign the whole body, without l="))
            }
        }
        return remarks
    }
}

extension DKIMSignatureResult {
    fileprivate var resolverError: ResolverError? {
        if case .resolver(let error)? = failure { error } else { nil }
    }
}
