/// A rule by which a proxy of the lab lets a network go bad between two ports.
package struct NetworkFault: Sendable, Hashable {
    /// The proxy that it is for.
    package var proxy: String
    /// What it does to a connection.
    package var effect: Effect
    /// Which connections it strikes.
    package var cadence: FaultCadence

    /// What is done to a connection, in both directions.
    package struct Effect: Sendable, Hashable {
        /// How much later everything arrives; nil for at once.
        package var latency: Duration?
        /// How many octets arrive in a second, each way; nil for as many as come.
        package var bandwidth: Int?
        /// After how many octets, both ways together, the connection is reset; 0 at once, nil never.
        package var resetAfter: Int?
        /// Whether nothing arrives any more, and nobody is told; what was sent arrives when the fault ends.
        package var isBlackhole: Bool

        /// An effect.
        package init(
            latency: Duration? = nil, bandwidth: Int? = nil, resetAfter: Int? = nil, isBlackhole: Bool = false
        ) {
            self.latency = latency
            self.bandwidth = bandwidth
            self.resetAfter = resetAfter
            self.isBlackhole = isBlackhole
        }
    }

    /// A fault.
    ///
    /// - Throws: why such a fault could never do what it is meant to.
    package init(proxy: String, effect: Effect, cadence: FaultCadence = FaultCadence()) throws(InvalidFault) {
        try effect.check()
        try cadence.check(at: nil)
        self.proxy = proxy
        self.effect = effect
        self.cadence = cadence
    }
}

extension NetworkFault.Effect {
    fileprivate func check() throws(InvalidFault) {
        guard self != NetworkFault.Effect() else {
            throw InvalidFault(
                .proxy, "the fault does nothing", remedy: "add latency, bandwidth, reset or blackhole")
        }
        if let latency, latency <= .zero { throw .notPositive(.latency) }
        if let bandwidth, bandwidth < 1 { throw .notPositive(.bandwidth) }
        if isBlackhole, latency != nil || bandwidth != nil || resetAfter != nil {
            throw InvalidFault(
                .blackhole, "where nothing arrives, nothing is late or reset",
                remedy: "remove blackhole, or everything beside it")
        }
    }
}

extension NetworkFault: CustomStringConvertible {
    /// `network relay: latency 0.2 seconds, bandwidth 10240B/s`.
    package var description: String {
        var words: [String] = []
        if let latency = effect.latency { words.append("latency \(latency)") }
        if let bandwidth = effect.bandwidth { words.append("bandwidth \(bandwidth)B/s") }
        if let octets = effect.resetAfter { words.append(octets == 0 ? "reset" : "reset after \(octets)B") }
        if effect.isBlackhole { words.append("blackhole") }
        return "network \(proxy): " + words.joined(separator: ", ")
    }
}

/// A fault of the network that has struck a connection.
struct NetworkStrike: Sendable {
    var fault: FaultID
    var effect: NetworkFault.Effect
    /// When it is over, if it is not disarmed before.
    var expires: ContinuousClock.Instant
}

/// What all faults that have struck a connection come to.
struct NetworkConditions: Sendable, Hashable {
    var latency: Duration?
    var bandwidth: Int?
    /// How many octets still arrive before the connection is reset.
    var octetsLeft: Int?
    var isBlackhole = false

    /// Adds a fault: latencies add up, and of bandwidths the narrowest counts.
    mutating func add(_ effect: NetworkFault.Effect, forwarded: Int) {
        if let latency = effect.latency { self.latency = (self.latency ?? .zero) + latency }
        if let bandwidth = effect.bandwidth { self.bandwidth = min(self.bandwidth ?? .max, bandwidth) }
        if let octets = effect.resetAfter { octetsLeft = min(octetsLeft ?? .max, max(0, octets - forwarded)) }
        isBlackhole = isBlackhole || effect.isBlackhole
    }
}
