import FaultLab
import MailTransport
import Testing

@Suite("The lock of a lab")
struct ControlLockTests {
    @Test("lets one drill at a time arm faults")
    func exclusive() async throws {
        let lab = try await ControlLab.start()
        let lock = try #require(try await lab.client.take(for: "first drill")["id"]?.text)
        await #expect(throws: LabError.self) { try await lab.client.take(for: "second drill") }
        let without = try await lab.call("POST", "/v1/faults", body: #"{"fault": {}}"#)
        #expect(without.status == 409)
        #expect(without.text.contains("the lab is held by first drill"))
        _ = try await lab.client.arm([:], lease: .seconds(60), lock: lock)
        #expect(try await lab.armed().count == 1)
        let holder = try await lab.call("GET", "/v1/lock")
        #expect(holder.text.contains("first drill"))
        #expect(!holder.text.contains(lock), "the name of the lock is its holder's alone")
        try await lab.client.release(lock)
        #expect(try await lab.armed() == [])
        _ = try await lab.client.take(for: "second drill")
        await lab.stop()
    }

    @Test("and all that was armed under it end when heartbeats stop")
    func heartbeats() async throws {
        let lab = try await ControlLab.start()
        let taken = try await lab.call("POST", "/v1/lock", body: #"{"holder": "a drill that dies", "lease": "5s"}"#)
        let lock = try #require(JSONValue(parsing: taken.body)?["id"]?.text)
        let fault = try await lab.client.arm([:], lease: .seconds(600), lock: lock)
        let id = try #require(fault["id"]?.text.flatMap { FaultID($0) })
        let renewed = try await lab.client.renewLock(lock)
        #expect(renewed["faults"]?.items?.count == 1)
        try await eventually { !lab.lab.faults.isArmed(id) }
        await #expect(throws: LabError.self) { try await lab.client.renewLock(lock) }
        await #expect(throws: LabError.self) { try await lab.client.arm([:], lease: .seconds(60), lock: lock) }
        await lab.stop()
    }

    @Test("is taken away by undo, with everything that is armed")
    func undo() async throws {
        let lab = try await ControlLab.start()
        let lock = try #require(try await lab.client.take(for: "a drill")["id"]?.text)
        _ = try await lab.client.arm([:], lease: .seconds(60), lock: lock)
        let undone = try await lab.client.undo()
        #expect(undone["holder"] == "a drill")
        #expect(undone["faults"]?.items?.count == 1)
        #expect(try await lab.client.undo()["faults"] == [])
        #expect(try await lab.armed() == [])
        await #expect(throws: LabError.self) { try await lab.client.renewLock(lock) }
        await lab.stop()
    }

    @Test("is not given while faults are armed by hand")
    func byHand() async throws {
        let lab = try await ControlLab.start()
        let id = try await lab.arm()
        await #expect(throws: LabError.self) { try await lab.client.take(for: "a drill") }
        _ = try await lab.client.disarm(id)
        _ = try await lab.client.take(for: "a drill")
        await lab.stop()
    }
}
