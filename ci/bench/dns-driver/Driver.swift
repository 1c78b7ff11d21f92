import DNS
import Glibc
import MailAuth

/// What `ci/bench/dns` runs beside the peers: the libraries alone, with as little around them as a program can have.
///
///     dns-driver spf SERVER IN-FLIGHT <CASES        one "IP HELO SENDER" a line; prints "SENDER RESULT"
///     dns-driver ask SERVER IN-FLIGHT TIMES <NAMES  one "NAME TYPE" a line, asked TIMES; prints how many were answered
@main
enum Driver {
    static func main() async {
        let words = CommandLine.arguments.dropFirst().map { $0 }
        guard words.count >= 3, let server = ServerAddress(words[1]), let inFlight = Int(words[2]), inFlight > 0 else {
            return fail("usage: dns-driver spf SERVER IN-FLIGHT | ask SERVER IN-FLIGHT TIMES")
        }
        let network = NetworkResolver(servers: [server], options: .init(mostInFlight: inFlight))
        let lines = input()
        switch (words[0], words.count) {
        case ("spf", 3): await evaluate(lines, over: CachingResolver(network), atOnce: inFlight)
        case ("ask", 4): await ask(lines, Int(words[3]) ?? 1, of: network, atOnce: inFlight)
        default: fail("no such mode: \(words[0])")
        }
    }

    /// The words of the lines of standard input.
    private static func input() -> [[String]] {
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(STDIN_FILENO, &chunk, chunk.count), count > 0 { octets += chunk[..<count] }
        return octets.split(separator: UInt8(ascii: "\n")).map { line in
            line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    private static func evaluate(_ lines: [[String]], over resolver: CachingResolver, atOnce: Int) async {
        let spf = SPF(resolver: resolver)
        let results = await concurrently(lines.count, atOnce: atOnce) { index in
            let line = lines[index]
            guard line.count == 3, let ip = IPAddress(line[0]) else { return "unreadable" }
            let result = await spf.check(ip: ip, helo: line[1], mailFrom: line[2])
            return result.value.rawValue
        }
        let text = zip(lines, results).map { ($0.last ?? "") + " " + $1 + "\n" }.joined()
        print(text, terminator: "")
    }

    private static func ask(_ lines: [[String]], _ times: Int, of resolver: NetworkResolver, atOnce: Int) async {
        let questions = lines.compactMap { line -> Question? in
            guard line.count == 2, let name = DomainName(line[0]),
                let type = RecordType(mnemonic: line[1])
            else { return nil }
            return Question(name, type)
        }
        let answered = await concurrently(questions.count * times, atOnce: atOnce) { index in
            (try? await resolver.step(questions[index % questions.count])) != nil
        }
        print("\(answered.count { $0 }) of \(lines.count * times) answered")
    }

    /// Runs a body for each index, some at once, and keeps the results in order.
    private static func concurrently<Result: Sendable>(
        _ count: Int, atOnce: Int, _ body: @escaping @Sendable (Int) async -> Result
    ) async -> [Result] {
        let lanes = min(count, atOnce)
        return await withTaskGroup(of: (lane: Int, results: [Result]).self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var results: [Result] = []
                    for index in stride(from: lane, to: count, by: lanes) { results.append(await body(index)) }
                    return (lane, results)
                }
            }
            var ofLanes: [[Result]] = Array(repeating: [], count: lanes)
            for await (lane, results) in group { ofLanes[lane] = results }
            return (0..<count).map { ofLanes[$0 % lanes][$0 / lanes] }
        }
    }

    private static func fail(_ message: String) {
        print(message)
        exit(1)
    }
}
