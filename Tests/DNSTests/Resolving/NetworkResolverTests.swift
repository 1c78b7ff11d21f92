import DNS
import Foundation
import Support
import Testing

struct NetworkResolverTests {
    private static let options = NetworkResolver.Options(timeout: .seconds(60), attempts: 1)
    private let question = Question(name("example.com"), .A)

    private func resolver(_ servers: [ScriptedServer], timeout: Duration = .seconds(60), attempts: Int = 1)
        -> NetworkResolver
    {
        NetworkResolver(
            servers: servers.map(\.address), options: NetworkResolver.Options(timeout: timeout, attempts: attempts))
    }

    private static func answer(_ query: DNSMessage, _ text: String = "192.0.2.1") -> DNSMessage {
        var reply = query.response()
        reply.answers = query.questions.map {
            ResourceRecord(name: $0.name, type: .A, timeToLive: 60, data: RecordData(.A, text: text) ?? .other([]))
        }
        return reply
    }

    private static func octets(_ message: DNSMessage) -> [UInt8] {
        (try? message.encoded()) ?? []
    }

    private func failure(_ resolver: NetworkResolver) async -> ResolverError? {
        do {
            _ = try await resolver.resolve(question)
            return nil
        } catch {
            return error
        }
    }

    @Test("answers as every resolver does", arguments: ResolverContract.cases)
    func contract(_ contract: ResolverContract) async throws {
        let server = try ScriptedServer(ZoneResolver(ResolverContract.parsedZones()))
        defer { server.stop() }
        await contract.check(resolver([server]))
    }

    @Test("a cut answer is asked for again over TCP", arguments: [512, 0])
    func truncation(_ cutAt: Int) async throws {
        let zones = ZoneResolver(ResolverContract.parsedZones())
        let server = try ScriptedServer { received in
            let reply = Self.octets(AuthoritativeReply.to(received.message, from: zones))
            guard received.transport == .udp else { return [.reply(reply)] }
            // At 0: the message is cut within a record, with nothing but the bit to tell it.
            var cut =
                cutAt == 0 ? Array(reply[..<300]) : Self.octets(AuthoritativeReply.to(received.message, from: zones))
            if cutAt > 0 {
                cut = (try? AuthoritativeReply.to(received.message, from: zones).encoded(limit: cutAt)) ?? []
            }
            cut[2] |= 2
            return [.reply(cut)]
        }
        defer { server.stop() }
        let answer = try await resolver([server]).resolve(Question(name("big.example.com"), .TXT))
        #expect(answer.records.count == 3)
        #expect(server.received.map(\.transport) == [.udp, .tcp])
    }

    @Test("what is not the answer is dropped, and the answer waited for")
    func strangers() async throws {
        let server = try ScriptedServer { received in
            var wrongID = Self.answer(received.message, "203.0.113.1")
            wrongID.id ^= 1
            var wrongQuestion = Self.answer(received.message, "203.0.113.2")
            wrongQuestion.questions = [Question(name("example.net"), .A)]
            var query = Self.answer(received.message, "203.0.113.3")
            query.flags.remove(.response)
            return [
                .replyFromElsewhere(Self.octets(Self.answer(received.message, "203.0.113.4"))),
                .reply(Self.octets(wrongID)), .reply(Self.octets(wrongQuestion)), .reply(Self.octets(query)),
                .reply([1, 2, 3]), .reply(Self.octets(Self.answer(received.message))),
            ]
        }
        defer { server.stop() }
        let answer = try await resolver([server]).resolve(question)
        #expect(answer.records.map(\.presentation) == ["192.0.2.1"])
        #expect(answer.source == server.address.description)
    }

    @Test("a silent server is asked as often as is said, and named")
    func silence() async throws {
        let server = try ScriptedServer { _ in [] }
        defer { server.stop() }
        let error = await failure(resolver([server], timeout: .milliseconds(50), attempts: 3))
        #expect(error?.code == .timeout)
        #expect(error?.context == "\(server.address) did not answer within 50 ms (3 tries)")
        #expect(server.received.count == 3)
    }

    @Test("behind a silent server the next one answers")
    func failover() async throws {
        let silent = try LoopbackSocket(.silentUDP)
        defer { silent.close() }
        let server = try ScriptedServer { [.reply(Self.octets(Self.answer($0.message)))] }
        defer { server.stop() }
        let resolver = NetworkResolver(
            servers: [ServerAddress(address("127.0.0.1"), port: silent.port), server.address],
            options: .init(timeout: .seconds(2)))
        #expect(try await resolver.resolve(question).records.count == 1)
    }

    @Test("a port that nobody listens on is unreachable")
    func refusedPort() async throws {
        let closed = try RunningProgram.freePort()
        let resolver = NetworkResolver(
            servers: [ServerAddress(address("127.0.0.1"), port: closed)], options: Self.options)
        let error = await failure(resolver)
        #expect(error?.code == .unreachable)
        #expect(error?.context == "127.0.0.1:\(closed) is not reachable: connection refused")
    }

