/// The OpenAPI 3.1 document of the control API, made of the operations that serve it.
enum OpenAPIDocument {
    /// The header field that shows a lock.
    static let lockField = "Mailproof-Lock"

    static func document(_ operations: [ControlOperation], _ words: FaultWords) -> JSONValue {
        var paths: [JSONValue.Member] = []
        for operation in operations {
            let member = JSONValue.Member(operation.method.rawValue, description(of: operation))
            if let index = paths.firstIndex(where: { $0.name == operation.path }) {
                paths[index].value = .object((paths[index].value.members ?? []) + [member])
            } else {
                paths.append(.init(operation.path, .object([member])))
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "mailproof lab", "version": "1",
                "description": "Breaks a lab's servers on purpose, and reads what they took and saw.",
            ],
            "security": [["token": []]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "schemas": ControlSchemas.components(fault: words.schema),
            ],
        ]
    }

    private static func description(of operation: ControlOperation) -> JSONValue {
        let body: JSONValue? = operation.body.map {
            ["required": true, "content": [ControlAnswer.json: ["schema": $0]]]
        }
        return .compact([
            "operationId": .text(operation.name), "summary": .text(operation.summary),
            "security": operation.isOpen ? [] : nil,
            "parameters": .list(parameters(of: operation)), "requestBody": body,
            "responses": .object(responses(of: operation)),
        ])
    }

    private static func parameters(of operation: ControlOperation) -> [JSONValue] {
        let ofPath = operation.segments.filter { $0.first == "{" }.map { segment -> JSONValue in
            [
                "name": .text(String(segment.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": ["type": "string"],
            ]
        }
        let ofQuery = operation.parameters.map { parameter -> JSONValue in
            [
                "name": .text(parameter.name), "in": "query", "description": .text(parameter.summary),
                "schema": parameter.schema,
            ]
        }
        guard operation.problems.contains(.locked), operation.name != "takeLock" else { return ofPath + ofQuery }
        return ofPath + ofQuery + [
            [
                "name": .text(lockField), "in": "header", "description": "The id of the lock that the caller holds.",
                "schema": ["type": "string"],
            ]
        ]
    }

    private static func responses(of operation: ControlOperation) -> [JSONValue.Member] {
        let answer = operation.answer
        let content: JSONValue = answer.schema.map { ["schema": $0] } ?? ["schema": ["type": "string"]]
        var members = [
            JSONValue.Member(
                String(answer.status),
                ["description": .text(answer.description), "content": .object([.init(answer.mediaType, content)])])
        ]
        var problems = operation.problems + [.invalid, .forbidden, .methodNotAllowed]
        if !operation.isOpen { problems.append(.unauthorized) }
        if operation.body != nil { problems += [.tooLarge, .unsupportedType] }
        for status in Set(problems.map(\.status)).sorted() {
            let codes = Set(problems.filter { $0.status == status }.map(\.rawValue)).sorted()
            members.append(
                .init(
                    String(status),
                    [
                        "description": .text("Not carried out: \(codes.joined(separator: ", "))."),
                        "content": [ControlAnswer.json: ["schema": ControlSchemas.named("Problem")]],
                    ]))
        }
        return members
    }
}
