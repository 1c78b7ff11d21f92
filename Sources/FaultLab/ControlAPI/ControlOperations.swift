import MailMessage

/// The calls of the control API, in the order of its document.
enum ControlOperations {
    static func all(_ words: FaultWords) -> [ControlOperation] {
        faults + lock + mail + log + service(words)
    }

    // MARK: Faults

    private static var faults: [ControlOperation] {
        let fault = ControlSchemas.named("ArmedFault")
        return [
            ControlOperation(
                method: .get, path: "/v1/faults", name: "listFaults", summary: "The armed faults in order, with hits.",
                answer: .init(description: "The faults.", schema: ControlSchemas.named("ArmedFaults"))
            ) { _, control in ControlAnswer(["faults": .list(control.faults())]) },
            ControlOperation(
                method: .post, path: "/v1/faults", name: "armFault",
                summary: "Arms a fault, written as in a scenario, until it is disarmed or its lease is over.",
                body: ControlSchemas.object(
                    [
                        "fault": ControlSchemas.named("Fault"),
                        "lease": ControlSchemas.lease(standard: LabControl.standardLease),
                    ], optional: ["lease"]),
                answer: .init(status: 201, description: "It is armed.", schema: fault),
                problems: [.locked, .full]
            ) { call, control throws(ControlProblem) in
                var fields = ControlFields(call.body)
                let written = try fields.required("fault")
                let lease = try fields.lease("lease", within: LabControl.leases, standard: LabControl.standardLease)
                try fields.close()
                return ControlAnswer(try await control.arm(written, lease: lease, lock: call.lock), status: 201)
            },
            ControlOperation(
                method: .delete, path: "/v1/faults", name: "undo",
                summary: "Disarms every fault, and takes the lab from whoever holds it: mailproof undo --lab.",
                answer: .init(description: "What was armed until then.", schema: ControlSchemas.named("Undone"))
            ) { _, control in
                let undone = control.undo()
                return ControlAnswer([
                    "faults": .list(undone.faults), "holder": undone.holder.map(JSONValue.text) ?? .null,
                ])
            },
            ControlOperation(
                method: .get, path: "/v1/faults/{fault}", name: "readFault", summary: "One armed fault.",
                answer: .init(description: "The fault.", schema: fault), problems: [.notFound]
            ) { call, control throws(ControlProblem) in
                ControlAnswer(try control.fault(call.path["fault"] ?? ""))
            },
            ControlOperation(
                method: .delete, path: "/v1/faults/{fault}", name: "disarmFault", summary: "Disarms a fault.",
                answer: .init(description: "The fault as it was, with all its hits.", schema: fault),
                problems: [.notFound]
            ) { call, control throws(ControlProblem) in
                ControlAnswer(try control.disarm(call.path["fault"] ?? ""))
            },
            ControlOperation(
                method: .post, path: "/v1/faults/{fault}/heartbeat", name: "renewFault",
                summary: "Lets a fault live for another lease.",
                answer: .init(description: "The fault.", schema: fault), problems: [.notFound]
            ) { call, control throws(ControlProblem) in
                ControlAnswer(try control.renew(call.path["fault"] ?? ""))
            },
        ]
    }

    // MARK: The lock

    /// How long the words about a holder may be.
    ///
    /// Our choice.
    private static let holderLimit = 200

