import DNS
import Findings
import MailAuth
import MailMessage
import Scenarios

/// Judges what the verification of a message found.
struct DKIMSignatureJudgement {
    private let specification: DKIMSignatureSpecification
    private let message: Message
    private let now: WallTime
    private let places: [Place]
    private let place: Place

    /// - Parameters:
    ///   - text: The file of the message.
    ///   - message: The message as it was verified.
    ///   - now: The moment against which it was verified.
    init(
        _ specification: DKIMSignatureSpecification, _ text: SourceText, _ message: Message, now: WallTime,
        at place: Place
    ) {
        self.specification = specification
        self.message = message
        self.now = now
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
        // Where a message is expected to fail, what is amiss with it is no news.
        let remarks = result.value == .pass ? remarks(result) : []
        let findings = unsigned(result) + remarks.filter { $0.severity == .error }
        let others = remarks.filter { $0.severity != .error }.sorted { $0.severity > $1.severity }
        return findings.isEmpty
            ? .passed(remarks: others, properties: properties, output: output)
            : .failed(findings + others, properties: properties, output: output)
    }

    private func notes(_ result: DKIMResult) -> [Finding.Note] {
        guard !result.signatures.isEmpty else { return ["the message has no DKIM-Signature field"] }
        return zip(result.signatures.indices, result.signatures).flatMap { index, signature in
            [Finding.Note(signature.description, at: excerpt(index))] + hints(signature)
        }
    }

    /// What was changed, where that can be proved, and the key that was used.
    private func hints(_ result: DKIMSignatureResult) -> [Finding.Note] {
        var notes: [Finding.Note] = []
        if result.failure == .bodyHashMismatch, let signature = result.signature,
            let change = DKIMBodyChange.find(in: message, of: signature)
        {
            notes.append(.init(change.description))
        }
        if let origin = result.key?.origin { notes.append(.init("the key", at: origin.place.excerpt)) }
        return notes
    }

    private func excerpt(_ index: Int) -> SourceExcerpt? {
        places.indices.contains(index) ? places[index].excerpt : nil
    }

    /// The header fields that no valid signature covers; any readable one counts where none is expected to be valid.
    private func unsigned(_ result: DKIMResult) -> [Finding] {
        let valid = result.signatures.filter { $0.value == .pass }
        let counting = (valid.isEmpty ? result.signatures : valid).compactMap(\.signature)
        return specification.signedHeaders.compactMap { header in
            guard !counting.contains(where: { $0.covers(header.value) > 0 }) else { return nil }
            return .unmet(
                expected: "\(header.value) to be signed", got: "not in h=", at: header.place,
                remedy: "let the signer add \(header.value) to h=",
                notes: counting.map { .init("h=\($0.signedFields.joined(separator: ":"))") })
        }
    }
}

// MARK: Remarks

extension DKIMSignatureJudgement {
    /// RFC 5321 §4.5.4.1: a queue gives a message up after four days at the earliest.
    private static let shortestQueue: Int64 = 4 * 86_400

    /// The fields that readers see or that decide how the message is shown, of which one more changes everything.
    private static let shownFields = ["From", "To", "Cc", "Subject", "Date", "Reply-To", "Content-Type"]

    /// RFC 8058 §4: a valid signature covers both fields.
    private static let unsubscribeFields = ["List-Unsubscribe", "List-Unsubscribe-Post"]

    private func remarks(_ result: DKIMResult) -> [Finding] {
        var remarks: [Finding] = []
        for (index, signature) in zip(result.signatures.indices, result.signatures) {
            remarks += signature.value == .pass ? valid(signature, index) : [invalid(signature, index)]
        }
        let passing = result.signatures.filter { $0.value == .pass }.compactMap(\.signature)
        let unsigned = Self.unsubscribeFields.filter { name in
            message.field(named: name) != nil && !passing.contains { $0.covers(name) > 0 }
        }
        if !unsigned.isEmpty {
            remarks.append(
                remark(
                    .listUnsubscribeUnsigned, "no valid signature covers \(unsigned.joined(separator: " and "))", nil,
                    remedy: "let the signer add \(unsigned.joined(separator: " and ")) to h="))
        }
        return remarks
    }

    private func remark(
        _ rule: DKIMSignatureRule, _ message: String, _ index: Int?, remedy: String, notes: [Finding.Note] = []
    ) -> Finding {
        Finding(
            rule.id, rule.severity, message, at: index.flatMap(excerpt) ?? place.excerpt, remedy: remedy,
            notes: notes + [.init(rule.section)])
    }

    /// A signature beside a valid one that is none itself.
    private func invalid(_ result: DKIMSignatureResult, _ index: Int) -> Finding {
        // RFC 6376 §5.4: the From field must be signed.
        if result.failure == .fromNotSigned {
            return remark(
                .fromNotSigned, "a signature does not cover the From field", index,
                remedy: "let the signer add From to h=")
        }
        return remark(
            .failedSignature, "one of the signatures does not verify: \(result.description)", index,
            remedy: "mend it or leave it out: receivers take the message by its other signatures",
            notes: hints(result))
    }

    private func valid(_ result: DKIMSignatureResult, _ index: Int) -> [Finding] {
        guard let signature = result.signature else { return [] }
        var remarks: [Finding] = []
        let who = "\(signature.domain)"
        if result.isTesting {
            remarks.append(
                remark(
                    .testingKey, "the key of \(who) is being tested (t=y): receivers treat the message as unsigned",
                    index, remedy: "remove t=y from the key"))
        }
        if result.unsignedBodyOctets > 0 {
            // RFC 6376 §8.2: what follows the signed octets can be anybody's.
            remarks.append(
                remark(
                    .partialBody,
                    "the signature of \(who) leaves out \(result.unsignedBodyOctets) octets of the body (l=)", index,
                    remedy: "sign the whole body, without l="))
        } else if signature.bodyLength != nil {
            remarks.append(
                remark(
                    .partialBody, "the signature of \(who) lets anybody add to the body (l=)", index,
                    remedy: "sign the whole body, without l="))
        }
        let seconds = now.microseconds / 1_000_000
        if let timestamp = signature.timestamp, timestamp > seconds {
            remarks.append(
                remark(
                    .futureTimestamp, "the signature of \(who) was made \(timestamp - seconds) seconds from now (t=)",
                    index, remedy: "set the clock of the signer: receivers may refuse it"))
        }
        if let start = signature.timestamp, let end = signature.expiration, end - start < Self.shortestQueue {
            remarks.append(
                remark(
                    .shortValidity,
                    "the signature of \(who) is valid for \((end - start) / 3600) hours: mail that waits longer in a "
                        + "queue arrives unsigned",
                    index, remedy: "let x= be a week after t=, or leave it out"))
        }
        // RFC 6376 §8.15: a field that is listed once more than it stands cannot be added.
        let open = Self.shownFields.filter { name in
            let count = signature.covers(name)
            return count > 0 && count <= message.fields(named: name).count
        }
        if !open.isEmpty {
            remarks.append(
                remark(
                    .notOversigned,
                    "another \(open.joined(separator: ", ")) can be added without breaking the signature of \(who)",
                    index, remedy: "let the signer list these names in h= once more than they stand in the message"))
        }
        return remarks
    }
}

extension DKIMSignature {
    /// How many fields of a name the signature covers, those that do not stand in the message too.
    fileprivate func covers(_ name: String) -> Int {
        signedFields.count { $0.lowercased() == name.lowercased() }
    }
}

extension DKIMSignatureResult {
    fileprivate var resolverError: ResolverError? {
        if case .resolver(let error)? = failure { error } else { nil }
    }
}
