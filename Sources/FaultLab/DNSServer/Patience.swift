import DNS

/// How long a resolver without a socket waits for an answer that is held back.
enum Patience {
    /// As long as the resolver that asks over a network by default, with all its attempts.
    static var limit: Duration {
        let options = NetworkResolver.Options()
        return options.timeout * options.attempts
    }

    /// Waits for an answer; a timeout where that takes longer than a resolver waits.
    static func wait(_ delay: Duration?, _ question: Question) async throws(ResolverError) {
        guard let delay else { return }
        do {
            try await Task.sleep(for: min(delay, limit))
        } catch {
            throw ResolverError(.cancelled, question, "the run was stopped while a fault held the answer back")
        }
        if delay > limit { throw end(question, "a fault of the lab holds the answer back for \(delay)") }
    }

    /// The end of it.
    static func end(_ question: Question, _ reason: String) -> ResolverError {
        ResolverError(.timeout, question, reason)
    }
}
