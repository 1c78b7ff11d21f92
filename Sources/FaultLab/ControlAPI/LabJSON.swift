import DNS
import Findings
import MailMessage

/// What a lab has and saw, in JSON, and back.
package enum LabJSON {
    // MARK: The lab

    static func lab(_ lab: Lab) -> JSONValue {
        [
            "smtp": .list(
                lab.smtp.values.sorted { $0.name < $1.name }.map { server in
                    [
                        "name": .text(server.name), "address": .text(server.address),
                        "domains": server.identity.domains.map { .texts($0.sorted()) } ?? .null,
                    ]
                }),
            "dns": lab.dns.map { .text($0.address) } ?? .null,
            "events": .integer(lab.log.count),
        ]
    }

    static var labSchema: JSONValue {
        ControlSchemas.object([
            "smtp": ControlSchemas.list(
                of: ControlSchemas.object([
                    "name": ["type": "string"], "address": ["type": "string"],
                    "domains": [
                        "type": ["array", "null"], "items": ["type": "string"],
                        "description": "The domains that it takes mail for; null for every domain.",
                    ],
                ])),
            "dns": ["type": ["string", "null"]],
            "events": ControlSchemas.described("integer", "The number of the last event."),
        ])
    }

    // MARK: Events

    static func event(_ event: LabEvent, number: Int) -> JSONValue {
        switch event {
        case .attempt(let record):
            .compact([
                "number": .integer(number), "kind": "attempt", "time": .text("\(record.time)"),
                "time_microseconds": .integer(Int(record.time.microseconds)), "server": .text(record.server),
                "client": .text("\(record.client)"), "sender": record.sender.map(JSONValue.text),
                "recipient": record.recipient.map(JSONValue.text),
                "recipient_domain": record.recipientDomain.map(JSONValue.text), "stage": .text(record.stage.rawValue),
                "reply": record.reply.map(reply), "fault": record.fault.map { .text("\($0)") },
            ])
        case .authentication(let record):
            .compact([
                "number": .integer(number), "kind": "authentication", "time": .text("\(record.time)"),
                "time_microseconds": .integer(Int(record.time.microseconds)), "server": .text(record.server),
                "method": .text(record.method), "result": .text(record.result),
                "domain": record.domain.map(JSONValue.text), "selector": record.selector.map(JSONValue.text),
                "reason": record.reason.map(JSONValue.text), "transaction": .text(record.transaction),
            ])
        }
    }

    private static func reply(_ reply: ServerReply) -> JSONValue {
        .compact([
            "code": .integer(reply.code), "enhanced": reply.enhanced.map(JSONValue.text),
            "lines": .texts(reply.lines),
        ])
    }

    /// What an event that was read over the API tells; nil for a kind that is not known here.
    package static func event(from value: JSONValue) -> LabEvent? {
        guard let microseconds = value["time_microseconds"]?.integer, let server = value["server"]?.text else {
            return nil
        }
        let time = WallTime(microseconds: Int64(microseconds))
        switch value["kind"]?.text {
        case "attempt":
            guard let client = value["client"]?.text.flatMap({ IPAddress($0) }),
                let stage = value["stage"]?.text.flatMap({ SMTPStage(rawValue: $0) })
            else { return nil }
            let said = value["reply"].flatMap { reply -> ServerReply? in
                guard let code = reply["code"]?.integer else { return nil }
                return ServerReply(code, reply["enhanced"]?.text, (reply["lines"]?.items ?? []).compactMap(\.text))
            }
            return .attempt(
                AttemptRecord(
                    time: time, server: server, client: client, sender: value["sender"]?.text,
                    recipient: value["recipient"]?.text, recipientDomain: value["recipient_domain"]?.text,
                    stage: stage, reply: said, fault: value["fault"]?.text.flatMap { FaultID($0) }))
        case "authentication":
            guard let method = value["method"]?.text, let result = value["result"]?.text else { return nil }
            return .authentication(
                AuthenticationRecord(
                    time: time, server: server, method: method, result: result, domain: value["domain"]?.text,
                    selector: value["selector"]?.text, reason: value["reason"]?.text,
                    transaction: value["transaction"]?.text ?? ""))
        default: return nil
        }
    }

    static var eventSchema: JSONValue {
        let text: JSONValue = ["type": "string"]
        let common: [JSONValue.Member] = [
            .init("number", ControlSchemas.described("integer", "Counts from 1.")),
            .init("time", ControlSchemas.described("string", "RFC 3339.")),
            .init("time_microseconds", ControlSchemas.described("integer", "The same since 1970.")),
            .init("server", text),
        ]
        let reply = ControlSchemas.object(
            ["code": ["type": "integer"], "enhanced": text, "lines": ControlSchemas.list(of: text)],
            optional: ["enhanced"])
        let attempt = ControlSchemas.object(
            common + [
                .init("kind", ["const": "attempt"]), .init("client", text), .init("sender", text),
                .init("recipient", text), .init("recipient_domain", text),
                .init("stage", ["enum": .texts(SMTPStage.allCases.map(\.rawValue))]), .init("reply", reply),
                .init("fault", text),
            ], optional: ["sender", "recipient", "recipient_domain", "reply", "fault"])
        let authentication = ControlSchemas.object(
            common + [
                .init("kind", ["const": "authentication"]), .init("method", text), .init("result", text),
                .init("domain", text), .init("selector", text), .init("reason", text), .init("transaction", text),
            ], optional: ["domain", "selector", "reason"])
        return ["oneOf": [attempt, authentication]]
    }

    // MARK: Mail

    static func message(_ stored: LabMailboxes.Stored) -> JSONValue {
        let message = stored.message
        let content = message.message
        return [
            "id": .text("\(message.server)-\(stored.number)"), "server": .text(message.server),
            "time": .text("\(message.time)"), "transaction": .text(message.transaction),
            "envelope": [
                "from": .text(message.sender?.description ?? ""), "to": .text("\(message.recipient)"),
            ],
            "folder": .text(message.folder.rawValue), "octets": .integer(message.bytes.count),
            "subject": content.field(named: "Subject").map { .text($0.decodedValue) } ?? .null,
            "received": content.field(named: "Received").map { .text($0.unfoldedValue) } ?? .null,
            "authentication": .list(
                message.authentication.flatMap(\.results).map { result in
                    ["method": .text(result.method), "result": .text(result.value)]
                }),
        ]
    }

    static var messageSchema: JSONValue {
        ControlSchemas.object([
            "id": ControlSchemas.described("string", "What GET /v1/mail/{id} takes."), "server": ["type": "string"],
            "time": ControlSchemas.described("string", "When it was filed (RFC 3339)."),
            "transaction": ControlSchemas.described("string", "What the copies of its recipients share."),
            "envelope": ControlSchemas.object([
                "from": ControlSchemas.described("string", "Empty for the null reverse-path."),
                "to": ["type": "string"],
            ]),
            "folder": ["enum": .texts(LabFolder.allCases.map(\.rawValue))], "octets": ["type": "integer"],
            "subject": ["type": ["string", "null"]],
            "received": [
                "type": ["string", "null"],
                "description": "How it came: the client, and the protocol (RFC 3848: ESMTPS with TLS).",
            ],
            "authentication": ControlSchemas.list(
                of: ControlSchemas.object(["method": ["type": "string"], "result": ["type": "string"]])),
        ])
    }
}

extension FaultID {
    /// The fault of `fault-1`; nil for anything else.
    package init?(_ text: String) {
        guard text.hasPrefix("fault-"), let number = Int(text.dropFirst(6)) else { return nil }
        self.init(rawValue: number)
    }
}
