import Checks
import FaultLab
import Findings
import Scenarios
import Testing

@Suite("The faults of a control API")
struct FaultWordsTests {
    @Test(
        "are written in the words of scenarios",
        arguments: [
            (
                #"{"smtp": {"server": "mx", "at": "rcpt", "reply": "451 4.7.1 Later", "first": 3, "chance": "20%"}}"#,
                "smtp mx rcpt: 451 4.7.1 Later"
            ),
            (
                #"{"smtp": {"at": "data", "throttle": "2KiB/s", "when": {"recipient_domain": "slow.example"}}}"#,
                "smtp data slow.example: throttle 2048B/s"
            ),
            (#"{"smtp": {"behaviour": "full-mailbox"}}"#, "smtp rcpt: 452 4.2.2"),
            (
                #"{"dns": {"name": "s1._domainkey.example.com", "type": "TXT", "answer": "nxdomain"}}"#,
                "dns s1._domainkey.example.com TXT: nxdomain"
            ),
        ])
    func read(_ json: String, _ description: String) async throws {
        let lab = try await Lab.start(
            LabConfiguration(
                servers: [.init(name: "mx", domains: nil)], dns: .init(zones: []), seed: 1))
        let value = try #require(JSONValue(parsing: Array(json.utf8)))
        let armed = try await FaultWords.ofScenarios.read(value).arm(lab, .seconds(60))
        #expect(armed.description.hasPrefix(description), "\(armed.description)")
        #expect(armed.isArmed)
        _ = await lab.stop()
    }

    @Test(
        "say what is wrong with them",
        arguments: [
            (#"{"smtp": {"at": "rcpt", "reply": "250 OK"}}"#, "250 is not a refusal"),
            (#"{"smtp": {"at": "rctp", "reply": "451 Later"}}"#, "expected one of connect"),
            (#"{"smtp": {"at": "rcpt", "replies": "451 Later"}}"#, "unknown key"),
            (#"{"smtp": {"at": "rcpt", "reply": "$(env.HOME)"}}"#, "the environment variable HOME is not declared"),
            ("{}", "an entry of faults is one fault"), (#""smtp""#, "expected a mapping"),
            ("null", "expected a mapping"),
            (#"{"command": {"arm": "x"}}"#, ""),
        ])
    func wrong(_ json: String, _ message: String) throws {
        let value = try #require(JSONValue(parsing: Array(json.utf8)))
        do throws(ControlProblem) {
            _ = try FaultWords.ofScenarios.read(value)
            Issue.record("it was read")
        } catch {
            #expect(error.code == .invalid)
            #expect(error.message.contains(message), "\(error)")
            #expect(!error.remedy.isEmpty)
        }
    }

    @Test("that drills hand on are what the scenario says")
    func handedOn() async throws {
        let words = DecodedText<[Written<DrillFault>]>(
            #"[{ smtp: { at: rcpt, when: { recipient: a@b.example }, reply: "451 $$(x) \"é\"", every: 2 } }]"#
        )
        #expect(words.said == [])
        let json = try #require(words.value?.first.map { FaultJSON.value(of: $0.node) })
        #expect(
            "\(json)"
                == #"{"smtp":{"at":"rcpt","when":{"recipient":"a@b.example"},"reply":"451 $$(x) \"é\"","every":2}}"#
        )
        let lab = try await Lab.start(LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: 1))
        let armed = try await FaultWords.ofScenarios.read(json).arm(lab, .seconds(60))
        #expect(armed.description == words.value?.first?.value.description)
        _ = await lab.stop()
    }
}
