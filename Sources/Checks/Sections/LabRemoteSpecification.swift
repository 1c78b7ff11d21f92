import FaultLab
import Findings
import Scenarios

/// `remote` and `token` of a lab: one that runs elsewhere, kept by `mailproof lab`.
package struct LabRemoteSpecification: Sendable {
    /// The URL of its control API.
    var url: Located<String>
    /// The host of the URL.
    var host: String
    /// What it wants to be shown; nil for one on this machine that wants none.
    var token: Deferred<String>?

    /// The specification; nil where no lab elsewhere is named, or what names it is wrong.
    init?(_ fields: inout Fields) {
        let url = fields.optional(
            "remote", Located<String>.self, "The URL of the control API of a lab that runs elsewhere.")
        token = fields.optional(
            "token", Deferred<String>.self, "What the lab elsewhere wants to be shown, such as $(secrets.LAB).")
        guard let url else {
            if let place = fields.keyPlace("token"), fields.keyPlace("remote") == nil {
                fields.report("lab/no-remote", "a token is shown to a lab elsewhere", at: place, remedy: "add remote:")
            }
            return nil
        }
        guard let target = WebURL(url.value) else {
            fields.report(
                "lab/bad-remote", "a lab elsewhere is an http or https URL, found \(url.value)", at: url.place,
                remedy: "write the URL that mailproof lab prints, such as https://lab.staging.example:8443")
            return nil
        }
        self.url = url
        host = target.host
        if token != nil, url.value.lowercased().hasPrefix("http://"), !WebURL.isLoopback(target.host) {
            // RFC 6750 §5.3: who sees a bearer token has it.
            fields.report(
                Finding(
                    "lab/token-in-clear", .warning, "the token goes to \(target.host) without TLS",
                    at: url.place.excerpt, remedy: "put a proxy with a certificate before the lab, and write https://"))
        }
        for key in ["smtp", "dns", "control"] {
            guard let place = fields.keyPlace(key) else { continue }
            fields.report(
                "lab/remote-servers", "a lab elsewhere has its own servers", at: place,
                remedy: "remove \(key), or remote")
        }
    }

    /// Faults that are armed beyond this machine need leave.
    var needs: [Need] {
        WebURL.isLoopback(host) ? [] : [Need(.inject, host: host, at: url.place)]
    }

    /// Looks whether it answers.
    func connect(in context: SectionContext) async throws(SectionFailure) -> RemoteLab {
        let token: String?
        do throws(UnresolvedReference) {
            token = try self.token.map { field throws(UnresolvedReference) in try context.value(of: field) }
        } catch {
            throw SectionFailure(error.finding, type: "mailproof.reference")
        }
        do throws(LabError) {
            return try await RemoteLab.connect(to: url.value, token: token)
        } catch {
            throw SectionFailure(
                Finding("lab/not-reached", .error, error.message, at: url.place.excerpt, remedy: error.remedy),
                type: "mailproof.connection")
        }
    }
}
