import CCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The sockets of one transfer: the one part of it that other threads may touch, to cut it.
///
/// libcurl opens and closes its sockets through this, under the same lock that `cut()` takes, so that a descriptor which
/// was closed and given to somebody else is never shut down.
final class Line: Sendable {
    private let state = Mutex(State())

    private struct State {
        var descriptors: Set<CInt> = []
        var isCut = false
    }

    /// Whether it was cut.
    var isCut: Bool { state.withLock { $0.isCut } }

    /// Ends the transfer at once: what is being sent or awaited fails, and nothing more is opened.
    func cut() {
        state.withLock { state in
            state.isCut = true
            for descriptor in state.descriptors {
                // shutdown(2), not close(2): the transfer's thread still owns the descriptor.
                _ = shutdown(descriptor, CInt(SHUT_RDWR))
            }
        }
    }

    /// CURLOPT_OPENSOCKETFUNCTION: a socket, or CURL_SOCKET_BAD once the line is cut.
    fileprivate func open(_ domain: CInt, _ type: CInt, _ protocolNumber: CInt) -> CInt {
        state.withLock { state in
            guard !state.isCut else { return -1 }
            let descriptor = socket(domain, type, protocolNumber)
            guard descriptor >= 0 else { return -1 }
            // A child process that a check starts must not inherit the connection.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            state.descriptors.insert(descriptor)
            return descriptor
        }
    }

    /// CURLOPT_CLOSESOCKETFUNCTION.
    fileprivate func close(_ descriptor: CInt) {
        state.withLock { state in
            state.descriptors.remove(descriptor)
            #if canImport(Glibc)
                _ = Glibc.close(descriptor)
            #else
                _ = Darwin.close(descriptor)
            #endif
        }
    }

    /// Has the sockets of a handle go through this line; the handle keeps it alive until it is cleaned up.
    func attach(to handle: CurlHandle) throws(CurlCode) {
        try unsafe handle.setSocketCallbacks(
            context: Unmanaged.passUnretained(self).toOpaque(),
            open: { context, _, address in
                guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
                return unsafe Unmanaged<Line>.fromOpaque(context).takeUnretainedValue()
                    .open(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
            },
            close: { context, descriptor in
                guard let context = unsafe context else { return 1 }
                unsafe Unmanaged<Line>.fromOpaque(context).takeUnretainedValue().close(descriptor)
                return 0
            },
            progress: { context, _, _, _, _ in
                guard let context = unsafe context else { return 1 }
                // A value other than 0 makes libcurl return CURLE_ABORTED_BY_CALLBACK: where no socket is open yet.
                return unsafe Unmanaged<Line>.fromOpaque(context).takeUnretainedValue().isCut ? 1 : 0
            })
    }
}
