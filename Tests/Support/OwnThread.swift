import Foundation
import Glibc

/// Does work that takes long on a thread of its own, so that the tasks of other tests go on meanwhile.
///
/// - Returns: what came of it, and how long the thread worked: what other tests and programs do does not count.
package func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> (Result, Duration) {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            let start = threadTime()
            let result = work()
            continuation.resume(returning: (result, threadTime() - start))
        }
    }
}

private func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
