package import DNS
import Foundation
import Glibc
import Synchronization

/// Passes datagrams on to a DNS server and its answers back, but for the first ones, which are lost.
package final class LossyRelay: Sendable {
    /// Where it takes datagrams.
    package let address: ServerAddress
    private let descriptor: CInt
    private let server: sockaddr_in
    private let state: Mutex<State>

    private struct State {
        var toLose: Int
        var received = 0
        var isStopped = false
    }

    /// Relays to a server of 127.0.0.1, and loses as many datagrams before.
    package init(to server: ServerAddress, losing count: Int) throws {
        let socket = try LoopbackSocket(.silentUDP)
        descriptor = socket.descriptor
        address = ServerAddress(Support.address("127.0.0.1"), port: socket.port)
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        target.sin_port = server.port.bigEndian
        self.server = target
        state = Mutex(State(toLose: count))
        Thread { self.relay() }.start()
    }

    /// How many datagrams came from those who ask.
    package var received: Int { state.withLock { $0.received } }

    /// Ends it; the socket is closed by its thread.
    package func stop() {
        state.withLock { $0.isStopped = true }
    }

    private func relay() {
        while !state.withLock({ $0.isStopped }) {
            guard let (query, asker) = LossyRelay.receive(descriptor, within: 50) else { continue }
            let isLost = state.withLock { state in
                state.received += 1
                state.toLose -= 1
                return state.toLose >= 0
            }
            if isLost { continue }
            // One asks at a time here: a socket for each query keeps the answers apart.
            let upstream = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            LossyRelay.send(query, over: upstream, to: server)
            if let (reply, _) = LossyRelay.receive(upstream, within: 2000) {
                LossyRelay.send(reply, over: descriptor, to: asker)
            }
            close(upstream)
        }
        close(descriptor)
    }

    private static func receive(_ descriptor: CInt, within milliseconds: CInt) -> ([UInt8], sockaddr_in)? {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) == 1 else { return nil }
        var octets = [UInt8](repeating: 0, count: 65_535)
        var sender = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = withUnsafeMutablePointer(to: &sender) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                recvfrom(descriptor, &octets, octets.count, 0, $0, &size)
            }
        }
        return count < 0 ? nil : (Array(octets[..<count]), sender)
    }

    private static func send(_ octets: [UInt8], over descriptor: CInt, to target: sockaddr_in) {
        var target = target
        withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, octets, octets.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
