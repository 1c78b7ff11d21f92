/// The calls of the control API, in the order of its document.
enum ControlOperations {
    static func all(_ words: FaultWords) -> [ControlOperation] {
        faults + lock + mail + log + service(words)
    }

    /// Where a list goes on.
    static let after = ControlParameter("after", .integer(0...Int(Int32.max), standard: 0), "Only later ones.")

    /// How long a list is.
    static func limit(_ most: Int) -> ControlParameter {
        ControlParameter("limit", .integer(1...most, standard: min(100, most)), "So many at most.")
    }

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
