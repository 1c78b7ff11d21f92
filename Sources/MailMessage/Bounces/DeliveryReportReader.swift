/// Finds out what a message reports, and reads it.
struct DeliveryReportReader {
    private let message: Message
    private let parts: [MIMEPart]

    init(_ message: Message) {
        self.message = message
        let root = message.mimeRoot
        let own = DeliveryReportReader.ownParts(of: root)
        let all = root.allParts
        // A report that someone passed on is a message in this one.
        let isPassedOn =
            !own.contains(where: \.isReport) && own.contains { $0.contentType.type == "multipart" }
            && all.contains(where: \.isReport)
        parts = isPassedOn ? all : own
    }

    /// The parts of a message but for those of messages in it, outermost first.
    private static func ownParts(of root: MIMEPart) -> [MIMEPart] {
        var parts: [MIMEPart] = []
        var pending = [root]
        while let part = pending.popLast() {
            parts.append(part)
            if part.isMultipart { pending += part.children.reversed() }
        }
        return parts
    }

    func report() -> DeliveryReport? {
        let letter = LetterText(parts)
        if let part = parts.first(where: { $0.contentType.matches("message", "feedback-report") }) {
            let fields = ReportFields.groups(of: part.decodedBody).flatMap(\.self)
            return DeliveryReport(
                form: .feedback, reportingMTA: fields.value(of: "Reporting-MTA").map(ReportFields.withoutType),
                recipients: [], feedback: feedback(fields), letter: letter.text)
        }
        let status = parts.filter(\.isDeliveryStatus)
        let failed = message.fields(named: "X-Failed-Recipients").flatMap { field in
            field.unfoldedValue.split(separator: ",").map { $0.filter { $0 != " " && $0 != "<" && $0 != ">" } }
        }
        if !status.isEmpty {
            let groups = status.flatMap { ReportFields.groups(of: $0.decodedBody) }
            var report = deliveryStatus(groups, letter: letter)
            if !report.recipients.isEmpty {
                complete(&report, with: letter)
                return report
            }
        }
        if let fields = loose(letter) {
            var report = deliveryStatus(ReportFields.groups(of: fields), letter: letter)
            if !report.recipients.isEmpty {
                complete(&report, with: letter)
                return report
            }
        }
        guard isLetter || !status.isEmpty || !failed.isEmpty else { return isAutomaticReply ? automatic(letter) : nil }
        var reader = LetterReader(letter, known: failed)
        return DeliveryReport(
            form: .letter, reportingMTA: nil, recipients: reader.recipients(), feedback: nil, letter: letter.text)
    }

    /// Text with the fields in it: a letter that has them, or a multipart that cannot be taken apart.
    private func loose(_ letter: LetterText) -> [UInt8]? {
        if letter.text.contains("Final-Recipient:") || letter.text.contains("Diagnostic-Code:") {
            return Array(letter.text.utf8)
        }
        guard let root = parts.first, root.isMultipart, parts.count == 1 else { return nil }
        return Array(root.body.prefix(DeliveryReport.textLimit))
    }

    private func automatic(_ letter: LetterText) -> DeliveryReport {
        DeliveryReport(form: .automaticReply, recipients: [], feedback: nil, letter: letter.text)
    }

    /// RFC 3834 §5.1: what responders say of their messages.
    private var isAutomaticReply: Bool {
        let field = message.field(named: "Auto-Submitted")?.unfoldedValue.lowercased() ?? ""
        let subject = message.field(named: "Subject")?.decodedValue.lowercased() ?? ""
        let openings = ["automatic reply", "auto-reply", "autoreply", "auto reply", "auto:", "out of office"]
        return field.hasPrefix("auto-replied") || message.field(named: "X-Autoreply") != nil
            || openings.contains(where: subject.hasPrefix)
    }

    /// Whether a message without a report in it looks like one of a mail system.
    private var isLetter: Bool {
        // RFC 5321 §4.5.5: notifications have the null reverse-path.
        let path = message.field(named: "Return-Path")?.unfoldedValue.filter { $0 != " " } ?? ""
        let from = message.field(named: "From")?.unfoldedValue.lowercased() ?? ""
        let subject = message.field(named: "Subject")?.decodedValue.lowercased() ?? ""
        let senders = [
            "mailer-daemon", "postmaster", "post_master", "mail delivery", "mail-daemon", "mailerdaemon", "mmsc",
            "no-reply@sns.amazonaws.com", "<>",
        ]
        let subjects = [
            "undeliver", "delivery fail", "delivery status", "failure notice", "failure delivery", "failed delivery",
            "returned mail", "mail failure", "mail system error", "error sending", "delivery report", "not member",
            "delivery notification", "could not be delivered", "message delivery",
        ]
        if senders.contains(where: from.contains) { return true }
        return !isAutomaticReply && (path == "<>" || subjects.contains(where: subject.contains))
    }

