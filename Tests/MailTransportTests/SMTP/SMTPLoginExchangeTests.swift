import MailTransport
import Support
import Testing

@Suite("SMTP login exchanges")
struct SMTPLoginExchangeTests {
    private let login = SMTPOptions.Login(user: "user", password: "pencil")
    private let goOn = SMTPReply(334, nil, "")

    private func challenge(_ text: String) -> SMTPReply { SMTPReply(334, nil, Base64Text.encode(Array(text.utf8))) }
    private func said(_ text: String) -> SMTPLoginExchange.Step { .say(Base64Text.encode(Array(text.utf8))) }
    private let welcome = SMTPReply(235, EnhancedStatusCode(2, 7, 0), "welcome")

    @Test("PLAIN says user and password at once")
    func plain() throws {
        var exchange = try SMTPLoginExchange(login, by: .plain, nonce: "")
        #expect(exchange.command == "AUTH PLAIN")
        #expect(try exchange.receive(goOn) == said("\0user\0pencil"))
        #expect(try exchange.receive(welcome) == .done)
    }

    @Test("LOGIN says one after the other, whatever it is asked")
    func loginMechanism() throws {
        var exchange = try SMTPLoginExchange(login, by: .login, nonce: "")
        #expect(try exchange.receive(challenge("Username:")) == said("user"))
        #expect(try exchange.receive(challenge("Password:")) == said("pencil"))
        #expect(throws: SMTPLoginRefusal.unexpectedChallenge) { try exchange.receive(challenge("Mother's name:")) }
    }

    @Test("XOAUTH2 says the token, and an empty line to the server's reasons")
    func xoauth2() throws {
        var exchange = try SMTPLoginExchange(
            SMTPOptions.Login(user: "a@b.example", token: "t0k"), by: .xoauth2, nonce: "")
        #expect(try exchange.receive(goOn) == said("user=a@b.example\u{1}auth=Bearer t0k\u{1}\u{1}"))
        #expect(try exchange.receive(challenge("{\"status\":\"401\"}")) == .say(""))
        let refusal = SMTPReply(535, nil, "no")
        #expect(throws: SMTPLoginRefusal.refused(refusal)) { try exchange.receive(refusal) }
    }

    @Test("SCRAM is done when the server has proved itself, and not before")
    func scram() throws {
        let nonce = "rOprNGfwEbeRWgbNEkqO"
        func begun() throws -> SMTPLoginExchange {
            var exchange = try SMTPLoginExchange(login, by: .scramSHA256, nonce: nonce)
            #expect(try exchange.receive(goOn) == said("n,,n=user,r=\(nonce)"))
            // RFC 7677 §3: the example.
            let first = "r=\(nonce)%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
            _ = try exchange.receive(challenge(first))
            return exchange
        }
        var good = try begun()
        #expect(try good.receive(challenge("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")) == .say(""))
        #expect(try good.receive(welcome) == .done)
        var silent = try begun()
        #expect(throws: SMTPLoginRefusal.scram(.noSignature)) { try silent.receive(welcome) }
        var wrong = try begun()
        #expect(throws: SMTPLoginRefusal.scram(.wrongSignature)) {
            try wrong.receive(challenge("v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
        }
        var garbled = try SMTPLoginExchange(login, by: .scramSHA256, nonce: nonce)
        _ = try garbled.receive(goOn)
        #expect(throws: SMTPLoginRefusal.unreadableChallenge) { try garbled.receive(SMTPReply(334, nil, "%%%")) }
    }

    @Test("characters that separate are in no user and no secret")
    func unsendable() {
        #expect(throws: SMTPLoginRefusal.unsendable) {
            try SMTPLoginExchange(.init(user: "a\0b", password: "c"), by: .plain, nonce: "")
        }
        #expect(throws: SMTPLoginRefusal.unsendable) {
            try SMTPLoginExchange(.init(user: "a", token: "c\u{1}d"), by: .xoauth2, nonce: "")
        }
        #expect(throws: SMTPLoginRefusal.unsendable) {
            try SMTPLoginExchange(.init(user: "a", token: "c"), by: .plain, nonce: "")
        }
    }

    @Test("the best mechanism is the one that does not show the password")
    func best() throws {
        #expect(try best(["LOGIN", "PLAIN", "SCRAM-SHA-256"]) == .scramSHA256)
        #expect(try best(["LOGIN", "PLAIN"]) == .plain)
        #expect(try best(["CRAM-MD5", "LOGIN"]) == .login)
        #expect(try best(["LOGIN", "SCRAM-SHA-256"], isConfidential: false) == .scramSHA256)
    }

    @Test("without TLS no password and no token is shown")
    func withoutTLS() {
        #expect(throws: SMTPLoginRefusal.needsTLS([.plain, .login])) {
            try best(["LOGIN", "PLAIN"], isConfidential: false)
        }
        #expect(throws: SMTPLoginRefusal.needsTLS([.xoauth2])) {
            try SMTPLoginMechanism.best(
                for: .init(user: "a", token: "b"), offered: ["PLAIN", "XOAUTH2"], isConfidential: false)
        }
    }

    @Test("what the server does not offer is told")
    func nothing() {
        #expect(throws: SMTPLoginRefusal.notOffered) { try best([]) }
        #expect(
            throws: SMTPLoginRefusal.noCommonMechanism(
                offered: ["GSSAPI"], usable: [.scramSHA256, .plain, .login])
        ) { try best(["GSSAPI"]) }
    }

    @Test("a password beyond ASCII goes as it is, and SCRAM is left out")
    func beyondASCII() throws {
        let mechanism = try SMTPLoginMechanism.best(
            for: .init(user: "a", password: "ü"), offered: ["SCRAM-SHA-256", "PLAIN"], isConfidential: true)
        #expect(mechanism == .plain)
    }

    @Test("a login that is printed shows no secret")
    func printed() {
        var options = SMTPOptions()
        options.login = .init(user: "seed", password: "hunter2")
        options.clientCertificate = .init(certificateFile: "a.pem", keyFile: "b.pem", keyPassword: "hunter2")
        var dumped = ""
        dump(options, to: &dumped)
        #expect(!"\(options)".contains("hunter2"))
        #expect(!String(reflecting: options).contains("hunter2"))
        #expect(!dumped.contains("hunter2"))
    }

    private func best(_ offered: [String], isConfidential: Bool = true) throws -> SMTPLoginMechanism {
        try SMTPLoginMechanism.best(for: login, offered: offered, isConfidential: isConfidential)
    }
}
