import Findings
import MailMessage

/// Attachments are files that providers deliver.
///
/// Fires on a file whose name ends in what Gmail or Outlook block (programs, scripts, disk images, links), also in a ZIP
/// archive, and on a name with a character that turns the direction of writing, which hides the real ending: a message
/// with one is refused. What only Outlook blocks is a warning, because the message arrives without the file; so is an
/// archive with a password, which no filter can look into. Names that merely hold such a word are left alone.
/// Source: Gmail's and Outlook's lists of blocked file types; Rspamd MIME_BAD_EXTENSION, MIME_DOUBLE_BAD_EXTENSION,
/// MIME_BAD_UNICODE.
///
/// Fires:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: application/octet-stream
/// Content-Disposition: attachment; filename="invoice.pdf.exe"
///
/// x
/// ```
///
/// Left alone:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: application/pdf
/// Content-Disposition: attachment; filename="setup.exe - manual.pdf"
///
/// x
/// ```
struct AttachmentRiskyType: LintRule {
    static let id: RuleID = "mime/attachment-risky-type"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for placed in message.parts where !placed.part.isMultipart {
            let disposition = placed.part.disposition?.filename
            guard let name = disposition ?? placed.part.contentType.parameters["name"] else { continue }
            let field = disposition == nil ? nil : placed.field("Content-Disposition")
            let place = parameter("name", of: field ?? placed.field("Content-Type")) ?? placed.place
            if name.unicodeScalars.contains(where: {
                (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
            }) {
                findings.report(
                    "take the control of the writing direction out of the file name", label: "hides the ending",
                    in: message.text, at: place)
            }
            if let refuser = RiskyFileTypes.refuser(ofFileNamed: name) {
                let ending = RiskyFileTypes.ending(of: name) ?? ""
                findings.report(
                    "offer the file on the web: \(refuser) does not deliver .\(ending)",
                    label: "blocked by \(refuser)", in: message.text, at: place,
                    severity: refuser == "Gmail" ? .error : .warning,
                    notes: RiskyFileTypes.hidesEnding(name) ? ["the name shows another ending before it"] : [])
            }
            guard RiskyFileTypes.ending(of: name) == "zip", let listing = ZipListing(placed.part.decodedBody) else {
                continue
            }
            if listing.isEncrypted {
                findings.report(
                    "send the archive without a password, or offer it on the web", label: "no filter can look into it",
                    in: message.text, at: place, severity: .warning)
            }
            if let inner = listing.names.first(where: { RiskyFileTypes.refuser(ofFileNamed: $0) == "Gmail" }) {
                findings.report(
                    "take \(inner.shortened(to: 60)) out of the archive: Gmail looks into it and does not deliver it",
                    label: "holds a blocked file", in: message.text, at: place)
            }
        }
    }

    /// The line of a field on which the parameter stands whose name ends so.
    private func parameter(_ name: String, of field: HeaderField?) -> Range<Int>? {
        guard let field else { return nil }
        for line in field.bytes.split(separator: 0x0A) {
            let text = String(decoding: line, as: UTF8.self).lowercased()
            guard text.contains(name + "=") || text.contains(name + "*") else { continue }
            let start = line.firstIndex { !$0.isBlank } ?? line.startIndex
            let end = line.last == 0x0D ? line.endIndex - 1 : line.endIndex
            return field.offset + start..<field.offset + max(start + 1, end)
        }
        return field.range
    }
}
