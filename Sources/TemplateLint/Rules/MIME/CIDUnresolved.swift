import Findings
import MailMessage

/// An image that the HTML takes from the message is in it.
///
/// Fires on a `cid:` address in the HTML, in an attribute or a style, for which no part has the Content-ID: the reader
/// sees a broken image. A remark where an inline image is in the message and the HTML never names it: many programs show
/// it as an attachment. Percent-escapes are read, capitals do not matter, and parts with a Content-Location may be meant
/// by other addresses. Source: RFC 2392.
///
/// Fires:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: text/html; charset=utf-8
///
/// <img src="cid:logo@example.com" alt="">
/// ```
///
/// Left alone:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: multipart/related; boundary=b
///
/// --b
/// Content-Type: text/html
///
/// <img src="cid:logo%40example.com" alt="">
/// --b
/// Content-Type: image/png
/// Content-ID: <Logo@example.com>
///
/// x
/// --b--
/// ```
struct CIDUnresolved: LintRule {
    static let id: RuleID = "mime/cid-unresolved"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        var parts: [String: PlacedPart] = [:]
        for placed in message.parts {
            if let name = placed.field("Content-ID").map(contentID) { parts[name] = placed }
        }
        guard let html = mail.html, let document = html.document else { return }
        var named: Set<String> = []
        for (name, range) in references(in: document) {
            named.insert(name)
            if parts[name] == nil {
                findings.report(
                    "add the part with Content-ID <\(name.shortened(to: 80))>, or link to the image on the web",
                    label: "no such part", in: html.text, at: range)
            }
        }
        // With several HTML parts another one may name it.
        let count = message.parts.count { $0.part.contentType.matches("text", "html") }
        guard count == 1 else { return }
        for (name, placed) in parts.sorted(by: { $0.value.place.lowerBound < $1.value.place.lowerBound })
        where !named.contains(name) && placed.part.contentType.type == "image" && !placed.isAttachment
            && placed.field("Content-Location") == nil
        {
            findings.report(
                "show the image in the HTML, or send it with Content-Disposition: attachment",
                label: "never shown", in: message.text, at: placed.place, severity: .info)
        }
    }

    private func contentID(_ field: HeaderField) -> String {
        field.unfoldedValue.filter { !"<>".contains($0) }.trimmingBlanks.lowercased()
    }

    /// Every `cid:` address of a document, its name in small letters.
    private func references(in document: HTMLDocument) -> [(name: String, range: Range<Int>)] {
        var found: [(name: String, range: Range<Int>)] = []
        for node in document.nodes {
            guard case .element(let tag) = node.content else { continue }
            for attribute in tag.attributes {
                switch attribute.name {
                case "style":
                    guard attribute.value.holds(UInt8(ascii: "(")), mayName(attribute.value) else { continue }
                    found += names(inStyle: attribute.value).map { ($0, attribute.valueRange) }
                case "src", "background", "href", "data", "poster":
                    if let address = address(of: attribute.value[...]) { found.append((address, attribute.valueRange)) }
                default: continue
                }
            }
        }
        for style in document.styles where mayName(style.text) {
            found += names(inStyle: style.text).map { ($0, style.range) }
        }
        return found
    }

    /// Whether `cid:` is in a text.
    private func mayName(_ text: String) -> Bool { Self.scheme.isIn(text) }

    private static let scheme = StretchSet(["cid:"])

    /// RFC 2392 §2: the name behind `cid:` is that of the Content-ID, percent-encoded.
    private func address(of value: Substring) -> String? {
        let text = value.trimmingBlanks
        guard text.utf8.count > 4, text.utf8.prefix(4).elementsEqual("cid:".utf8, by: { $0.asciiLowercased == $1 })
        else { return nil }
        return String(decoding: percentDecoded(Array(text.utf8.dropFirst(4))), as: UTF8.self).lowercased()
    }

    private func names(inStyle text: String) -> [String] {
        guard text.utf8.contains(UInt8(ascii: ":")) else { return [] }
        return text.split(separator: "(").dropFirst().compactMap { piece in
            let inside = piece.prefix { $0 != ")" }.filter { $0 != "\"" && $0 != "'" }
            return address(of: inside[...])
        }
    }

    private func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
