/// A name as a zone file writes it: relative to the origin, fully qualified, or `@`.
struct ZoneName {
    /// The full name.
    let name: DomainName
    /// Set where the name looks as if its dot was forgotten.
    let warning: ZoneProblem?

    init(_ field: MasterFileField, origin: DomainName?) throws(ZoneProblem) {
        let text = field.text
        func missingOrigin() -> ZoneProblem {
            ZoneProblem(
                .noOrigin, "'\(text)' is relative, and nothing says to what", at: field.range,
                remedy: "end the name with a dot, or begin the file with $ORIGIN and the zone's name")
        }
        guard !field.isQuoted else {
            throw ZoneProblem(.badName, "a name in quotes", at: field.range, remedy: "write it without the quotes")
        }
        if text == "@" {
            guard let origin else { throw missingOrigin() }
            (name, warning) = (origin, nil)
            return
        }
        if text == "." {
            (name, warning) = (.root, nil)
            return
        }
        guard let parsed = NameText(Array(field.octets)), !parsed.labels.isEmpty else {
            let isInternational = field.octets.contains { $0 > 0x7E }
            throw ZoneProblem(
                .badName, "'\(text)' is no domain name", at: field.range,
                remedy: isInternational
                    ? "write an internationalised name in its ASCII form, with labels that begin with xn--"
                    : "separate labels by single dots, and write unusual octets as \\DDD")
        }
        guard let written = DomainName(labels: parsed.labels) else {
            throw ZoneProblem(
                .badName, "a name that is too long", at: field.range,
                remedy: "a label has at most 63 octets, a name at most 255")
        }
        if parsed.isAbsolute {
            (name, warning) = (written, nil)
            return
        }
        guard let origin else { throw missingOrigin() }
        guard let full = written.appending(origin) else {
            throw ZoneProblem(
                .badName, "a name that is too long below \(origin)", at: field.range,
                remedy: "a name has at most 255 octets")
        }
        name = full
        let isDoubtful = origin.labelCount > 1 && written.isSubdomain(of: origin)
        warning =
            isDoubtful
            ? ZoneProblem(
                .repeatedOrigin, "a name without the dot at its end", label: "read as \(full)", at: field.range,
                remedy: "write \(text). with the dot")
            : nil
    }
}
