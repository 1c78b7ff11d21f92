import CLDNS
import DNS

/// A message as libldns reads it: what our own reader is compared with.
enum LDNSReading {
    /// The message; nil where libldns refuses it, or a record has not the form of its type.
    static func message(_ bytes: [UInt8]) -> DNSMessage? {
        guard isAligned(bytes) else { return nil }
        var made: UnsafeMutablePointer<ldns_pkt>?
        guard ldns_wire2pkt(&made, bytes, bytes.count) == LDNS_STATUS_OK, let packet = made else { return nil }
        defer { ldns_pkt_free(packet) }
        var message = DNSMessage(id: ldns_pkt_id(packet), flags: flags(packet))
        message.opcode = UInt8(truncatingIfNeeded: ldns_pkt_get_opcode(packet).rawValue)
        var code = UInt16(truncatingIfNeeded: ldns_pkt_get_rcode(packet).rawValue)
        if ldns_pkt_edns(packet) {
            message.edns = EDNS(
                payloadSize: ldns_pkt_edns_udp_size(packet), dnssecOK: ldns_pkt_edns_do(packet),
                version: ldns_pkt_edns_version(packet))
            code |= UInt16(ldns_pkt_edns_extended_rcode(packet)) << 4
        }
        message.code = ResponseCode(rawValue: code)
        guard let questions = questions(ldns_pkt_question(packet)), let answers = records(ldns_pkt_answer(packet)),
            let authorities = records(ldns_pkt_authority(packet)),
            let additionals = records(ldns_pkt_additional(packet))
        else { return nil }
        message.questions = questions
        message.answers = answers
        message.authorities = authorities
        message.additionals = additionals
        return message
    }

    /// Whether each record ends where it says that its data ends.
    ///
    /// libldns leaves data that a type does not have, and reads the next record from the middle of this one.
    private static func isAligned(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 12 else { return false }
        let counts = stride(from: 4, to: 12, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        var position = 12
        for number in 0..<counts.reduce(0, +) {
            let isQuestion = number < counts[0]
            var (name, end): (UnsafeMutablePointer<ldns_rdf>?, Int) = (nil, position)
            guard ldns_wire2dname(&name, bytes, bytes.count, &end) == LDNS_STATUS_OK else { return false }
            ldns_rdf_deep_free(name)
            var record: UnsafeMutablePointer<ldns_rr>?
            let section = isQuestion ? LDNS_SECTION_QUESTION : LDNS_SECTION_ANSWER
            guard ldns_wire2rr(&record, bytes, bytes.count, &position, section) == LDNS_STATUS_OK else { return false }
            ldns_rr_free(record)
            if !isQuestion { end += 6 + 2 + (Int(bytes[end + 8]) << 8 | Int(bytes[end + 9])) }
            guard position == end + (isQuestion ? 4 : 2) else { return false }
        }
        return true
    }

    private static func flags(_ packet: UnsafePointer<ldns_pkt>) -> DNSMessage.Flags {
        let bits: [(DNSMessage.Flags, Bool)] = [
            (.response, ldns_pkt_qr(packet)), (.authoritative, ldns_pkt_aa(packet)),
            (.truncated, ldns_pkt_tc(packet)), (.recursionDesired, ldns_pkt_rd(packet)),
            (.recursionAvailable, ldns_pkt_ra(packet)), (.authenticData, ldns_pkt_ad(packet)),
            (.checkingDisabled, ldns_pkt_cd(packet)),
        ]
        return bits.reduce(into: []) { if $1.1 { $0.insert($1.0) } }
    }

    private static func questions(_ list: UnsafePointer<ldns_rr_list>?) -> [Question]? {
        var questions: [Question] = []
        for record in elements(list) {
            guard ldns_rr_get_class(record) == LDNS_RR_CLASS_IN, let name = owner(record) else { return nil }
            questions.append(Question(name, RecordType(rawValue: UInt16(ldns_rr_get_type(record).rawValue))))
        }
        return questions
    }

    private static func records(_ list: UnsafePointer<ldns_rr_list>?) -> [ResourceRecord]? {
        var records: [ResourceRecord] = []
        for record in elements(list) where ldns_rr_get_class(record) == LDNS_RR_CLASS_IN {
            let type = RecordType(rawValue: UInt16(truncatingIfNeeded: ldns_rr_get_type(record).rawValue))
            guard let name = owner(record), let octets = octets(of: record),
                let data = RecordData(type: type, rdata: octets)
            else { return nil }
            // RFC 2181 §8.
            let time = ldns_rr_ttl(record)
            records.append(
                ResourceRecord(name: name, type: type, timeToLive: time > UInt32(Int32.max) ? 0 : time, data: data))
        }
        return records
    }

    private static func elements(_ list: UnsafePointer<ldns_rr_list>?) -> [UnsafeMutablePointer<ldns_rr>] {
        guard let list else { return [] }
        return (0..<ldns_rr_list_rr_count(list)).compactMap { ldns_rr_list_rr(list, $0) }
    }

    private static func owner(_ record: UnsafePointer<ldns_rr>) -> DomainName? {
        guard let owner = ldns_rr_owner(record), let data = ldns_rdf_data(owner) else { return nil }
        var rest = Array(UnsafeBufferPointer(start: data, count: ldns_rdf_size(owner)))[...]
        var labels: [[UInt8]] = []
        while let length = rest.popFirst(), length > 0 {
            labels.append(Array(rest.prefix(Int(length))))
            rest = rest.dropFirst(Int(length))
        }
        return DomainName(labels: labels)
    }

    private static func octets(of record: UnsafePointer<ldns_rr>) -> [UInt8]? {
        guard let buffer = ldns_buffer_new(512) else { return nil }
        defer { ldns_buffer_free(buffer) }
        guard ldns_rr_rdata2buffer_wire(buffer, record) == LDNS_STATUS_OK else { return nil }
        return Array(UnsafeBufferPointer(start: ldns_buffer_begin(buffer), count: ldns_buffer_position(buffer)))
    }
}
