import Findings

/// The names that a scenario gives to variables, secrets and axes: letters, digits, `_` and `-`.
enum ReferenceName {
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first), first != UInt8(ascii: "-") else {
            return false
        }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }

    static func report(_ name: String, at place: Place, in decoding: Decoding) {
        decoding.report(
            "scenario/bad-value", "\(Quoted.text(name)) cannot be a name", label: "expected a name", at: place,
            remedy: "use letters, digits, _ and -, and begin with a letter or _")
    }
}
