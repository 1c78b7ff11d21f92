import Alerting
import DNS
package import FaultLab
import Findings
package import Scenarios

/// `events: [{ postfix_log: /var/log/mail.log }, …]`.
package struct EventsSpecification: ScenarioDecodable {
    /// The logs, in order.
    package var sources: [EventSourceSpecification]

    package static var schema: JSONSchema { .array(EventSourceSpecification.schema, minimumCount: 1) }

    package static func decode(_ node: Node, in decoding: Decoding) -> EventsSpecification? {
        guard let sources = [EventSourceSpecification].decode(node, in: decoding) else { return nil }
        guard !sources.isEmpty else {
            decoding.report(
                "events/none", "events names no log", label: "an empty list", at: node.place,
                remedy: "write events: [{ postfix_log: /var/log/mail.log }]")
            return nil
        }
        return EventsSpecification(sources: sources)
    }
}

/// One log: `{ postfix_log: /var/log/mail.log }`.
package struct EventSourceSpecification: ScenarioMapping {
    /// Whose log it is.
    package var kind: Kind
    /// Where its lines come from.
    package var origin: Origin

    /// Where lines come from.
    package enum Origin: Sendable {
        /// A file; `-` is the standard input. The path is from where the program was started, once the section is loaded.
        case file(FilePath, resolved: String)
        /// Whoever posts them to an address.
        case posts(Located<ListenAddress>)
    }

    /// Whose log.
    package enum Kind: String, Sendable, CaseIterable {
        /// Postfix's, in either form of syslog.
        case postfix = "postfix_log"
        /// KumoMTA's records as JSON lines.
        case kumoMTA = "kumomta_log"
        /// Anything else, in our own words.
        case jsonLines = "json_lines"

        /// What reads it.
        var log: any DeliveryLog {
            switch self {
            case .postfix: PostfixLog()
            case .kumoMTA: KumoMTALog()
            case .jsonLines: JSONLinesLog()
            }
        }

        /// What it is, for editors.
        fileprivate var documentation: String {
            switch self {
            case .postfix: "Postfix's log, in the traditional form of syslog or that of RFC 5424."
            case .kumoMTA: "What KumoMTA's tailer prints: its log records, one a line."
            case .jsonLines:
                "Delivery events in our own words, one JSON object a line: a file, - for the standard input, or listen."
            }
        }
    }

    /// `listen: 127.0.0.1:8125`, below `json_lines`.
    private struct Posts: ScenarioMapping {
        var listen: Located<ListenAddress>

        init?(_ fields: inout Fields) {
            let listen = fields.required(
                "listen", Located<ListenAddress>.self, "Where JSON lines are posted to, over HTTP.")
            guard let listen else { return nil }
            self.listen = listen
        }
    }

    /// A path, or where posts are taken.
    private struct LinesOrigin: ScenarioDecodable {
        var origin: Origin

        static var schema: JSONSchema { .anyOf([FilePath.schema, Posts.schema]) }

        static func decode(_ node: Node, in decoding: Decoding) -> LinesOrigin? {
            guard let node = decoding.resolved(node) else { return nil }
            if case .mapping = node.content {
                return Posts.decode(node, in: decoding).map { LinesOrigin(origin: .posts($0.listen)) }
            }
            return FilePath.decode(node, in: decoding).map { LinesOrigin(origin: .file($0, resolved: "")) }
        }
    }

    package init?(_ fields: inout Fields) {
        var given: [(kind: Kind, origin: Origin)] = []
        var isValid = true
        for kind in Kind.allCases {
            let origin: Origin? =
                kind == .jsonLines
                ? fields.optional(kind.rawValue, LinesOrigin.self, kind.documentation)?.origin
                : fields.optional(kind.rawValue, FilePath.self, kind.documentation).map { .file($0, resolved: "") }
            if let origin {
                given.append((kind, origin))
            } else if fields.keyPlace(kind.rawValue) != nil {
                isValid = false
            }
        }
        guard let place = fields.place, isValid else { return nil }
        guard let first = given.first, given.count == 1 else {
            fields.report(
                "events/one-log", given.isEmpty ? "no log is named" : "an entry names one log, not \(given.count)",
                at: given.dropFirst().first.flatMap { fields.keyPlace($0.kind.rawValue) } ?? place,
                remedy: given.isEmpty ? "write { postfix_log: /var/log/mail.log }" : "write an entry for each")
            return nil
        }
        kind = first.kind
        origin = first.origin
    }

    /// Where it is written.
    var place: Place {
        switch origin {
        case .file(let path, _): path.place
        case .posts(let listen): listen.place
        }
    }

    /// What it is called in reports: `postfix_log /var/log/mail.log`.
    var name: String {
        switch origin {
        case .file(let path, _): "\(kind.rawValue) \(path.text)"
        case .posts(let listen): "\(kind.rawValue) on \(listen.value)"
        }
    }

    /// Learns where the scenario lies.
    mutating func load(_ loading: Loading) {
        guard case .file(let path, _) = origin else { return }
        origin = .file(path, resolved: path.text == "-" ? "-" : loading.path(path))
    }

    /// What it listens on beyond loopback.
    var need: Need? {
        guard case .posts(let listen) = origin, !listen.value.host.isLoopback else { return nil }
        return Need(.network, host: listen.value.description, at: listen.place)
    }

    /// Begins to take its lines.
    ///
    /// - Throws: why it cannot.
    func start(
        handingTo receive: @escaping @Sendable (DeliveryEvent) -> Void
    ) async throws(LogFailure) -> any EventSource {
        switch origin {
        case .file(_, let path): try LogWatch.start(name, path: path, as: kind.log, handingTo: receive)
        case .posts(let listen):
            try await EventInbox.start(
                host: listen.value.host.description, port: listen.value.port, handingTo: receive)
        }
    }
}
