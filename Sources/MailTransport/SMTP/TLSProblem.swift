import CCurl

/// Why TLS did not come about, and what mends it.
package enum TLSProblem: Sendable, Hashable {
    /// The server's certificate is out of date.
    case expired
    /// The server's certificate begins to count later than now.
    case notYetValid
    /// The server's certificate is for other names.
    case wrongName
    /// The server's certificate is signed by nobody but itself.
    case selfSigned
    /// Nobody who is trusted has signed the server's certificate, or the certificates in between are missing.
    case unknownIssuer
    /// The server's certificate was withdrawn.
    case revoked
    /// The server's certificate does not stand up for another reason.
    case otherCertificate
    /// The server does not offer STARTTLS, or does not carry it out.
    case notOffered
    /// The file of trusted certificates cannot be used.
    case trustedCertificatesUnusable
    /// The client's own certificate or key cannot be used.
    case clientCertificateUnusable
    /// The server wants a certificate of the client, or another one.
    case clientCertificateRefused
    /// The two sides have no version or cipher in common, or the other side speaks no TLS.
    case handshake

    /// The problem that libcurl tells by a result code, a verification result and its words; nil where it is none of TLS.
    init?(_ code: CurlCode, verifyResult: Int, words: String) {
        // A server of TLS 1.3 refuses the client's certificate when the handshake is over for the client.
        if words.contains("alert certificate required") || words.contains("alert bad certificate")
            || words.contains("alert handshake failure") && words.contains("SSL_read")
            || words.contains("alert unknown ca") || words.contains("alert certificate unknown")
        {
            self = .clientCertificateRefused
            return
        }
        switch code {
        case .CURLE_USE_SSL_FAILED: self = .notOffered
        case .CURLE_SSL_CACERT_BADFILE: self = .trustedCertificatesUnusable
        case .CURLE_SSL_CERTPROBLEM: self = .clientCertificateUnusable
        case .CURLE_SSL_CONNECT_ERROR, .CURLE_SSL_CIPHER: self = .handshake
        case .CURLE_PEER_FAILED_VERIFICATION: self = TLSProblem(verifyResult: verifyResult, words: words)
        default: return nil
        }
    }

    /// CURLINFO_SSL_VERIFYRESULT(3) is OpenSSL's X509_V_ERR_ number; its list of certificates (CURLOPT_CERTINFO) stays
    /// empty where the chain does not stand up, so that nothing more is to be had from there.
    private init(verifyResult: Int, words: String) {
        switch verifyResult {
        case 9: self = .notYetValid
        case 10: self = .expired
        case 18: self = .selfSigned
        case 2, 19, 20, 21: self = .unknownIssuer
        case 23: self = .revoked
        case 62: self = .wrongName
        // The chain stands up, and libcurl compares the name itself before it asks for the result of the chain: it is
        // still 1 (X509_V_ERR_UNSPECIFIED) then.
        case 0 where words.contains("subject name") || words.contains("does not match"),
            1 where words.contains("subject name") || words.contains("does not match"):
            self = .wrongName
        default: self = .otherCertificate
        }
    }
}

extension TLSProblem: CustomStringConvertible {
    /// What is wrong and what to do, in one sentence.
    package var description: String {
        switch self {
        case .expired: "the server's certificate has expired; renew it and have the server load it"
        case .notYetValid:
            "the server's certificate is not valid yet; set the clocks right, or wait until it is"
        case .wrongName:
            "the server's certificate is for other names; use a name that it holds, or have this one added to it"
        case .selfSigned:
            "the server's certificate is self-signed; trust it by its file, or have an authority sign it"
        case .unknownIssuer:
            "no trusted authority has signed the server's certificate; have the server send the certificates in "
                + "between, or trust its authority by a file"
        case .revoked: "the server's certificate was revoked; have a new one issued"
        case .otherCertificate: "the server's certificate does not stand up; have it replaced"
        case .notOffered:
            "the server does not offer STARTTLS; turn it on there, or do without TLS here"
        case .trustedCertificatesUnusable:
            "the file of trusted certificates cannot be used; give a readable file of certificates in PEM"
        case .clientCertificateUnusable:
            "the client's certificate or key cannot be used; give files in PEM that belong together, and the key's "
                + "password where it has one"
        case .clientCertificateRefused:
            "the server does not take the client's certificate, or wants one; give one of an authority that it trusts"
        case .handshake:
            "the two sides found no common version or cipher, or the port speaks no TLS; check the port, and that the "
                + "server speaks TLS 1.2 or later"
        }
    }
}