    @Test("of many queries to a port that nobody listens on none waits for its time", .timeLimit(.minutes(10)))
    func refusedPortOfMany() async throws {
        let closed = try RunningProgram.freePort()
        let resolver = NetworkResolver(
            servers: [ServerAddress(address("127.0.0.1"), port: closed)],
            options: .init(timeout: .seconds(600), attempts: 2, mostInFlight: 16))
        await withTaskGroup(of: ResolverError.Code?.self) { group in
            for _ in 0..<200 { group.addTask { await failure(resolver)?.code } }
            for await code in group { #expect(code == .unreachable) }
        }
    }

    @Test(
        "a failing server is not asked twice, and the next one is", arguments: [ResponseCode.serverFailure, .refused])
    func failures(_ code: ResponseCode) async throws {
        let failing = try ScriptedServer { [.reply(Self.octets($0.message.response(code)))] }
        defer { failing.stop() }
        let server = try ScriptedServer { [.reply(Self.octets(Self.answer($0.message)))] }
        defer { server.stop() }
        #expect(try await resolver([failing, server], attempts: 3).resolve(question).records.count == 1)
        let error = await failure(resolver([failing], attempts: 3))
        #expect(error?.code == (code == .refused ? .refused : .serverFailure))
        #expect(error?.context == "\(failing.address) answered \(code)")
        #expect(failing.received.count == 2)
    }

    @Test("a server that cannot read EDNS is asked without it")
    func withoutEDNS() async throws {
        let server = try ScriptedServer { received in
            guard received.message.edns != nil else { return [.reply(Self.octets(Self.answer(received.message)))] }
            return [.reply(MessageHeader(bytes: Self.octets(received.message))?.bareResponse(.formatError) ?? [])]
        }
        defer { server.stop() }
        #expect(try await resolver([server]).resolve(question).records.count == 1)
        #expect(server.received.map { $0.message.edns?.payloadSize } == [1232, nil])
    }

    @Test("a referral is no answer")
    func referral() async throws {
        let server = try ScriptedServer { received in
            var reply = received.message.response(authoritative: false)
            reply.authorities = [
                ResourceRecord(name: name("com"), type: .NS, timeToLive: 60, data: .ns(name("ns.example")))
            ]
            return [.reply(Self.octets(reply))]
        }
        defer { server.stop() }
        let error = await failure(resolver([server]))
        #expect(error?.code == .refused)
        #expect(error?.context.contains("referred to the servers of com") == true)
    }

    @Test("an answer that cannot be read is malformed")
    func garbage() async throws {
        let server = try ScriptedServer { received in
            [.reply(Self.octets(Self.answer(received.message)).dropLast(3).map { $0 })]
        }
        defer { server.stop() }
        #expect(await failure(resolver([server]))?.code == .malformed)
    }

    @Test("aliases that a server does not follow are asked for, and those that loop end")
    func aliases() async throws {
        let server = try ScriptedServer { received in
            var reply = received.message.response()
            for question in received.message.questions {
                let target = question.name == name("example.com") ? "a.example" : "b.example"
                if question.name == name("b.example") {
                    reply.answers = Self.answer(received.message).answers
                } else {
                    reply.answers.append(
                        ResourceRecord(name: question.name, type: .CNAME, timeToLive: 60, data: .cname(name(target))))
                }
                if question.name == name("loop.example") {
                    reply.answers = [("loop.example", "l.example"), ("l.example", "loop.example")].map {
                        ResourceRecord(name: name($0.0), type: .CNAME, timeToLive: 60, data: .cname(name($0.1)))
                    }
                }
            }
            return [.reply(Self.octets(reply))]
        }
        defer { server.stop() }
        let resolver = resolver([server])
        let answer = try await resolver.resolve(question)
        #expect(answer.aliases.map(\.name) == [name("example.com"), name("a.example")])
        #expect(answer.records.count == 1)
        await #expect { try await resolver.resolve(Question(name("loop.example"), .A)) } throws: {
            ($0 as? ResolverError)?.code == .aliasLoop
        }
    }

    @Test("a connection that is closed without an answer is told")
    func closedConnection() async throws {
        let server = try ScriptedServer { received in
            guard received.transport == .udp else { return [.close] }
            var reply = received.message.response()
            reply.flags.insert(.truncated)
            return [.reply(Self.octets(reply))]
        }
        defer { server.stop() }
        let error = await failure(resolver([server]))
        #expect(error?.code == .unreachable)
        #expect(error?.context == "\(server.address) closed the connection without an answer")
    }

