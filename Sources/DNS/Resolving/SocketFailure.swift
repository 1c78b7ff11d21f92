import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What went wrong with a socket, in words.
enum SocketFailure {
    /// The end of a connection that brought no answer.
    static let closed = "closed the connection without an answer"

    /// The end of a socket that cannot send.
    static let unsent = "is not reachable: the system cannot send to it"

    /// The cause in the form `is not reachable: connection refused`.
    static func words(for error: any Error) -> String {
        var error = error
        if let failure = error as? NIOConnectionError, let first = failure.connectionErrors.first {
            error = first.error
        }
        let cause =
            if let failure = error as? IOError {
                switch failure.errnoCode {
                case ECONNREFUSED: "connection refused"
                case ECONNRESET: "connection reset"
                case ENETUNREACH, EHOSTUNREACH: "no route to it"
                case ETIMEDOUT: "no answer to the connection"
                case EMFILE, ENFILE: "too many open files"
                default: "system error \(failure.errnoCode)"
                }
            } else if error is ChannelError {
                "no answer to the connection"
            } else {
                "\(error)"
            }
        return "is not reachable: \(cause)"
    }
}
