import Alerting
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
    /// Where it lies; `-` is the standard input.
    package var path: FilePath
    /// The path from where the program was started, once the section is loaded.
    package var resolvedPath = ""

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
            case .jsonLines: "Delivery events in our own words, one JSON object a line; - is the standard input."
            }
        }
    }

    package init?(_ fields: inout Fields) {
        var given: [(kind: Kind, path: FilePath)] = []
        var isValid = true
        for kind in Kind.allCases {
            let path = fields.optional(kind.rawValue, FilePath.self, kind.documentation)
            if let path { given.append((kind, path)) } else if fields.keyPlace(kind.rawValue) != nil { isValid = false }
        }
        guard let place = fields.place, isValid else { return nil }
        guard let first = given.first, given.count == 1 else {
            fields.report(
                "events/one-log", given.isEmpty ? "no log is named" : "an entry names one log, not \(given.count)",
                at: given.dropFirst().first?.path.place ?? place,
                remedy: given.isEmpty ? "write { postfix_log: /var/log/mail.log }" : "write an entry for each")
            return nil
        }
        kind = first.kind
        path = first.path
    }

    /// What it is called in reports.
    var name: String { "\(kind.rawValue) \(path.text)" }

    /// The path from where the program was started.
    func resolvedPath(_ loading: Loading) -> String { path.text == "-" ? "-" : loading.path(path) }
}
