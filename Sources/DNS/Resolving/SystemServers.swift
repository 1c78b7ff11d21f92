import Findings

/// The servers that this machine asks, from `resolv.conf`.
public enum SystemServers {
    /// Where resolv.conf(5) says they stand.
    public static let path = "/etc/resolv.conf"
    /// resolv.conf(5): MAXNS, no more than three servers are asked.
    public static let most = 3

    /// The servers of the machine; read anew each time.
    public static func current() -> [ServerAddress] {
        parse(RegularFile.contents(of: path, shownAs: path)?.text ?? "")
    }

    /// The servers that a `resolv.conf` names, in order.
    ///
    /// resolv.conf(5): the keyword begins the line; `#` and `;` begin comments; without any server it is the one on this
    /// machine. Addresses with a zone identifier (`fe80::1%eth0`) are left out.
    public static func parse(_ text: String) -> [ServerAddress] {
        var servers: [ServerAddress] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" && $0 != ";" }.split { $0 == " " || $0 == "\t" }
            guard words.count >= 2, words[0] == "nameserver", line.first == "n", servers.count < most,
                let address = IPAddress(String(words[1]))
            else { continue }
            servers.append(ServerAddress(address))
        }
        return servers.isEmpty ? [ServerAddress(IPAddress(validOctets: [127, 0, 0, 1]))] : servers
    }
}
