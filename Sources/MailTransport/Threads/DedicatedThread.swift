// pthread_t: the C library's headers reach Swift through whichever module includes them first.
import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A thread of our own, for what blocks: libcurl's calls must not hold a thread of the cooperative pool.
enum DedicatedThread {
    /// Runs `body` on a new thread; false where the system has none to give.
    static func start(_ body: sending @escaping () -> Void) -> Bool {
        let box = unsafe Unmanaged.passRetained(Body(body))
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                #if canImport(Darwin)
                    let box = unsafe Unmanaged<Body>.fromOpaque(context)
                #else
                    guard let context = unsafe context else { return nil }
                    let box = unsafe Unmanaged<Body>.fromOpaque(context)
                #endif
                // Retained by `start`, released here: the thread has it alone.
                unsafe box.takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard result == 0 else {
            unsafe box.release()
            return false
        }
        #if canImport(Darwin)
            if let thread { _ = unsafe pthread_detach(thread) }
        #else
            _ = pthread_detach(thread)
        #endif
        return true
    }

    private final class Body {
        let run: () -> Void

        init(_ run: @escaping () -> Void) {
            self.run = run
        }
    }
}
