/// The lock, which one drill at a time holds.
extension ControlOperations {
    /// How long the words about a holder may be.
    ///
    /// Our choice.
    private static let holderLimit = 200

    static var lock: [ControlOperation] {
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
}
