extension [UInt8] {
    /// Whether all of it is ASCII.
    var isASCII: Bool {
        var all: UInt8 = 0
        for byte in self { all |= byte }
        return all < 0x80
    }
}

extension String {
    /// Its UTF-8, to be walked through.
    ///
    /// Every rule walks through every text, and the iterator of `utf8` asks at each byte how the string is stored.
    @inline(__always)
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        // The span does not leave the call during which the storage is lent.
        let result = unsafe utf8.withContiguousStorageIfAvailable { body(unsafe Span(_unsafeElements: $0)) }
        if let result { return result }
        return body(Array(utf8).span)
    }

    /// Whether a byte is in it.
    ///
    /// To the end even where it was found, so that the compiler takes sixteen bytes at once.
    func holds(_ wanted: UInt8) -> Bool {
        withBytes { bytes in
            var found: UInt8 = 0
            for index in 0..<bytes.count { found |= bytes[index] == wanted ? 1 : 0 }
            return found != 0
        }
    }

    /// Whether all of it is ASCII.
    var isASCII: Bool {
        withBytes { bytes in
            var all: UInt8 = 0
            for index in 0..<bytes.count { all |= bytes[index] }
            return all < 0x80
        }
    }
}
