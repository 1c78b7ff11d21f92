import MailMessage

/// What was captured.
extension ControlOperations {
    static var mail: [ControlOperation] {
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
}