    @Test("a query that is cancelled ends at once")
    func cancellation() async throws {
        let (queries, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer { _ in
            arrived.yield()
            return []
        }
        defer { server.stop() }
        let resolver = resolver([server], timeout: .seconds(600))
        let task = Task { await failure(resolver) }
        for await _ in queries { break }
        task.cancel()
        #expect(await task.value?.code == .cancelled)
    }

    @Test("a query that waits for its turn ends at once where it is cancelled")
    func cancellationInLine() async throws {
        let (queries, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer { _ in
            arrived.yield()
            return []
        }
        defer { server.stop() }
        let resolver = NetworkResolver(
            servers: [server.address], options: .init(timeout: .seconds(600), attempts: 1, mostInFlight: 1))
        let first = Task { await failure(resolver) }
        for await _ in queries { break }
        let second = Task { await failure(resolver) }
        second.cancel()
        #expect(await second.value?.code == .cancelled)
        first.cancel()
        #expect(await first.value?.code == .cancelled)
        #expect(server.received.count == 1)
    }

    @Test("many queries are in flight at once, under ids and from ports that change")
    func manyInFlight() async throws {
        let server = try ScriptedServer { [.reply(Self.octets(Self.answer($0.message)))] }
        defer { server.stop() }
        let resolver = NetworkResolver(
            servers: [server.address], options: .init(timeout: .seconds(60), attempts: 5, mostInFlight: 32))
        #expect(await answered(2000, by: resolver) == 2000)
        #expect(Set(server.received.map(\.message.id)).count > 1800)
        // No port is used for more than 128 queries.
        #expect(Set(server.received.map(\.sourcePort)).count >= 2000 / 128)
    }

    @Test("a flood of guesses does not stand in the way of the answer", .timeLimit(.minutes(10)))
    func flood() async throws {
        let server = try ScriptedServer { received in
            let guesses = (1...100).map { guess -> ScriptedServer.Reaction in
                var forged = Self.answer(received.message, "203.0.113.1")
                forged.id &+= UInt16(guess)
                return .reply(Self.octets(forged))
            }
            return guesses + [.reply(Self.octets(Self.answer(received.message)))]
        }
        defer { server.stop() }
        let resolver = resolver([server], attempts: 3)
        for _ in 0..<20 {
            #expect(try await resolver.resolve(question).records.map(\.presentation) == ["192.0.2.1"])
        }
    }

    @Test("behind a server that fails for some names, the next one answers for all of many at once")
    func failoverOfMany() async throws {
        let failing = try ScriptedServer { received in
            let isEven = (received.message.questions.first?.name.firstLabel?.last ?? 0) % 2 == 0
            return isEven
                ? [.reply(Self.octets(received.message.response(.serverFailure)))]
                : [.reply(Self.octets(Self.answer(received.message)))]
        }
        defer { failing.stop() }
        let server = try ScriptedServer { [.reply(Self.octets(Self.answer($0.message)))] }
        defer { server.stop() }
        #expect(await answered(200, by: resolver([failing, server], attempts: 5)) == 200)
    }

    @Test("sockets are closed when nothing is asked for a while, and when the resolver goes")
    func noSocketStays() async throws {
        let (queries, arrived) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer { received in
            arrived.yield()
            guard received.message.questions != [Question(name("silent.example"), .A)] else { return [] }
            return [.reply(Self.octets(Self.answer(received.message)))]
        }
        defer { server.stop() }
        let idle = resolver([server], timeout: .seconds(600))
        let unanswered = Task { try? await idle.resolve(Question(name("silent.example"), .A)) }
        for await _ in queries { break }
        #expect(try await sawSocket(to: server))
        unanswered.cancel()
        try await untilNoSocket(to: server)
        // It asks again from a new port.
        #expect(try await idle.resolve(question).records.count == 1)
        _ = try await resolver([server]).resolve(question)
        try await untilNoSocket(to: server)
        #expect(Set(server.received.map(\.sourcePort)).count == 3)
    }

    /// How many of so many questions, asked at once, get the answer that is theirs.
    private func answered(_ count: Int, by resolver: NetworkResolver) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<count {
                group.addTask {
                    let question = Question(name("n\(number).example.com"), .A)
                    return (try? await resolver.resolve(question))?.records.map(\.name) == [question.name]
                }
            }
            return await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
    }

    /// How many UDP sockets of this machine are connected to a server: proc(5), /proc/net/udp.
    private static func sockets(to server: ScriptedServer) -> Int {
        let port = String(server.address.port, radix: 16, uppercase: true)
        let remote = "0100007F:" + String(repeating: "0", count: 4 - port.count) + port
        let lines = (try? String(contentsOfFile: "/proc/net/udp", encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.count { $0.split(separator: " ").dropFirst(2).first.map(String.init) == remote }
    }

    /// A line of the table may be missed while others come and go: it is looked at more than once.
    private func sawSocket(to server: ScriptedServer) async throws -> Bool {
        for _ in 0..<250 {
            if Self.sockets(to: server) == 1 { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private func untilNoSocket(to server: ScriptedServer) async throws {
        for _ in 0..<500 where Self.sockets(to: server) > 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(Self.sockets(to: server) == 0)
    }

    @Test("without servers nothing is asked")
    func noServers() async {
        #expect(await failure(NetworkResolver(servers: []))?.code == .noSource)
    }
}
