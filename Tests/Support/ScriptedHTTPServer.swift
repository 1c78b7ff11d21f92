import Foundation
import Glibc
import Synchronization

/// An HTTP server on a free port of 127.0.0.1 that answers as a test says: rightly, wrongly, slowly or not at all.
///
/// Every connection has a thread of its own and one request.
package final class ScriptedHTTPServer: Sendable {
    /// The port.
    package let port: UInt16
    private let socket: LoopbackSocket
    private let requests = Mutex<[String]>([])

    /// What is answered.
    package enum Answer: Sendable {
        /// A status and a body.
        case reply(Int, String)
        /// Bytes as they are, whatever they mean.
        case raw(String)
        /// Nothing: the connection is held open for so long, then closed.
        case silence(Duration)
    }

    /// The URL without a path.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// The first lines of the requests so far.
    package var seen: [String] { requests.withLock { $0 } }

    /// Starts a server; `answer` is asked with the request, from its first line to the end of its body.
    package init(_ answer: @escaping @Sendable (String) -> Answer) throws {
        let socket = try LoopbackSocket(.silentTCP)
        self.socket = socket
        port = socket.port
        Thread.detachNewThread {
            // Who accepts closes, so that nobody accepts on a number that is another's by then.
            defer { socket.close() }
            while true {
                let connection = Int32(Self.uninterrupted { Int(accept(socket.descriptor, nil, nil)) })
                guard connection >= 0 else { return }
                Thread.detachNewThread {
                    let request = Self.request(connection)
                    self.requests.withLock { $0.append(String(request.prefix { $0 != "\r\n" })) }
                    Self.send(answer(request), to: connection)
                    Glibc.close(connection)
                }
            }
        }
    }

    /// Takes no more connections, and frees the port.
    package func stop() {
        shutdown(socket.descriptor, Int32(SHUT_RDWR))
    }

    private static func request(_ connection: CInt) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let length = text[..<end.lowerBound].split(separator: "\r\n").lazy
                    .filter { $0.lowercased().hasPrefix("content-length:") }
                    .compactMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) }
                    .first
                if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
            }
            let count = uninterrupted { recv(connection, &buffer, buffer.count, 0) }
            guard count > 0 else { return text }
            bytes += buffer[..<count]
        }
    }

    private static func send(_ answer: Answer, to connection: CInt) {
        let text: String
        switch answer {
        case .reply(let status, let body):
            text = "HTTP/1.1 \(status) x\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        case .raw(let raw): text = raw
        case .silence(let duration):
            Thread.sleep(forTimeInterval: TimeInterval(duration.components.seconds))
            return
        }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = uninterrupted {
                bytes.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Makes a call again that a signal broke off: the children of other tests end at any time.
    private static func uninterrupted(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}
