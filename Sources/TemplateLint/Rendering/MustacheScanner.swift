import Findings

/// Reads the tags of a template from its bytes; see `MustacheSource`.
struct MustacheScanner {
    private(set) var tags: [MustacheTag] = []
    private(set) var problems: [Finding] = []
    private let text: SourceText
    private let bytes: [UInt8]
    private var open = Array("{{".utf8)
    private var close = Array("}}".utf8)
    /// The numbers of the sections that are open, outermost first.
    private var sections: [Int] = []
    private var isTooDeep = false

    init(_ text: SourceText) {
        self.text = text
        bytes = text.bytes
    }

    mutating func scan() {
        guard bytes.count <= RenderingLimits.templateBytes else {
            report(
                "template/too-large", "use a template of at most \(RenderingLimits.templateBytes >> 20) MiB",
                label: "\(bytes.count) bytes", at: 0..<1)
            return
        }
        var position = 0
        while let start = find(open, from: position) {
            position = readTag(at: start)
        }
        for section in sections {
            reportUnclosed(section)
        }
        markStandaloneTags()
    }

    /// Reads the tag that begins at `start` and returns where to go on.
    private mutating func readTag(at start: Int) -> Int {
        let inside = start + open.count
        guard inside < bytes.count else {
            reportUnfinished(at: start)
            return bytes.count
        }
        switch bytes[inside] {
        case UInt8(ascii: "!"):
            guard let end = find(close, from: inside) else {
                reportUnfinished(at: start)
                return bytes.count
            }
            append(.comment, "", range: start..<end + close.count)
            return end + close.count
        case UInt8(ascii: "="):
            return readDelimiters(at: start, from: inside + 1)
        case UInt8(ascii: "{"):
            return readNamed(.unescapedVariable, at: start, from: inside + 1, until: [UInt8(ascii: "}")] + close)
        case let sigil:
            let kinds: [UInt8: MustacheTag.Kind] = [
                UInt8(ascii: "&"): .unescapedVariable, UInt8(ascii: "#"): .section,
                UInt8(ascii: "^"): .invertedSection, UInt8(ascii: "/"): .close, UInt8(ascii: ">"): .partial,
            ]
            guard let kind = kinds[sigil] else {
                return readNamed(.variable, at: start, from: inside, until: close)
            }
            return readNamed(kind, at: start, from: inside + 1, until: close)
        }
    }

    private mutating func readNamed(
        _ kind: MustacheTag.Kind, at start: Int, from inside: Int, until end: [UInt8]
    ) -> Int {
        let limit = min(bytes.count, inside + RenderingLimits.tagBytes + end.count)
        guard let stop = find(end, from: inside, before: limit) else {
            reportUnfinished(at: start, expecting: end)
            return inside
        }
        if let next = find(open, from: inside, before: stop) {
            reportUnfinished(at: start, expecting: end)
            return next
        }
        let range = start..<stop + end.count
        let name = String(decoding: trimmed(inside..<stop), as: UTF8.self)
        if let objection = MustacheName.objection(to: name, in: kind) {
            report(objection, at: range)
            // A section that cannot be read is still a section: its closing tag is not to blame as well.
            if kind == .section || kind == .invertedSection {
                append(kind, MustacheName.head(of: name), range: range)
            } else if kind == .close {
                closeSection(named: MustacheName.head(of: name), at: range)
            }
        } else if kind == .close {
            closeSection(named: name, at: range)
        } else {
            append(kind, name, range: range)
        }
        return range.upperBound
    }

    private mutating func readDelimiters(at start: Int, from inside: Int) -> Int {
        let end = [UInt8(ascii: "=")] + close
        let limit = min(bytes.count, inside + RenderingLimits.tagBytes + end.count)
        guard let stop = find(end, from: inside, before: limit) else {
            reportUnfinished(at: start)
            return inside
        }
        let words = trimmed(inside..<stop).split(whereSeparator: \.isBlankOrBreak)
        guard words.count == 2, words.allSatisfy({ !$0.contains(UInt8(ascii: "=")) }) else {
            report(
                "template/syntax", "write two delimiters with a blank between them",
                at: start..<stop + end.count, remedy: "write {{=<% %>=}}")
            return stop + end.count
        }
        append(.delimiters, "", range: start..<stop + end.count)
        open = Array(words[0])
        close = Array(words[1])
        return stop + end.count
    }

