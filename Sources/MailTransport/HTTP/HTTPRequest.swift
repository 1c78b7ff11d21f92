/// One request over HTTP or HTTPS.
package struct HTTPRequest: Sendable {
    /// GET, POST or another method.
    package var method: String
    /// An http or https URL.
    package var url: String
    /// Header fields in order.
    package var fields: [Field]
    /// The body; nil for none.
    package var body: [UInt8]?
    /// How long everything may take together.
    package var timeout: Duration
    /// How many bytes of body are accepted.
    package var responseLimit: Int

    /// How many bytes of body are accepted where nothing else is said: 1 MiB.
    package static let standardResponseLimit = 1 << 20

    /// A request.
    package init(
        _ method: String, _ url: String, fields: [Field] = [], body: [UInt8]? = nil, timeout: Duration = .seconds(30),
        responseLimit: Int = HTTPRequest.standardResponseLimit
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.timeout = timeout
        self.responseLimit = responseLimit
    }

    /// A header field.
    package struct Field: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// Its value.
        package var value: String

        /// A field.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// What a server answered.
package struct HTTPResponse: Sendable, Hashable {
    /// The status: 200, 404.
    package var status: Int
    /// The header fields in order.
    package var fields: [HTTPRequest.Field]
    /// The body.
    package var body: [UInt8]

    /// A response.
    package init(status: Int, fields: [HTTPRequest.Field] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// Whether the request was carried out.
    package var isSuccess: Bool { (200..<300).contains(status) }

    /// The value of the first field of that name, in letters of either case.
    package func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The body as UTF-8 text.
    package var text: String { String(decoding: body, as: UTF8.self) }
}
