/// What happened.
extension ControlOperations {
    /// How many events one answer holds.
    ///
    /// Our choice: less than a mebibyte.
    static let eventLimit = 2000

    static var log: [ControlOperation] {
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
}
