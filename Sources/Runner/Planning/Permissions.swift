package import Scenarios

/// What a run may do beyond loopback and its own files: `--allow network,smtp=smtp.staging.example.com,exec`.
package struct Permissions: Sendable, Hashable {
    /// Those that are allowed for every host.
    private var anywhere: Set<Need.Permission> = []
    /// Those that are allowed for some hosts, in lower case.
    private var hosts: [Need.Permission: Set<String>] = [:]

    /// Nothing is allowed.
    package static let none = Permissions()

    private init() {}

    /// What is wrong with a list.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, and what to write.
        package var description: String
    }

    /// Reads a list.
    package init(parsing text: String) throws(Failure) {
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.trimmed)
            guard let word = parts.first, let permission = Need.Permission(rawValue: word),
                Need.Permission.grantable.contains(permission)
            else {
                let words = Need.Permission.grantable.map(\.rawValue).joined(separator: ", ")
                throw Failure(description: "there is no permission '\(item)'; the permissions are \(words)")
            }
            guard parts.count == 2 else {
                anywhere.insert(permission)
                continue
            }
            guard permission != .exec else {
                throw Failure(description: "exec takes no host; write exec alone")
            }
            guard !parts[1].isEmpty else {
                throw Failure(description: "'\(item)' names no host; write \(word)=HOST, or \(word) for every host")
            }
            hosts[permission, default: []].insert(Self.normalized(parts[1]))
        }
    }

    /// Adds what another list allows.
    package mutating func formUnion(_ other: Permissions) {
        anywhere.formUnion(other.anywhere)
        hosts.merge(other.hosts) { $0.union($1) }
    }

    /// Whether a need is allowed.
    package func allow(_ need: Need) -> Bool {
        if anywhere.contains(need.permission) { return true }
        guard let host = need.host, let allowed = hosts[need.permission] else { return false }
        let name = Self.normalized(host)
        return allowed.contains(name) || allowed.contains(Self.withoutPort(name))
    }

    /// Whether it allows a kind of thing at all.
    func speaks(of permission: Need.Permission) -> Bool {
        anywhere.contains(permission) || hosts[permission] != nil
    }

    /// The word that allows a need.
    package static func word(for need: Need) -> String {
        guard need.permission != .exec, let host = need.host else { return need.permission.rawValue }
        return "\(need.permission.rawValue)=\(normalized(host))"
    }

    /// Host names do not differ by case, nor by the dot of the root at their end (RFC 4343 §2, RFC 1034 §3.1).
    private static func normalized(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }

    /// `host` for `host:port`, `address` for `[address]:port`; a bare IPv6 address stays whole.
    private static func withoutPort(_ host: String) -> String {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            return String(host[host.index(after: host.startIndex)..<end])
        }
        guard let colon = host.firstIndex(of: ":"), colon == host.lastIndex(of: ":") else { return host }
        return String(host[..<colon])
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
