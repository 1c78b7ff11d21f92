/// A change of an alert as it was seen.
package struct AlertObservation: Sendable, Hashable {
    /// What changed, by the account of whoever told it.
    package var transition: AlertTransition
    /// Where it was seen.
    package var vantage: Vantage
    /// Whether the same change was seen there before: a second notification about one thing.
    package var isRepeat: Bool
    /// How a resolution is known.
    package var evidence: Evidence
    /// Why nobody is told of an alert that fires, in words: `silenced by 4f1c…`; nil where people are.
    package var suppression: String?
    /// When it was seen.
    package var seenAt: Moment

    /// An observation.
    package init(
        _ transition: AlertTransition, at vantage: Vantage, isRepeat: Bool = false, evidence: Evidence = .told,
        suppression: String? = nil, seenAt: Moment
    ) {
        self.transition = transition
        self.vantage = vantage
        self.isRepeat = isRepeat
        self.evidence = evidence
        self.suppression = suppression
        self.seenAt = seenAt
    }

    /// Where something was seen.
    package enum Vantage: Sendable, Hashable {
        /// By the observer itself, which hears of everything.
        case observer
        /// As a notification of the receiver with this name.
        case receiver(String)
    }

    /// What an observation rests on.
    package enum Evidence: Sendable, Hashable {
        /// Somebody said so.
        case told
        /// The alert fired, and is listed no longer.
        case gone
    }

    /// What else is to be known about it, for a timeline; nil where nothing is.
    package var remark: String? {
        if let suppression { return suppression }
        return transition.state == .resolved && evidence == .gone ? "listed no longer" : nil
    }
}
