import FaultLab
import Support
import Testing

@Suite("The reply of a fault")
struct FaultReplyTests {
    @Test(
        "is read as it is written",
        arguments: [
            ("451 4.7.1 Try again later", ServerReply(451, "4.7.1", "Try again later")),
            ("550 No such user", ServerReply(550, nil, "No such user")),
            ("421", ServerReply(421, nil, "")),
            ("452 4.5.3", ServerReply(452, "4.5.3", "")),
            ("550-5.7.26 One\n550 5.7.26 two", ServerReply(550, "5.7.26", ["One", "two"])),
            ("450 4.2.1 One\ntwo", ServerReply(450, "4.2.1", ["One", "two"])),
            ("451 4.7.1.2 is a version", ServerReply(451, nil, "4.7.1.2 is a version")),
        ])
    func read(text: String, reply: ServerReply) throws {
        #expect(try ServerReply(faultText: text) == reply)
    }

    @Test("repeats its codes in every line")
    func lines() throws {
        let reply = try ServerReply(faultText: "550 5.7.26 One\ntwo")
        #expect(String(decoding: reply.octets, as: UTF8.self) == "550-5.7.26 One\r\n550 5.7.26 two\r\n")
    }

    @Test(
        "must be a refusal",
        arguments: ["", "\n", "later", "45 x", "4511 x", "250 2.0.0 OK", "354 go", "460 x", "451x"])
    func refused(text: String) {
        #expect(throws: InvalidFault.self) { try ServerReply(faultText: text) }
    }
}
