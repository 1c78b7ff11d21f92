/// An answer of spamd to REPORT: a status line, header fields, and the report as text with a table of symbols.
package struct SpamdAnswer: Sendable, Hashable {
    /// What it says.
    package let report: SpamReport

    /// An answer that cannot be read, and what was expected of it.
    package struct Unreadable: Error, Hashable, CustomStringConvertible {
        /// What was found in place of what.
        package var description: String
    }

    /// Reads an answer; any bytes will do.
    package init(_ bytes: [UInt8]) throws(Unreadable) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self) }[...]
        // PROTOCOL: "SPAMD/1.1 0 EX_OK"; other codes are those of sysexits.h.
        let status = lines.popFirst()?.split(separator: " ") ?? []
        guard status.count >= 2, status[0].hasPrefix("SPAMD/") else {
            throw Unreadable(description: "it does not answer as spamd does")
        }
        guard status[1] == "0" else {
            throw Unreadable(description: "it answers \(status.dropFirst().prefix(8).joined(separator: " "))")
        }
        var verdict: (score: Double, threshold: Double)?
        while let line = lines.popFirst(), !line.isEmpty {
            // PROTOCOL: "Spam: True ; 15 / 5".
            guard line.lowercased().hasPrefix("spam:"), let semicolon = line.firstIndex(of: ";") else { continue }
            let numbers = line[line.index(after: semicolon)...].split(separator: "/").map {
                Double($0.filter { $0 != " " })
            }
            if numbers.count == 2, let score = numbers[0], let threshold = numbers[1] {
                verdict = (score, threshold)
            }
        }
        guard let verdict else { throw Unreadable(description: "its answer has no line Spam: with a score") }
        report = SpamReport(
            score: verdict.score, threshold: verdict.threshold, symbols: Self.symbols(in: lines))
    }

    /// The rows of the table below its line of dashes: points, name, words; words go on in lines that have no points.
    private static func symbols(in lines: ArraySlice<Substring>) -> [SpamReport.Symbol] {
        guard let dashes = lines.firstIndex(where: { $0.hasPrefix("----") && $0.contains(" ---") }) else { return [] }
        var symbols: [SpamReport.Symbol] = []
        for line in lines[(dashes + 1)...] {
            let words = line.split(separator: " ")
            guard !words.isEmpty else { break }
            if words.count >= 2, let points = Double(words[0]), words[1].allSatisfy(\.isSymbolCharacter) {
                symbols.append(
                    .init(String(words[1]), score: points, description: words.dropFirst(2).joined(separator: " ")))
            } else if !symbols.isEmpty {
                symbols[symbols.count - 1].description += " " + words.joined(separator: " ")
            }
        }
        return symbols
    }
}

extension Character {
    /// What names of rules are made of.
    fileprivate var isSymbolCharacter: Bool {
        isASCII && (isUppercase || isNumber || self == "_")
    }
}
