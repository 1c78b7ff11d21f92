import Findings

/// Images are fetched with https.
///
/// Fires on `http://` in the `src` of an image, in `background`, and in `url()` of styles. Gmail fetches images by itself,
/// other programs block such images or mark the mail, and whoever is on the way sees and changes what is fetched.
///
/// Fires:
/// ```html
/// <img src="http://example.org/a.png" alt="A">
/// ```
///
/// Fires:
/// ```html
/// <div style="background-image: url('http://example.org/a.png')">Offer</div>
/// ```
///
/// Left alone:
/// ```html
/// <style>/* url(http://example.org/a.png) */ @namespace url(http://www.w3.org/1999/xhtml); a { b: "http://c" }</style>
/// <html xmlns="http://www.w3.org/1999/xhtml"><img src="https://example.org/?of=http://example.org/a.png" alt="A">
/// ```
struct InsecureImage: LintRule {
    static let id: RuleID = "images/insecure-http"
    static let severity = Severity.warning
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        for element in document.elements {
            for attribute in element.attributes {
                switch attribute.name {
                case "src" where ["img", "input", "source", "video"].contains(element.name), "background", "poster":
                    if isInsecure(attribute.value) { report(attribute.valueRange, in: html.text, to: &findings) }
                case "style" where attribute.value.utf8.count > 12:
                    look(in: attribute, html.text, to: &findings)
                default: break
                }
            }
        }
        for sheet in html.styles?.sheets ?? [] { look(in: sheet, html.text, to: &findings) }
    }

    private func look(in attribute: HTMLAttribute, _ text: LintText, to findings: inout FindingSink) {
        // Few styles have an address; a tokenizer is for those.
        guard attribute.value.holds(UInt8(ascii: "(")), attribute.value.holds(UInt8(ascii: ":")) else {
            return
        }
        let tokens = CSSTokens(attribute.value)
        for number in tokens.all {
            guard let address = tokens.address(in: number..<min(number + 2, tokens.tokens.count)),
                address.number == number,
                isInsecure(address.value)
            else { continue }
            // Where the attribute has character references, only the attribute's place is known.
            let isVerbatim = attribute.valueRange.count == attribute.value.utf8.count
            let start = attribute.valueRange.lowerBound
            report(
                isVerbatim ? start + address.range.lowerBound..<start + address.range.upperBound : attribute.valueRange,
                in: text, to: &findings)
        }
    }

    private func look(in sheet: MailStyles.Sheet, _ text: LintText, to findings: inout FindingSink) {
        let tokens = sheet.tokens
        for case .rule(let rule) in sheet.rules {
            // What is imported has a rule of its own, a namespace is only a name, and fonts are no images.
            guard let block = rule.block, rule.atKeyword.map({ !tokens.says($0, "font-face") }) ?? true else {
                continue
            }
            for number in block {
                let next = min(number + 2, block.upperBound)
                guard let address = tokens.address(in: number..<next), address.number == number,
                    isInsecure(address.value)
                else { continue }
                report(address.range, in: text, to: &findings)
            }
        }
    }

    private func isInsecure(_ address: String) -> Bool {
        let target = LinkTarget(address)
        guard target.scheme == "http", let host = target.host else { return false }
        // A host that nobody reaches has a rule of its own.
        return Host.reasonUnreachable(host) == nil
    }

    private func report(_ range: Range<Int>, in text: LintText, to findings: inout FindingSink) {
        findings.report("replace http:// with https://", label: "not encrypted", in: text, at: range)
    }
}

extension CSSTokens {
    /// The first address of these tokens: `url(x)`, `url("x")`, or a string alone as `@import` has it.
    func address(in range: Range<Int>) -> (number: Int, value: String, range: Range<Int>)? {
        for number in range {
            let token = tokens[number]
            switch token.kind {
            case .url: return (number, value(number), contents(of: token))
            case .string where range.lowerBound > 0 && tokens[range.lowerBound - 1].kind == .atKeyword:
                return (number, value(number), contents(of: token))
            case .function where says(number, "url") || says(number, "src"):
                let string = inside(number).first { tokens[$0].kind == .string }
                return string.map { (number, value($0), contents(of: tokens[$0])) }
            default: continue
            }
        }
        return nil
    }
}
