/// Reads a message (RFC 1035 §4.1) octet by octet, never past its end, in time and memory that its length bounds.
///
/// The data of the types that mail needs is read here; that of any other is left to libldns, which knows where names
/// stand in it.
struct MessageReader {
    private let bytes: [UInt8]
    private var index = 0
    /// The name of the first question, to which the owners of most answers are a pointer.
    private var asked: DomainName?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The whole message; octets behind its last record are ignored.
    mutating func message() throws(MalformedMessage) -> DNSMessage {
        guard let header = MessageHeader(bytes: bytes) else { throw MalformedMessage("it is shorter than a header") }
        var message = DNSMessage(id: header.id, flags: MessageReader.flags(bytes[2], bytes[3]))
        message.opcode = header.opcode
        message.code = header.code
        index = 4
        let counts = (try uint16(), try uint16(), try uint16(), try uint16())
        for _ in 0..<counts.0 { message.questions.append(try question()) }
        message.answers = try records(counts.1)
        message.authorities = try records(counts.2)
        try additionals(counts.3, into: &message)
        return message
    }

    private static func flags(_ high: UInt8, _ low: UInt8) -> DNSMessage.Flags {
        var flags: DNSMessage.Flags = []
        if high & 0x80 != 0 { flags.insert(.response) }
        if high & 0x04 != 0 { flags.insert(.authoritative) }
        if high & 0x02 != 0 { flags.insert(.truncated) }
        if high & 0x01 != 0 { flags.insert(.recursionDesired) }
        if low & 0x80 != 0 { flags.insert(.recursionAvailable) }
        if low & 0x20 != 0 { flags.insert(.authenticData) }
        if low & 0x10 != 0 { flags.insert(.checkingDisabled) }
        return flags
    }

    private mutating func question() throws(MalformedMessage) -> Question {
        let name = try name(end: bytes.count)
        let type = RecordType(rawValue: try uint16())
        guard try uint16() == RecordHead.internet else {
            throw MalformedMessage("a question of another class than IN")
        }
        if asked == nil { asked = name }
        return Question(name, type)
    }

    /// The records of class IN; those of other classes mean nothing to us.
    private mutating func records(_ count: UInt16) throws(MalformedMessage) -> [ResourceRecord] {
        var records: [ResourceRecord] = []
        for _ in 0..<count {
            let head = try head()
            if head.recordClass == RecordHead.internet { records.append(try record(head)) }
            index = head.end
        }
        return records
    }

    private mutating func additionals(_ count: UInt16, into message: inout DNSMessage) throws(MalformedMessage) {
        for _ in 0..<count {
            let head = try head()
            if head.type == .OPT {
                // RFC 6891 §6.1.3: the TTL holds the upper eight bits of the code, the version and the flags.
                message.edns = EDNS(
                    payloadSize: head.recordClass, dnssecOK: head.timeToLive & 0x8000 != 0,
                    version: UInt8(truncatingIfNeeded: head.timeToLive >> 16))
                message.code.rawValue = message.code.rawValue & 15 | UInt16(head.timeToLive >> 24) << 4
            } else if head.recordClass == RecordHead.internet {
                message.additionals.append(try record(head))
            }
            index = head.end
        }
    }

    /// What stands before the data of a record, and where that ends.
    private struct RecordHead {
        static let internet: UInt16 = 1

        var start: Int
        var name: DomainName
        var type: RecordType
        var recordClass: UInt16
        var timeToLive: UInt32
        var end: Int
    }

    private mutating func head() throws(MalformedMessage) -> RecordHead {
        let start = index
        let name = try name(end: bytes.count)
        let type = RecordType(rawValue: try uint16())
        let recordClass = try uint16()
        let timeToLive = try uint32()
        let length = Int(try uint16())
        guard length <= bytes.count - index else { throw MalformedMessage("a \(type) record is cut short") }
        return RecordHead(
            start: start, name: name, type: type, recordClass: recordClass, timeToLive: timeToLive,
            end: index + length)
    }

    private mutating func record(_ head: RecordHead) throws(MalformedMessage) -> ResourceRecord {
        guard let data = try data(head) else {
            throw MalformedMessage("a \(head.type) record without the form of its type")
        }
        // RFC 2181 §8: a TTL with the top bit set is taken as zero.
        let timeToLive = head.timeToLive > UInt32(Int32.max) ? 0 : head.timeToLive
        return ResourceRecord(name: head.name, type: head.type, timeToLive: timeToLive, data: data)
    }

