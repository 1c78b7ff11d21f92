package import Alerting
package import FaultLab
package import Findings
import MailTransport
package import Scenarios

/// The lab's monitor; published by the section `lab` where it has one.
package enum LabMonitorKey: ResourceKey {
    /// The monitor.
    package typealias Value = LabMonitor
}

/// The embedded monitor of a lab that runs: fed with what the lab's servers saw, watched by drills.
package struct LabMonitor: Sendable {
    /// Who sees its alerts.
    package let observer: LabObserver
    private let feeding: Task<Void, Never>

    /// Starts it; `events` are the lab's, from before any mail comes.
    ///
    /// - Throws: what it could not listen on, or a webhook's reference without a value.
    package static func start(
        _ specification: LabMonitorSpecification, events: AsyncStream<LabEvent>, in context: SectionContext
    ) async throws(SectionFailure) -> LabMonitor {
        var receivers: [LabObserver.Receiver] = []
        for receiver in specification.receivers {
            receivers.append(try receiver.resolved(in: context))
        }
        let observer: LabObserver
        do throws(ObserverFailure) {
            observer = try await LabObserver.start(
                rules: specification.rules ?? [], receivers: receivers, silences: specification.silences,
                transport: HTTPAlertTransport())
        } catch {
            throw SectionFailure(
                Finding("alerts/no-receiver", .error, error.reason, at: specification.rulesFile.place.excerpt),
                type: "mailproof.connection")
        }
        let monitor = observer.monitor
        let feeding = Task {
            for await event in events {
                if let delivery = DeliveryEvent(event) { monitor.record(delivery) }
            }
        }
        return LabMonitor(observer: observer, feeding: feeding)
    }

    /// Stops it.
    ///
    /// - Returns: what could not be stopped.
    package func stop() async -> [Finding] {
        feeding.cancel()
        guard await !observer.stop() else { return [] }
        return [Finding("alerts/still-listening", .error, "the webhook receiver of the lab could not be stopped")]
    }
}
