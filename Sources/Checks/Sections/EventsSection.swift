import Alerting
import Findings
package import Scenarios

/// Where delivery events come from beyond the lab and our own sends; published by the section `events`.
package enum EventSourcesKey: ResourceKey {
    /// The sources.
    package typealias Value = EventSources
}

/// `events`: logs that are followed while the checks run, and counted by whoever counts.
package enum EventsSection: SectionKind {
    package static let key = "events"
    package static let summary =
        "Logs of mail servers that are followed from their end, for lab.monitor and run_prometheus to count."

    /// The monitor counts what they tell.
    package static func requires(_ specification: EventsSpecification) -> [String] { [LabSection.key] }

    package static func load(_ specification: inout EventsSpecification, loading: Loading) {
        for index in specification.sources.indices { specification.sources[index].load(loading) }
        var seen: Set<String> = []
        for source in specification.sources where !seen.insert(source.name).inserted {
            loading.report(
                "events/repeated-log", "\(source.name) is named twice, and would be counted twice",
                label: "named already", at: source.place, remedy: "remove it here")
        }
    }

    package static func needs(_ specification: EventsSpecification) -> [Need] {
        specification.sources.compactMap(\.need)
    }

    package static func start(
        _ specification: EventsSpecification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        let feed = DeliveryEventFeed()
        if let monitor = context.resources[LabMonitorKey.self]?.observer.monitor {
            feed.subscribe { monitor.record($0) }
        }
        var sources: [any EventSource] = []
        for source in specification.sources {
            do throws(LogFailure) {
                sources.append(try await source.start { feed.send($0) })
            } catch {
                for source in sources { _ = await source.stop() }
                throw SectionFailure(
                    Finding(
                        "events/unreadable-log", .error, "\(source.name) cannot be followed: \(error.reason)",
                        at: source.place.excerpt, remedy: "name a log that is there and may be read"),
                    type: "mailproof.connection")
            }
        }
        return RunningEventsSection(sources: EventSources(feed: feed, all: sources))
    }
}

/// The logs that are followed, and who hears what they tell.
package struct EventSources: Sendable {
    /// Everybody who counts.
    let feed: DeliveryEventFeed
    fileprivate let all: [any EventSource]

    /// Why one of them can be read no more; nil while all can.
    var failure: String? {
        for source in all {
            if let failure = source.report.failure { return "\(source.name) can be read no more: \(failure.reason)" }
        }
        return nil
    }

    /// What became of the lines, one line each.
    var summaries: [String] { all.map { "\($0.name): \($0.report.summary)" } }
}

/// The sources, and their end.
private struct RunningEventsSection: RunningSection {
    let sources: EventSources

    var resources: Resources {
        var resources = Resources()
        resources[EventSourcesKey.self] = sources
        return resources
    }

    var references: [String: String] { [:] }

    func stop() async -> [Finding] {
        var problems: [Finding] = []
        for source in sources.all where await !source.stop() {
            problems.append(Finding("events/still-listening", .error, "the port of \(source.name) could not be closed"))
        }
        return problems
    }
}
