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
    /// A program that renders, with its arguments; empty for none.
    package var command: [String] = []
    /// recommended, strict or relaxed; nil for the first.
    package var profile: String?
    /// What was decided about single rules: `links/insecure-http=error`.
    package var rules: [String] = []
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
        var text = """
            mailproof: 1
            name: lint
            checks:
              - name: lint
                lint:
                  templates: \(YAMLScalar.list(files))
                  class: \(YAMLScalar.quoted(mailClass))

            """
        func add(_ key: String, _ value: String?) {
            if let value { text += "      \(key): \(value)\n" }
        }
        add("render", rendering)
        add("profile", profile.map(YAMLScalar.quoted))
        if !rules.isEmpty { add("rules", "{ \(rules.map(Self.entry).joined(separator: ", ")) }") }
        add("baseline", baseline.map(YAMLScalar.quoted))
        add("spamassassin", spamassassin.map { "{ address: \(YAMLScalar.quoted($0)) }" })
        add("rspamd", rspamd.map { "{ url: \(YAMLScalar.quoted($0)) }" })
        return text
    }

    private var rendering: String? {
        var keys: [String] = []
        if let engine { keys.append("engine: \(YAMLScalar.quoted(engine))") }
        if !command.isEmpty { keys.append("command: \(YAMLScalar.list(command))") }
        if let data { keys.append("data: \(YAMLScalar.quoted(data))") }
        return keys.isEmpty ? nil : "{ \(keys.joined(separator: ", ")) }"
    }

    private static func entry(_ rule: String) -> String {
        let parts = rule.split(separator: "=", maxSplits: 1).map(String.init)
        return "\(YAMLScalar.quoted(parts.first ?? "")): \(YAMLScalar.quoted(parts.count > 1 ? parts[1] : ""))"
    }
}
