import Synchronization

/// The answers that a cache holds, and who waits for those that are asked for.
final class AnswerCache: Sendable {
    /// What an asker finds.
    enum Finding {
        /// An answer that may still be used.
        case kept(ResolverStep)
        /// Nobody asks: the asker does, and must say what came of it.
        case leads
        /// Somebody asks: the asker waits, under this number.
        case follows(UInt64)
    }

    /// What came of a question; nil where who asked was cancelled.
    typealias Outcome = Result<ResolverStep, ResolverError>?

    fileprivate enum Entry {
        /// It is kept until its end; the number tells it from others that stood under the question.
        case kept(ResolverStep, end: ContinuousClock.Instant, octets: Int, number: UInt64)
        /// Somebody asks, and these follow.
        case asked(followers: [UInt64])
    }

    fileprivate enum Follower {
        /// It has its number and does not wait yet.
        case coming
        case waiting(CheckedContinuation<Outcome, Never>)
        case told(Outcome)
    }

    fileprivate struct State {
        var entries: [Question: Entry] = [:]
        /// The questions in the order in which their answers came; some have newer ones, or none, by now.
        var order: [(question: Question, number: UInt64)] = []
        var oldest = 0
        /// How many answers are kept, and how many octets they have.
        var count = 0
        var octets = 0
        var followers: [UInt64: Follower] = [:]
        var number: UInt64 = 0
    }

    private let mostEntries: Int
    private let mostOctets: Int
    private let state = Mutex(State())

    init(mostEntries: Int, mostOctets: Int) {
        self.mostEntries = max(0, mostEntries)
        self.mostOctets = mostOctets
    }

    /// Looks for an answer; where there is none, makes the asker one who asks or one who waits.
    func look(_ question: Question, at now: ContinuousClock.Instant) -> Finding {
        state.withLock { state in
            switch state.entries[question] {
            case .kept(let step, let end, _, _)? where now < end:
                return .kept(step)
            case .asked(let followers)?:
                state.number += 1
                state.entries[question] = .asked(followers: followers + [state.number])
                state.followers[state.number] = .coming
                return .follows(state.number)
            case let ended:
                state.forget(ended)
                state.entries[question] = .asked(followers: [])
                return .leads
            }
        }
    }

    /// Waits for what comes of a question; answers at once where the task is cancelled.
    func outcome(of question: Question, for follower: UInt64) async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let told: Outcome? = state.withLock { state in
                    if case .told(let outcome)? = state.followers.removeValue(forKey: follower) { return outcome }
                    state.followers[follower] = .waiting(continuation)
                    return nil
                }
                if let told { continuation.resume(returning: told) }
            }
        } onCancel: {
            let error = ResolverError(.cancelled, question, "the run was stopped while another asked the same")
            let continuation = state.withLock { state in
                state.tell(follower, .failure(error))
            }
            continuation?.resume(returning: .failure(error))
        }
    }

    /// Tells the followers what came of a question, and keeps an answer until its time.
    func conclude(_ question: Question, _ outcome: Outcome, keptUntil end: ContinuousClock.Instant?) {
        let waiting: [CheckedContinuation<Outcome, Never>] = state.withLock { state in
            var followers: [UInt64] = []
            if case .asked(let waiting)? = state.entries[question] { followers = waiting }
            if let end, case .success(let step)? = outcome {
                state.keep(step, for: question, until: end)
                state.makeRoom(mostEntries, mostOctets)
            } else {
                state.entries[question] = nil
            }
            return followers.compactMap { state.tell($0, outcome) }
        }
        for continuation in waiting { continuation.resume(returning: outcome) }
    }
}

extension AnswerCache.State {
    /// Tells one follower; the continuation is to be resumed outside the lock.
    fileprivate mutating func tell(
        _ follower: UInt64, _ outcome: AnswerCache.Outcome
    ) -> CheckedContinuation<AnswerCache.Outcome, Never>? {
        switch followers[follower] {
        case .waiting(let continuation):
            followers[follower] = nil
            return continuation
        case .coming:
            followers[follower] = .told(outcome)
            return nil
        case .told, nil:
            return nil
        }
    }

    fileprivate mutating func keep(_ step: ResolverStep, for question: Question, until end: ContinuousClock.Instant) {
        number += 1
        let size = step.octets
        count += 1
        octets += size
        entries[question] = .kept(step, end: end, octets: size, number: number)
        order.append((question, number))
    }

    /// Counts an answer that stands under its question no more.
    fileprivate mutating func forget(_ entry: AnswerCache.Entry?) {
        guard case .kept(_, _, let size, _)? = entry else { return }
        count -= 1
        octets -= size
    }

    /// Lets the oldest answers go until the rest are within both bounds.
    fileprivate mutating func makeRoom(_ mostEntries: Int, _ mostOctets: Int) {
        while count > mostEntries || octets > mostOctets, oldest < order.count {
            let (question, number) = order[oldest]
            oldest += 1
            if isKept(question, number) { forget(entries.removeValue(forKey: question)) }
        }
        // Answers that ended by themselves leave their questions in the order.
        if order.count > 2 * mostEntries + 64 {
            order = order[oldest...].filter { isKept($0.question, $0.number) }
            oldest = 0
        }
    }

    private func isKept(_ question: Question, _ number: UInt64) -> Bool {
        if case .kept(_, _, _, number)? = entries[question] { true } else { false }
    }
}

extension ResolverStep {
    /// About how many octets its records take.
    fileprivate var octets: Int {
        let records: [ResourceRecord]
        switch self {
        case .answer(let answer): records = answer.aliases + answer.records
        case .alias(let aliases, let next): return aliases.reduce(next.wire.count) { $0 + $1.octets }
        }
        return records.reduce(0) { $0 + $1.octets }
    }
}

extension ResourceRecord {
    fileprivate var octets: Int {
        let size =
            switch data {
            case .a, .aaaa: 16
            case .cname(let name), .ns(let name), .ptr(let name), .mx(_, let name): name.wire.count
            case .txt(let strings): strings.reduce(0) { $0 + $1.count }
            case .soa(let soa): soa.primary.wire.count + soa.responsible.wire.count + 20
            case .other(let octets): octets.count
            }
        // The values around the octets have about this size themselves.
        return size + name.wire.count + 128
    }
}
