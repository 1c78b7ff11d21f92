import FaultLab
import Findings
import Scenarios

/// `tls: { server: mx, certificate: expired }`, or with a `version`.
struct DrillTLSFault: ScenarioMapping {
    /// What it does, and to whom.
    var fault: TLSFault
    /// The server of the lab that it is for.
    var server: Located<String>?

    init?(_ fields: inout Fields) {
        let server = fields.optional(
            "server", Located<String>.self, "The server of lab.smtp whose TLS it breaks; every one by default.")
        let certificate = fields.optional(
            "certificate", CertificateProfile.self, "What new connections are shown instead, such as expired.")
        let version = fields.optional(
            "version", TLSProtocolVersion.self, "The one version that the server speaks meanwhile, such as \"1.0\".")
        let cadence = DrillCadence(&fields, isSMTP: false)
        let given: [(key: String, isRead: Bool)] = [
            ("server", server != nil), ("certificate", certificate != nil), ("version", version != nil),
        ]
        guard let place = fields.place, let cadence,
            given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil })
        else { return nil }
        self.server = server
        do throws(InvalidFault) {
            fault = try TLSFault(
                server: server?.value, certificate: certificate, version: version, cadence: cadence.value)
        } catch {
            fields.report(
                "drill/impossible-fault", error.message, at: fields.valuePlace(error.field.rawValue) ?? place,
                remedy: error.remedy)
            return nil
        }
    }
}
