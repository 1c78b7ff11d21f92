import Findings
import Yams

/// Findings about what YAML allows and the format does not.
enum KeyProblem {
    /// A key that is no plain text.
    static func finding(at place: Place) -> Finding {
        Finding(
            "scenario/syntax", .error, "a key is a plain text", label: "expected a plain text", at: place.excerpt,
            remedy: "write the key itself; a list, a mapping or an alias cannot be one")
    }

    /// A key that is written twice.
    static func duplicate(_ name: String, at place: Place, first: Place) -> Finding {
        Finding(
            "scenario/duplicate-key", .error, "the key \(Quoted.text(name)) is written twice",
            label: "written again here",
            at: place.excerpt, remedy: "keep one of them",
            notes: [Finding.Note("first written here", at: first.excerpt)])
    }

    /// `<<`.
    static func merge(at place: Place) -> Finding {
        Finding(
            "scenario/syntax", .error, "merge keys are not part of the format", label: "remove <<", at: place.excerpt,
            remedy: "write the keys where they belong, or use one alias for the whole value")
    }

    /// `!tag`.
    static func tag(at place: Place) -> Finding {
        Finding(
            "scenario/syntax", .error, "tags are not part of the format", label: "remove the tag", at: place.excerpt,
            remedy: "remove it: what a value is follows from its key")
    }
}

/// Findings about values in values.
enum NestingProblem {
    static func finding(at place: Place) -> Finding {
        Finding(
            "scenario/too-much", .error, "values are nested more than \(YAMLDocument.deepestNesting) deep",
            at: place.excerpt, remedy: "nest less; the format needs about a dozen levels")
    }
}

/// Says what libyaml found, at its place, in words that help.
///
/// The errors of Yams carry the whole file; none of it but the line goes into the finding.
enum SyntaxProblem {
    /// The finding for what Yams threw.
    static func finding(for error: any Error, in text: SourceText, index: ScalarIndex) -> Finding {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return finding(problem, at: mark, context: context, in: text, index: index)
        case .duplicatedKeysInMapping(let names, let context):
            let shown = names.sorted().prefix(3).map(Quoted.text).joined(separator: ", ")
            return Finding(
                "scenario/duplicate-key", .error, "the key \(shown) is written twice", label: "first written here",
                at: place(context.mark, text, index).excerpt, remedy: "keep one of them")
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
            return Finding("scenario/syntax", .error, "\(text.file) is not readable as YAML: \(problem)")
        case .memory, .no, .dataCouldNotBeDecoded, nil:
            return Finding("scenario/syntax", .error, "\(text.file) is not readable as YAML")
        }
    }

    private static func finding(
        _ problem: String, at mark: Mark, context: YamlError.Context?, in text: SourceText, index: ScalarIndex
    ) -> Finding {
        var problemPlace = place(mark, text, index)
        var notes: [Finding.Note] = []
        if let context, context.mark.line > 0 {
            let contextPlace = place(context.mark, text, index)
            // The end of a file shows nothing, nor does what follows a star: what was begun is the place to look at.
            if problem.contains("end of stream") || problem.contains("expected alphabetic")
                || mark.line > text.lineCount
            {
                problemPlace = contextPlace
            } else if contextPlace.line != problemPlace.line, !problem.contains("another document") {
                notes.append(Finding.Note(context.text, at: contextPlace.excerpt))
            }
        }
        let known = explanation(problem, at: problemPlace, in: text, context: context?.text ?? "")
        return Finding(
            "scenario/syntax", .error, known.message ?? "malformed YAML: \(problem)", at: problemPlace.excerpt,
            remedy: known.remedy, notes: notes)
    }

    /// What a message of libyaml means here, and what to write instead.
    private static func explanation(
        _ problem: String, at place: Place, in text: SourceText, context: String
    ) -> (message: String?, remedy: String?) {
        let line = text.line(place.line)
        let indentation = line.prefix { $0 == " " || $0 == "\t" }
        if indentation.contains("\t") || problem.contains("tab character") {
            return ("a tab cannot indent in YAML", "replace the tab with spaces")
        }
        if problem.contains("nesting") {
            return ("values are nested too deep", "nest less; the format needs about a dozen levels")
        }
        if problem.contains("another document") {
            return ("a second document begins here", "remove the line ---, or make a file of what follows it")
        }
        if problem.contains("undefined alias") {
            return ("this alias has no anchor", "write &name before the value that it stands for, or quote the text")
        }
        if problem.contains("expected alphabetic") {
            return ("in YAML this begins an alias or an anchor", "quote the text")
        }
        if problem.contains("end of stream") {
            return ("this quote is not closed", "close it")
        }
        if problem.contains("cannot start any token") {
            return (nil, "quote the text: in YAML it cannot begin so")
        }
        if context.contains("flow") || problem.contains("unexpected ':'") {
            return line.contains("::")
                ? (nil, "quote the IPv6 address: \"2001:db8::1\"")
                : (nil, "separate what is in brackets by commas, close them, and quote texts that hold , : [ ] { or }")
        }
        if problem.contains("mapping values are not allowed") {
            return (nil, "check the indentation, or quote the text if the colon belongs to it")
        }
        if problem.contains("did not find expected key") || problem.contains("expected '-'")
            || problem.contains("could not find expected ':'")
        {
            return (nil, "align the keys of one mapping and the dashes of one list")
        }
        if problem.contains("escape") {
            return (nil, "double the backslash, or use single quotes")
        }
        return (nil, nil)
    }

    private static func place(_ mark: Mark, _ text: SourceText, _ index: ScalarIndex) -> Place {
        text.place(atByte: index.offset(line: mark.line, column: mark.column))
    }
}
