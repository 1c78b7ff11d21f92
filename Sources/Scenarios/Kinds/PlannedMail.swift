package import Findings

/// Mail that a case hands over, as far as it is known before anything runs: what a policy's caps are compared with.
package struct PlannedMail: Sendable {
    /// How many messages at most.
    package var count: Int
    /// How many a second; nil for as fast as the server takes them.
    package var perSecond: Double?
    /// The value of the scenario that it follows from.
    package var place: Place

    /// Mail of a number and a rate.
    package init(_ count: Int, perSecond: Double?, at place: Place) {
        self.count = count
        self.perSecond = perSecond
        self.place = place
    }

    /// How many can be sent within one second: never more than there are.
    package var mostInOneSecond: Double {
        min(perSecond ?? .infinity, Double(count))
    }
}
