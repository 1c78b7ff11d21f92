import Alerting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What ci/bench/monitor runs: the embedded monitor under load, in one thread.
///
///     monitor-driver ingest SECONDS      100,000 events a simulated second, with 1,000 label sets and 100 rules
///     monitor-driver generate EVENTS     a day of so many events as JSON lines on standard output
///     monitor-driver replay              reads such a day from standard input, 100 rules evaluated every minute
@main
enum Driver {
    static let domains = 1000
    static let perSecond = 100_000

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let number = arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        switch arguments.first {
        case "ingest": ingest(seconds: max(1, number))
        case "generate": generate(max(1, number))
        case "replay": replay()
        default:
            print("monitor-driver ingest SECONDS | generate EVENTS | replay")
            exit(64)
        }
    }

    /// A hundred rules with as many measures, each of which keeps a series for each domain.
    static var rules: [AlertRule] {
        (0..<100).map { number in
            let window = Duration.seconds(30 + number * 3)
            let by: [EventLabel] = [.recipientDomain]
            let deferred: [EventLabel: Set<String>] = [.class: ["4xx"]]
            let name = "Rule\(number)"
            switch number % 5 {
            case 0, 1:
                return AlertRule(
                    name,
                    measure: Measure(
                        .share(atLeast: 20), of: .smtpReplies, where: deferred, by: by, window: window),
                    condition: .above(0.5), hold: .seconds(60))
            case 2:
                return AlertRule(
                    name, measure: Measure(.rate, of: .smtpReplies, where: deferred, by: by, window: window),
                    condition: .rises(factor: 3, against: .seconds(3600)))
            case 3:
                return AlertRule(
                    name, measure: Measure(.count, of: .smtpReplies, by: by, window: window), condition: .below(1))
            default:
                return AlertRule(
                    name, measure: Measure(.rate, of: .smtpReplies, by: by, window: window),
                    condition: .deviates(by: 6, against: .seconds(3600)))
            }
        }
    }

    /// The events that come over and over: a tenth of them deferred.
    static func templates(at moment: Moment) -> [DeliveryEvent] {
        (0..<(domains * 10)).map { number in
            DeliveryEvent(
                .smtpReply(
                    .init(
                        code: number % 10 == 0 ? 451 : 250, enhanced: number % 10 == 0 ? "4.7.1" : "2.0.0",
                        recipientDomain: "mail\(number / 10).recipient.example", stream: "marketing", pool: "pool-a")),
                at: moment)
        }
    }

    static func ingest(seconds: Int) {
        let origin = Moment.now()
        var set = RuleSet(rules, origin: origin)
        var events = templates(at: origin)
        var transitions = 0
        var spentOnEvaluation = 0.0
        let begin = cpuSeconds()
        for second in 0..<seconds {
            for index in 0..<perSecond {
                let moment = origin.advanced(by: .microseconds(second * 1_000_000 + index * 10))
                // Every event of a second in turn, so that neighbours are never of one label set.
                let place = (index &* 7919) % events.count
                events[place].moment = moment
                set.record(events[place])
            }
            let before = cpuSeconds()
            transitions += set.evaluate(at: origin.advanced(by: .seconds(second + 1))).count
            spentOnEvaluation += cpuSeconds() - before
        }
        let spent = cpuSeconds() - begin
        print(
            "events=\(seconds * perSecond) cpu=\(spent) evaluation=\(spentOnEvaluation) "
                + "per_cpu_second=\(Int(Double(seconds * perSecond) / spent)) transitions=\(transitions) "
                + "series=\(set.ledger.measures.reduce(0) { $0 + $1.seriesCount }) memory_mb=\(peakMegabytes())")
    }

    static func generate(_ count: Int) {
        var output: [UInt8] = []
        output.reserveCapacity(1 << 21)
        for number in 0..<count {
            let microseconds = Int(Double(number) / Double(count) * 86_400_000_000)
            let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
            let isDeferred = number % 10 == 0
            output +=
                ("{\"time\":\(1_767_225_600 + microseconds / 1_000_000).\(fraction),\"event\":\"smtp_replies\","
                + "\"code\":\(isDeferred ? 451 : 250),\"recipient_domain\":\"mail\((number &* 7919) % domains)"
                + ".recipient.example\",\"stream\":\"marketing\",\"pool\":\"pool-a\",\"observed_by\":\"lab\"}\n").utf8
            if output.count > 1 << 20 { flush(&output) }
        }
        flush(&output)
    }

    private static func flush(_ output: inout [UInt8]) {
        var written = 0
        while written < output.count {
            let count = output[written...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            guard count > 0 else { exit(1) }
            written += count
        }
        output.removeAll(keepingCapacity: true)
    }

    static func replay() {
        var replay = EventReplay(rules, interval: .seconds(60))
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var transitions = 0
        var marks: [Int] = []
        let begin = cpuSeconds()
        while true {
            let count = piece.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            transitions += replay.read(count == piece.count ? piece : Array(piece[..<count])).count
            while replay.eventCount / 5_000_000 > marks.count { marks.append(residentMegabytes()) }
        }
        transitions += replay.end().count
        let spent = cpuSeconds() - begin
        print(
            "events=\(replay.eventCount) problems=\(replay.problemCount) cpu=\(spent) "
                + "per_cpu_second=\(Int(Double(replay.eventCount) / spent)) transitions=\(transitions) "
                + "memory_mb=\(peakMegabytes()) resident_mb=\(marks.map(String.init).joined(separator: ","))")
    }

    static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func peakMegabytes() -> Int {
        status("VmHWM:")
    }

    static func residentMegabytes() -> Int {
        status("VmRSS:")
    }

    /// A line of what Linux knows about this process, in MB.
    private static func status(_ name: String) -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix(name) else { continue }
            return (Int(text.dropFirst(name.count).filter(\.isNumber)) ?? 0) / 1024
        }
        return 0
    }
}
