import NIOSSL

/// What the connections of one server begin TLS with, or what a fault wants instead.
struct TLSStarter: Sendable {
    let offer: TLSOffer
    let server: String
    let certificates: ServerTLS
    let faults: any FaultPlan

    /// The handler of one connection, and the fault that struck it.
    func handler() throws -> (NIOSSLServerHandler, FaultID?) {
        let hit = faults.hit(tlsOf: server)
        let settings =
            hit?.rule.settings(of: offer) ?? .init(certificate: offer.certificate, versions: offer.versions)
        return (NIOSSLServerHandler(context: try certificates.context(settings)), hit?.fault)
    }
}
