import Findings

/// A fault that was armed over the control API.
struct ControlledFault: Sendable {
    /// The fault.
    var armed: ArmedFault
    /// How it was written.
    var written: JSONValue
    /// How long it lives without a heartbeat.
    var lease: Duration
    /// When it ends by itself.
    var deadline: ContinuousClock.Instant
    /// When it was armed.
    var since: WallTime
    /// The lock that it ends with; nil for none.
    var lock: String?

    /// How many subjects are listed; those that were struck most.
    ///
    /// Our choice: more is no list for people, and a client can name as many domains as it likes.
    static let subjectLimit = 100

    /// The fault as the API shows it.
    func json(at now: ContinuousClock.Instant) -> JSONValue {
        let hits = armed.hits
        let ordered = hits.bySubject.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let others = ordered.dropFirst(Self.subjectLimit).reduce(hits.ofOthers) { $0 + $1.value }
        return [
            "id": .text("\(armed.id)"), "description": .text(armed.description), "fault": written,
            "armed_at": .text("\(since)"), "lease": .text(LeaseText.text(lease)),
            "lease_left_seconds": .number(now.duration(to: deadline).secondsAtLeastZero),
            "matches": .integer(hits.matches), "hits": .integer(hits.total),
            "hits_by_subject": .object(
                ordered.prefix(Self.subjectLimit).map { JSONValue.Member($0.key, .integer($0.value)) }),
            "hits_of_other_subjects": .integer(others),
        ]
    }

    /// What `json(at:)` looks like.
    static func schema(of fault: JSONValue) -> JSONValue {
        ControlSchemas.object([
            "id": ControlSchemas.described("string", "Its name in attempts."),
            "description": ControlSchemas.described("string", "What it does, in words."),
            "fault": fault,
            "armed_at": ControlSchemas.described("string", "When it was armed (RFC 3339)."),
            "lease": ControlSchemas.described("string", "How long it lives without a heartbeat."),
            "lease_left_seconds": ControlSchemas.described("number", "When it ends by itself."),
            "matches": ControlSchemas.described("integer", "The attempts that it matched, struck or not."),
            "hits": ControlSchemas.described("integer", "The attempts that it struck."),
            "hits_by_subject": [
                "type": "object", "additionalProperties": ["type": "integer"],
                "description": "The strikes by the domain of recipients; of DNS faults by the name asked for.",
            ],
            "hits_of_other_subjects": ControlSchemas.described("integer", "The strikes of subjects not listed."),
        ])
    }
}

/// Who holds a lab: one drill at a time.
struct ControlLock: Sendable {
    /// The name that its holder shows.
    var id: String
    /// Who holds it, in words.
    var holder: String
    /// How long it lives without a heartbeat.
    var lease: Duration
    /// When it ends by itself.
    var deadline: ContinuousClock.Instant

    /// The lock as the API shows it to everybody: without its name, which is the holder's.
    func json(at now: ContinuousClock.Instant) -> [JSONValue.Member] {
        [
            .init("holder", .text(holder)), .init("lease", .text(LeaseText.text(lease))),
            .init("lease_left_seconds", .number(now.duration(to: deadline).secondsAtLeastZero)),
        ]
    }
}

extension Duration {
    /// In seconds; 0 for what is over.
    fileprivate var secondsAtLeastZero: Double {
        let (seconds, attoseconds) = components
        return max(0, Double(seconds) + Double(attoseconds) / 1e18)
    }
}
