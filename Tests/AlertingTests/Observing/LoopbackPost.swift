import Alerting
import Foundation
import Glibc

/// Posts over a socket of its own, so that tests say exactly which bytes a server is sent.
struct LoopbackPost: AlertTransport {
    func post(_ body: [UInt8], to url: String) async throws(AlertTransportFailure) -> Int {
        let parts = url.dropFirst("http://127.0.0.1:".count).split(separator: "/", maxSplits: 1)
        guard let port = parts.first.flatMap({ UInt16($0) }) else { throw AlertTransportFailure("no port in \(url)") }
        let path = parts.count > 1 ? "/" + parts[1] : "/"
        let head = "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let answer = await Self.exchange(Array(head.utf8) + body, port: port)
        guard let status = Self.status(of: answer) else { throw AlertTransportFailure("no answer") }
        return status
    }

    /// The status in an answer's first line.
    static func status(of answer: String) -> Int? {
        answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    /// Sends bytes and returns all that is answered until the other side closes; on a thread of its own, for it blocks.
    static func exchange(_ bytes: [UInt8], port: UInt16, close: Bool = false) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: blockingExchange(bytes, port: port, close: close))
            }
        }
    }

    private static func blockingExchange(_ bytes: [UInt8], port: UInt16, close closesAtOnce: Bool) -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard connected == 0 else { return "" }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
        if closesAtOnce { return "" }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
