import CLDNS

/// One resource record of libldns; the only place where a `ldns_rr` is owned.
///
/// Everything is copied out into Swift values before it leaves.
@safe
struct WireRecord: ~Copyable {
    private let record: UnsafeMutablePointer<ldns_rr>

    /// The record at the start of `wire`, without compression; a question has no TTL and no data.
    init(wire: [UInt8], isQuestion: Bool = false) throws(LDNSStatus) {
        var made: UnsafeMutablePointer<ldns_rr>?
        var position = 0
        let section = isQuestion ? LDNS_SECTION_QUESTION : LDNS_SECTION_ANSWER
        // ldns_wire2rr(3): allocates the record, reads no further than the given length.
        try LDNSStatus.check(unsafe ldns_wire2rr(&made, wire, wire.count, &position, section))
        guard let made = unsafe made else { throw LDNSStatus(LDNS_STATUS_MEM_ERR) }
        unsafe record = made
    }

    /// The record that takes these octets of a message, no more and no less; its names may be compressed.
    init(in message: [UInt8], at octets: Range<Int>) throws(LDNSStatus) {
        var made: UnsafeMutablePointer<ldns_rr>?
        var position = octets.lowerBound
        // ldns_wire2rr(3): reads no further than the given length, names wherever in it they are pointed to.
        try LDNSStatus.check(unsafe ldns_wire2rr(&made, message, message.count, &position, LDNS_SECTION_ANSWER))
        guard let made = unsafe made else { throw LDNSStatus(LDNS_STATUS_MEM_ERR) }
        // libldns reads what the type has and leaves the rest of the data, which is then no data of that type.
        guard position == octets.upperBound else {
            unsafe ldns_rr_free(made)
            throw LDNSStatus(LDNS_STATUS_WIRE_RDATA_ERR)
        }
        unsafe record = made
    }

    /// A record of no particular owner with this data; nil where libldns does not understand the data.
    init?(type: RecordType, rdata: [UInt8]) {
        guard rdata.count <= Int(UInt16.max) else { return nil }
        let wire = [0] + type.rawValue.octets + [0, 1, 0, 0, 0, 0] + UInt16(rdata.count).octets + rdata
        do { try self.init(wire: wire) } catch { return nil }
    }

    /// A record of no particular owner whose data is written in master-file form, on one line without comments.
    ///
    /// Relative names within the data are completed with `origin`.
    init(type: RecordType, text: String, origin: DomainName) throws(LDNSStatus) {
        var made: UnsafeMutablePointer<ldns_rr>?
        let line = ". 0 IN \(type) \(text)"
        let status: ldns_status? = unsafe origin.withRDF { origin in
            // ldns_rr_new_frm_str(3): the origin stays the caller's; the record becomes ours.
            unsafe ldns_rr_new_frm_str(&made, line, 0, origin, nil)
        }
        try LDNSStatus.check(status ?? LDNS_STATUS_MEM_ERR)
        guard let made = unsafe made else { throw LDNSStatus(LDNS_STATUS_MEM_ERR) }
        unsafe record = made
    }

    deinit {
        // ldns_rr_free(3): frees the record with its owner and all its data.
        unsafe ldns_rr_free(record)
    }

    /// The RDATA without compression.
    var rdata: [UInt8]? {
        unsafe WireRecord.rdata(of: record)
    }

    /// The data in master-file form; nil where libldns cannot write it.
    var presentation: String? {
        // ldns_rr2str(3): a string that the caller frees: owner, TTL, class, type and data between tabs, and a newline.
        guard let text = unsafe ldns_rr2str(record) else { return nil }
        defer { unsafe free(text) }
        let fields = unsafe String(cString: text).split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
        guard fields.count == 5 else { return nil }
        return String(fields[4].prefix { $0 != "\n" })
    }

    /// Gives the record away to a packet, which frees it from then on.
    consuming func relinquish() -> UnsafeMutablePointer<ldns_rr> {
        let record = unsafe record
        discard self
        return unsafe record
    }

    /// The RDATA of a record that somebody owns.
    static func rdata(of record: UnsafePointer<ldns_rr>) -> [UInt8]? {
        // ldns_buffer_new(3): NULL without memory; ldns_buffer_free(3) frees it with its data.
        guard let buffer = unsafe ldns_buffer_new(512) else { return nil }
        defer { unsafe ldns_buffer_free(buffer) }
        guard unsafe ldns_rr_rdata2buffer_wire(buffer, record) == LDNS_STATUS_OK else { return nil }
        let count = unsafe ldns_buffer_position(buffer)
        guard count > 0, let start = unsafe ldns_buffer_begin(buffer) else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }
}

extension DomainName {
    /// Lends the name as a `ldns_rdf`; nil without memory.
    @unsafe
    func withRDF<Result>(_ body: (UnsafeMutablePointer<ldns_rdf>) -> Result) -> Result? {
        // ldns_rdf_new_frm_data(3) copies the data; ldns_rdf_deep_free(3) frees the copy too.
        guard let rdf = unsafe ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, wire.count, wire) else { return nil }
        defer { unsafe ldns_rdf_deep_free(rdf) }
        return unsafe body(rdf)
    }
}
