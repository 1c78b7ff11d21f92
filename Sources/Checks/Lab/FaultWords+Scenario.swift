package import FaultLab
import Findings
import Scenarios

extension FaultWords {
    /// The words of a drill's `faults`, read by what reads them in scenarios.
    package static var ofScenarios: FaultWords {
        FaultWords(schema: FaultSchema.value(of: DrillFault.schema)) { value throws(ControlProblem) in
            let decoding = Decoding()
            let fault = DrillFault.decode(FaultJSON.node(of: value), in: decoding)
            guard let fault, !decoding.hasErrors else {
                let errors = decoding.findings.filter { $0.severity == .error }
                // A slip of the keyboard explains what seems to be missing.
                let finding = errors.first { $0.rule == "scenario/unknown-key" } ?? errors.first
                throw ControlProblem(
                    .invalid, finding?.message ?? "this is no fault",
                    remedy: finding?.remedy ?? "write it as an entry of a drill's faults")
            }
            return ReadFault { lab, lease throws(LabError) in try fault.arm(in: lab, lease: lease) }
        }
    }
}

extension DrillFault {
    /// Arms it in a lab.
    func arm(in lab: Lab, lease: Duration) throws(LabError) -> ArmedFault {
        switch kind {
        case .smtp(let fault, _): try lab.arm(fault, lease: lease)
        case .dns(let fault): try lab.arm(fault, lease: lease)
        case .tls(let fault, _): try lab.arm(fault, lease: lease)
        case .network(let fault, _): try lab.arm(fault, lease: lease)
        case .command:
            throw LabError(
                code: .refused, message: "a lab runs no programs of others",
                remedy: "have the drill run it, on the machine that mailproof runs on")
        }
    }
}

/// The schema of a scenario's values as OpenAPI has them: without references, which mean nothing over HTTP.
enum FaultSchema {
    static func value(of schema: JSONSchema) -> JSONValue {
        switch schema {
        case .any: return [:]
        case .never: return ["not": [:]]
        // A text may look like a number or a boolean: it is the wanted type that decides.
        case .string(nil): return ["type": ["string", "number", "boolean"]]
        case .string(let pattern?): return ["type": "string", "pattern": .text(pattern)]
        case .integer(let minimum, let maximum):
            return .compact([
                "type": "integer", "minimum": minimum.map(JSONValue.integer), "maximum": maximum.map(JSONValue.integer),
            ])
        case .number: return ["type": "number"]
        case .boolean: return ["type": "boolean"]
        case .words(let words): return ["enum": .texts(words)]
        case .array(let item, let minimum):
            return ["type": "array", "items": value(of: item), "minItems": .integer(minimum)]
        case .object(let properties): return object(properties)
        case .dictionary(let item): return ["type": "object", "additionalProperties": value(of: item)]
        case .anyOf(let choices): return ["anyOf": .list(choices.map(value))]
        case .named(_, let inner): return value(of: inner)
        }
    }

    private static func object(_ properties: [JSONSchema.Property]) -> JSONValue {
        let described = properties.map { property in
            let members = value(of: property.schema).members ?? []
            return JSONValue.Member(
                property.key, .object([.init("description", .text(property.documentation))] + members))
        }
        return [
            "type": "object", "additionalProperties": false,
            "required": .texts(properties.filter(\.isRequired).map(\.key)), "properties": .object(described),
        ]
    }
}
