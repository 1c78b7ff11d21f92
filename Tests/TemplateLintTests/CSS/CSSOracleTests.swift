import Foundation
import TemplateLint
import Testing

/// The public cases of css-parsing-tests, where they have been fetched.
@Suite struct CSSOracleTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/oracles/css").standardizedFileURL
    private static let isThere = FileManager.default.fileExists(atPath: folder.path)

    /// Pairs of an input and what is expected of it.
    private static func cases(_ name: String) throws -> [(input: Any, expected: Any)] {
        let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
        let all = try #require(try JSONSerialization.jsonObject(with: data) as? [Any])
        return stride(from: 0, to: all.count - 1, by: 2).map { (all[$0], all[$0 + 1]) }
    }

    private static func isSame(_ first: Any, _ second: Any) -> Bool {
        ([first] as NSArray).isEqual([second] as NSArray)
    }

    /// CSS Syntax Level 3 as it is now has no token for `U+26`; the cases are of an older draft that had.
    private static func isOfOlderDraft(_ expected: Any) -> Bool { "\(expected)".contains("unicode-range") }

    @Test(
        "every public case is read as expected", .enabled(if: isThere, "the oracles are not here"),
        arguments: [
            ("component_value_list", 40), ("declaration_list", 9), ("rule_list", 13), ("stylesheet", 14),
            ("one_component_value", 9), ("one_declaration", 20), ("one_rule", 9),
        ])
    func parsing(name: String, count: Int) throws {
        var compared = 0
        for (input, expected) in try Self.cases(name) where !Self.isOfOlderDraft(expected) {
            let tokens = CSSTokens(try #require(input as? String))
            let found = CSSTree(tokens: tokens).value(name)
            #expect(Self.isSame(found, expected), "\(input): \(found), expected \(expected)")
            compared += 1
        }
        #expect(compared >= count)
    }

    @Test(
        "bytes that are UTF-8 are read as expected, with a byte order mark or without",
        .enabled(if: isThere, "the oracles are not here"))
    func bytes() throws {
        var compared = 0
        for (input, expected) in try Self.cases("stylesheet_bytes") {
            let input = try #require(input as? [String: Any])
            let expected = try #require(expected as? [Any])
            // A style sheet of a mail is UTF-8 by the time it is read: HTML decides, not `@charset`.
            guard expected.last as? String == "utf-8" else { continue }
            let text = try #require(input["css_bytes"] as? String)
            let tokens = CSSTokens(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
            let found = CSSTree(tokens: tokens).value("stylesheet")
            #expect(Self.isSame(found, expected[0]), "\(text): \(found)")
            compared += 1
        }
        #expect(compared > 10)
    }

    /// CSS Color Level 4 reads an alpha in `rgb()` and none in `rgba()`, an alpha in percent, and angles with a unit.
    private static let readByLevel4: Set<String> = [
        "rgb(0, 0, 0, 0)", "rgb(0%, 0%, 0%, 0%)", "rgb(0%, 0%, 0%, 0)", "rgba(255, 255, 255, 0%)", "rgba(0, 0, 0)",
        "rgba(0%, 0%, 0%)", "rgba(0%, 0%, 0%, 0%)", "hsl(30deg, 100%, 100%)", "hsl(0, 0%, 0%, 0%)",
        "hsla(30deg, 100%, 100%, 1)", "hsla(0, 0%, 0%, 50%)", "hsla(0, 0%, 0%)",
    ]

    @Test(
        "every public colour is read as expected", .enabled(if: isThere, "the oracles are not here"),
        arguments: [("color3", 1.0), ("color3_keywords", 255), ("color3_hsl", 1)])
    func colors(name: String, scale: Double) throws {
        var compared = 0
        for (input, expected) in try Self.cases(name) {
            let text = try #require(input as? String)
            let tokens = CSSTokens(text)
            let value = tokens.trimmed(tokens.all)
            let reading =
                value.first.flatMap {
                    tokens.next(after: $0) == value.upperBound ? CSSColor.reading(tokens, at: $0) : nil
                }
            compared += 1
            switch (reading, expected) {
            case (.color(let color)?, let expected as [NSNumber]):
                let parts = [color.red, color.green, color.blue, color.alpha]
                for (part, number) in zip(
                    parts, expected.enumerated().map { $0 < 3 ? $1.doubleValue / scale : $1.doubleValue })
                {
                    #expect(abs(part - min(1, max(0, number))) < 0.001, "\(text)")
                }
            case (.current?, let expected as String): #expect(expected == "currentColor")
            case (nil, is NSNull): break
            case (.color?, is NSNull): #expect(Self.readByLevel4.contains(text), "\(text)")
            default: Issue.record("\(text) is \(String(describing: reading)), expected \(expected)")
            }
        }
        #expect(compared > 90)
    }
}

/// A tree of tokens as the public cases write it.
private struct CSSTree {
    let tokens: CSSTokens

    func value(_ name: String) -> Any {
        switch name {
        case "component_value_list": return list(tokens.all)
        case "declaration_list": return tokens.declarations(in: tokens.all).map { item($0) }
        case "rule_list": return tokens.rules(in: tokens.all, isTopLevel: false).map { item($0) }
        case "stylesheet": return tokens.rules(in: tokens.all).map { item($0) }
        case "one_component_value":
            let value = tokens.trimmed(tokens.all)
            guard let first = value.first else { return ["error", "empty"] }
            return tokens.next(after: first) < value.upperBound ? ["error", "extra-input"] : component(first)[0]
        case "one_declaration":
            let start = tokens.all.first { tokens[$0].kind != .whitespace }
            guard let start else { return ["error", "empty"] }
            return tokens.declaration(in: start..<tokens.all.upperBound).map { item(.declaration($0)) }
                ?? ["error", "invalid"]
        default:
            let items = tokens.rules(in: tokens.all, isTopLevel: false)
            guard let first = items.first else { return ["error", "empty"] }
            return items.count > 1 ? ["error", "extra-input"] : item(first)
        }
    }

    private func item(_ item: CSSItem) -> Any {
        switch item {
        case .invalid: return ["error", "invalid"]
        case .declaration(let declaration):
            return [
                "declaration", tokens.value(declaration.name), list(declaration.value), declaration.isImportant,
            ] as [Any]
        case .rule(let rule):
            let block: Any = rule.block.map { list($0) } ?? NSNull()
            guard let keyword = rule.atKeyword else { return ["qualified rule", list(rule.prelude), block] as [Any] }
            return ["at-rule", tokens.value(keyword), list(rule.prelude), block] as [Any]
        }
    }

    private func list(_ range: Range<Int>) -> [Any] {
        var values: [Any] = []
        var index = range.lowerBound
        while index < range.upperBound {
            // White space on both sides of a comment is one run for the cases.
            if tokens[index].kind == .whitespace, values.last as? String == " " {
                index += 1
                continue
            }
            // Two delimiters side by side, where the older draft of the cases has one token.
            if let last = values.last as? String, isPair(last, index) {
                values[values.count - 1] = last + tokens.value(index)
                index += 1
                continue
            }
            values += component(index)
            index = tokens.next(after: index)
        }
        return values
    }

    private func isPair(_ last: String, _ index: Int) -> Bool {
        guard tokens[index].kind == .delimiter, tokens[index - 1].end == tokens[index].start else { return false }
        return last == "|" && tokens.isDelimiter(index, "|")
            || ["~", "|", "^", "$", "*"].contains(last) && tokens.isDelimiter(index, "=")
    }

    private func component(_ number: Int) -> [Any] {
        let token = tokens[number]
        let value = tokens.value(number)
        let isLast = number == tokens.tokens.count - 1 && tokens.endsInside
        switch token.kind {
        case .whitespace: return [" "]
        case .ident: return [["ident", value]]
        case .atKeyword: return [["at-keyword", value]]
        case .hash: return [["hash", value, "id"]]
        case .unrestrictedHash: return [["hash", value, "unrestricted"]]
        case .string: return [["string", value]] + (isLast ? [["error", "eof-in-string"]] : [])
        case .url: return [["url", value]] + (isLast ? [["error", "eof-in-url"]] : [])
        case .badString: return [["error", "bad-string"]]
        case .badURL: return [["error", "bad-url"]]
        case .number, .percentage, .dimension:
            let written = String(decoding: tokens.bytes[token.start..<token.link], as: UTF8.self)
            let kind = written.contains { ".eE".contains($0) } ? "number" : "integer"
            let name = token.kind == .number ? "number" : token.kind == .percentage ? "percentage" : "dimension"
            let numbers: [Any] = [name, written, NSNumber(value: tokens.number(number)), kind]
            return [numbers + (token.kind == .dimension ? [value] : [])]
        case .function: return [["function", value] + list(tokens.inside(number))]
        case .openParenthesis: return [["()"] + list(tokens.inside(number))]
        case .openBracket: return [["[]"] + list(tokens.inside(number))]
        case .openBrace: return [["{}"] + list(tokens.inside(number))]
        case .closeParenthesis, .closeBracket, .closeBrace: return [["error", value]]
        case .delimiter, .colon, .semicolon, .comma, .openComment, .closeComment: return [value]
        }
    }
}