    private static var lock: [ControlOperation] {
        let lock = ControlSchemas.named("Lock")
        return [
            ControlOperation(
                method: .get, path: "/v1/lock", name: "readLock", summary: "Who holds the lab.",
                answer: .init(description: "The holder.", schema: ControlSchemas.named("Holder"))
            ) { _, control in ControlAnswer(control.holder()) },
            ControlOperation(
                method: .post, path: "/v1/lock", name: "takeLock",
                summary: "Takes the lab for one drill; faults that are armed under the lock end with it.",
                body: ControlSchemas.object(
                    [
                        "holder": [
                            "type": "string", "minLength": 1, "maxLength": .integer(holderLimit),
                            "description": "Who takes it, in words.",
                        ],
                        "lease": ControlSchemas.lease(standard: LabControl.standardLockLease),
                    ], optional: ["lease"]),
                answer: .init(status: 201, description: "It is yours.", schema: lock), problems: [.locked]
            ) { call, control throws(ControlProblem) in
                var fields = ControlFields(call.body)
                let holder = try fields.text("holder", limit: holderLimit)
                let lease = try fields.lease(
                    "lease", within: LabControl.leases, standard: LabControl.standardLockLease)
                try fields.close()
                return ControlAnswer(try control.take(for: holder, lease: lease), status: 201)
            },
            ControlOperation(
                method: .post, path: "/v1/lock/{lock}/heartbeat", name: "renewLock",
                summary: "Lets a lock live for another lease, with all that is armed under it.",
                answer: .init(description: "The lock.", schema: lock), problems: [.notFound]
            ) { call, control throws(ControlProblem) in
                ControlAnswer(try control.renewLock(call.path["lock"] ?? ""))
            },
            ControlOperation(
                method: .delete, path: "/v1/lock/{lock}", name: "releaseLock",
                summary: "Gives the lab back, and disarms all that was armed under the lock.",
                answer: .init(description: "What was still armed.", schema: ControlSchemas.named("ArmedFaults")),
                problems: [.notFound]
            ) { call, control throws(ControlProblem) in
                ControlAnswer(["faults": .list(try control.release(call.path["lock"] ?? ""))])
            },
        ]
    }

    // MARK: Mail

    private static let after = ControlParameter("after", .integer(0...Int(Int32.max), standard: 0), "Only later ones.")

    private static func limit(_ most: Int) -> ControlParameter {
        ControlParameter("limit", .integer(1...most, standard: min(100, most)), "So many at most.")
    }

    private static var mail: [ControlOperation] {
        let limit = limit(1000)
        let server = ControlParameter("server", .text, "Only of this server; every one by default, one after another.")
        return [
            ControlOperation(
                method: .get, path: "/v1/mail", name: "listMail",
                summary: "The captured messages, oldest first, one for each recipient.",
                parameters: [
                    server, ControlParameter("recipient", .text, "Only in this mailbox."),
                    ControlParameter("folder", .words(LabFolder.allCases.map(\.rawValue)), "Only in this folder."),
                    after, limit,
                ],
                answer: .init(description: "The messages.", schema: ControlSchemas.named("Messages"))
            ) { call, control throws(ControlProblem) in
                try listMail(call, of: control.lab, after: call.integer(after), limit: call.integer(limit))
            },
            ControlOperation(
                method: .get, path: "/v1/mail/{message}", name: "readMail",
                summary: "One message as it was filed, with Return-Path, Authentication-Results and Received on top.",
                answer: .init(mediaType: "message/rfc822", description: "The message."), problems: [.notFound]
            ) { call, control throws(ControlProblem) in
                let id = call.path["message"] ?? ""
                let parts = id.lastIndex(of: "-").map { (id[..<$0], id[id.index(after: $0)...]) }
                guard let parts, let number = Int(parts.1), let server = control.lab.smtp[String(parts.0)],
                    let stored = server.mailboxes.stored(number)
                else {
                    throw ControlProblem(
                        .notFound, "there is no message \(id.prefix(64))", remedy: "GET /v1/mail lists those there are")
                }
                return ControlAnswer(stored.message.bytes, mediaType: "message/rfc822")
            },
        ]
    }

