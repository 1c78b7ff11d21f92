import CLDNS

/// One message of libldns; the only place where a `ldns_pkt` is owned.
@safe
struct WirePacket: ~Copyable {
    private let packet: UnsafeMutablePointer<ldns_pkt>

    private typealias Getter = (UnsafePointer<ldns_pkt>?) -> Bool
    private typealias Setter = (UnsafeMutablePointer<ldns_pkt>?, Bool) -> Void

    /// The bits of the header, each with the functions that read and write it.
    private static var flags: [(DNSMessage.Flags, Getter, Setter)] {
        unsafe [
            (.response, ldns_pkt_qr, ldns_pkt_set_qr),
            (.authoritative, ldns_pkt_aa, ldns_pkt_set_aa),
            (.truncated, ldns_pkt_tc, ldns_pkt_set_tc),
            (.recursionDesired, ldns_pkt_rd, ldns_pkt_set_rd),
            (.recursionAvailable, ldns_pkt_ra, ldns_pkt_set_ra),
            (.authenticData, ldns_pkt_ad, ldns_pkt_set_ad),
            (.checkingDisabled, ldns_pkt_cd, ldns_pkt_set_cd),
        ]
    }

    /// Reads a message; any octets are safe to give.
    init(decoding bytes: [UInt8]) throws(LDNSStatus) {
        var made: UnsafeMutablePointer<ldns_pkt>?
        // ldns_wire2pkt(3): allocates the packet where it succeeds, reads no further than the given length.
        try LDNSStatus.check(unsafe ldns_wire2pkt(&made, bytes, bytes.count))
        guard let made = unsafe made else { throw LDNSStatus(LDNS_STATUS_MEM_ERR) }
        unsafe packet = made
    }

    /// A packet with nothing in it.
    private init() throws(LDNSStatus) {
        guard let made = unsafe ldns_pkt_new() else { throw LDNSStatus(LDNS_STATUS_MEM_ERR) }
        unsafe packet = made
    }

    /// The packet of a message.
    static func building(_ message: DNSMessage) throws(LDNSStatus) -> WirePacket {
        let packet = try WirePacket()
        try packet.fill(message)
        return packet
    }

    private func fill(_ message: DNSMessage) throws(LDNSStatus) {
        unsafe ldns_pkt_set_id(packet, message.id)
        unsafe ldns_pkt_set_opcode(packet, ldns_pkt_opcode(UInt32(message.opcode & 15)))
        unsafe ldns_pkt_set_rcode(packet, UInt8(message.code.rawValue & 15))
        for unsafe(flag, _, set) in unsafe WirePacket.flags where message.flags.contains(flag) {
            unsafe set(packet, true)
        }
        if let edns = message.edns {
            unsafe ldns_pkt_set_edns_udp_size(packet, max(EDNS.smallestPayload, edns.payloadSize))
            unsafe ldns_pkt_set_edns_version(packet, edns.version)
            unsafe ldns_pkt_set_edns_do(packet, edns.dnssecOK)
            // RFC 6891 §6.1.3: the upper eight bits of an extended RCODE stand in the OPT record.
            unsafe ldns_pkt_set_edns_extended_rcode(packet, UInt8(truncatingIfNeeded: message.code.rawValue >> 4))
        }
        for question in message.questions {
            let wire = question.name.wire + question.type.rawValue.octets + [0, 1]
            try push(WireRecord(wire: wire, isQuestion: true), LDNS_SECTION_QUESTION)
        }
        for record in message.answers { try push(record, LDNS_SECTION_ANSWER) }
        for record in message.authorities { try push(record, LDNS_SECTION_AUTHORITY) }
        for record in message.additionals { try push(record, LDNS_SECTION_ADDITIONAL) }
    }

    deinit {
        // ldns_pkt_free(3): frees the packet with every record in it.
        unsafe ldns_pkt_free(packet)
    }

    /// The octets, names compressed; throws where they are more than a message may have.
    func encoded() throws(LDNSStatus) -> [UInt8] {
        var octets: UnsafeMutablePointer<UInt8>?
        var count = 0
        // ldns_pkt2wire(3): allocates the octets, which the caller frees.
        try LDNSStatus.check(unsafe ldns_pkt2wire(&octets, packet, &count))
        guard let octets = unsafe octets else { throw LDNSStatus(LDNS_STATUS_MEM_ERR) }
        defer { unsafe free(octets) }
        return unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    }