    private func feedback(_ fields: [ReportFields.Field]) -> DeliveryReport.Feedback {
        DeliveryReport.Feedback(
            type: fields.value(of: "Feedback-Type")?.lowercased() ?? "other",
            recipients: fields.values(of: "Original-Rcpt-To").map(ReportFields.withoutBrackets),
            sender: fields.value(of: "Original-Mail-From").map(ReportFields.withoutBrackets),
            source: fields.value(of: "Source-IP"), domains: fields.values(of: "Reported-Domain"),
            authenticationFailure: fields.value(of: "Auth-Failure")?.lowercased())
    }

    private func deliveryStatus(_ groups: [[ReportFields.Field]], letter: LetterText) -> DeliveryReport {
        var report = DeliveryReport(form: .deliveryStatus, recipients: [], feedback: nil, letter: letter.text)
        for group in groups {
            if report.reportingMTA == nil, let name = group.value(of: "Reporting-MTA") {
                report.reportingMTA = ReportFields.withoutType(name)
            }
            for fields in group.recipients where report.recipients.count < DeliveryReport.recipientsLimit {
                report.recipients.append(recipient(fields))
            }
        }
        return report
    }

    private func recipient(_ fields: [ReportFields.Field]) -> DeliveryReport.Recipient {
        let name = fields.value(of: "Final-Recipient") ?? fields.value(of: "Original-Recipient")
        var recipient = DeliveryReport.Recipient(
            address: name.map { ReportFields.withoutBrackets(ReportFields.withoutType($0)) })
        recipient.action = fields.value(of: "Action").map { String($0.lowercased().prefix { $0.isLetter }) }
        recipient.status = fields.value(of: "Status").map { String($0.prefix { $0 != " " && $0 != "(" }) }
            .flatMap { $0.isEmpty ? nil : $0 }
        recipient.command = fields.value(of: "Status").flatMap(LetterReader.command)
        recipient.remoteMTA = fields.value(of: "Remote-MTA").map(ReportFields.withoutType)
        if let text = fields.value(of: "Diagnostic-Code") {
            recipient.diagnosticType = ReportFields.type(of: text)?.lowercased()
            recipient.diagnostic = ReportFields.withoutType(text)
        }
        if recipient.diagnostic.isEmpty, let status = fields.value(of: "Status"), let open = status.firstIndex(of: "(")
        {
            // A comment behind the code is often all that is said; the name of the code itself says nothing.
            let comment = String(status[open...])
            if !comment.contains("undefined") { recipient.diagnostic = comment }
        }
        return recipient
    }

    /// Adds what the letter says of each recipient to what the fields say.
    private func complete(_ report: inout DeliveryReport, with letter: LetterText) {
        var reader = LetterReader(letter, known: report.recipients.compactMap(\.address))
        let told = reader.recipients()
        let places = Dictionary(
            told.indices.compactMap { index in told[index].address.map { ($0.lowercased(), index) } },
            uniquingKeysWith: { first, _ in first })
        for index in report.recipients.indices {
            let same = report.recipients[index].address.flatMap { places[$0.lowercased()] }.map { told[$0] }
            guard let remarks = same ?? (report.recipients.count == 1 ? told.first : nil) else { continue }
            report.recipients[index].command = report.recipients[index].command ?? remarks.command
            let said = [report.recipients[index].remarks, remarks.diagnostic, remarks.remarks].filter { !$0.isEmpty }
            report.recipients[index].remarks = said.joined(separator: " ")
        }
    }
}

extension MIMEPart {
    /// RFC 3464 §2.1, RFC 6533 §4: a part that says what became of recipients.
    fileprivate var isDeliveryStatus: Bool {
        contentType.matches("message", "delivery-status") || contentType.matches("message", "global-delivery-status")
    }

    /// Whether it is a part that programs read.
    fileprivate var isReport: Bool { isDeliveryStatus || contentType.matches("message", "feedback-report") }
}