    private mutating func append(_ kind: MustacheTag.Kind, _ name: String, range: Range<Int>) {
        let tag = MustacheTag(
            kind: kind, name: name, path: MustacheName.path(of: name), range: range, removal: range)
        if tag.opensSection {
            // Deeper ones are not kept: looking for what a tag closes would take time with the square of them.
            guard sections.count < RenderingLimits.depth else {
                tags.append(tag)
                guard !isTooDeep else { return }
                isTooDeep = true
                return report(
                    "template/too-deep", "nest at most \(RenderingLimits.depth) sections", at: range,
                    remedy: "move the inner sections into a partial, or prepare the data")
            }
            sections.append(tags.count)
        }
        tags.append(tag)
    }

    private mutating func closeSection(named name: String, at range: Range<Int>) {
        guard let opener = sections.lastIndex(where: { tags[$0].name == name }) else {
            // What closes a section that was not kept is not to blame.
            guard !isTooDeep else { return }
            let remedy = sections.last.map { "write {{/\(tags[$0].name)}}, or open the section with {{#\(name)}}" }
            report(
                "personalization/unbalanced-block", "{{/\(name)}} closes a section that is not open",
                label: "no {{#\(name)}} before it", at: range, remedy: remedy ?? "remove it, or open the section first")
            return
        }
        for section in sections[(opener + 1)...] {
            reportUnclosed(section)
        }
        tags[sections[opener]].closing = tags.count
        sections.removeSubrange(opener...)
        append(.close, name, range: range)
    }

    private mutating func markStandaloneTags() {
        for index in tags.indices where tags[index].mayStandAlone {
            let range = tags[index].range
            var start = range.lowerBound
            while start > 0, bytes[start - 1].isBlank { start -= 1 }
            guard start == 0 || bytes[start - 1] == 0x0A else { continue }
            var end = range.upperBound
            while end < bytes.count, bytes[end].isBlank { end += 1 }
            if end < bytes.count, bytes[end] == 0x0D { end += 1 }
            guard end == bytes.count || bytes[end] == 0x0A else { continue }
            tags[index].removal = start..<min(end + 1, bytes.count)
            if tags[index].kind == .partial { tags[index].indentation = start..<range.lowerBound }
        }
    }

    // MARK: Bytes

    private func find(_ pattern: [UInt8], from start: Int, before end: Int? = nil) -> Int? {
        let end = end ?? bytes.count
        guard let first = pattern.first, start <= end - pattern.count else { return nil }
        var index = start
        while index <= end - pattern.count {
            if bytes[index] == first, bytes[index..<index + pattern.count].elementsEqual(pattern) { return index }
            index += 1
        }
        return nil
    }

    private func trimmed(_ range: Range<Int>) -> ArraySlice<UInt8> {
        var slice = bytes[range]
        while let first = slice.first, first.isBlankOrBreak { slice.removeFirst() }
        while let last = slice.last, last.isBlankOrBreak { slice.removeLast() }
        return slice
    }

    // MARK: Problems

    private mutating func reportUnfinished(at start: Int, expecting end: [UInt8]? = nil) {
        let end = String(decoding: end ?? close, as: UTF8.self)
        report(
            "template/syntax", "the tag that begins here is not closed", label: "no \(end) follows",
            at: start..<start + open.count, remedy: "close it with \(end)")
    }

    private mutating func reportUnclosed(_ section: Int) {
        let tag = tags[section]
        report(
            "personalization/unbalanced-block", "the section \(tag.name) is not closed",
            label: "no {{/\(tag.name)}} follows", at: tag.range, remedy: "add {{/\(tag.name)}} where it ends")
    }

    private mutating func report(_ objection: MustacheName.Objection, at range: Range<Int>) {
        report("template/syntax", objection.message, at: range, remedy: objection.remedy)
    }

    private mutating func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at range: Range<Int>, remedy: String? = nil
    ) {
        guard problems.count < RenderingLimits.problems else { return }
        let place = text.place(atByte: range.lowerBound, length: range.count)
        problems.append(Finding(rule, .error, message, label: label, at: place.excerpt, remedy: remedy))
    }
}

extension UInt8 {
    /// Space or tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    /// Space, tab, or part of a line break.
    var isBlankOrBreak: Bool { isBlank || self == 0x0A || self == 0x0D }
}
