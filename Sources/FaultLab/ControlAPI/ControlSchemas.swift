/// JSON Schemas (draft 2020-12, as OpenAPI 3.1 has them) of what the control API takes and gives.
enum ControlSchemas {
    /// A closed object; every property is there unless it is named as optional.
    static func object(_ properties: [JSONValue.Member], optional: Set<String> = []) -> JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "required": .texts(properties.map(\.name).filter { !optional.contains($0) }),
            "properties": .object(properties),
        ]
    }

    /// A closed object; every property is there.
    static func object(
        _ properties: KeyValuePairs<String, JSONValue>, optional: Set<String> = []
    ) -> JSONValue {
        object(properties.map { JSONValue.Member($0.key, $0.value) }, optional: optional)
    }

    /// A list.
    static func list(of item: JSONValue) -> JSONValue { ["type": "array", "items": item] }

    /// A value of a type with a sentence about it.
    static func described(_ type: String, _ text: String) -> JSONValue {
        ["type": .text(type), "description": .text(text)]
    }

    /// A type of the document by its name.
    static func named(_ name: String) -> JSONValue { ["$ref": .text("#/components/schemas/\(name)")] }

    /// A lease in the body of a call.
    static func lease(standard: Duration) -> JSONValue {
        [
            "type": "string", "pattern": .text(LeaseText.pattern),
            "description": .text(
                "How long it lives without a heartbeat, \(LeaseText.text(LabControl.leases.lowerBound)) to "
                    + "\(LeaseText.text(LabControl.leases.upperBound)); \(LeaseText.text(standard)) by default."),
        ]
    }

    /// The types with a name.
    static func components(fault: JSONValue) -> JSONValue {
        let lock: [JSONValue.Member] = [
            .init("holder", described("string", "Who holds the lab, in words.")),
            .init("lease", described("string", "How long the lock lives without a heartbeat.")),
            .init("lease_left_seconds", described("number", "When it ends by itself.")),
        ]
        return [
            "Fault": fault,
            "ArmedFault": ControlledFault.schema(of: named("Fault")),
            "ArmedFaults": object(["faults": list(of: named("ArmedFault"))]),
            "Lock": object(
                [.init("id", described("string", "Its name, which is shown in Mailproof-Lock."))] + lock + [
                    .init("faults", list(of: named("ArmedFault")))
                ]),
            "Holder": object([.init("held", ["type": "boolean"])] + lock, optional: Set(lock.map(\.name))),
            "Undone": object([
                "faults": list(of: named("ArmedFault")),
                "holder": ["type": ["string", "null"], "description": "Who held the lab until then."],
            ]),
            "Done": object(["done": ["type": "boolean"]]),
            "Lab": LabJSON.labSchema,
            "Event": LabJSON.eventSchema,
            "Events": object([
                "events": list(of: named("Event")),
                "next": described("integer", "What to give as after, for those that come."),
                "dropped": described("integer", "How many events are not kept any more."),
            ]),
            "Message": LabJSON.messageSchema,
            "Messages": object([
                "messages": list(of: named("Message")),
                "next": described("integer", "What to give as after, for those that come."),
            ]),
            "Problem": object([
                "code": ["type": "string", "enum": .texts(ControlProblem.Code.allCases.map(\.rawValue))],
                "message": described("string", "What is wrong."),
                "remedy": described("string", "What to do about it."),
            ]),
        ]
    }
}
