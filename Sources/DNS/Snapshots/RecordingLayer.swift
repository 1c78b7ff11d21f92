import Synchronization

/// A layer whose answers are kept in a snapshot.
///
/// A question that got no answer is kept too, unless another attempt answers it.
public final class RecordingLayer: ResolverLayer {
    private struct State {
        var snapshot = Snapshot()
        var unanswered: [Question: ResolverError] = [:]
    }

    private let layer: any ResolverLayer
    private let isOurs: @Sendable (Question) -> Bool
    private let state = Mutex(State())

    /// Records what a layer answers.
    ///
    /// - Parameter isOurs: whether a question is answered elsewhere, so that what an alias leads to is not recorded.
    public init(_ layer: any ResolverLayer, isOurs: @escaping @Sendable (Question) -> Bool) {
        self.layer = layer
        self.isOurs = isOurs
    }

    /// Everything that was answered.
    public var snapshot: Snapshot {
        state.withLock { $0.snapshot }
    }

    /// Why questions were not answered, in the order of their names.
    public var unanswered: [ResolverError] {
        state.withLock {
            $0.unanswered.values.sorted { ($0.question.name, $0.context) < ($1.question.name, $1.context) }
        }
    }

    /// Whether the layer owns the name.
    public func owns(_ name: DomainName) -> Bool { layer.owns(name) }

    /// Asks the layer, and keeps what it says.
    public func step(_ question: Question) async throws(ResolverError) -> ResolverStep {
        let step: ResolverStep
        do throws(ResolverError) { step = try await layer.step(question) } catch {
            state.withLock { $0.unanswered[question] = error }
            throw error
        }
        state.withLock { state in
            state.unanswered[question] = nil
            switch step {
            case .answer(let answer): record(answer, to: question, in: &state.snapshot)
            case .alias(let aliases, _): record(aliases, question.type, in: &state.snapshot)
            }
        }
        return step
    }

    private func record(_ answer: Answer, to question: Question, in snapshot: inout Snapshot) {
        let crossing = answer.aliases.firstIndex { leadsHome($0, question.type) }
        guard let crossing else { return snapshot.record(answer, to: question) }
        record(Array(answer.aliases[...crossing]), question.type, in: &snapshot)
    }

    private func record(_ aliases: [ResourceRecord], _ type: RecordType, in snapshot: inout Snapshot) {
        for alias in aliases {
            snapshot.record(Answer(.records([alias])), to: Question(alias.name, .CNAME))
            if leadsHome(alias, type) { return }
        }
    }

    private func leadsHome(_ alias: ResourceRecord, _ type: RecordType) -> Bool {
        if case .cname(let target) = alias.data { isOurs(Question(target, type)) } else { false }
    }
}
