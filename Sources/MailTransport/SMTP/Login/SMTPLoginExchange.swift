/// What is said in one login (RFC 4954 §4), without any socket: it is told replies and answers what to say.
package struct SMTPLoginExchange: Sendable {
    /// What is to be done next.
    package enum Step: Sendable, Hashable {
        /// Send this line; it is part of the secret.
        case say(String)
        /// The client is logged in.
        case done
    }

    /// What the mechanism says at the challenge that comes next.
    private enum Turn {
        /// Something known beforehand.
        case fixed(String)
        /// The proof that answers the server's first SCRAM message.
        case proof
        /// Nothing; the challenge is the server's own proof.
        case verification
    }

    /// The mechanism.
    package let mechanism: SMTPLoginMechanism
    private var turns: [Turn]
    private var scram: ScramClient?
    private var isVerified = false

    /// A login.
    ///
    /// - Parameter nonce: printable ASCII without a comma, never used before; SCRAM needs it.
    /// - Throws: where the login cannot be said by the mechanism.
    package init(
        _ login: SMTPOptions.Login, by mechanism: SMTPLoginMechanism, nonce: String
    ) throws(SMTPLoginRefusal) {
        self.mechanism = mechanism
        switch (mechanism, login.secret) {
        case (.scramSHA256, .password(let password)):
            do {
                let scram = try ScramClient(user: login.user, password: password, nonce: nonce)
                turns = [.fixed(Self.base64(scram.firstMessage)), .proof, .verification]
                self.scram = scram
            } catch {
                throw .scram(error)
            }
        case (.plain, .password(let password)):
            // RFC 4616 §2: NUL separates, and can be part of neither.
            guard !login.user.utf8.contains(0), !password.utf8.contains(0) else { throw .unsendable }
            turns = [.fixed(Self.base64("\0\(login.user)\0\(password)"))]
        case (.login, .password(let password)):
            turns = [.fixed(Self.base64(login.user)), .fixed(Self.base64(password))]
        case (.xoauth2, .token(let token)):
            // The separator is 0x01, and can be part of neither.
            guard !login.user.utf8.contains(1), !token.utf8.contains(1) else { throw .unsendable }
            // A server that refuses says why in one more challenge, which is answered by an empty line.
            turns = [.fixed(Self.base64("user=\(login.user)\u{1}auth=Bearer \(token)\u{1}\u{1}")), .fixed("")]
        default: throw .unsendable
        }
    }

    private static func base64(_ text: String) -> String { Base64Text.encode(Array(text.utf8)) }

    /// The command that begins the login.
    ///
    /// The first response never stands in it, although RFC 4954 §4 permits it: servers are known that do not read it
    /// there.
    package var command: String { "AUTH \(mechanism.rawValue)" }

    /// Takes a reply of the server.
    ///
    /// - Throws: why the login failed.
    package mutating func receive(_ reply: SMTPReply) throws(SMTPLoginRefusal) -> Step {
        // RFC 4954 §4: 235 is success, 334 a challenge, and everything else the end.
        guard reply.code == 334 else {
            guard reply.isAccepted else { throw .refused(reply) }
            guard mechanism != .scramSHA256 || isVerified else { throw .scram(.noSignature) }
            return .done
        }
        guard !turns.isEmpty else { throw .unexpectedChallenge }
        do {
            switch turns.removeFirst() {
            case .fixed(let text): return .say(text)
            case .proof:
                let challenge = try Self.text(of: reply)
                guard let answer = try scram?.answer(to: challenge) else { throw SMTPLoginRefusal.unsendable }
                return .say(Self.base64(answer))
            case .verification:
                try scram?.verify(Self.text(of: reply))
                isVerified = true
                return .say("")
            }
        } catch let error as ScramError {
            throw .scram(error)
        } catch let error as SMTPLoginRefusal {
            throw error
        } catch {
            throw .unexpectedChallenge
        }
    }

    private static func text(of challenge: SMTPReply) throws(SMTPLoginRefusal) -> String {
        guard let bytes = Base64Text.decode(challenge.text.utf8) else { throw .unreadableChallenge }
        return String(decoding: bytes, as: UTF8.self)
    }
}
