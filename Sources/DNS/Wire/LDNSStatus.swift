import CLDNS

/// What a libldns function returned; the C constants keep their names.
struct LDNSStatus: Error, Hashable, CustomStringConvertible {
    /// The number of the constant.
    var rawValue: UInt32

    init(_ status: ldns_status) {
        rawValue = status.rawValue
    }

    /// Throws unless it is `LDNS_STATUS_OK`.
    static func check(_ status: ldns_status) throws(LDNSStatus) {
        guard status == LDNS_STATUS_OK else { throw LDNSStatus(status) }
    }

    /// The library's own words.
    var description: String {
        // ldns_get_errorstr_by_id(3): a constant string, or NULL for a number that it does not know.
        guard let text = unsafe ldns_get_errorstr_by_id(ldns_status(rawValue)) else {
            return "libldns error \(rawValue)"
        }
        return unsafe String(cString: text)
    }
}
