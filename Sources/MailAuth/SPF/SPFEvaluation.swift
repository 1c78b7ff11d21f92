import DNS

/// One evaluation of a policy (RFC 7208 §4): its budget, its answers and its trace.
///
/// Its functions go on where their caller runs (`nonsending`): nearly all answers are at hand, and to switch executors
/// at each of a hundred calls took a tenth of the time.
struct SPFEvaluation {
    let spf: SPF
    let sender: SPFSender
    let timestamp: Int64
    private let start: ContinuousClock.Instant
    /// What was asked and what came back; few enough that looking through them is faster than hashing names.
    private var answers: [(question: Question, reply: Result<Answer, ResolverError>)] = []
    private var queries = 0
    private var lookups = 0
    private var voidLookups = 0
    private var termIsVoid = false
    private(set) var trace: [SPFStep] = []
    /// The client's names that lead back to its address; nil before they were asked for.
    var validatedNames: [DomainName]?
    /// The includes and redirects that lead to the record which is being evaluated.
    var path: [SPFLocation] = []

    init(of sender: SPFSender, by spf: SPF, timestamp: Int64) {
        self.spf = spf
        self.sender = sender
        self.timestamp = timestamp
        start = spf.now()
        answers.reserveCapacity(SPFEvaluation.usualQuestions)
        trace.reserveCapacity(4 * SPFEvaluation.usualQuestions)
    }

    /// About how many questions an evaluation asks.
    private static let usualQuestions = 12

    /// Ends the evaluation with temperror or permerror.
    struct Stop: Error {
        var value: SPFResult.Value
        var problem: SPFProblem

        static func temperror(_ cause: SPFProblem.Cause, at location: SPFLocation?) -> Stop {
            Stop(value: .temperror, problem: SPFProblem(cause, at: location))
        }

        static func permerror(_ cause: SPFProblem.Cause, at location: SPFLocation?) -> Stop {
            Stop(value: .permerror, problem: SPFProblem(cause, at: location))
        }
    }

    /// What the policy of one domain said.
    struct Outcome {
        var value: SPFResult.Value
        var matched: [SPFLocation] = []
        /// The record that decided, whose explanation counts.
        var decider: SPFPublishedRecord?
        var problem: SPFProblem?
    }

    nonisolated(nonsending) mutating func run(_ domain: DomainName) async -> SPFResult {
        var result = SPFResult(
            value: .none, domain: domain, matched: [], explanation: nil, problem: nil, lookups: 0, voidLookups: 0,
            trace: [])
        do throws(Stop) {
            let outcome = try await checkHost(domain, at: nil)
            result.value = outcome.value
            result.matched = outcome.matched
            result.problem = outcome.problem
            if outcome.value == .fail, let decider = outcome.decider {
                result.explanation = await explanation(of: decider)
            }
        } catch {
            result.value = error.value
            result.problem = error.problem
            // Where the evaluation stopped is where it is: nothing has been unwound.
            result.problem?.path = path
            path = []
            note(.result(domain, error.value))
        }
        result.lookups = lookups
        result.voidLookups = voidLookups
        result.trace = trace
        return result
    }

    /// RFC 7208 §4: check_host() for one domain; `location` is the term that leads to it.
    nonisolated(nonsending) mutating func checkHost(_ domain: DomainName, at location: SPFLocation?) async throws(Stop)
        -> Outcome
    {
        let answer = try await ask(Question(domain, .TXT), at: location)
        switch SPF.select(answer, of: domain) {
        case .absent(let exists):
            note(.result(domain, .none))
            return Outcome(
                value: .none,
                problem: SPFProblem(.noRecord(domain, exists: exists), at: location, source: answer.source))
        case .several(let records):
            let first = records.first.map {
                SPFLocation(domain: domain, record: $0, range: 0..<($0.data.joinedText?.count ?? 0))
            }
            throw .permerror(.severalRecords(domain, count: records.count), at: first ?? location)
        case .published(let published):
            note(.policy(domain, text: published.record.text.printable))
            // RFC 7208 §4.6: a syntax error anywhere in the record is a permerror, whatever stands before it.
            if let problem = published.record.problems.first {
                throw .permerror(.syntax(problem), at: published.location(problem.range))
            }
            let outcome = try await evaluate(published)
            note(.result(domain, outcome.value))
            return outcome
        }
    }

