import Findings
import MailMessage

/// The boundaries of a message cut it where its parts are.
///
/// Fires where a multipart names no boundary, where its boundary never comes or the closing one is missing, where a
/// multipart in another has the same boundary, and where the boundary comes again behind the closing one. Then parts are
/// lost or shown as text. Warns on a boundary of more than 70 characters. A boundary that begins with another one's is
/// legal and left alone. Source: RFC 2046 §5.1.
///
/// Fires:
/// ```eml
/// Content-Type: multipart/mixed; boundary=b
///
/// --b
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Content-Type: multipart/mixed; boundary=b
///
/// --b
/// Content-Type: multipart/alternative; boundary=b1
///
/// --b1
///
/// Hello
/// --b1--
/// --b--
/// ```
struct BoundaryBroken: LintRule {
    static let id: RuleID = "mime/boundary-broken"
    static let severity = Severity.error
    static let needs = LintNeed.message

    /// RFC 2046 §5.1.1: characters of a boundary.
    private static let longest = 70

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for placed in message.parts where placed.part.isMultipart {
            for defect in placed.part.defects { report(defect, of: placed, in: message, to: &findings) }
            guard let boundary = placed.part.contentType.parameters["boundary"] else { continue }
            if boundary.utf8.count > Self.longest {
                findings.report(
                    "shorten the boundary to 70 characters", label: "\(boundary.utf8.count) characters",
                    in: message.text, at: placed.place, severity: .warning)
            }
            var above = placed.parent
            while let number = above {
                if message.parts[number].part.contentType.parameters["boundary"] == boundary {
                    findings.report(
                        "give each multipart a boundary of its own", label: "the boundary of the multipart around it",
                        in: message.text, at: placed.place)
                    break
                }
                above = message.parts[number].parent
            }
        }
    }

    private func report(
        _ defect: MIMEPart.Defect, of placed: PlacedPart, in message: LintedMail.MessagePart,
        to findings: inout FindingSink
    ) {
        switch defect {
        case .missingBoundary:
            findings.report(
                "add the boundary parameter to the Content-Type", label: "no boundary", in: message.text,
                at: placed.place)
        case .noParts:
            findings.report(
                "begin each part with a line of the boundary", label: "its boundary never comes", in: message.text,
                at: placed.place)
        case .missingCloseDelimiter:
            // The last line, on which something is.
            let body = placed.part.body
            let end = body.lastIndex { $0 != 0x0D && $0 != 0x0A } ?? body.startIndex
            let start = body[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? body.startIndex
            findings.report(
                "close the multipart behind this line: --\(placed.part.contentType.parameters["boundary"] ?? "")--",
                label: "not closed", in: message.text, at: start..<end + 1)
        case .delimiterAfterClose(let offset):
            let line = message.text.bytes[offset...].prefix { $0 != 0x0D && $0 != 0x0A }
            findings.report(
                "choose a boundary that the parts do not hold, and close the multipart once",
                label: "behind the closing boundary", in: message.text, at: line.startIndex..<line.endIndex)
        case .unreadableContentType, .encodedMultipart, .limitReached: break
        }
    }
}
