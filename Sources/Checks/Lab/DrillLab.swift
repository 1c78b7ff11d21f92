package import FaultLab
package import Findings

/// A lab as a drill sees it: embedded, or one that runs elsewhere.
package protocol DrillLab: Sendable {
    /// Takes the lab for one drill.
    ///
    /// - Parameter drill: who takes it, in words.
    func hold(for drill: String) async throws(LabError) -> any HeldLab
}

/// A lab that one drill holds.
package protocol HeldLab: Sendable {
    /// Arms a fault until it is disarmed, or its lease is over, or the lab is given back.
    func arm(_ fault: DrillFault, lease: Duration) async throws(LabError) -> any HeldFault

    /// What happens from now on.
    func events() -> AsyncStream<LabEvent>

    /// Whether a message with this field has arrived; nil where the lab cannot be asked for it.
    func holds(_ field: LabMessageQuery.Header) -> Bool?

    /// Why the lab is not held any more, and with it nothing armed; nil while it is.
    var loss: LabError? { get }

    /// Gives it back; doing it again does nothing.
    ///
    /// - Returns: what may still be armed.
    func release() async -> [Finding]
}

/// A fault that a drill armed; its description says what it does.
package protocol HeldFault: Sendable, CustomStringConvertible {
    /// How often it struck, as far as is known; kept after it was disarmed.
    var hits: FaultHits { get }

    /// Whether it can still strike.
    var isArmed: Bool { get }

    /// Disarms it; doing it again does nothing.
    ///
    /// - Returns: what may still be armed.
    func disarm() async -> [Finding]
}

extension Lab: DrillLab {
    /// An embedded lab is its file's own, and drills of a file come one after another.
    package func hold(for drill: String) async throws(LabError) -> any HeldLab { EmbeddedLab(lab: self) }
}

/// The lab of the scenario itself.
private struct EmbeddedLab: HeldLab {
    let lab: Lab

    var loss: LabError? { nil }

    func arm(_ fault: DrillFault, lease: Duration) async throws(LabError) -> any HeldFault {
        EmbeddedFault(armed: try fault.arm(in: lab, lease: lease))
    }

    func events() -> AsyncStream<LabEvent> { lab.events() }

    func holds(_ field: LabMessageQuery.Header) -> Bool? {
        lab.smtp.values.contains { !$0.mailboxes.messages(LabMessageQuery(header: field)).isEmpty }
    }

    func release() async -> [Finding] { [] }
}

private struct EmbeddedFault: HeldFault {
    let armed: ArmedFault

    var description: String { armed.description }
    var hits: FaultHits { armed.hits }
    var isArmed: Bool { armed.isArmed }

    func disarm() async -> [Finding] {
        armed.disarm()
        return []
    }
}
