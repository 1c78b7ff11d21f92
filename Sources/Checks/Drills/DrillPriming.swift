import Alerting
import Scenarios

/// The mail that is sent, and the scrape that is waited for, before a drill breaks anything that a Prometheus watches.
///
/// A counter begins with the first event of its labels. What Prometheus sees of it first is no increase: `rate()` and
/// `increase()` know nothing of the failures that a counter was born with, and a rule over them stays silent.
struct DrillPriming {
    /// How long every target is given to be scraped.
    ///
    /// Our choice: longer than the interval of Prometheus' own default, which is a minute.
    static let patience: Duration = .seconds(90)
    /// How often Prometheus is asked.
    ///
    /// Our choice: a few times between the shortest scrapes.
    private static let pollInterval: Duration = .milliseconds(50)
    /// When the target was scraped that was so the longest ago, by the clock of Prometheus.
    private static let oldestScrape = "min(timestamp(up))"

    let observer: any AlertObserver
    let traffic: [DrillMailer]
    let record: DrillRecord

    /// Sends a mail of each entry that has sent none yet, and waits until every target was scraped after that.
    ///
    /// What cannot be found out is part of the timeline, and no reason not to go on.
    func prime() async {
        let began = Moment.now()
        for mailer in traffic where !mailer.needsCanary {
            do throws(DrillMailer.CanaryProblem) { _ = try await mailer.sendCanary() } catch {
                record.note("not primed: \(error.reason)")
            }
        }
        do throws(ObserverFailure) {
            guard let sent = try await observer.value(of: "time()") else {
                return record.note("not primed: Prometheus does not tell its time")
            }
            while Moment.now().since(began) <= Self.patience {
                if let oldest = try await observer.value(of: Self.oldestScrape), oldest > sent {
                    return record.note("primed: every target was scraped after \(Moment.now().since(began).seconds)")
                }
                guard (try? await Task.sleep(for: Self.pollInterval)) != nil else { return }
            }
            record.note("not primed: some target was not scraped within \(Self.patience.scalarText)")
        } catch {
            record.note("not primed: \(error.reason)")
        }
    }
}
