/// Brings a body into the form that is hashed (RFC 6376 §3.4.3 and §3.4.4), chunk by chunk in constant memory.
struct DKIMBodyCanonicalizer {
    private let method: DKIMCanonicalization
    private var pendingBreaks = 0
    private var pendingReturn = false
    private var pendingSpace = false
    private var hasContent = false
    private var output: [UInt8] = []

    /// How many octets are handed on at once.
    private static let blockSize = 8192

    init(_ method: DKIMCanonicalization) {
        self.method = method
        output.reserveCapacity(DKIMBodyCanonicalizer.blockSize + 2)
    }

    /// Takes the next octets of the body, cut anywhere.
    mutating func update(_ chunk: ArraySlice<UInt8>, _ emit: ([UInt8]) -> Void) {
        var index = chunk.startIndex
        while index < chunk.endIndex {
            if !pendingReturn {
                // Most octets mean nothing but themselves: they are taken by the run.
                let start = index
                while index < chunk.endIndex, isPlain(chunk[index]) { index += 1 }
                if index > start {
                    content(chunk[start..<index], emit)
                    continue
                }
            }
            take(chunk[index], emit)
            index += 1
        }
        flush(emit)
    }

    private func isPlain(_ octet: UInt8) -> Bool {
        octet != .carriageReturn && (method == .simple || octet != .space && octet != .tab)
    }

    /// Ends the body.
    mutating func finish(_ emit: ([UInt8]) -> Void) {
        if pendingReturn {
            pendingReturn = false
            content(.carriageReturn, emit)
        }
        // RFC 6376 §3.4.3: empty lines at the end are ignored, and a body that is not empty ends in CRLF; an empty one
        // is CRLF in the simple form, and nothing (§3.4.4) in the relaxed one.
        if hasContent || method == .simple { output += [.carriageReturn, .lineFeed] }
        flush(emit)
    }

    private mutating func take(_ octet: UInt8, _ emit: ([UInt8]) -> Void) {
        if pendingReturn {
            pendingReturn = false
            if octet == .lineFeed {
                pendingBreaks += 1
                // RFC 6376 §3.4.4: white space at the end of a line is ignored.
                pendingSpace = false
                return
            }
            content(.carriageReturn, emit)
        }
        switch octet {
        case .carriageReturn: pendingReturn = true
        // RFC 6376 §3.4.4: white space within a line is one space.
        case .space, .tab: if method == .relaxed { pendingSpace = true } else { content(octet, emit) }
        default: content(octet, emit)
        }
    }

    /// An octet that counts, and whatever was held back before it.
    private mutating func content(_ octet: UInt8, _ emit: ([UInt8]) -> Void) {
        release(emit)
        output.append(octet)
        if output.count >= DKIMBodyCanonicalizer.blockSize { flush(emit) }
    }

    /// Octets that count, and whatever was held back before them.
    private mutating func content(_ octets: ArraySlice<UInt8>, _ emit: ([UInt8]) -> Void) {
        release(emit)
        output += octets
        if output.count >= DKIMBodyCanonicalizer.blockSize { flush(emit) }
    }

    /// Writes what was held back: something that counts follows.
    private mutating func release(_ emit: ([UInt8]) -> Void) {
        while pendingBreaks > 0 {
            pendingBreaks -= 1
            output += [.carriageReturn, .lineFeed]
            if output.count >= DKIMBodyCanonicalizer.blockSize { flush(emit) }
        }
        if pendingSpace {
            pendingSpace = false
            output.append(.space)
        }
        hasContent = true
    }

    private mutating func flush(_ emit: ([UInt8]) -> Void) {
        guard !output.isEmpty else { return }
        emit(output)
        output.removeAll(keepingCapacity: true)
    }
}
