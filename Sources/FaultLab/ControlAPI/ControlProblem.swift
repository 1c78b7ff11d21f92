/// Why a call of the control API was not carried out.
package struct ControlProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    package var code: Code
    /// What is wrong, as one sentence without a full stop.
    package var message: String
    /// What to do about it.
    package var remedy: String

    /// The kinds of failure, by the words of a response.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The body or a parameter is not what is wanted.
        case invalid
        /// No token came, or a wrong one.
        case unauthorized
        /// The call came from where none may come from.
        case forbidden
        /// There is no such thing.
        case notFound = "not_found"
        /// The thing does not know that method.
        case methodNotAllowed = "method_not_allowed"
        /// Somebody else holds the lab, or the caller holds it no more.
        case locked
        /// The body is too long.
        case tooLarge = "too_large"
        /// The body is not JSON by its type.
        case unsupportedType = "unsupported_media_type"
        /// There is no room for more.
        case full

        /// The status of HTTP (RFC 9110 §15).
        package var status: Int {
            switch self {
            case .invalid: 400
            case .unauthorized: 401
            case .forbidden: 403
            case .notFound: 404
            case .methodNotAllowed: 405
            case .locked, .full: 409
            case .tooLarge: 413
            case .unsupportedType: 415
            }
        }
    }

    /// A problem.
    package init(_ code: Code, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The sentence and the remedy.
    package var description: String { "\(message); \(remedy)" }

    /// The body of the response.
    var body: JSONValue { ["code": .text(code.rawValue), "message": .text(message), "remedy": .text(remedy)] }
}
