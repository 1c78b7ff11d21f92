package import FaultLab
import Scenarios

/// The lab elsewhere that drills break something in; published by the section `lab` where it names one.
package enum RemoteLabKey: ResourceKey {
    /// The lab.
    package typealias Value = RemoteLab
}

/// A lab that runs elsewhere, asked over its control API.
package final class RemoteLab: DrillLab {
    /// How often it is asked what happened.
    ///
    /// Our choice: finer than any rule evaluates, and few enough calls for any network.
    private static let pollInterval: Duration = .milliseconds(200)

    /// How it is asked.
    let client: LabClient
    private let log: LabEventLog
    private let polling: Task<Void, Never>

    /// Looks whether a lab answers at a URL, and listens to what happens there from now on.
    package static func connect(to url: String, token: String?) async throws(LabError) -> RemoteLab {
        let client = LabClient(url: url, token: token)
        guard let last = try await client.lab()["events"]?.integer else {
            throw LabError.notALab(client.url)
        }
        return RemoteLab(client: client, after: last)
    }

    private init(client: LabClient, after last: Int) {
        let log = LabEventLog()
        self.client = client
        self.log = log
        polling = Task {
            var last = last
            while !Task.isCancelled {
                // A call that fails is tried again: who holds the lab sees whether it is lost.
                let page = (try? await client.events(after: last)) ?? []
                last = page.last?["number"]?.integer ?? last
                log.record(page.compactMap { LabJSON.event(from: $0) })
                // What one answer has no room for is there already.
                if page.isEmpty { try? await Task.sleep(for: Self.pollInterval) }
            }
        }
    }

    /// What happens there from now on, as far as it can be asked.
    package func events() -> AsyncStream<LabEvent> { log.events() }

    /// Takes the lab, which no other drill holds.
    package func hold(for drill: String) async throws(LabError) -> any HeldLab {
        guard let lock = try await client.take(for: drill)["id"]?.text else {
            throw LabError.notALab(client.url)
        }
        return HeldRemoteLab(self, lock: lock)
    }

    /// Listens no more.
    package func stop() {
        polling.cancel()
        log.finish()
    }
}
