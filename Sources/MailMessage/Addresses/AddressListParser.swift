/// Reads an address list (RFC 5322 §3.4 with the obsolete forms of §4.4) by one pass from left to right.
struct AddressListParser {
    private var scanner: StructuredScanner
    private var list = AddressList()
    /// The group that is being read, if any.
    private var group: (name: String, members: [AddressList.PlacedMailbox], start: Int)?

    init(_ value: ArraySlice<UInt8>) {
        scanner = StructuredScanner(value)
    }

    mutating func parse() -> AddressList {
        while true {
            scanner.skipCFWS()
            guard let byte = scanner.next else { break }
            switch byte {
            case UInt8(ascii: ","):
                // RFC 5322 §4.4, obs-addr-list: empty elements are passed over.
                scanner.index += 1
            case UInt8(ascii: ";"):
                if group == nil { report(.unexpected(byte), from: scanner.index, upTo: scanner.index + 1) }
                closeGroup()
                scanner.index += 1
            default:
                readEntry()
            }
        }
        if let group {
            report(.unclosedGroup, from: group.start, upTo: scanner.index)
            closeGroup()
        }
        if scanner.isUnclosed { report(.unclosed, from: scanner.bytes.startIndex, upTo: scanner.index) }
        return list
    }

    private mutating func closeGroup() {
        guard let group else { return }
        list.entries.append(.group(name: group.name, members: group.members))
        self.group = nil
    }

    /// A mailbox, or the name of a group with its colon.
    private mutating func readEntry() {
        let start = scanner.index
        let phrase = readPhrase()
        switch scanner.next {
        case UInt8(ascii: "<"):
            readAngleAddress(named: phrase.displayName, start: start)
        case UInt8(ascii: "@"):
            readDomain(after: phrase, start: start)
        case UInt8(ascii: ":"):
            scanner.index += 1
            if group != nil { report(.nestedGroup, from: start, upTo: scanner.index) }
            closeGroup()
            group = (phrase.displayName ?? "", [], start)
        case UInt8(ascii: ","), UInt8(ascii: ";"), nil:
            report(.missingAddress, from: start, upTo: phrase.end)
        case .some(let byte):
            report(.unexpected(byte), from: scanner.index, upTo: scanner.index + 1)
            recover()
        }
    }

    /// Words and dots up to something else: a display name, or a local part; what follows tells which.
    private mutating func readPhrase() -> AddressPhrase {
        var phrase = AddressPhrase(end: scanner.index)
        while true {
            let hadSpace = scanner.skipCFWS()
            if let quoted = scanner.quotedString() {
                phrase.append(.quoted(quoted), hadSpace: hadSpace)
            } else if scanner.take(".") {
                phrase.append(.dot, hadSpace: hadSpace)
            } else {
                let atom = scanner.run(while: \.isAtomText)
                guard !atom.isEmpty else { return phrase }
                phrase.append(.atom(atom), hadSpace: hadSpace)
            }
            phrase.end = scanner.index
        }
    }

    private mutating func readAngleAddress(named name: String?, start: Int) {
        let angle = scanner.index
        scanner.index += 1
        skipRoute()
        scanner.skipCFWS()
        let localStart = scanner.index
        let local = readPhrase()
        guard scanner.take("@") else {
            report(.missingAddress, from: angle, upTo: max(scanner.index, angle + 1))
            return recover()
        }
        guard let domain = domainText() else {
            report(.invalid(.domain("")), from: localStart, upTo: scanner.index)
            return recover()
        }
        scanner.skipCFWS()
        let isClosed = scanner.take(">")
        if !isClosed { report(.unclosedAngle, from: angle, upTo: scanner.index) }
        add(local, at: domain, named: name, range: start..<scanner.index)
        if !isClosed { recover() } else { expectEnd() }
    }

    private mutating func readDomain(after local: AddressPhrase, start: Int) {
        scanner.index += 1
        guard let domain = domainText() else {
            report(.invalid(.domain("")), from: start, upTo: scanner.index)
            return recover()
        }
        add(local, at: domain, named: nil, range: start..<scanner.index)
        expectEnd()
    }

    /// RFC 5322 §4.4, obs-route: `@one,@two:` before the address, which is passed over.
    private mutating func skipRoute() {
        scanner.skipCFWS()
        guard scanner.next == UInt8(ascii: "@") else { return }
        while let byte = scanner.next, byte != UInt8(ascii: ":"), byte != UInt8(ascii: ">") { scanner.index += 1 }
        _ = scanner.take(":")
    }

    /// A domain, RFC 5322 §3.4.1, or with space around its dots as §4.4 has it; nil where none begins here.
    private mutating func domainText() -> String? {
        scanner.skipCFWS()
        if scanner.next == UInt8(ascii: "[") {
            let literal = scanner.run { $0 != UInt8(ascii: "]") }
            guard scanner.take("]") else { return nil }
            let kept = literal.filter { !$0.isWhiteSpace && $0 != .carriageReturn && $0 != .lineFeed }
            return String(decoding: kept, as: UTF8.self) + "]"
        }
        var domain = Array(scanner.run(while: \.isAtomText))
        guard !domain.isEmpty else { return nil }
        while true {
            let end = scanner.index
            scanner.skipCFWS()
            guard scanner.take(".") else {
                scanner.index = end
                return String(decoding: domain, as: UTF8.self)
            }
            scanner.skipCFWS()
            domain.append(UInt8(ascii: "."))
            domain += scanner.run(while: \.isAtomText)
        }
    }

    private mutating func add(_ local: AddressPhrase, at domain: String, named name: String?, range: Range<Int>) {
        guard let localPart = local.localPart else {
            return report(.invalid(.localPart(local.text)), from: range.lowerBound, upTo: range.upperBound)
        }
        do {
            let address = try Address(localPart: localPart, domain: domain)
            if local.hasMisplacedDot { report(.misplacedDot, from: range.lowerBound, upTo: range.upperBound) }
            let mailbox = AddressList.PlacedMailbox(
                mailbox: Mailbox(displayName: name, address: address), range: range)
            if group == nil { list.entries.append(.mailbox(mailbox)) } else { group?.members.append(mailbox) }
        } catch {
            report(.invalid(error), from: range.lowerBound, upTo: range.upperBound)
        }
    }

    /// Behind a mailbox there is a comma, the end of a group, or nothing.
    private mutating func expectEnd() {
        scanner.skipCFWS()
        guard let byte = scanner.next, byte != UInt8(ascii: ","), byte != UInt8(ascii: ";") else { return }
        report(.unexpected(byte), from: scanner.index, upTo: scanner.index + 1)
        recover()
    }

    /// Goes on behind what cannot be read: at the next comma, or the end of the group.
    private mutating func recover() {
        while let byte = scanner.next, byte != UInt8(ascii: ",") {
            if byte == UInt8(ascii: ";"), group != nil { return }
            if byte == UInt8(ascii: "\"") { _ = scanner.quotedString() } else { scanner.index += 1 }
        }
    }

    private mutating func report(_ kind: AddressList.Problem.Kind, from start: Int, upTo end: Int) {
        list.problems.append(.init(kind: kind, range: start..<max(start, end)))
    }
}
