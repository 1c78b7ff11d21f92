import DNS
import Findings
import MailMessage
import MailTransport
import Scenarios

/// What hands the messages of a row over: a relay, or the mail exchangers of each recipient's domain.
final class SeedCarrier {
    private let options: SMTPOptions
    private let relay: SMTPEndpoint?
    private let resolver: (any Resolving)?
    private var randomness: SeededGenerator
    private var routes: [String: MailRoute] = [:]
    private var senders: [SMTPEndpoint: SMTPSender] = [:]

    /// RFC 5321 §4.5.4.2: where exchangers listen.
    private static let port = 25

    /// A carrier that goes through a relay, or without one where DNS leads.
    init(relay: SMTPEndpoint?, options: SMTPOptions, in context: CheckContext) {
        self.relay = relay
        self.options = options
        resolver = context.resources[ResolverKey.self]
        randomness = context.run.randomness(for: "\(SeedSendCheck.key) \(context.caseName) exchangers")
    }

    /// How a message fared.
    enum Carried {
        /// A server had its say.
        case delivered(SMTPDelivery)
        /// None did.
        case failed(TransportError)
        /// There is no server for it, and why.
        case unroutable(String)
    }

    /// Hands one message over.
    func carry(_ mail: OutgoingMail, to seed: Seed) async -> Carried {
        if let relay { return await carry(mail, through: relay) }
        let domain = seed.address.domain.lowercased()
        switch await route(to: domain) {
        case .none(let reason): return .unroutable(reason)
        case .unknown(let error):
            return .failed(
                TransportError(
                    .nameNotFound, endpoint: domain, while: "look up its mail servers", detail: error.description))
        case .servers(let servers): return await carry(mail, through: servers)
        }
    }

    /// RFC 5321 §5.1: the next server is tried where one cannot be reached, or does not want to now.
    private func carry(_ mail: OutgoingMail, through servers: [MailRoute.Server]) async -> Carried {
        var last = Carried.unroutable("there is no mail server")
        for server in servers {
            var endpoint = SMTPEndpoint(host: server.name, port: Self.port)
            endpoint.addresses = server.addresses
            last = await carry(mail, through: endpoint)
            guard case .failed(let error) = last else { return last }
            switch error.code {
            case .connectionRefused, .connectFailed, .timeout, .greetingRefused, .tls: continue
            default: return last
            }
        }
        return last
    }

    private func carry(_ mail: OutgoingMail, through endpoint: SMTPEndpoint) async -> Carried {
        // At a relay the next message follows; at somebody's exchanger no connection waits for one that may never come.
        let sender =
            senders[endpoint]
            ?? SMTPSender(to: endpoint, options: options, messagesPerConnection: relay == nil ? 1 : .max)
        senders[endpoint] = sender
        do throws(TransportError) {
            return .delivered(try await sender.send(mail))
        } catch {
            return .failed(error)
        }
    }

    private func route(to domain: String) async -> MailRoute {
        if let known = routes[domain] { return known }
        guard let resolver, let name = DomainName(domain) else { return .none("nothing answers DNS questions") }
        let route = await MailRoute.find(name, over: resolver, randomness: &randomness)
        routes[domain] = route
        return route
    }

    /// Says QUIT everywhere.
    func close() async {
        for sender in senders.values { await sender.close() }
    }
}