    /// The data at `index`; nil where it does not have the form of its type.
    private mutating func data(_ head: RecordHead) throws(MalformedMessage) -> RecordData? {
        switch head.type {
        case .A:
            return head.end - index == 4 ? .a(IPAddress(validOctets: bytes[index..<head.end])) : nil
        case .AAAA:
            return head.end - index == 16 ? .aaaa(IPAddress(validOctets: bytes[index..<head.end])) : nil
        case .TXT:
            return strings(end: head.end).map(RecordData.txt)
        case .CNAME, .NS, .PTR:
            let name = try name(end: head.end)
            guard index == head.end else { return nil }
            return head.type == .CNAME ? .cname(name) : head.type == .NS ? .ns(name) : .ptr(name)
        case .MX:
            guard head.end - index > 2 else { return nil }
            let preference = try uint16()
            let exchange = try name(end: head.end)
            return index == head.end ? .mx(preference: preference, exchange: exchange) : nil
        case .SOA:
            let primary = try name(end: head.end)
            let responsible = try name(end: head.end)
            guard head.end - index == 20 else { return nil }
            return .soa(
                SOAData(
                    primary: primary, responsible: responsible, serial: try uint32(), refresh: try uint32(),
                    retry: try uint32(), expire: try uint32(), minimum: try uint32()))
        default:
            guard let record = try? WireRecord(in: bytes, at: head.start..<head.end), let rdata = record.rdata else {
                return nil
            }
            return RecordData(type: head.type, rdata: rdata)
        }
    }

    /// The character-strings from `index` to `end` (RFC 1035 §3.3); nil where the last one is cut short.
    private func strings(end: Int) -> [[UInt8]]? {
        var strings: [[UInt8]] = []
        var position = index
        while position < end {
            let next = position + 1 + Int(bytes[position])
            guard next <= end else { return nil }
            strings.append(Array(bytes[(position + 1)..<next]))
            position = next
        }
        return strings
    }

    /// The name at `index`, whose own octets end at `end` or before.
    private mutating func name(end: Int) throws(MalformedMessage) -> DomainName {
        guard index < end else { throw MalformedMessage("a name is cut short") }
        // RFC 1035 §4.1.4: the first question stands behind the header, and so is 12 where it is pointed to.
        if let asked, index + 1 < end, bytes[index] == 0xC0, bytes[index + 1] == UInt8(MessageHeader.size) {
            index += 2
            return asked
        }
        var wire: [UInt8] = []
        wire.reserveCapacity(MessageReader.usualName)
        /// Where the labels that are being read began: a pointer leads to before it.
        var start = index
        var position = index
        var limit = end
        var pointers = 0
        while true {
            guard position < limit else { throw MalformedMessage("a name is cut short") }
            let length = Int(bytes[position])
            switch length {
            case 0:
                wire.append(0)
                if pointers == 0 { index = position + 1 }
                return DomainName(validWire: wire)
            case 1...DomainName.longestLabel:
                guard position + length < limit else { throw MalformedMessage("a name is cut short") }
                guard wire.count + length + 2 <= DomainName.longestWire else {
                    throw MalformedMessage("a name is longer than \(DomainName.longestWire) octets")
                }
                wire += bytes[position...(position + length)]
                position += length + 1
            case 0xC0...:
                guard position + 1 < limit else { throw MalformedMessage("a name is cut short") }
                let target = (length & 0x3F) << 8 | Int(bytes[position + 1])
                // RFC 1035 §4.1.4: a pointer leads to a prior occurrence, so that following them comes to an end.
                guard target < start, pointers < MessageReader.mostPointers else {
                    throw MalformedMessage("a compression pointer does not lead back")
                }
                if pointers == 0 { index = position + 2 }
                pointers += 1
                start = target
                position = target
                limit = bytes.count
            default:
                throw MalformedMessage("a label is longer than \(DomainName.longestLabel) octets")
            }
        }
    }

    /// How many octets most names have at most.
    private static let usualName = 40
    /// One for each label that fits a name: a pointer to a pointer shortens nothing, and long chains cost time.
    private static let mostPointers = 127

    private mutating func uint16() throws(MalformedMessage) -> UInt16 {
        guard index + 2 <= bytes.count else { throw MalformedMessage("it is cut short") }
        defer { index += 2 }
        return UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }

    private mutating func uint32() throws(MalformedMessage) -> UInt32 {
        let high = UInt32(try uint16())
        return high << 16 | UInt32(try uint16())
    }
}
