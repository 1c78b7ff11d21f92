import Findings
import MailMessage

/// A subject has no characters that cannot be seen.
///
/// Fires on zero-width characters, soft hyphens, controls of the writing direction and tag characters; and, as a remark,
/// on blanks at the end. They cut words so that filters and searches miss them, or turn the order of letters round.
/// What a script or an emoji needs is left alone: joiners in emoji and in Arabic and Indic scripts, marks of direction
/// beside letters written from right to left, zero-width spaces in Thai, Lao, Khmer and Burmese, the tags of a flag.
/// Source: UTS #39; Rspamd SUBJECT_ENDS_SPACES.
///
/// Fires:
/// ```eml
/// Subject: =?utf-8?Q?Pay=E2=80=8Bment_due?=
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Subject: =?utf-8?Q?=F0=9F=91=A9=E2=80=8D=F0=9F=92=BB_News_for_developers?=
///
/// Hello
/// ```
struct SubjectInvisibleCharacters: LintRule {
    static let id: RuleID = "subject/invisible-characters"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let subject = mail.message?.subject else { return }
        // Most subjects are ASCII, in which there is nothing to find but blanks at the end.
        if subject.text.bytes.contains(where: { $0 >= 0x80 }) { checkCharacters(of: subject, into: &findings) }
        let kept = subject.text.bytes.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? 0
        if kept > 0, kept < subject.text.bytes.count {
            findings.report(
                "remove the blanks at the end of the subject", label: "blanks", in: subject.text,
                at: kept..<subject.text.bytes.count, severity: .info)
        }
    }

    private func checkCharacters(of subject: HeaderText, into findings: inout FindingSink) {
        let scalars = Array(subject.string.unicodeScalars)
        let isRightToLeft = scalars.contains(where: \.isRightToLeft)
        var isInFlag = false
        var offset = 0
        for (index, scalar) in scalars.enumerated() {
            let width = UTF8.width(scalar)
            defer { offset += width }
            // Emoji tag sequences (UTS #51): a black flag, then tags up to the cancel tag.
            if scalar.value == 0x1F3F4 { isInFlag = true } else if !scalar.isTag { isInFlag = false }
            let before = index > 0 ? scalars[index - 1] : nil
            guard let name = name(of: scalar, after: before, isRightToLeft: isRightToLeft, isInFlag: isInFlag) else {
                continue
            }
            findings.report(
                "remove the \(name) from the subject", label: "cannot be seen", in: subject.text,
                at: offset..<offset + width)
        }
    }

    /// What a character is called that should not be there; nil for all others.
    private func name(
        of scalar: Unicode.Scalar, after before: Unicode.Scalar?, isRightToLeft: Bool, isInFlag: Bool
    ) -> String? {
        let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
        switch scalar.value {
        case 0xAD: return "soft hyphen"
        case 0x200B: return before?.isWrittenWithoutSpaces == true ? nil : "zero-width space"
        case 0x200C, 0x200D: return before.map(\.mayBeJoined) == true ? nil : "zero-width joiner (\(code))"
        case 0x202D, 0x202E: return "override of the writing direction (\(code))"
        case 0x200E, 0x200F, 0x61C, 0x202A...0x202C, 0x2066...0x2069:
            return isRightToLeft ? nil : "control of the writing direction (\(code))"
        case 0x180E, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0x115F, 0x1160, 0x3164, 0xFFA0:
            return "invisible character (\(code))"
        default: return scalar.isTag && !isInFlag ? "tag character (\(code))" : nil
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isTag: Bool { (0xE0000...0xE007F).contains(value) }

    /// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
    fileprivate var isRightToLeft: Bool {
        (0x590...0x8FF).contains(value) && value != 0x61C || (0xFB1D...0xFDFF).contains(value)
            || (0xFE70...0xFEFC).contains(value) || (0x10800...0x10FFF).contains(value)
            || (0x1E800...0x1EFFF).contains(value)
    }

    /// Thai, Lao, Burmese and Khmer, which mark where a line may break by a zero-width space.
    fileprivate var isWrittenWithoutSpaces: Bool {
        (0xE00...0xEFF).contains(value) || (0x1000...0x109F).contains(value) || (0x1780...0x17FF).contains(value)
    }

    /// Emoji and what modifies them, and letters of scripts in which joiners change the shape of letters.
    fileprivate var mayBeJoined: Bool {
        value == 0xFE0F || value > 0x7F && properties.isEmoji || isRightToLeft || (0x900...0xDFF).contains(value)
            || (0x1000...0x109F).contains(value) || (0x1780...0x18AF).contains(value)
    }
}
