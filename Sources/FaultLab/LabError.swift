import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why the lab, or a part of it, could not be started or used.
package struct LabError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    package var code: Code
    /// What failed, where and why, as one sentence without a full stop.
    package var message: String
    /// What to do about it.
    package var remedy: String
    /// Where a server was to listen; nil where that is not the matter.
    package var address: ListenAddress?

    /// The kinds of failure.
    package enum Code: String, Sendable, Hashable {
        /// Somebody else listens there.
        case addressInUse
        /// The address is not of this machine, or the port is reserved.
        case cannotListen
        /// A name that the lab does not have.
        case unknownServer
        /// The lab has no DNS that could be broken.
        case noDNS
        /// The control API would listen beyond this machine without a token.
        case noToken
        /// A lab that runs elsewhere does not answer.
        case unreachable
        /// A lab that runs elsewhere does not do what it is asked to.
        case refused
        /// A lab that runs elsewhere does not have what is asked for.
        case notFound
        /// The name of a proxy that the lab does not have.
        case unknownProxy
        /// No server of the lab does TLS that could be broken.
        case noTLS
        /// A certificate could not be made.
        case noCertificate
    }

    /// A failure.
    package init(code: Code, message: String, remedy: String, address: ListenAddress? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.address = address
    }

    /// Something answers at a URL, and it is no control API of a lab.
    package static func notALab(_ url: String) -> LabError {
        LabError(
            code: .unreachable, message: "\(url) does not answer as a lab does",
            remedy: "write the URL of the control API that mailproof lab prints")
    }

    /// The sentence and the remedy.
    package var description: String { "\(message); \(remedy)" }
}

extension LabError {
    /// A certificate could not be made.
    static func noCertificate(_ profile: CertificateProfile, for server: String, _ error: any Error) -> LabError {
        LabError(
            code: .noCertificate,
            message: "no certificate (\(profile.rawValue)) could be made for the SMTP server \(server): \(error)",
            remedy: "choose another profile")
    }

    /// A server could not be bound to its address.
    static func cannotListen(on address: ListenAddress, for server: String, _ error: any Error) -> LabError {
        let code: Code
        let message: String
        let remedy: String
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE:
            code = .addressInUse
            message = "\(address) is in use, \(server) cannot listen there"
            remedy = "stop the program that uses it, choose another port, or leave listen: out for a free one"
        case EADDRNOTAVAIL:
            code = .cannotListen
            message = "\(address) is no address of this machine, \(server) cannot listen there"
            remedy = "choose one that is, such as 127.0.0.1"
        case EACCES, EPERM:
            code = .cannotListen
            message = "\(server) may not listen on \(address)"
            remedy = "choose a port from 1024 on, or leave listen: out for a free one"
        default:
            code = .cannotListen
            message = "\(server) cannot listen on \(address): \(error)"
            remedy = "choose another address, or leave listen: out for a free port of 127.0.0.1"
        }
        return LabError(code: code, message: message, remedy: remedy, address: address)
    }
}
