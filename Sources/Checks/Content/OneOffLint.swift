package import Findings
import Scenarios
import TemplateLint

/// The scenario that `mailproof lint` stands for: one lint check of the files.
package struct OneOffLint: Sendable {
    /// The files, as patterns.
    package var files: [String]
    /// What the mail is for: `marketing`, `transactional`.
    package var mailClass: String
    /// The file that fills templates; nil where they are linted as they stand.
    package var data: String?
    /// mustache, stencil or none; nil for what follows from the files.
    package var engine: String?
    /// recommended, strict or relaxed; nil for the first.
    package var profile: String?
    /// What was decided about single rules: `links/insecure-http=error`.
    package var rules: [String] = []
    /// gmail, yahoo, outlook: those whose rules for bulk senders are kept.
    package var providers: [String] = []
    /// Findings that are known; nil for none.
    package var baseline: String?
    /// Where a spamd listens; nil for none.
    package var spamassassin: String?
    /// Where an Rspamd answers; nil for none.
    package var rspamd: String?

    /// A lint of files; what else is wanted is set.
    package init(files: [String], mailClass: String) {
        self.files = files
        self.mailClass = mailClass
    }

    /// The scenario as text.
    package var scenario: String {
        "mailproof: 1\nname: lint\nchecks:\n  - name: lint\n    lint:\n"
            + keys.map { "      \($0.key): \($0.value)\n" }.joined()
    }

    /// What stands below `lint`.
    private var keys: [(key: String, value: String)] {
        var keys = [("templates", YAMLScalar.list(files)), ("class", YAMLScalar.quoted(mailClass))]
        func add(_ key: String, _ value: String?) {
            if let value { keys.append((key, value)) }
        }
        add("render", rendering)
        add("profile", profile.map(YAMLScalar.quoted))
        if !rules.isEmpty { add("rules", "{ \(rules.map(Self.entry).joined(separator: ", ")) }") }
        if !providers.isEmpty { add("providers", YAMLScalar.list(providers)) }
        add("baseline", baseline.map(YAMLScalar.quoted))
        add("spamassassin", spamassassin.map { "{ address: \(YAMLScalar.quoted($0)) }" })
        add("rspamd", rspamd.map { "{ url: \(YAMLScalar.quoted($0)) }" })
        return keys
    }

    private var rendering: String? {
        var keys: [String] = []
        if let engine { keys.append("engine: \(YAMLScalar.quoted(engine))") }
        if let data { keys.append("data: \(YAMLScalar.quoted(data))") }
        return keys.isEmpty ? nil : "{ \(keys.joined(separator: ", ")) }"
    }

    /// Lints the files, and writes down everything that was found as the text of a baseline.
    ///
    /// - Parameter path: where the baseline will lie; files stand in it as from there.
    /// - Throws: what is wrong with the files or the arguments.
    package func baselineText(at path: String) async throws(Unusable) -> (text: String, findings: Int) {
        let loading = Loading(directory: "")
        let lines = keys.filter { $0.key != "baseline" }.map { "\($0.key): \($0.value)\n" }.joined()
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "mailproof lint", text: lines))
        guard problems.isEmpty, let node, let specification = loading.decode(LintSpecification.self, from: node) else {
            throw Unusable(findings: problems + loading.findings)
        }
        let rows = LintCheck.rows(specification, loading: loading)
        guard loading.findings.isEmpty else { throw Unusable(findings: loading.findings) }
        var reports: [LintReport] = []
        for row in rows {
            guard let file = row.specification.file else { continue }
            do throws(LintFile.Changed) {
                let subject = try file.subject(row.specification)
                if let report = await LintRun(row, subject).report() { reports.append(report) }
            } catch {
                throw Unusable(findings: error.findings)
            }
        }
        let count = reports.reduce(0) { $0 + $1.occurrences.count }
        return (KnownFindings.text(of: reports, at: path), count)
    }

    /// Arguments or files that cannot be linted.
    package struct Unusable: Error {
        /// Why.
        package var findings: [Finding]
    }

    private static func entry(_ rule: String) -> String {
        let parts = rule.split(separator: "=", maxSplits: 1).map(String.init)
        return "\(YAMLScalar.quoted(parts.first ?? "")): \(YAMLScalar.quoted(parts.count > 1 ? parts[1] : ""))"
    }
}
