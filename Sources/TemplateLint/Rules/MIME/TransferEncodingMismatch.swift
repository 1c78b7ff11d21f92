import Findings
import MailMessage

/// A part is written in the transfer encoding that it names.
///
/// Fires on bytes above 127 in a part that is 7bit, by its header or because it names no encoding: servers on the way may
/// clear the eighth bit or refuse the message (an error). A multipart that claims to be encoded is an error too, because
/// RFC 2045 §6.4 forbids it. Warns on an encoding that does not exist, on bytes above 127 in quoted-printable, on a `=`
/// there that encodes nothing, and on characters in base64 that are not of its alphabet; a line of quoted-printable
/// beyond 76 characters is a remark. Source: RFC 2045 §6; Rspamd R_BAD_CTE_7BIT.
///
/// Fires:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: text/plain; charset=utf-8
///
/// Grüße
/// ```
///
/// Left alone:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: text/plain; charset=utf-8
/// Content-Transfer-Encoding: 8bit
///
/// Grüße, 1 = 1
/// ```
struct TransferEncodingMismatch: LintRule {
    static let id: RuleID = "mime/cte-mismatch"
    static let severity = Severity.error
    static let needs = LintNeed.message

    /// RFC 2045 §6.8: padding, and what breaks the text into lines.
    private static let amongBase64 = ByteSet("=\r\n\t ")
    /// RFC 2045 §6.7 (5): characters of a line of quoted-printable.
    private static let longestLine = 76

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for placed in message.parts {
            let part = placed.part
            let field = placed.field("Content-Transfer-Encoding")
            if part.defects.contains(.encodedMultipart) {
                findings.report(
                    "encode the parts and not the multipart: write 7bit or 8bit here", label: "an encoded multipart",
                    in: message.text, at: field?.range ?? placed.place)
            }
            guard placed.isLeaf else { continue }
            switch part.transferEncoding {
            case .sevenBit:
                guard let index = part.body.firstIndex(where: { $0 >= 0x80 }) else { continue }
                findings.report(
                    field == nil
                        ? "add Content-Transfer-Encoding: 8bit, or encode the part as quoted-printable"
                        : "write 8bit in place of 7bit, or encode the part as quoted-printable",
                    label: "not 7bit", in: message.text, at: run(in: part.body, from: index))
            case .quotedPrintable: checkQuotedPrintable(part.body, in: message.text, into: &findings)
            case .base64:
                let stray = part.body.firstIndex {
                    !$0.isBase64Digit && !Self.amongBase64.contains($0)
                }
                guard let stray else { continue }
                findings.report(
                    "write nothing but base64 into the part", label: "not of the alphabet", in: message.text,
                    at: run(in: part.body, from: stray), severity: .warning)
            case .unknown(let name):
                findings.report(
                    "name 7bit, 8bit, quoted-printable or base64", label: "there is no \(name.shortened(to: 30))",
                    in: message.text, at: field?.range ?? placed.place, severity: .warning)
            case .eightBit, .binary: continue
            }
        }
    }

    /// The byte, and what follows of the same character.
    private func run(in body: ArraySlice<UInt8>, from start: Int) -> Range<Int> {
        guard body[start] >= 0x80 else { return start..<start + 1 }
        return start..<(body[start...].firstIndex { $0 < 0x80 } ?? body.endIndex)
    }

    private func checkQuotedPrintable(
        _ body: ArraySlice<UInt8>, in text: LintText, into findings: inout FindingSink
    ) {
        var lineStart = body.startIndex
        var longLine: Range<Int>?
        var hasStray = false
        var hasHighByte = false
        let bytes = body.span
        for offset in 0..<bytes.count {
            let byte = bytes[offset]
            guard byte == 0x0A || byte == UInt8(ascii: "=") || byte >= 0x80 else { continue }
            let index = body.startIndex + offset
            if byte == 0x0A {
                let end = index > lineStart && body[index - 1] == 0x0D ? index - 1 : index
                if end - lineStart > Self.longestLine, longLine == nil { longLine = lineStart..<end }
                lineStart = index + 1
            } else if byte == UInt8(ascii: "="), !hasStray, !isEscape(at: index, in: body) {
                hasStray = true
                findings.report(
                    "write = as =3D", label: "encodes nothing", in: text, at: index..<index + 1, severity: .warning)
            } else if byte >= 0x80, !hasHighByte {
                hasHighByte = true
                findings.report(
                    "encode these bytes too", label: "not encoded", in: text, at: run(in: body, from: index),
                    severity: .warning)
            }
        }
        guard let longLine else { return }
        findings.report(
            "break lines of quoted-printable at 76 characters", label: "\(longLine.count) characters", in: text,
            at: longLine, severity: .info)
    }

    /// Whether a `=` begins an encoded byte or a soft line break.
    private func isEscape(at index: Int, in body: ArraySlice<UInt8>) -> Bool {
        var next = index + 1
        guard next < body.endIndex else { return true }
        if next + 1 < body.endIndex, body[next].isHexadecimal, body[next + 1].isHexadecimal { return true }
        // RFC 2045 §6.7 (3): white space behind a soft line break was added on the way.
        while next < body.endIndex, body[next].isBlank, next - index < 1000 { next += 1 }
        return next == body.endIndex || body[next] == 0x0D || body[next] == 0x0A
    }
}
