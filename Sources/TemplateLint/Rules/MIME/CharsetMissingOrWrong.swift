import Findings
import MailMessage

/// A text part names the character set that it is written in.
///
/// Fires on text beyond ASCII in a part that names no character set or US-ASCII, on a name that no program knows, on bytes
/// that are not UTF-8 in a part that says so, and on HTML whose `meta` names another character set than the header: mail
/// programs differ in which they believe. A Content-Type that cannot be read makes the part plain ASCII text and is found
/// too. Where the text is ASCII, nothing can go wrong and nothing is said. Source: RFC 2045 §5.2; RFC 2046 §4.1.2;
/// Rspamd R_MISSING_CHARSET.
///
/// Fires:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: text/plain
/// Content-Transfer-Encoding: quoted-printable
///
/// Gr=C3=BC=C3=9Fe
/// ```
///
/// Left alone:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: text/html
///
/// <meta charset="iso-8859-1"><p>Hello</p>
/// ```
struct CharsetMissingOrWrong: LintRule {
    static let id: RuleID = "mime/charset-missing-or-wrong"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for placed in message.parts {
            if placed.part.defects.contains(.unreadableContentType) {
                findings.report(
                    "write the Content-Type as type/subtype; parameters", label: "no type and subtype",
                    in: message.text, at: placed.place)
            }
            guard placed.isLeaf, placed.part.contentType.type == "text", !placed.isAttachment else { continue }
            check(placed, of: message, into: &findings)
        }
        checkMeta(of: mail, in: message, into: &findings)
    }

    private func check(
        _ placed: PlacedPart, of message: LintedMail.MessagePart, into findings: inout FindingSink
    ) {
        let text = message.text
        let name = placed.part.contentType.parameters["charset"]?.lowercased()
        if let name, !CharsetNames.isKnown(name) {
            findings.report(
                "name a character set that programs know, such as utf-8",
                label: "charset=\(name.shortened(to: 40))", in: text, at: placed.place)
            return
        }
        guard mayHoldMoreThanASCII(placed.part) else { return }
        let bytes = message.decodedBody(of: placed.part)
        guard bytes.contains(where: { $0 >= 0x80 }) else { return }
        switch name {
        case nil:
            findings.report(
                "add the charset parameter to the Content-Type", label: "no charset", in: text, at: placed.place,
                remedy: "Content-Type: \(placed.part.contentType); charset=utf-8")
        case "us-ascii", "ascii":
            findings.report(
                "name the character set that the text is written in: it is not ASCII", label: "beyond ASCII", in: text,
                at: placed.place)
        case "utf-8", "utf8":
            guard String(validating: bytes, as: UTF8.self) == nil else { return }
            findings.report(
                "write the text in UTF-8, or name the character set that it is in", label: "not UTF-8", in: text,
                at: placed.place)
        default: break
        }
    }

    /// Whether there is more than ASCII in a part; what is encoded is looked at closer.
    private func mayHoldMoreThanASCII(_ part: MIMEPart) -> Bool {
        switch part.transferEncoding {
        case .base64: return true
        case .quotedPrintable:
            // A byte beyond ASCII is written as = and a digit from 8 on.
            var previous: UInt8 = 0
            let body = part.body.span
            for index in 0..<body.count {
                let byte = body[index]
                if byte >= 0x80 { return true }
                if previous == UInt8(ascii: "="), byte >= UInt8(ascii: "8"), byte.isHexadecimal { return true }
                previous = byte
            }
            return false
        default: return part.body.contains { $0 >= 0x80 }
        }
    }

    private func checkMeta(of mail: LintedMail, in message: LintedMail.MessagePart, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document,
            let stated = message.parts.first(where: { $0.part.contentType.matches("text", "html") && !$0.isAttachment }
            )?
            .part.contentType.parameters["charset"]?.lowercased(),
            !html.text.bytes.isASCII
        else { return }
        for meta in document.elements("meta") {
            guard let (name, attribute) = charset(of: meta),
                CharsetNames.canonical(name) != CharsetNames.canonical(stated)
            else { continue }
            findings.report(
                "name \(stated.shortened(to: 40)) here too, as the Content-Type of the part does",
                label: "another character set", in: html.text, at: attribute.valueRange)
            return
        }
    }

    /// What `<meta charset>` or `<meta http-equiv="content-type">` names.
    private func charset(of meta: HTMLElement) -> (String, HTMLAttribute)? {
        if let attribute = meta["charset"] { return (attribute.value.trimmingBlanks.lowercased(), attribute) }
        guard meta["http-equiv"]?.value.lowercased() == "content-type", let attribute = meta["content"],
            let name = ContentType(Array(attribute.value.utf8))?.parameters["charset"]
        else { return nil }
        return (name.lowercased(), attribute)
    }
}
