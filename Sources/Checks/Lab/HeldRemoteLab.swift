import FaultLab
import Findings
import Synchronization

/// A lab elsewhere that a drill holds: heartbeats go on until it is given back.
final class HeldRemoteLab: HeldLab {
    /// How often it is told that the drill lives; each answer says also what was struck.
    ///
    /// Our choice: many within the lease of a lock.
    private static let heartbeatInterval: Duration = .milliseconds(300)

    private let remote: RemoteLab
    private let lock: String
    private let record: RemoteRecord
    private let heartbeats: Task<Void, Never>

    init(_ remote: RemoteLab, lock: String) {
        let client = remote.client
        let record = RemoteRecord()
        self.remote = remote
        self.lock = lock
        self.record = record
        heartbeats = Task {
            while !Task.isCancelled {
                await Self.beat(lock, client, record)
                try? await Task.sleep(for: Self.heartbeatInterval)
            }
        }
    }

    private static func beat(_ lock: String, _ client: LabClient, _ record: RemoteRecord) async {
        do throws(LabError) {
            record.see(try await client.renewLock(lock))
        } catch {
            record.miss(error)
        }
    }

    var loss: LabError? { record.loss }

    func arm(_ fault: DrillFault, lease: Duration) async throws(LabError) -> any HeldFault {
        guard let written = fault.written else {
            throw LabError(
                code: .refused, message: "the fault cannot be handed on", remedy: "report this as a mistake of ours")
        }
        let armed = try await remote.client.arm(FaultJSON.value(of: written), lease: lease, lock: lock)
        guard let id = armed["id"]?.text else {
            throw LabError(
                code: .unreachable, message: "the lab does not say what it armed", remedy: "use one lab of one version")
        }
        record.arm(id)
        return RemoteFault(
            id: id, description: armed["description"]?.text ?? fault.description, client: remote.client, record: record)
    }

    func events() -> AsyncStream<LabEvent> { remote.events() }

    func holds(_ field: LabMessageQuery.Header) -> Bool? { nil }

    func release() async -> [Finding] {
        heartbeats.cancel()
        do throws(LabError) {
            try await remote.client.release(lock)
            return []
        } catch {
            // It was taken away or ran out, and everything with it.
            if error.code == .notFound { return [] }
            return [RemoteFault.leftover("what this drill armed in \(remote.client.url)", error)]
        }
    }
}

/// What a drill knows of the faults that it armed elsewhere.
private final class RemoteRecord: Sendable {
    private let state = Mutex(State())

    private struct State {
        var hits: [String: FaultHits] = [:]
        var armed: Set<String> = []
        var loss: LabError?
        var lastSeen = ContinuousClock.now
    }

    var loss: LabError? { state.withLock { $0.loss } }

    func hits(of fault: String) -> FaultHits { state.withLock { $0.hits[fault] ?? FaultHits() } }

    func isArmed(_ fault: String) -> Bool { state.withLock { $0.armed.contains(fault) } }

    func arm(_ fault: String) {
        state.withLock { _ = $0.armed.insert(fault) }
    }

    /// Forgets that a fault is armed; its hits are kept.
    func end(_ fault: String, with last: JSONValue?) {
        state.withLock { state in
            state.armed.remove(fault)
            if let last { state.hits[fault] = Self.hits(in: last) }
        }
    }

    /// Takes in the answer to a heartbeat.
    func see(_ lock: JSONValue) {
        state.withLock { state in
            state.lastSeen = .now
            for fault in lock["faults"]?.items ?? [] {
                guard let id = fault["id"]?.text, state.armed.contains(id) else { continue }
                state.hits[id] = Self.hits(in: fault)
            }
        }
    }

    /// A heartbeat that was not taken: at once the end where the lab says so, else once its lease is over.
    func miss(_ error: LabError) {
        state.withLock { state in
            let isOver = state.lastSeen.duration(to: .now) >= LabControl.standardLockLease
            guard state.loss == nil, error.code != .unreachable || isOver else { return }
            state.loss = error
            state.armed = []
        }
    }

    private static func hits(in fault: JSONValue) -> FaultHits {
        let subjects = (fault["hits_by_subject"]?.members ?? []).compactMap { member in
            member.value.integer.map { (member.name, $0) }
        }
        return FaultHits(
            matches: fault["matches"]?.integer ?? 0, total: fault["hits"]?.integer ?? 0,
            bySubject: Dictionary(subjects) { _, last in last },
            ofOthers: fault["hits_of_other_subjects"]?.integer ?? 0)
    }
}

/// A fault that is armed elsewhere.
private struct RemoteFault: HeldFault {
    let id: String
    let description: String
    let client: LabClient
    let record: RemoteRecord

    var hits: FaultHits { record.hits(of: id) }
    var isArmed: Bool { record.isArmed(id) }

    func disarm() async -> [Finding] {
        guard isArmed else { return [] }
        do throws(LabError) {
            record.end(id, with: try await client.disarm(id))
            return []
        } catch {
            return [Self.leftover("the fault \(description) in \(client.url)", error)]
        }
    }

    static func leftover(_ what: String, _ error: LabError) -> Finding {
        Finding(
            "drill/not-disarmed", .error, "\(what) may still be armed: \(error.message)",
            remedy: "it ends by itself within \(LabControl.standardLockLease); or run mailproof undo --lab URL")
    }
}
