package import FaultLab
import Findings
package import Scenarios

/// `tls: { offer: starttls, certificate: valid, min_version: "1.2" }`.
package struct LabTLSSpecification: ScenarioMapping {
    /// How the server does TLS; nil where it does not.
    var offer: TLSOffer?

    package init?(_ fields: inout Fields) {
        let offer = fields.optional(
            "offer", LabTLSOfferWord.self,
            "starttls, the default; implicit: TLS from the first word on, and an smtps URL; none.")
        let certificate = fields.optional(
            "certificate", CertificateProfile.self,
            "What its certificate is like, signed by the lab's own authority; valid by default.")
        let oldest = fields.optional(
            "min_version", Located<TLSProtocolVersion>.self, "The oldest version that it speaks; \"1.2\" by default.")
        let newest = fields.optional(
            "max_version", Located<TLSProtocolVersion>.self, "The newest version that it speaks; \"1.3\" by default.")
        let given: [(key: String, isRead: Bool)] = [
            ("offer", offer != nil), ("certificate", certificate != nil), ("min_version", oldest != nil),
            ("max_version", newest != nil),
        ]
        guard given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil }) else { return nil }
        var tls = TLSOffer(isImplicit: offer == .implicit, certificate: certificate ?? .valid)
        // Who names an old version alone means that one.
        let first = oldest?.value ?? min(tls.versions.lowerBound, newest?.value ?? .v1_3)
        let last = newest?.value ?? tls.versions.upperBound
        guard first <= last else {
            guard let place = oldest?.place ?? newest?.place else { return nil }
            fields.report(
                "lab/no-version", "no version is from \(first.rawValue) to \(last.rawValue)", at: place,
                remedy: "write a min_version that is at most max_version")
            return nil
        }
        tls.versions = first...last
        self.offer = offer == LabTLSOfferWord.none ? nil : tls
    }
}

/// `offer`: when TLS begins.
package enum LabTLSOfferWord: String, ScenarioWord {
    case starttls
    case implicit
    case none
}

extension CertificateProfile: ScenarioWord {}
extension TLSProtocolVersion: ScenarioWord {}

/// `login: { user: app, password: $(secrets.APP) }` of a server of the lab: who may send.
package struct LabLoginSpecification: ScenarioMapping {
    /// The user.
    var user: Deferred<String>
    /// The password.
    var password: Deferred<String>
    /// Whether it may come without TLS.
    var isAllowedInClear: Bool
    /// Where it is written.
    var place: Place

    package init?(_ fields: inout Fields) {
        let user = fields.required("user", Deferred<String>.self, "Who may send; nobody else can.")
        let password = fields.required("password", Deferred<String>.self, "The password: $(secrets.NAME).")
        let isAllowedInClear = fields.optional(
            "without_tls", Bool.self, "Whether the password may come without TLS; false by default.")
        guard let place = fields.place, let user, let password else { return nil }
        self.user = user
        self.password = password
        self.isAllowedInClear = isAllowedInClear ?? false
        self.place = place
    }

    /// Who may send, references filled in.
    func offer(in context: SectionContext) throws(UnresolvedReference) -> LoginOffer {
        let account = LoginOffer.Account(
            user: try context.value(of: user), password: try context.value(of: password))
        return LoginOffer(accounts: [account], allowsClearText: isAllowedInClear)
    }
}
