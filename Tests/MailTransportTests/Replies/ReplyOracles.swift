import FoundationEssentials
import MailTransport

/// Replies and bounce mails with the judgement of others, beside the package and no part of it: `../shared/oracles/replies`.
enum ReplyOracles {
    static let path: String = {
        // This file is Tests/MailTransportTests/Replies/ReplyOracles.swift.
        let components = #filePath.split(separator: "/").dropLast(5)
        return "/" + components.joined(separator: "/") + "/shared/oracles/replies"
    }()

    static let absence = "the oracle cases (../shared/oracles) are not on this machine"

    static var arePresent: Bool { FileManager.default.fileExists(atPath: path) }

    static func bytes(_ file: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path + "/" + file).map { Array($0) }
    }

    /// The fields of each line of a table, its heading left out.
    static func rows(_ file: String) -> [[String]] {
        let text = String(decoding: bytes(file) ?? [], as: UTF8.self)
        return text.split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) } }
    }

    /// What the names of reasons in the oracles are with us.
    ///
    /// Theirs are sisimai's, 30 of them, some wider and some narrower than ours; several of ours stand where ours tell
    /// apart what theirs do not.
    static let reasons: [String: Set<ReplyReason>] = [
        "authfailure": [.policySPF, .policyDKIM, .policyDMARC, .policyAuthentication],
        "badreputation": [.reputation],
        "blocked": [.blocklist, .reputation], "blokced": [.blocklist, .reputation],
        // What is wrong with the parts of a message is its form, what they hold its content.
        "contenterror": [.content, .form],
        "exceedlimit": [.tooBig], "mesgtoobig": [.tooBig],
        // Theirs has every connection that timed out in it.
        "expired": [.expired, .connection],
        "failedstarttls": [.tlsRequired],
        // Refused behind DATA, whatever the words: ours goes by the words where the step is not told.
        "filtered": [.recipientFilter, .invalidMailbox, .inactiveMailbox],
        "hasmoved": [.mailboxMoved],
        "hostunknown": [.badDomain], "notaccept": [.badDomain],
        "mailboxfull": [.mailboxFull],
        // A loop is theirs too, where the words are Sendmail's and Postfix's.
        "mailererror": [.system], "systemerror": [.system, .routing], "systemfull": [.system],
        // A domain that does not exist is told apart from a network that does not work.
        "networkerror": [.routing, .dns, .connection, .badDomain],
        "norelaying": [.relayDenied],
        "notcompliantrfc": [.form],
        // "No reason is told": whatever ours sees in it that is not about a mailbox.
        "onhold": [.other, .system, .policy], "undefined": [.other, .system, .policy],
        "policyviolation": [.policy, .content, .form],
        "rejected": [.senderRefused, .policy],
        "requireptr": [.reverseDNS],
        "securityerror": [.login, .policy, .tlsRequired],
        "spamdetected": [.content], "spandetected": [.content],
        "speeding": [.rateLimit], "toomanyconn": [.rateLimit, .tooManyRecipients],
        "suspend": [.inactiveMailbox],
        "syntaxerror": [.protocolError],
        "userunknown": [.invalidMailbox],
        "virusdetected": [.virus],
    ]
}

/// How often two judgements agree.
struct Agreement: CustomStringConvertible {
    private(set) var agreed = 0
    private(set) var count = 0
    /// Where they do not, in a line each.
    private(set) var deviations: [String] = []

    mutating func note(_ isAgreed: Bool, _ deviation: @autoclosure () -> String) {
        count += 1
        agreed += isAgreed ? 1 : 0
        if !isAgreed { deviations.append(deviation()) }
    }

    var share: Double { count == 0 ? 0 : Double(agreed) / Double(count) }

    var description: String { "\(agreed) of \(count)" }
}
