// pthread_t: the C library's headers reach Swift through whichever module includes them first.
import CCurl
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A thread of our own, for what blocks: libcurl's calls must not hold a thread of the cooperative pool.
///
/// A thread that is done waits a moment for other work before it ends: where each message has a connection of its own,
/// making threads costs as much as talking does.
enum DedicatedThread {
    /// How long a thread without work waits for some.
    private static let patience = DispatchTimeInterval.seconds(1)
    /// How many threads may wait for work at the same time.
    private static let waitingLimit = 128

    private static let waiting = Mutex<[Worker]>([])

    /// Runs `body` on a thread that has nothing else to do; false where the system has none to give.
    static func start(_ body: sending @escaping () -> Void) -> Bool {
        let body = Body(body)
        if let worker = waiting.withLock({ $0.popLast() }) {
            worker.take(body)
            return true
        }
        return launch(Worker(body))
    }

    private static func launch(_ worker: Worker) -> Bool {
        let context = unsafe Unmanaged.passRetained(worker)
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                #if canImport(Darwin)
                    let worker = unsafe Unmanaged<Worker>.fromOpaque(context)
                #else
                    guard let context = unsafe context else { return nil }
                    let worker = unsafe Unmanaged<Worker>.fromOpaque(context)
                #endif
                // Retained by `launch`, released here.
                DedicatedThread.work(unsafe worker.takeRetainedValue())
                return nil
            }, context.toOpaque())
        guard result == 0 else {
            unsafe context.release()
            return false
        }
        #if canImport(Darwin)
            if let thread { _ = unsafe pthread_detach(thread) }
        #else
            _ = pthread_detach(thread)
        #endif
        return true
    }

    /// The life of a thread: work as long as there is some.
    private static func work(_ worker: Worker) {
        while true {
            worker.run()
            let mayWait = waiting.withLock { waiting in
                guard waiting.count < waitingLimit else { return false }
                waiting.append(worker)
                return true
            }
            guard mayWait else { return }
            guard worker.arrivals.wait(timeout: .now() + patience) == .timedOut else { continue }
            let isStillWaiting = waiting.withLock { waiting in
                guard let index = waiting.firstIndex(where: { $0 === worker }) else { return false }
                waiting.remove(at: index)
                return true
            }
            if isStillWaiting { return }
            // Somebody has chosen this thread at the last moment, and their work is on its way.
            worker.arrivals.wait()
        }
    }

    /// A thread's letter box.
    private final class Worker: Sendable {
        let arrivals = DispatchSemaphore(value: 0)
        private let body: Mutex<Body?>

        /// A thread that begins with some work.
        init(_ body: Body) {
            self.body = Mutex(body)
        }

        /// Gives work to the thread, which waits.
        func take(_ body: Body) {
            self.body.withLock { $0 = body }
            arrivals.signal()
        }

        func run() {
            let body = body.withLock { slot in
                defer { slot = nil }
                return slot
            }
            body?.run()
        }
    }

    /// What a thread is to do.
    ///
    /// Unchecked: `start` is given the closure for good (`sending`), and one thread alone calls it.
    private final class Body: @unchecked Sendable {
        let run: () -> Void

        init(_ run: sending @escaping () -> Void) {
            self.run = run
        }
    }
}