    nonisolated(nonsending) private mutating func evaluate(_ published: SPFPublishedRecord) async throws(Stop)
        -> Outcome
    {
        // RFC 7208 §5.1: what stands behind "all", which matches always, is not reached.
        for term in published.record.terms {
            guard case .directive(let qualifier, let mechanism) = term.content else { continue }
            let location = published.location(term)
            if term.causesLookup { try spend(at: location) }
            let match: [SPFLocation]?
            if let isMatch = matchesAtOnce(mechanism) {
                match = isMatch ? [] : nil
            } else {
                match = try await matches(mechanism, of: published, at: location)
            }
            guard let match else {
                note(.notMatched(location))
                continue
            }
            note(.matched(location, qualifier))
            return Outcome(value: qualifier.value, matched: [location] + match, decider: published)
        }
        guard let redirect = published.record.redirect else {
            // RFC 7208 §4.7: where nothing matches and there is no redirect, the result is neutral.
            return Outcome(value: .neutral, decider: published)
        }
        let location = published.location(redirect.term)
        try spend(at: location)
        guard let target = try await target(redirect.target, of: published, at: location) else {
            // RFC 7208 §6.1: a malformed target is a permerror.
            throw .permerror(.malformedTarget(location.description), at: location)
        }
        path.append(location)
        var outcome = try await checkHost(target, at: location)
        path.removeLast()
        // RFC 7208 §6.1: so is a target without a policy.
        if outcome.value == .none, let problem = outcome.problem { throw Stop(value: .permerror, problem: problem) }
        outcome.matched.insert(location, at: 0)
        return outcome
    }
}

extension SPFEvaluation {
    mutating func note(_ event: SPFStep.Event) {
        trace.append(SPFStep(depth: path.count, event))
    }

    private mutating func spend(at location: SPFLocation) throws(Stop) {
        // RFC 7208 §4.6.4: at most ten terms that cause DNS queries in a whole evaluation; repeats count.
        lookups += 1
        termIsVoid = false
        note(.spent(location, lookup: lookups))
        guard lookups <= spf.limits.lookups else {
            throw .permerror(.tooManyLookups(limit: spf.limits.lookups), at: location)
        }
    }

    /// RFC 7208 §4.6.4: counts the terms for which a query is answered by no such name or by no records; each term once,
    /// however many of its queries are, for it is terms that the limit speaks of.
    mutating func countVoid(_ answer: Answer, at location: SPFLocation) throws(Stop) {
        guard answer.records.isEmpty, !termIsVoid else { return }
        termIsVoid = true
        voidLookups += 1
        guard voidLookups <= spf.limits.voidLookups else {
            throw .permerror(.tooManyVoidLookups(limit: spf.limits.voidLookups), at: location)
        }
    }

    /// An answer; where there is none the evaluation ends.
    nonisolated(nonsending) mutating func ask(_ question: Question, at location: SPFLocation?) async throws(Stop)
        -> Answer
    {
        switch try await reply(question, at: location) {
        case .success(let answer): return answer
        // RFC 7208 §4.4 and §5: an RCODE that is neither 0 nor 3, or a timeout, is a temperror.
        case .failure(let error): throw .temperror(.resolver(error), at: location)
        }
    }

    /// An answer or the reason why there is none; each question is asked once in an evaluation.
    nonisolated(nonsending) mutating func reply(
        _ question: Question, at location: SPFLocation?
    ) async throws(Stop) -> Result<Answer, ResolverError> {
        if let known = answers.first(where: { $0.question == question }) { return known.reply }
        queries += 1
        guard queries <= spf.limits.queries else {
            throw .permerror(.tooManyQueries(limit: spf.limits.queries), at: location)
        }
        // RFC 7208 §4.6.4: an evaluation that takes too long ends in temperror.
        guard spf.now() - start <= spf.limits.time else {
            throw .temperror(.tooSlow(limit: spf.limits.time), at: location)
        }
        let result: Result<Answer, ResolverError>
        do throws(ResolverError) {
            result = .success(try await spf.resolver.resolve(question))
        } catch {
            result = .failure(error)
        }
        answers.append((question, result))
        note(.asked(question, SPFStep.Reply(result)))
        return result
    }
}

extension SPFStep.Reply {
    init(_ result: Result<Answer, ResolverError>) {
        switch result {
        case .failure(let error): self = .failed(error.code)
        case .success(let answer):
            switch answer.outcome {
            case .records(let records): self = .records(records.count)
            case .noData: self = .noData
            case .nameError: self = .nameError
            }
        }
    }
}
