/// What a receiver found out about who sent a message (RFC 8601): the Authentication-Results field.
///
/// It means something only where the reader trusts the host that `authservID` names and knows that this host removes
/// fields of its own name that come from outside.
public struct AuthenticationResults: Sendable, Hashable {
    /// The field's name.
    public static let fieldName = "Authentication-Results"

    /// Who says so: the receiver's name for itself.
    public var authservID: String
    /// What was found, in order; none where nothing was looked at.
    public var results: [Result]

    /// Results of one receiver.
    public init(authservID: String, results: [Result] = []) {
        self.authservID = authservID
        self.results = results
    }

    /// What one method found.
    public struct Result: Sendable, Hashable {
        /// The method in lower case: `spf`, `dkim`, `dmarc`.
        public var method: String
        /// What it said, in lower case: `pass`, `fail`, `temperror`.
        public var value: String
        /// Why, in words; the `reason=` of the field.
        public var reason: String?
        /// A remark in parentheses behind the value.
        public var comment: String?
        /// What was looked at, in order.
        public var properties: [Property]

        /// A result.
        public init(
            _ method: String, _ value: String, reason: String? = nil, comment: String? = nil,
            properties: [Property] = []
        ) {
            self.method = method
            self.value = value
            self.reason = reason
            self.comment = comment
            self.properties = properties
        }

        /// The value of the first property of that type and name, both in lower case: `smtp`, `mailfrom`.
        public func property(_ type: String, _ name: String) -> String? {
            properties.first { $0.type == type && $0.name == name }?.value
        }
    }

    /// One thing that was looked at: `header.d=example.org`.
    public struct Property: Sendable, Hashable {
        /// Where it is from, in lower case: `smtp`, `header`, `body`, `policy`; empty where a receiver leaves it out.
        public var type: String
        /// Its name in lower case: `mailfrom`, `d`.
        public var name: String
        /// Its value.
        public var value: String

        /// A property.
        public init(_ type: String, _ name: String, _ value: String) {
            self.type = type
            self.name = name
            self.value = value
        }
    }

    /// The results of one method, in order.
    public func results(of method: String) -> [Result] {
        results.filter { $0.method == method }
    }

    /// Every readable field of a message that a host of that name wrote, from the top; names are compared in letters of
    /// either case.
    public static func read(from message: Message, authservID: String) -> [AuthenticationResults] {
        message.fields(named: fieldName).compactMap { AuthenticationResults($0) }
            .filter { $0.authservID.lowercased() == authservID.lowercased() }
    }
}
