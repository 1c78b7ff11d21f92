package import DNS
import Findings
import MailTransport
import NIOCore
import NIOPosix

/// An SMTP server of the lab, listening.
package final class LabSMTPServer: Sendable {
    /// What it is.
    package let identity: SMTPServerIdentity
    /// The address that it listens on.
    package let host: IPAddress
    /// The port that it listens on.
    package let port: Int
    /// What it took.
    package let mailboxes: LabMailboxes

    /// What its clients did that they must not.
    package let offences: SMTPOffences

    /// Its TLS; nil where it does none.
    let certificates: ServerTLS?
    private let listener: any Channel
    private let connections: OpenConnections<any Channel>

    /// The name of the server in the lab; also the authserv-id of its Authentication-Results.
    package var name: String { identity.name }
    /// What a client on this machine connects to: `127.0.0.1:40123`, or `[::1]:40123`.
    package var address: String { ListenAddress(host: host, port: port).reachable.description }
    /// `smtp://127.0.0.1:40123`; `smtps:` where TLS is from the first word on.
    package var url: String { "\(identity.tls?.isImplicit == true ? "smtps" : "smtp")://\(address)" }

    private init(
        identity: SMTPServerIdentity, host: IPAddress, port: Int, mailboxes: LabMailboxes, offences: SMTPOffences,
        certificates: ServerTLS?, listener: any Channel, connections: OpenConnections<any Channel>
    ) {
        self.identity = identity
        self.host = host
        self.port = port
        self.mailboxes = mailboxes
        self.offences = offences
        self.certificates = certificates
        self.listener = listener
        self.connections = connections
    }

    /// Listens.
    ///
    /// - Parameters:
    ///   - clientAddress: what clients on loopback count as; nil for what they are.
    ///   - verifier: what messages are verified by; nil takes everything.
    ///   - isProxied: whether each connection begins with the header of a proxy.
    ///   - authority: who signs its certificates; nil for a server without TLS.
    static func start(
        _ identity: SMTPServerIdentity, on listen: ListenAddress, clientAddress: IPAddress?, isProxied: Bool,
        faults: any FaultPlan,
        log: LabEventLog, mailboxes: LabMailboxes, verifier: (any MailVerifying)?, authority: LabCertificateAuthority?
    ) async throws(LabError) -> LabSMTPServer {
        let connections = OpenConnections<any Channel>(limit: identity.limits.connections)
        let offences = SMTPOffences()
        let certificates = authority.map {
            ServerTLS(
                authority: $0,
                subject: CertificateSubject(hostName: identity.hostName, listening: listen.reachable.host))
        }
        let tls = try starter(of: identity, certificates, faults)
        let receiver = MailReceiver(identity: identity, mailboxes: mailboxes, log: log, verifier: verifier)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let number = connections.admit(channel) else {
                        offences.add(.connectionLimit)
                        return try refuse(channel, identity)
                    }
                    let peer = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }?.unmapped
                    let address = peer.map { $0.isLoopback ? clientAddress ?? $0 : $0 } ?? listen.host
                    let session = SMTPServerSession(
                        identity: identity, client: SMTPClientIdentity(address: address), number: number,
                        faults: faults)
                    if isProxied {
                        try channel.pipeline.syncOperations.addHandler(ProxyHeaderHandler(offences: offences))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        SMTPConnectionHandler(
                            session: session, faults: faults, receiver: receiver, log: log, offences: offences,
                            tls: tls, isProxied: isProxied))
                }
            }
        let listener: any Channel
        do {
            listener = try await bootstrap.bind(host: listen.host.description, port: listen.port).get()
        } catch {
            throw LabError.cannotListen(on: listen, for: "the SMTP server \(identity.name)", error)
        }
        return LabSMTPServer(
            identity: identity, host: listen.host, port: listener.localAddress?.port ?? listen.port,
            mailboxes: mailboxes, offences: offences, certificates: certificates, listener: listener,
            connections: connections)
    }

    /// What TLS begins with, its certificate made, so that no connection waits for it.
    private static func starter(
        of identity: SMTPServerIdentity, _ certificates: ServerTLS?, _ faults: any FaultPlan
    ) throws(LabError) -> TLSStarter? {
        guard let offer = identity.tls, let certificates else { return nil }
        do {
            _ = try certificates.context(.init(certificate: offer.certificate, versions: offer.versions))
        } catch {
            throw .noCertificate(offer.certificate, for: identity.name, error)
        }
        return TLSStarter(offer: offer, server: identity.name, certificates: certificates, faults: faults)
    }

    /// Makes the certificate that a fault will want.
    func prepare(_ fault: TLSFault) throws(LabError) {
        guard let offer = identity.tls, let certificates else { return }
        do {
            _ = try certificates.context(fault.settings(of: offer))
        } catch {
            throw .noCertificate(fault.certificate ?? offer.certificate, for: name, error)
        }
    }

    /// Stops listening and closes every connection: those between messages at once, the others once their message is
    /// answered, all of them within `bound`.
    ///
    /// - Returns: what could not be closed, in words.
    func stop(within bound: Duration) async -> [String] {
        var leftovers: [String] = []
        do {
            try await listener.close()
        } catch ChannelError.alreadyClosed {
        } catch {
            leftovers.append("\(address) is still listened on: \(error)")
        }
        await connections.stop(within: bound)
        return leftovers
    }

    /// RFC 5321 §3.8, §4.3.2: 421 instead of the greeting where the server cannot take more.
    private static func refuse(_ channel: any Channel, _ identity: SMTPServerIdentity) throws {
        var buffer = channel.allocator.buffer(capacity: 128)
        ServerReply(421, nil, "\(identity.hostName) closes: too many connections").write(into: &buffer)
        try channel.pipeline.syncOperations.addHandler(RefusedConnectionHandler(farewell: buffer))
    }
}

/// Says one thing to a connection and closes it.
private final class RefusedConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let farewell: ByteBuffer

    init(farewell: ByteBuffer) {
        self.farewell = farewell
    }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(farewell)).whenComplete { _ in bound.value.close(promise: nil) }
    }
}