    private static func listMail(
        _ call: ControlCall, of lab: Lab, after: Int, limit: Int
    ) throws(ControlProblem) -> ControlAnswer {
        var query = LabMessageQuery(folder: call.query["folder"].flatMap { LabFolder(rawValue: $0) })
        if let recipient = call.query["recipient"] {
            guard let address = try? Address(recipient) else {
                throw ControlProblem(.invalid, "recipient is no address", remedy: "write ana@example.org")
            }
            query.recipient = address
        }
        var servers = lab.smtp.values.sorted { $0.name < $1.name }
        if after > 0, call.query["server"] == nil, servers.count > 1 {
            throw ControlProblem(
                .invalid, "after counts the messages of one server", remedy: "add server to the query")
        }
        if let name = call.query["server"] { servers.removeAll { $0.name != name } }
        var found: [LabMailboxes.Stored] = []
        for server in servers where found.count < limit {
            found += server.mailboxes.stored(query, after: after, limit: limit - found.count)
        }
        return ControlAnswer([
            "messages": .list(found.map(LabJSON.message)), "next": .integer(found.map(\.number).max() ?? after),
        ])
    }

    // MARK: What happened

    /// How many events one answer holds.
    ///
    /// Our choice: less than a mebibyte.
    static let eventLimit = 2000

    private static var log: [ControlOperation] {
        let limit = limit(eventLimit)
        @Sendable func events(_ call: ControlCall, _ control: LabControl) -> LabEventLog.Page {
            control.lab.log.page(after: call.integer(after), limit: call.integer(limit))
        }
        return [
            ControlOperation(
                method: .get, path: "/v1/attempts", name: "listAttempts",
                summary: "What became of each attempt to deliver, oldest first.", parameters: [after, limit],
                answer: .init(description: "The attempts.", schema: ControlSchemas.named("Events"))
            ) { call, control in
                let page = events(call, control)
                let attempts = page.events.filter { if case .attempt = $0.event { true } else { false } }
                return ControlAnswer([
                    "events": .list(attempts.map { LabJSON.event($0.event, number: $0.number) }),
                    "next": .integer(page.next), "dropped": .integer(page.dropped),
                ])
            },
            ControlOperation(
                method: .get, path: "/v1/events", name: "listEvents",
                summary: "Everything that happened, oldest first, one JSON object a line.", parameters: [after, limit],
                answer: .init(
                    mediaType: "application/jsonl", description: "The events; each is an Event.")
            ) { call, control in
                let lines = events(call, control).events.map { "\(LabJSON.event($0.event, number: $0.number))\n" }
                return ControlAnswer(Array(lines.joined().utf8), mediaType: "application/jsonl")
            },
            ControlOperation(
                method: .post, path: "/v1/reset", name: "reset",
                summary: "Disarms all faults, and forgets all mail and all that happened.",
                answer: .init(description: "It is done.", schema: ControlSchemas.named("Done")), problems: [.locked]
            ) { call, control throws(ControlProblem) in
                try control.reset(lock: call.lock)
                return ControlAnswer(["done": true])
            },
        ]
    }

    // MARK: The service itself

    private static func service(_ words: FaultWords) -> [ControlOperation] {
        [
            ControlOperation(
                method: .get, path: "/v1/lab", name: "readLab",
                summary: "Where the servers of the lab listen, and how many events there were.",
                answer: .init(description: "The lab.", schema: ControlSchemas.named("Lab"))
            ) { _, control in ControlAnswer(LabJSON.lab(control.lab)) },
            ControlOperation(
                method: .get, path: "/v1/openapi.json", name: "readDocument", summary: "This document.",
                answer: .init(description: "OpenAPI 3.1.", schema: ["type": "object"])
            ) { _, _ in ControlAnswer(OpenAPIDocument.document(all(words), words)) },
            ControlOperation(
                method: .get, path: "/metrics", name: "readMetrics",
                summary: "Counts in the text format of Prometheus.",
                answer: .init(mediaType: LabMetrics.mediaType, description: "The metrics.")
            ) { _, control in
                ControlAnswer(Array(LabMetrics.text(of: control).utf8), mediaType: LabMetrics.mediaType)
            },
            ControlOperation(
                method: .get, path: "/healthz", name: "readHealth", summary: "Whether the lab runs.",
                answer: .init(description: "It runs.", schema: ControlSchemas.named("Done")), isOpen: true
            ) { _, _ in ControlAnswer(["done": true]) },
        ]
    }
}
