import DNS
import Synchronization

/// The zones of a lab at one time, and the responses that were made of them so far.
final class ZoneSet: Sendable {
    let resolver: ZoneResolver
    let encoded = EncodedResponses()

    init(_ zones: [Zone]) {
        resolver = ZoneResolver(zones)
    }
}

/// The zones that a lab serves, which may be replaced while it runs: a question sees all the old ones or all the new.
final class ServedZones: Sendable {
    private let state: Mutex<ZoneSet>

    init(_ zones: [Zone]) {
        state = Mutex(ZoneSet(zones))
    }

    var current: ZoneSet { state.withLock { $0 } }

    func replace(_ zones: [Zone]) {
        let set = ZoneSet(zones)
        state.withLock { $0 = set }
    }
}
