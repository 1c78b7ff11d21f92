import MailMessage
import MailTransport
import Testing

@Suite("Bounce mails", .enabled(if: ReplyOracles.arePresent, Comment(rawValue: ReplyOracles.absence)))
struct BounceMailOracleTests {
    /// One recipient of a bounce mail, with their judgement and ours.
    private struct Case {
        var name: String
        var theirs: String
        var isHard: Bool
        var report: DeliveryReport?
        var recipient: DeliveryReport.Recipient?
        var reply: ReportedReply?
        var ours: ReplyClassification?

        /// Where both are about a refusal.
        var isRefusal: Bool { !["feedback", "vacation", "delivered"].contains(theirs) }

        var agrees: Bool {
            switch theirs {
            case "feedback": report?.form == .feedback
            case "vacation": report?.form == .automaticReply
            case "delivered": reply != nil && ours == nil
            default: ours.map { ReplyOracles.reasons[theirs]?.contains($0.reason) ?? false } ?? false
            }
        }

        var line: String {
            "\(name): \(theirs), ours \(ours?.reason.rawValue ?? report?.form.rawValue ?? "none"): "
                + "\(reply?.code.map(String.init) ?? "-") \(reply?.enhanced?.description ?? "-") \(reply?.text.prefix(120) ?? "")"
        }
    }

    private static let cases: [Case] = ReplyOracles.rows("bounce-mails-expected-part.tsv").compactMap { row in
        guard row.count >= 6, let bytes = ReplyOracles.bytes("bounce-mails/" + row[0]) else { return nil }
        let report = Message(bytes: bytes).deliveryReport
        let index = (Int(row[1]) ?? 1) - 1
        var item = Case(name: "\(row[0]) \(row[1])", theirs: row[4], isHard: row[5] == "true", report: report)
        if let report, report.recipients.indices.contains(index) {
            let recipient = report.recipients[index]
            let reply = ReportedReply(
                diagnostic: recipient.diagnostic, remarks: recipient.remarks, status: recipient.status)
            item.recipient = recipient
            item.reply = reply
            item.ours = reply.classification(
                mx: recipient.remoteMTA ?? report.reportingMTA,
                stage: recipient.command.flatMap { ReplyStage(command: $0) })
        }
        return item
    }

    @Test("nine reasons of ten are those that others see")
    func reasons() {
        var agreement = Agreement()
        for item in Self.cases { agreement.note(item.agrees, item.line) }
        print("reasons of bounce mails: \(agreement)\n  " + agreement.deviations.joined(separator: "\n  "))
        #expect(agreement.count > 300)
        #expect(agreement.share >= 0.95)
    }

    /// Hard with them is an address to be dropped; a disabled mailbox is not, with them as with us.
    ///
    /// Ours differ by RFC 5321 §4.2.1 where a reply of class 4 names an unknown user: it is transient.
    @Test("which addresses are to be dropped is what others say")
    func dispositions() {
        var agreement = Agreement()
        for item in Self.cases where item.isRefusal {
            agreement.note((item.ours?.disposition == .hard) == item.isHard, item.line)
        }
        print("dispositions of bounce mails: \(agreement)\n  " + agreement.deviations.joined(separator: "\n  "))
        #expect(agreement.share >= 0.97)
    }

    @Test("every report is recognised as one")
    func recognised() {
        var agreement = Agreement()
        for item in Self.cases { agreement.note(item.report != nil, item.name) }
        #expect(agreement.deviations == [])
    }
}

