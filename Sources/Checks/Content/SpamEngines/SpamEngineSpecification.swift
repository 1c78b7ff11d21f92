package import Findings
package import MailTransport
package import Scenarios

/// A spam filter that judges the mail beside our own rules, and the score that it may give.
package struct SpamEngineChoice: Sendable {
    /// The key that it was written below: `spamassassin`.
    package var key: String
    /// The filter.
    package var engine: any SpamEngine
    /// Its host.
    package var host: String
    /// Where its host is written.
    package var place: Place
    /// Which score is fine; less than the filter's own threshold by default.
    package var score: Located<Bound<Double>>?

    /// What it takes to reach it.
    var need: Need? {
        WebURL.isLoopback(host) ? nil : Need(.network, host: host, at: place)
    }
}

/// `spamassassin: { address: 127.0.0.1:783, score: { max: 3 } }`.
package struct SpamAssassinSpecification: ScenarioMapping {
    /// The filter.
    package var choice: SpamEngineChoice

    package init?(_ fields: inout Fields) {
        let address = fields.required(
            "address", Located<SpamdAddress>.self, "Where spamd listens: 127.0.0.1:783, or a name and a port.")
        let score = fields.optional(
            "score", Located<Bound<Double>>.self,
            "Which score is fine; less than SpamAssassin's own threshold by default.")
        guard let address else { return nil }
        choice = SpamEngineChoice(
            key: "spamassassin", engine: SpamdClient(host: address.value.host, port: address.value.port),
            host: address.value.host, place: address.place, score: score)
    }
}

/// `rspamd: { url: http://127.0.0.1:11333, score: { max: 4 } }`.
package struct RspamdSpecification: ScenarioMapping {
    /// The filter.
    package var choice: SpamEngineChoice

    package init?(_ fields: inout Fields) {
        let url = fields.required(
            "url", Located<String>.self, "Where Rspamd's scanner answers: http://127.0.0.1:11333.")
        let score = fields.optional(
            "score", Located<Bound<Double>>.self, "Which score is fine; less than Rspamd's own threshold by default.")
        guard let url else { return nil }
        guard let host = WebURL(url.value)?.host else {
            fields.report(
                "scenario/bad-value", "\(url.value) is no http or https URL", label: "expected a URL", at: url.place,
                remedy: "write http://127.0.0.1:11333, where Rspamd's scanner listens")
            return nil
        }
        choice = SpamEngineChoice(
            key: "rspamd", engine: RspamdClient(url: url.value), host: host, place: url.place, score: score)
    }
}

/// A host and a port, or a host with spamd's usual port.
package struct SpamdAddress: ScenarioScalar {
    /// A name or an address, IPv6 without brackets.
    package var host: String
    /// The port.
    package var port: UInt16

    package static let expectation = "a host and a port such as 127.0.0.1:783"

    package init?(scalarText: String) {
        var rest = Substring(scalarText)
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...]
        } else {
            host = String(rest.prefix { $0 != ":" })
            rest = rest.dropFirst(host.count)
        }
        let isHost = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._:".utf8.contains(byte)
        }
        guard !host.isEmpty, isHost else { return nil }
        if rest.isEmpty {
            port = SpamdClient.standardPort
        } else {
            guard rest.hasPrefix(":"), let stated = UInt16(rest.dropFirst()), stated > 0 else { return nil }
            port = stated
        }
    }

    package var scalarText: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
