/// Reads what the letter of a mail system says of each recipient.
///
/// Mail systems differ in every word and agree in the layout: an address at the beginning of a line, or at the end of one
/// that speaks of delivery, and behind it what was said, to the next address. Sendmail and its kin show the dialogue
/// instead: `>>> RCPT TO:<a@example.org>`, `<<< 550 no`, `550 <a@example.org>... User unknown`.
struct LetterReader {
    private let letter: LetterText
    /// The addresses that may begin a block, in lower case; any where empty.
    private let known: Set<String>
    private var found: [DeliveryReport.Recipient] = []
    /// Where in `found` an address in lower case stands.
    private var places: [String: Int] = [:]
    /// The place in `found` of the recipient that is spoken of.
    private var current: Int?
    private var command: String?
    /// What the server said in the dialogue since the last command.
    private var said: [String] = []
    private var preamble: [String] = []

    init(_ letter: LetterText, known: [String]) {
        self.letter = letter
        self.known = Set(known.map { $0.lowercased() })
    }

    /// The recipients; where the letter names none, one without an address of whom all of it speaks.
    mutating func recipients() -> [DeliveryReport.Recipient] {
        for line in letter.lines {
            if line.isEmpty { end() } else { read(line) }
        }
        let whole = letter.lines.filter { !$0.isEmpty }.joined(separator: " ")
        if found.isEmpty {
            var recipient = DeliveryReport.Recipient(address: known.count == 1 ? known.first : nil)
            recipient.diagnostic = whole
            recipient.command = LetterReader.command(in: whole) ?? command
            return [recipient]
        }
        for index in found.indices {
            if found[index].command == nil {
                found[index].command =
                    LetterReader.command(in: found[index].diagnostic)
                    ?? (found.count == 1 ? LetterReader.command(in: whole) ?? command : nil)
            }
            if found.count == 1 {
                // What was said may stand above the address.
                let before = preamble.joined(separator: " ")
                if !LetterReader.hasCode(found[index].diagnostic), LetterReader.hasCode(before) {
                    found[index].diagnostic = before + " " + found[index].diagnostic
                }
                found[index].remarks = whole
            } else if found[index].diagnostic.isEmpty {
                found[index].remarks = preamble.joined(separator: " ")
            }
        }
        return found
    }

    private mutating func read(_ line: String) {
        if line.hasPrefix(">>> "), let name = LetterReader.commandName(line.dropFirst(4)) {
            command = name
            said = []
            if name == "RCPT", let address = AddressInLine(line)?.address { begin(address) }
            return
        }
        if line.hasPrefix("<<< ") {
            said.append(String(line.dropFirst(4)))
            // Who pipelines has the refusal of RCPT behind ">>> DATA", and then one of DATA for want of a recipient.
            if let current, command == "DATA", line.hasPrefix("<<< 503 ") || line.hasPrefix("<<< 554 5.5.1 ") {
                found[current].command = "RCPT"
                return
            }
            if let current, command == "RCPT" || command == "DATA" {
                add(String(line.dropFirst(4)), to: current)
                found[current].command = command
            }
            return
        }
        guard let place = AddressInLine(line), isHeading(line, place) else {
            if let current { add(line, to: current) } else { preamble.append(line) }
            return
        }
        begin(place.address)
        guard let current else { return }
        if !said.isEmpty, place.isBehindCode {
            add(said.joined(separator: " "), to: current)
            found[current].command = command
            said = []
        }
        add(place.isAtStart ? place.rest : line, to: current)
    }

    /// An empty line: what comes behind a reply is about everyone again.
    private mutating func end() {
        if let index = current, LetterReader.hasCode(found[index].diagnostic) { current = nil }
    }

    /// Whether three digits of a refusal stand in a text as a word.
    private static func hasCode(_ text: String) -> Bool {
        text.utf8.split(whereSeparator: { " -:,;<>()[]".utf8.contains($0) }).contains { word in
            word.count == 3 && word.allSatisfy { (0x30...0x39).contains($0) } && "45".utf8.contains(word.first ?? 0)
        }
    }

    private mutating func begin(_ address: String) {
        let key = address.lowercased()
        if let index = places[key] {
            current = index
        } else if found.count < DeliveryReport.recipientsLimit {
            found.append(DeliveryReport.Recipient(address: address))
            places[key] = found.count - 1
            current = found.count - 1
        }
    }

    private mutating func add(_ text: String, to index: Int) {
        guard !text.isEmpty, found[index].diagnostic.utf8.count < DeliveryReport.textLimit / 8 else { return }
        found[index].diagnostic += found[index].diagnostic.isEmpty ? text : " " + text
    }

    /// Whether an address in a line begins what is said of a recipient.
    private func isHeading(_ line: String, _ place: AddressInLine) -> Bool {
        guard known.isEmpty || known.contains(place.address.lowercased()) else { return false }
        if place.isAtStart { return true }
        guard place.isAtEnd else { return false }
        let text = line.lowercased()
        let isAbout = ["deliver", "recipient", "failed", "rcpt to", "mailbox", "attempts", "user", "unable"]
        let isNot = ["contact", "mail from", "from:", "reply", "please", "write to", "report"]
        return isAbout.contains(where: text.contains) && !isNot.contains(where: text.contains)
    }

    /// The SMTP command that words begin with, in upper case.
    private static func commandName(_ text: some StringProtocol) -> String? {
        let word = text.prefix { $0.isLetter }.uppercased()
        return ["EHLO", "HELO", "LHLO", "AUTH", "MAIL", "RCPT", "DATA", "BDAT", "QUIT"].contains(word) ? word : nil
    }

    /// The command that was refused, as mail systems tell it in their sentences.
    static func command(in text: String) -> String? {
        let lowercased = text.lowercased()
        let sayings: [(String, String)] = [
            // Exim, mail.ru, GMX; Postfix; DragonFly; qmail; m-FILTER; Exchange.
            ("after rcpt", "RCPT"), ("after end of data", "DATA"), ("after mail from", "MAIL"), ("after data", "DATA"),
            ("after pipelined mail", "MAIL"), ("after initial connection", "CONNECT"), ("after ehlo", "EHLO"),
            ("after helo", "HELO"), ("after pipelined data", "DATA"), ("after pipelined rcpt", "RCPT"),
            ("in reply to rcpt", "RCPT"), ("in reply to mail", "MAIL"), ("in reply to end of data", "DATA"),
            ("in reply to data", "DATA"), ("in reply to ehlo", "EHLO"), ("in reply to helo", "HELO"),
            ("like our rcpt", "RCPT"), ("like our final data", "DATA"), ("like our data", "DATA"),
            ("like our mail", "MAIL"), ("does not like recipient", "RCPT"), ("after i sent the message", "DATA"),
            ("sender was rejected", "MAIL"), ("my name was rejected", "HELO"), ("smtp command data", "DATA"),
            ("smtp command rcpt", "RCPT"), ("smtp command mail", "MAIL"), ("smtp:rcpt", "RCPT"), ("smtp:data", "DATA"),
            ("rcpt to response", "RCPT"), ("refused to talk", "CONNECT"),
            ("has rejected address", "RCPT"), ("rejected mail from", "MAIL"),
        ]
        return sayings.first { lowercased.contains($0.0) }?.1
    }
}
