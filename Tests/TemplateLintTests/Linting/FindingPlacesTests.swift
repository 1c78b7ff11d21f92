import Findings
import Foundation
import TemplateLint
import Testing

/// What stands at the place of a finding is what the finding is about.
@Suite(.enabled(if: LintOracles.areThere, "the oracles are not here"))
struct FindingPlacesTests {
    /// Every finding in every template and message, as it stands and as it is sent.
    private static func findings() throws -> [Finding] {
        let templates = try ["good", "labelled"].flatMap { try LintOracles.files(in: $0, ["html", "txt"]) }
        let messages = try ["nice", "spam", "mime"].flatMap { try LintOracles.files(in: $0, LintOracles.messages) }
        var settings = LintSettings()
        settings.avoidsSpamPhrases = true
        let linter = Linter(.marketing, settings: settings)
        return templates.flatMap { linter.lint(template: $0).findings + linter.lint(final: $0).findings }
            + messages.flatMap { linter.lint(message: $0).findings }
    }

    /// What stands at a place, and the line on both sides of it.
    private struct Spot {
        var before: String
        var text: String
        var after: String

        init?(_ excerpt: SourceExcerpt) {
            let line = Array(excerpt.line.unicodeScalars)
            let start = excerpt.span.column - 1
            let end = start + excerpt.span.length
            guard start >= 0, end <= line.count else { return nil }
            func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
                String(String.UnicodeScalarView(scalars))
            }
            before = string(line[..<start])
            text = string(line[start..<end])
            after = string(line[end...])
        }

        /// A start tag, up to its end or the end of the line.
        var isElement: Bool {
            text.wholeMatch(of: /<[a-zA-Z!][^<]*/) != nil
                && (text.hasSuffix(">") || after.allSatisfy(\.isWhitespace) || after == "=")
        }
        /// An attribute from its name on, or its name alone.
        var isAttribute: Bool {
            text.prefixMatch(of: /[a-zA-Z:-]+(\s*=|$)/) != nil && (before.isEmpty || before.last?.isWhitespace == true)
        }
        /// The whole value of an attribute, without its quotes.
        var isValue: Bool {
            guard before.contains(/=(3D)?\s*["']?\s*$/) else { return before.isEmpty }
            guard let quote = before.last, quote == "\"" || quote == "'" else { return true }
            return after.isEmpty || after.first == quote
        }
        /// The beginning of the HTML, where something is missing.
        var isTop: Bool { text == "<" && before.allSatisfy(\.isWhitespace) }
        /// The line of a header field, or a part of it.
        var isField: Bool { (before + text).prefixMatch(of: /[!-9;-~]+:|\s/) != nil }
    }

    @Test("what stands at a place is the element, the attribute or the words that the finding is about")
    func exact() throws {
        var seen = 0
        for finding in try Self.findings() {
            // Where a transfer encoding does not let the place be known, a note gives it in the decoded part.
            guard let excerpt = finding.excerpt, !finding.notes.contains(where: { $0.text.contains("decoded part") })
            else { continue }
            // An empty line has nothing to stand at.
            guard !excerpt.line.isEmpty else { continue }
            seen += 1
            guard let spot = Spot(excerpt) else {
                // What a whole part lacks is shown at its end, which is behind the line where the part is empty.
                let isBehind = excerpt.span.column == excerpt.line.unicodeScalars.count + 1
                if isBehind, LintRules.rule(finding.rule)?.scope == .whole { continue }
                Issue.record("\(finding.rule) beyond the end of its line: \(excerpt)")
                continue
            }
            #expect(Self.isExact(spot, for: finding), "\(finding.rule): \(finding.message) at \(spot)")
        }
        #expect(seen > 1000)
    }

    private static let base64 = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".utf8)

    private static func isExact(_ spot: Spot, for finding: Finding) -> Bool {
        switch finding.rule.rawValue.split(separator: "/")[0] {
        case "subject", "from", "headers":
            // What is missing is missing at the top.
            return spot.isField || (spot.before.isEmpty && finding.message.hasPrefix("add"))
        case "accessibility":
            // Contrast is about words, everything else about elements.
            if finding.rule == "accessibility/contrast-aa" {
                return !spot.text.contains("<") && !spot.text.allSatisfy(\.isWhitespace)
            }
            return spot.isElement
        case "mime":
            switch (finding.rule, finding.label) {
            case ("mime/line-too-long", _), ("mime/boundary-broken", _): return spot.before.isEmpty
            case ("mime/html-as-text", _):
                return ["<!doctype html", "<html", "<head", "<body", "</html>"].contains(spot.text.lowercased())
            case ("mime/cte-mismatch", "not 7bit"): return spot.text.utf8.contains { $0 >= 0x80 }
            case ("mime/cte-mismatch", "not of the alphabet"):
                return spot.text.utf8.allSatisfy { !Self.base64.contains($0) }
            case ("mime/cte-mismatch", _): return spot.before.isEmpty || spot.text == "="
            default: return spot.isField || spot.isElement || spot.before.isEmpty
            }
        case "personalization":
            let text = spot.text.replacing("&#123;", with: "{").replacing("&amp;", with: "&")
            return finding.message.contains(text)
        case "compliance":
            if finding.rule == "compliance/unsubscribe-not-visible" { return spot.isElement }
            return !spot.text.allSatisfy(\.isWhitespace) && finding.label?.hasSuffix("here") == true
        case "links":
            return spot.isElement || (spot.isAttribute && spot.text.hasPrefix("href")) || spot.isValue
                || spot.text.prefixMatch(of: /https?:\/\//.ignoresCase()) != nil
        case "images":
            if finding.rule == "images/insecure-http" { return spot.text.lowercased().hasPrefix("http://") }
            return spot.isElement || (spot.isAttribute && spot.text.hasPrefix("src")) || spot.isValue
        case "size": return !spot.text.allSatisfy(\.isWhitespace)
        default:
            if spot.isElement || spot.isTop { return true }
            if finding.rule == "text/shouting" { return spot.text.contains(where: \.isUppercase) }
            if finding.rule == "text/test-string" { return spot.text.contains(finding.label ?? "-") || spot.isValue }
            let said = [finding.message, finding.label ?? ""] + finding.notes.map(\.text)
            return spot.isField || said.contains { $0.lowercased().contains(spot.text.lowercased()) }
        }
    }
}
