import DNS

/// Whom a certificate of the lab is for.
struct CertificateSubject: Sendable, Hashable {
    /// Host names; the first is also the common name.
    var names: [String]
    /// Addresses.
    var addresses: [IPAddress]

    /// A server under its own name, and as clients on this machine call it.
    init(hostName: String, listening host: IPAddress) {
        names = [hostName, "localhost"]
        let loopback: [IPAddress] = [.loopback, IPAddress("::1")].compactMap(\.self)
        addresses = loopback + (loopback.contains(host) || host.isUnspecified ? [] : [host])
    }

    /// Somebody else.
    static let stranger = CertificateSubject(name: "elsewhere.lab.invalid")

    private init(name: String) {
        names = [name]
        addresses = []
    }
}
