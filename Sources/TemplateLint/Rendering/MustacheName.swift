/// The names that may stand in a tag.
enum MustacheName {
    /// Why a name is not one, and what to write instead.
    struct Objection {
        var message: String
        var remedy: String
    }

    /// The parts of a dotted name; none for `.`, the item itself.
    static func path(of name: String) -> [String] {
        name == "." ? [] : name.split(separator: ".").map(String.init)
    }

    /// What a block with arguments opens: `each` of `each items`.
    static func head(of name: String) -> String {
        String(name.prefix { !$0.isWhitespace })
    }

    /// What is wrong with a name in a tag of this kind; nil where nothing is.
    static func objection(to name: String, in kind: MustacheTag.Kind) -> Objection? {
        if name.isEmpty {
            return Objection(message: "the tag has no name", remedy: "write a name of the data, or {{.}} for the item")
        }
        if let beyond = beyondTheCore(name, in: kind) { return beyond }
        if name.unicodeScalars.contains(where: { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }) {
            return withBlanks(name, in: kind)
        }
        if let scalar = name.unicodeScalars.first(where: { !isAllowed($0, in: kind) }) {
            return Objection(
                message: "the name \(name) has a character that names do not have: \(visible(scalar))",
                remedy: "use letters, digits, . _ - and ? in names")
        }
        guard kind != .partial, name != "." else { return nil }
        if name.hasPrefix(".") || name.hasSuffix(".") || name.contains("..") {
            return Objection(
                message: "the name \(name) has a dot without a name beside it",
                remedy: "write a name on both sides of every dot, or {{.}} alone for the item")
        }
        return nil
    }

    /// What engines have beyond the core of the specification, named by its own word.
    private static func beyondTheCore(_ name: String, in kind: MustacheTag.Kind) -> Objection? {
        switch (kind, name.first) {
        case (.variable, "<"), (.variable, "$"):
            Objection(
                message: "template inheritance is known, but not in this version",
                remedy: "use a partial, {{>name}}, and data that says what differs")
        case (.variable, "%"):
            Objection(
                message: "pragmas are not part of Mustache", remedy: "remove the tag")
        case (.partial, "*"):
            Objection(
                message: "dynamic names of partials are known, but not in this version",
                remedy: "write each partial into a section of its own")
        case (.variable, "~"), (.section, "~"), (.close, "~"), (.variable, "@"), (.section, ">"), (.section, "*"):
            Objection(
                message: "\(name) is Handlebars, not Mustache",
                remedy: "write plain Mustache, or lint what your program renders with engine: none")
        case _ where name.contains("("):
            Objection(
                message: "functions in tags are not part of Mustache",
                remedy: "prepare the value in the data and print it as it is")
        case _ where name.contains("|"):
            Objection(
                message: "filters are not part of Mustache",
                remedy: "prepare the value in the data and print it as it is")
        default:
            nil
        }
    }

    private static func withBlanks(_ name: String, in kind: MustacheTag.Kind) -> Objection {
        let words = name.split(whereSeparator: \.isWhitespace)
        if kind != .variable, let block = words.first, let subject = words.dropFirst().first,
            ["each", "if", "unless", "with"].contains(block)
        {
            let sigil = block == "unless" ? "^" : "#"
            return Objection(
                message: "{{#\(block) …}} is Handlebars, not Mustache",
                remedy: "write {{\(sigil)\(subject)}} … {{/\(subject)}}")
        }
        return Objection(
            message: "the name \(words.joined(separator: " ")) has a blank in it",
            remedy: "write one name of the data; helpers with arguments are not part of Mustache")
    }

    private static func isAllowed(_ scalar: Unicode.Scalar, in kind: MustacheTag.Kind) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "?": true
        case "/": kind == .partial
        // What broken UTF-8 reads as.
        case "\u{FFFD}": false
        default: scalar.value >= 0xA0
        }
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        scalar.value > 0x20 && scalar.value < 0x7F
            ? String(scalar) : "U+" + String(scalar.value, radix: 16, uppercase: true)
    }
}
