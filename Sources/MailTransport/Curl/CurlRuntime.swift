import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a process does once before it uses libcurl.
enum CurlRuntime {
    /// Whether libcurl is ready; the first use makes it so.
    static let isReady: Bool = {
        // libcurl-thread(3): with CURLOPT_NOSIGNAL an OpenSSL write on a closed connection raises SIGPIPE, which must
        // be ignored by the process.
        signal(SIGPIPE, SIG_IGN)
        // curl_global_init(3): to be called once, and with other threads only since 7.84.0, which Debian 12 exceeds.
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()
}
