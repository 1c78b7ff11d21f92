package import Findings

/// Why a template could not be rendered.
package struct RenderingError: Error, Sendable {
    /// Every reason at its place in the template or partial, in order; never empty.
    package var findings: [Finding]

    /// An error with its reasons.
    init(_ findings: [Finding]) {
        self.findings = findings
    }

    /// An error with one reason.
    init(_ rule: RuleID, _ message: String, label: String? = nil, at place: Place, remedy: String? = nil) {
        findings = [Finding(rule, .error, message, label: label, at: place.excerpt, remedy: remedy)]
    }
}
