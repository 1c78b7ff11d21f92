import CLDNS

/// One message of libldns, to be written; the only place where a `ldns_pkt` is owned.
@safe
struct WirePacket: ~Copyable {
    private let packet: UnsafeMutablePointer<ldns_pkt>

    private typealias Setter = (UnsafeMutablePointer<ldns_pkt>?, Bool) -> Void

    /// The bits of the header, each with the function that writes it.
    private static var flags: [(DNSMessage.Flags, Setter)] {
        unsafe [
            (.response, ldns_pkt_set_qr),
            (.authoritative, ldns_pkt_set_aa),
            (.truncated, ldns_pkt_set_tc),
            (.recursionDesired, ldns_pkt_set_rd),
            (.recursionAvailable, ldns_pkt_set_ra),
            (.authenticData, ldns_pkt_set_ad),
            (.checkingDisabled, ldns_pkt_set_cd),
        ]
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
        for unsafe(flag, set) in unsafe WirePacket.flags where message.flags.contains(flag) {
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
}
