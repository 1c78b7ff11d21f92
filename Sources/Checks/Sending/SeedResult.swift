package import Findings
package import MailMessage
package import MailTransport

/// What became of the message to one seed.
package struct SeedResult: Sendable {
    /// The seed.
    package var seed: Seed
    /// Where it is, or why it is nowhere.
    package var fate: Fate
    /// The server's last word on it; nil where there was none.
    package var reply: SMTPReply?
    /// Why it was not even offered to a server; nil where it was.
    package var reason: String?
    /// How long the server took; nil where it never answered.
    package var latency: Duration?
    /// When the server took it.
    package var takenAt: WallTime?
    /// How long after it was taken it arrived, by the receiver's clock.
    package var foundAfter: Duration?
    /// What the receiver found out about the sender, as it wrote into the message.
    package var authentication: [AuthenticationResults.Result] = []
    /// What was said.
    package var transcript = Transcript()

    /// A result.
    package init(seed: Seed, fate: Fate) {
        self.seed = seed
        self.fate = fate
    }

    /// The same with another fate.
    func withFate(_ fate: Fate) -> SeedResult {
        var result = self
        result.fate = fate
        return result
    }

    /// What can become of a message.
    package enum Fate: Sendable, Hashable {
        /// The server took it, and nobody looked any further.
        case accepted
        /// It is where readers look.
        case inbox
        /// It is in the inbox, below a tab of the provider: `promotions`.
        case category(String)
        /// It is in the junk folder.
        case junk
        /// It is in another folder.
        case other(String)
        /// It is there more than once, in these folders.
        case duplicate([String])
        /// The server took it, and it was in neither folder when the time was over.
        case missing
        /// The server refused it for good.
        case rejected
        /// The server refused it for now.
        case deferred
        /// The server's word on it is not known.
        case unknown(TransportError)
        /// The server took it, and the mailbox could not be looked into.
        case unreadable(String)
    }

    /// Whether the server took it; nil where that is not known.
    package var isAccepted: Bool? {
        switch fate {
        case .accepted, .inbox, .category, .junk, .other, .duplicate, .missing, .unreadable: true
        case .rejected, .deferred: false
        case .unknown: nil
        }
    }

    /// Whether it is not known in which folder it is, or that it is in none.
    var isUnplaced: Bool {
        switch fate {
        case .accepted, .unknown, .unreadable: true
        case .inbox, .category, .junk, .other, .duplicate, .missing, .rejected, .deferred: false
        }
    }

    /// Whether it is where readers look: a tab of the inbox is a part of it.
    var isInInbox: Bool {
        switch fate {
        case .inbox, .category: true
        default: false
        }
    }

    /// Whether it was found in some folder.
    var isFound: Bool {
        switch fate {
        case .inbox, .category, .junk, .other, .duplicate: true
        case .accepted, .missing, .rejected, .deferred, .unknown, .unreadable: false
        }
    }

    /// Its story on one line: `ana@example.org: junk after 0.031 s, spf=fail, dkim=pass`.
    package var summary: String {
        var parts = [word]
        if !authentication.isEmpty {
            parts.append(authentication.map { "\($0.method)=\($0.value)" }.joined(separator: " "))
        }
        return "\(seed.address): \(parts.joined(separator: ", "))"
    }

    /// What kind of refusal it is: ` (greylist, soft)`.
    private var kind: String {
        guard let kind = reply?.classification() else { return "" }
        let words = [kind.reason.rawValue, kind.disposition.rawValue]
        return " (\(words[0] == words[1] ? words[0] : words.joined(separator: ", ")))"
    }

    private var word: String {
        let answer = (reply?.description ?? reason).map { ": \($0)" } ?? ""
        let after = foundAfter.map { " after \($0.secondsText) s" } ?? ""
        return switch fate {
        case .accepted: "taken\(answer)"
        case .inbox: "inbox\(after)"
        case .category(let name): "inbox, \(name)\(after)"
        case .junk: "junk\(after)"
        case .other(let folder): "folder \(folder)\(after)"
        case .duplicate(let folders): "\(folders.count) times: \(folders.joined(separator: ", "))"
        case .missing: "missing\(answer)"
        case .rejected: "rejected\(answer)\(kind)"
        case .deferred: "deferred\(answer)\(kind)"
        case .unknown(let error): error.description
        case .unreadable(let reason): "the mailbox cannot be read: \(reason)"
        }
    }
}
