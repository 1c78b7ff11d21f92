/// Arming, listing and disarming of faults.
extension ControlOperations {
    static var faults: [ControlOperation] {
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
}
