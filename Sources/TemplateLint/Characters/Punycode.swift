/// Reads the labels of domain names that stand for other letters (RFC 3492, Punycode).
package enum Punycode {
    // RFC 3492 §5.
    private static let base: UInt32 = 36
    private static let tMin: UInt32 = 1
    private static let tMax: UInt32 = 26
    private static let skew: UInt32 = 38
    private static let damp: UInt32 = 700
    private static let initialBias: UInt32 = 72
    private static let initialCode: UInt32 = 0x80

    /// The label that `xn--…`, given without these four letters, stands for; nil where it stands for nothing.
    package static func decode(_ encoded: some StringProtocol) -> String? {
        let bytes = Array(encoded.utf8)
        // RFC 1035 §2.3.4: a label has at most 63 octets, so that the work here is bounded.
        guard bytes.count <= 63, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        let delimiter = bytes.lastIndex(of: UInt8(ascii: "-"))
        var output = bytes[..<(delimiter ?? 0)].map { UInt32($0) }
        var index = delimiter.map { $0 + 1 } ?? 0
        guard index < bytes.count else { return nil }
        var code = initialCode
        var position: UInt32 = 0
        var bias = initialBias
        while index < bytes.count {
            let before = position
            guard let delta = delta(in: bytes, at: &index, bias: bias) else { return nil }
            // RFC 3492 §6.4: overflow is an error.
            let (sum, overflows) = position.addingReportingOverflow(delta)
            guard !overflows else { return nil }
            position = sum
            let count = UInt32(output.count) + 1
            bias = adapt(position - before, count: count, isFirst: before == 0)
            let (next, overflowsToo) = code.addingReportingOverflow(position / count)
            guard !overflowsToo else { return nil }
            code = next
            position %= count
            output.insert(code, at: Int(position))
            position += 1
        }
        var scalars = String.UnicodeScalarView()
        for value in output {
            guard let scalar = Unicode.Scalar(value) else { return nil }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// One number of variable length (RFC 3492 §3.3).
    private static func delta(in bytes: [UInt8], at index: inout Int, bias: UInt32) -> UInt32? {
        var delta: UInt32 = 0
        var weight: UInt32 = 1
        var step = base
        while index < bytes.count {
            guard let digit = digit(bytes[index]) else { return nil }
            index += 1
            let (product, overflows) = digit.multipliedReportingOverflow(by: weight)
            let (sum, overflowsToo) = delta.addingReportingOverflow(product)
            guard !overflows, !overflowsToo else { return nil }
            delta = sum
            let threshold = step <= bias ? tMin : min(tMax, step - bias)
            if digit < threshold { return delta }
            let (next, overflowsNow) = weight.multipliedReportingOverflow(by: base - threshold)
            guard !overflowsNow else { return nil }
            weight = next
            step += base
        }
        return nil
    }

    /// RFC 3492 §6.1.
    private static func adapt(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var step: UInt32 = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            step += base
        }
        return step + (base - tMin + 1) * delta / (delta + skew)
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte.asciiLowercased {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte.asciiLowercased - UInt8(ascii: "a"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 26
        default: nil
        }
    }
}
