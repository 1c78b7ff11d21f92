import CCurl

/// The owner of one easy handle; used by one thread only, and therefore not Sendable.
@safe final class CurlHandle {
    private let handle: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    /// The list of header fields, or of addresses, which libcurl does not copy.
    private var list: UnsafeMutablePointer<curl_slist>?
    private let line: Line
    /// What libcurl hands over, and the words of the dialogue.
    private let sink: Sink

    /// Receives what libcurl calls back with.
    final class Sink {
        /// The body, up to `bodyLimit`.
        fileprivate(set) var body: [UInt8] = []
        /// The header lines, without line breaks.
        fileprivate(set) var headerLines: [String] = []
        /// Whether they are kept; those of an opening dialogue are told by `onDialogue` already.
        var keepsHeaderLines = true
        fileprivate var headerLineCount = 0
        /// How many bytes of body are taken before the transfer is given up.
        var bodyLimit = 0
        /// Whether it was given up for that.
        fileprivate(set) var exceededLimit = false
        /// Hears each line of the dialogue: whether the server said it, and the bytes.
        var onDialogue: ((_ isServer: Bool, _ bytes: ArraySlice<UInt8>) -> Void)?
    }

    /// An easy handle whose sockets are opened on `line`.
    ///
    /// - Throws: CURLE_FAILED_INIT where libcurl has no memory.
    init(line: Line) throws(CurlCode) {
        guard CurlRuntime.isReady, let handle = unsafe curl_easy_init() else { throw .CURLE_FAILED_INIT }
        unsafe self.handle = handle
        unsafe errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        self.line = line
        sink = Sink()
        try unsafe check(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorBuffer))
        // libcurl-thread(3): no signals where there are threads.
        try set(CURLOPT_NOSIGNAL, 1)
        // CURLOPT_NOPROXY(3): "*" has http_proxy and its like ignored: a gate must not depend on the environment.
        try set(CURLOPT_NOPROXY, "*")
        try line.attach(to: self)
        try setSinkCallbacks()
    }

    deinit {
        // curl_easy_cleanup(3) may still call the socket callbacks, so `line` is released behind it; CURLOPT_ERRORBUFFER(3):
        // the buffer is to be kept until then, and CURLOPT_HTTPHEADER(3) its list.
        unsafe curl_easy_cleanup(handle)
        // curl_slist_free_all(3): null is fine.
        unsafe curl_slist_free_all(list)
        unsafe errorBuffer.deallocate()
    }

    private func check(_ code: CURLcode) throws(CurlCode) {
        guard code == CURLE_OK else { throw CurlCode(code) }
    }

    /// Sets an option of type long.
    func set(_ option: CURLoption, _ value: Int) throws(CurlCode) {
        try check(unsafe ccurl_set_long(handle, option, value))
    }

    /// Sets an option of type string, which libcurl copies.
    func set(_ option: CURLoption, _ value: String) throws(CurlCode) {
        try check(unsafe ccurl_set_string(handle, option, value))
    }

    /// Adds a line to CURLOPT_HTTPHEADER.
    func addHeaderLine(_ text: String) throws(CurlCode) {
        // curl_slist_append(3): null means that nothing was appended and the list is as it was.
        guard let longer = unsafe curl_slist_append(list, text) else { throw .CURLE_FAILED_INIT }
        unsafe list = longer
        try check(unsafe ccurl_set_list(handle, CURLOPT_HTTPHEADER, longer))
    }

    /// Has a host and port lead to these addresses, whatever the system's resolver says.
    func setAddresses(_ addresses: [String], ofHost host: String, port: Int) throws(CurlCode) {
        // CURLOPT_RESOLVE(3): HOST:PORT:ADDRESS[,ADDRESS]…, IPv6 addresses in brackets.
        let shown = addresses.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
        guard let longer = unsafe curl_slist_append(list, "\(host):\(port):\(shown)") else { throw .CURLE_FAILED_INIT }
        unsafe list = longer
        try check(unsafe ccurl_set_list(handle, CURLOPT_RESOLVE, longer))
    }

    /// Sets the body of a POST, which is copied.
    func setPostBody(_ body: [UInt8]) throws(CurlCode) {
        // CURLOPT_COPYPOSTFIELDS(3): the size has to be set first, else the data is taken for a string.
        try check(unsafe ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        let code = unsafe body.withUnsafeBytes { bytes in
            // An empty body has no address; any other than null has libcurl copy nothing from it.
            unsafe ccurl_set_pointer(
                handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress) ?? handle)
        }
        try check(code)
    }

    /// Runs the transfer up to its end; blocks.
    func perform() -> CurlCode {
        unsafe errorBuffer[0] = 0
        return CurlCode(unsafe curl_easy_perform(handle))
    }

    /// libcurl's words on the last failure, where it left any.
    var errorText: String? {
        let text = unsafe String(cString: errorBuffer)
        return text.isEmpty ? nil : text
    }

    /// What libcurl called back with.
    var received: Sink { sink }

    /// An information of type long; 0 where there is none.
    func information(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe ccurl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    /// An information of microseconds.
    func duration(_ info: CURLINFO) -> Duration {
        var value: curl_off_t = 0
        return unsafe ccurl_get_offset(handle, info, &value) == CURLE_OK ? .microseconds(Int64(value)) : .zero
    }

    /// The socket of a CONNECT_ONLY handle.
    var activeSocket: CInt? {
        var descriptor = CURL_SOCKET_BAD
        guard unsafe ccurl_get_active_socket(handle, &descriptor) == CURLE_OK else { return nil }
        return descriptor == CURL_SOCKET_BAD ? nil : descriptor
    }

    /// Sends some of `bytes`, as many as go without waiting; 0 where none do.
    func send(_ bytes: ArraySlice<UInt8>) throws(CurlCode) -> Int {
        var sent = 0
        let code = unsafe bytes.withUnsafeBytes { buffer in
            unsafe curl_easy_send(handle, buffer.baseAddress, buffer.count, &sent)
        }
        if code == CURLE_AGAIN { return 0 }
        try check(code)
        return sent
    }

    /// Receives what there is into the beginning of `buffer`: how many bytes, 0 at the end of the stream, nil where
    /// nothing is there yet.
    func receive(into buffer: inout [UInt8]) throws(CurlCode) -> Int? {
        var count = 0
        let code = unsafe buffer.withUnsafeMutableBytes { buffer in
            unsafe curl_easy_recv(handle, buffer.baseAddress, buffer.count, &count)
        }
        if code == CURLE_AGAIN { return nil }
        try check(code)
        return count
    }

    func setSocketCallbacks(
        context: UnsafeMutableRawPointer, open: @escaping curl_opensocket_callback,
        close: @escaping curl_closesocket_callback, progress: @escaping curl_xferinfo_callback
    ) throws(CurlCode) {
        try check(unsafe ccurl_set_opensocket_callback(handle, open))
        try check(unsafe ccurl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context))
        try check(unsafe ccurl_set_closesocket_callback(handle, close))
        try check(unsafe ccurl_set_pointer(handle, CURLOPT_CLOSESOCKETDATA, context))
        try check(unsafe ccurl_set_progress_callback(handle, progress))
        try check(unsafe ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, context))
        try set(CURLOPT_NOPROGRESS, 0)
    }

    private func setSinkCallbacks() throws(CurlCode) {
        // The sink lives as long as the handle, and is used by its thread alone.
        let context = unsafe Unmanaged.passUnretained(sink).toOpaque()
        try check(
            unsafe ccurl_set_write_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
                let sink = unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
                guard sink.body.count + size * count <= sink.bodyLimit else {
                    sink.exceededLimit = true
                    return 0
                }
                unsafe sink.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
                return size * count
            })
        try check(unsafe ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context))
        try check(
            unsafe ccurl_set_write_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
                let sink = unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
                let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                // What libcurl itself bounds is a line; this bounds how many.
                guard sink.headerLineCount < 1000 else { return 0 }
                sink.headerLineCount += 1
                guard sink.keepsHeaderLines else { return size * count }
                sink.headerLines.append(
                    unsafe String(decoding: line.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self))
                return size * count
            })
        try check(unsafe ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context))
        try check(
            unsafe ccurl_set_debug_callback(handle) { _, kind, bytes, count, context in
                guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
                let isServer = kind == CURLINFO_HEADER_IN
                guard isServer || kind == CURLINFO_HEADER_OUT else { return 0 }
                let said = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
                unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue().onDialogue?(isServer, said[...])
                return 0
            })
        try check(unsafe ccurl_set_pointer(handle, CURLOPT_DEBUGDATA, context))
    }
}