@Suite("Reply texts", .enabled(if: ReplyOracles.arePresent, Comment(rawValue: ReplyOracles.absence)))
struct ReplyTextOracleTests {
    /// Names of servers by which the services of the table are known.
    private static let servers = [
        "aol": "mx-aol.mail.gm0.yahoodns.net", "apple": "mx01.mail.icloud.com", "cox": "mx.east.cox.net",
        "facebook": "msgin.vvv.facebook.com", "franceptt": "smtp-in.orange.fr", "godaddy": "smtp.secureserver.net",
        "google": "gmail-smtp-in.l.google.com", "gsuite": "aspmx.l.google.com",
        "messagelabs": "cluster1.eu.messagelabs.com", "microsoft": "example-com.mail.protection.outlook.com",
        "mimecast": "eu-smtp-inbound-1.mimecast.com", "nttdocomo": "mfsmax.docomo.ne.jp",
        "outlook": "outlook-com.olc.protection.outlook.com", "spectrum": "mx0.charter.net", "tencent": "mx3.qq.com",
        "yahooinc": "mta5.am0.yahoodns.net",
    ]

    /// Deviations that are right by the registry or the service's manual, among others: 5.7.25 and 5.7.28 are what they are
    /// (RFC 7372 §3.3, IANA), 5.1.2 is a bad domain and x.3.2 a system that takes nothing (RFC 3463 §3.2, §3.4).
    @Test("most replies of mail services are taken for what others take them")
    func services() {
        var agreement = Agreement()
        for row in ReplyOracles.rows("rhost-rules.tsv") where row.count >= 5 {
            let status = EnhancedStatusCode(row[3].prefix { $0 != "-" })
            // Two services have numbers where the others have words.
            let isSpectrum = row[0] == "spectrum"
            let text = isSpectrum ? "AUP#In-\(row[2])" : row[0] == "franceptt" ? "OFR_\(row[4])" : row[4]
            let code = isSpectrum ? 550 : Int(row[2]) ?? (status?.classDigit == 4 ? 450 : 550)
            let ours = ReplyClassifier.standard.classify(
                code: code, enhanced: status, text: text, mx: Self.servers[row[0]])
            let theirs = isSpectrum ? row[4] : row[1]
            agreement.note(
                ours.map { ReplyOracles.reasons[theirs]?.contains($0.reason) ?? false } ?? false,
                "\(row.joined(separator: " ")): ours \(ours?.reason.rawValue ?? "none")")
        }
        print("replies of mail services: \(agreement)\n  " + agreement.deviations.joined(separator: "\n  "))
        #expect(agreement.share >= 0.90)
    }

    /// Many of them are halves of sentences, which say nothing to who does not know the other half.
    @Test("most phrases are taken for what others take them")
    func phrases() {
        var agreement = Agreement()
        for row in ReplyOracles.rows("reason-phrases.tsv") where row.count >= 2 && row[0] != "vacation" {
            let text = row.dropFirst().joined(separator: " x ")
            let ours = ReplyClassifier.standard.classify(code: 550, text: text)
            agreement.note(
                ours.map { ReplyOracles.reasons[row[0]]?.contains($0.reason) ?? false } ?? false,
                "\(row[0]) '\(text)': ours \(ours?.reason.rawValue ?? "none")")
        }
        print("phrases: \(agreement)\n  " + agreement.deviations.joined(separator: "\n  "))
        #expect(agreement.share >= 0.78)
    }

    @Test("every case of the registry's classes is taken for what it is")
    func registry() {
        let classes: [String: Set<ReplyReason>] = [
            "QuotaIssues": [.mailboxFull], "InactiveMailbox": [.inactiveMailbox], "InvalidRecipient": [.invalidMailbox],
            "BadDomain": [.badDomain],
        ]
        let text = String(decoding: ReplyOracles.bytes("kumomta/iana-classifier-cases.tsv") ?? [], as: UTF8.self)
        let rows = text.split(separator: "\n").map { $0.split(separator: "\t").map { String($0) } }
        #expect(rows.count == 7)
        for row in rows where row.count == 2 {
            let ours = ReportedReply(row[0]).classification()?.reason
            // "Uncategorized" is a reply that refuses nothing.
            #expect(ours.map { classes[row[1]]?.contains($0) ?? false } ?? (row[1] == "Uncategorized"), "\(row)")
        }
    }
}
