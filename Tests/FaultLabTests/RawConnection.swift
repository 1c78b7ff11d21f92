import Dispatch
import Glibc

/// A TCP connection that knows nothing: octets out, octets in, on a thread of its own.
final class RawConnection: Sendable {
    private let descriptor: CInt
    private let queue = DispatchQueue(label: "RawConnection")

    /// How long a read waits before the test fails, in seconds: tests that fill the CPUs keep the lab from its turn.
    private static let patience = 120

    struct Failure: Error {
        var what: String
        var code: Int32
    }

    init(port: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var timeout = timeval(tv_sec: Self.patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw Failure(what: "connect", code: code)
        }
        self.descriptor = descriptor
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Sends lines, each ended by CR LF, in one write.
    func say(_ lines: String...) async throws {
        try await send(Array(lines.map { $0 + "\r\n" }.joined().utf8))
    }

    /// Sends octets.
    func send(_ octets: [UInt8]) async throws {
        try await perform { descriptor in
            var sent = 0
            while sent < octets.count {
                let count = octets[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failure(what: "send", code: errno) }
                sent += count
            }
        }
    }

    /// What comes with one read; empty at the end of the stream.
    func read() async throws -> [UInt8] {
        try await perform { descriptor in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { throw Failure(what: "recv", code: errno) }
            return Array(buffer[..<count])
        }
    }

    /// Reads so many whole SMTP replies; their lines are separated by LF.
    func replies(_ count: Int = 1) async throws -> String {
        var text = ""
        while true {
            let lines = text.split(separator: "\r\n")
            if text.hasSuffix("\r\n"), lines.count(where: { $0.dropFirst(3).first == " " }) >= count {
                return lines.joined(separator: "\n")
            }
            let more = try await read()
            if more.isEmpty { return lines.joined(separator: "\n") + "\n(closed)" }
            text += String(decoding: more, as: UTF8.self)
        }
    }

    /// Sends lines and reads one reply to each.
    func exchange(_ lines: String...) async throws -> String {
        try await send(Array(lines.map { $0 + "\r\n" }.joined().utf8))
        return try await replies(lines.count)
    }

    /// Says that nothing more will be sent.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    private func perform<Value: Sendable>(_ body: @escaping @Sendable (CInt) throws -> Value) async throws -> Value {
        let descriptor = descriptor
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body(descriptor) }) }
        }
    }
}
