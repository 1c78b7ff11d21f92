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
        if let large = LargeMessage(loading.path(specification.message)) {
            row.large = large
            row.text = large.head
        } else {
            row.text = loading.read(specification.message)
        }
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
        let now = WallTime.now()
        if let large = row.specification.large {
            return await run(row, large, at: now, DKIMVerifier(resolver: resolver))
        }
        // A file of a repository often ends its lines in LF; what was signed ended them in CRLF (RFC 5321 §2.3.8).
        let message = Message(bytes: LineBreaks.normalised(text.bytes))
        let result = await DKIMVerifier(resolver: resolver).verify(message, at: now)
        return DKIMSignatureJudgement(row.specification, text, message, now: now, at: row.place).outcome(result)
    }

    private static func run(
        _ row: Row<DKIMSignatureSpecification>, _ large: LargeMessage, at now: WallTime, _ verifier: DKIMVerifier
    ) async -> CaseOutcome {
        let place = row.specification.message.place
        guard let header = large.header else {
            return .failed([
                Finding(
                    "dkim/endless-header", .error,
                    "the header of the message does not end within \(LargeMessage.longestHeader >> 20) MiB",
                    at: place.excerpt, remedy: "name a file of RFC 5322: header fields, an empty line, a body")
            ])
        }
        do throws(FileChunks.Failure) {
            let result = await verifier.verify(header, try large.bodyHashes(for: header), at: now)
            return DKIMSignatureJudgement(row.specification, large.head, header, now: now, at: row.place)
                .outcome(result)
        } catch {
            return .undetermined(
                [
                    Finding(
                        "dkim/unreadable-message", .error, "\(large.head.file) cannot be read to its end: \(error)",
                        at: place.excerpt)
                ], type: "mailproof.file")
        }
    }
}