    /// The message, copied out.
    func message() throws(MalformedMessage) -> DNSMessage {
        var flags: DNSMessage.Flags = []
        for unsafe(flag, get, _) in unsafe WirePacket.flags where unsafe get(packet) { flags.insert(flag) }
        var message = DNSMessage(id: unsafe ldns_pkt_id(packet), flags: flags)
        message.opcode = UInt8(truncatingIfNeeded: unsafe ldns_pkt_get_opcode(packet).rawValue)
        var code = UInt16(truncatingIfNeeded: unsafe ldns_pkt_get_rcode(packet).rawValue)
        if unsafe ldns_pkt_edns(packet) {
            message.edns = EDNS(
                payloadSize: unsafe ldns_pkt_edns_udp_size(packet), dnssecOK: unsafe ldns_pkt_edns_do(packet),
                version: unsafe ldns_pkt_edns_version(packet))
            code |= UInt16(unsafe ldns_pkt_edns_extended_rcode(packet)) << 4
        }
        message.code = ResponseCode(rawValue: code)
        message.questions = try unsafe questions(ldns_pkt_question(packet))
        message.answers = try unsafe records(ldns_pkt_answer(packet))
        message.authorities = try unsafe records(ldns_pkt_authority(packet))
        message.additionals = try unsafe records(ldns_pkt_additional(packet))
        return message
    }

    private func push(_ record: ResourceRecord, _ section: ldns_pkt_section) throws(LDNSStatus) {
        let rdata = record.data.rdata
        guard rdata.count <= Int(UInt16.max) else { throw LDNSStatus(LDNS_STATUS_PACKET_OVERFLOW) }
        let head = record.name.wire + record.type.rawValue.octets + [0, 1] + record.timeToLive.octets
        try push(WireRecord(wire: head + UInt16(rdata.count).octets + rdata), section)
    }

    private func push(_ record: consuming WireRecord, _ section: ldns_pkt_section) throws(LDNSStatus) {
        // ldns_pkt_push_rr(3): the packet frees the record from now on, unless it answers false.
        let record = unsafe record.relinquish()
        guard unsafe ldns_pkt_push_rr(packet, section, record) else {
            unsafe ldns_rr_free(record)
            throw LDNSStatus(LDNS_STATUS_MEM_ERR)
        }
    }

    private func questions(_ list: UnsafePointer<ldns_rr_list>?) throws(MalformedMessage) -> [Question] {
        guard let list = unsafe list else { return [] }
        var questions: [Question] = []
        for index in 0..<(unsafe ldns_rr_list_rr_count(list)) {
            // ldns_rr_list_rr(3): borrowed from the list.
            guard let record = unsafe ldns_rr_list_rr(list, index),
                let name = unsafe DomainName(rdf: ldns_rr_owner(record))
            else { throw MalformedMessage("a question without a name") }
            guard unsafe ldns_rr_get_class(record) == LDNS_RR_CLASS_IN else {
                throw MalformedMessage("a question of another class than IN")
            }
            questions.append(Question(name, unsafe RecordType(rawValue: UInt16(ldns_rr_get_type(record).rawValue))))
        }
        return questions
    }

    /// The records of class IN; those of other classes mean nothing to us.
    private func records(_ list: UnsafePointer<ldns_rr_list>?) throws(MalformedMessage) -> [ResourceRecord] {
        guard let list = unsafe list else { return [] }
        var records: [ResourceRecord] = []
        for index in 0..<(unsafe ldns_rr_list_rr_count(list)) {
            guard let record = unsafe ldns_rr_list_rr(list, index) else { continue }
            guard unsafe ldns_rr_get_class(record) == LDNS_RR_CLASS_IN else { continue }
            let type = unsafe RecordType(rawValue: UInt16(truncatingIfNeeded: ldns_rr_get_type(record).rawValue))
            guard let name = unsafe DomainName(rdf: ldns_rr_owner(record)),
                let rdata = unsafe WireRecord.rdata(of: record),
                let data = RecordData(type: type, rdata: rdata)
            else { throw MalformedMessage("a \(type) record without the form of its type") }
            // RFC 2181 §8: a TTL with the top bit set is taken as zero.
            let timeToLive = unsafe ldns_rr_ttl(record)
            records.append(
                ResourceRecord(
                    name: name, type: type, timeToLive: timeToLive > UInt32(Int32.max) ? 0 : timeToLive, data: data))
        }
        return records
    }
}
