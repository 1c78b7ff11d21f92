/// What is right or wrong with the certificate that a server of the lab shows.
package enum CertificateProfile: String, Sendable, Hashable, CaseIterable {
    /// Signed by the lab's authority, for the server's names and addresses, for now.
    case valid
    /// Ended yesterday.
    case expired
    /// Begins tomorrow.
    case notYetValid = "not-yet-valid"
    /// Signed by its own key.
    case selfSigned = "self-signed"
    /// For a name that the server does not have.
    case wrongName = "wrong-name"
    /// Of an RSA key of 1024 bits, which OpenSSL refuses at its security level 2, the default of Debian.
    case weak
}
