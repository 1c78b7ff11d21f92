import CCurl

/// A result code of libcurl; constants keep their C names (libcurl-errors(3)).
struct CurlCode: Error, RawRepresentable, Sendable, Hashable {
    var rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ code: CURLcode) {
        rawValue = code.rawValue
    }

    static let CURLE_OK = CurlCode(CCurl.CURLE_OK)
    static let CURLE_COULDNT_RESOLVE_HOST = CurlCode(CCurl.CURLE_COULDNT_RESOLVE_HOST)
    static let CURLE_COULDNT_CONNECT = CurlCode(CCurl.CURLE_COULDNT_CONNECT)
    static let CURLE_WEIRD_SERVER_REPLY = CurlCode(CCurl.CURLE_WEIRD_SERVER_REPLY)
    static let CURLE_REMOTE_ACCESS_DENIED = CurlCode(CCurl.CURLE_REMOTE_ACCESS_DENIED)
    static let CURLE_WRITE_ERROR = CurlCode(CCurl.CURLE_WRITE_ERROR)
    static let CURLE_OPERATION_TIMEDOUT = CurlCode(CCurl.CURLE_OPERATION_TIMEDOUT)
    static let CURLE_SSL_CONNECT_ERROR = CurlCode(CCurl.CURLE_SSL_CONNECT_ERROR)
    static let CURLE_GOT_NOTHING = CurlCode(CCurl.CURLE_GOT_NOTHING)
    static let CURLE_SEND_ERROR = CurlCode(CCurl.CURLE_SEND_ERROR)
    static let CURLE_RECV_ERROR = CurlCode(CCurl.CURLE_RECV_ERROR)
    static let CURLE_PEER_FAILED_VERIFICATION = CurlCode(CCurl.CURLE_PEER_FAILED_VERIFICATION)
    static let CURLE_USE_SSL_FAILED = CurlCode(CCurl.CURLE_USE_SSL_FAILED)
    static let CURLE_LOGIN_DENIED = CurlCode(CCurl.CURLE_LOGIN_DENIED)
    static let CURLE_SSL_CACERT_BADFILE = CurlCode(CCurl.CURLE_SSL_CACERT_BADFILE)
    static let CURLE_SSL_CERTPROBLEM = CurlCode(CCurl.CURLE_SSL_CERTPROBLEM)
    static let CURLE_SSL_CIPHER = CurlCode(CCurl.CURLE_SSL_CIPHER)
    static let CURLE_AGAIN = CurlCode(CCurl.CURLE_AGAIN)
    static let CURLE_URL_MALFORMAT = CurlCode(CCurl.CURLE_URL_MALFORMAT)
    static let CURLE_UNSUPPORTED_PROTOCOL = CurlCode(CCurl.CURLE_UNSUPPORTED_PROTOCOL)
    static let CURLE_PARTIAL_FILE = CurlCode(CCurl.CURLE_PARTIAL_FILE)
    static let CURLE_FAILED_INIT = CurlCode(CCurl.CURLE_FAILED_INIT)
}

extension CurlCode: CustomStringConvertible {
    /// libcurl's sentence about the code.
    var description: String {
        // curl_easy_strerror(3): the string is static and must not be freed.
        unsafe String(cString: curl_easy_strerror(CURLcode(rawValue: rawValue)))
    }
}
