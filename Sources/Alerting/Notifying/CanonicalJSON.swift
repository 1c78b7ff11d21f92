import FoundationEssentials

/// A message as JSON, its keys in order, so that the same message is the same bytes.
func canonicalJSON(_ message: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts, a number and mappings of texts: nothing in it that JSON cannot hold.
    guard let data = try? encoder.encode(message) else { return [] }
    return Array(data)
}
