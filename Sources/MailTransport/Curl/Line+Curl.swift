import CCurl

extension Line {
    /// Has the sockets of a handle go through this line; the handle keeps it alive until it is cleaned up.
    func attach(to handle: CurlHandle) throws(CurlCode) {
        try unsafe handle.setSocketCallbacks(
            context: Unmanaged.passUnretained(self).toOpaque(),
            // CURLOPT_OPENSOCKETFUNCTION: a socket, or CURL_SOCKET_BAD, which is -1.
            open: { context, _, address in
                guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
                return unsafe Unmanaged<Line>.fromOpaque(context).takeUnretainedValue()
                    .open(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
            },
            // CURLOPT_CLOSESOCKETFUNCTION.
            close: { context, descriptor in
                guard let context = unsafe context else { return 1 }
                unsafe Unmanaged<Line>.fromOpaque(context).takeUnretainedValue().close(descriptor)
                return 0
            },
            progress: { context, _, _, _, _ in
                guard let context = unsafe context else { return 1 }
                // A value other than 0 makes libcurl return CURLE_ABORTED_BY_CALLBACK: where no socket is open yet.
                return unsafe Unmanaged<Line>.fromOpaque(context).takeUnretainedValue().isCut ? 1 : 0
            })
    }
}
