import MailTransport

/// What became of the messages, a line for each provider.
///
///     provider      seeds  inbox  junk  missing  other
///     gmail-like        2   100%    0%       0%     0%
struct SeedTable {
    private let rows: [[String]]

    /// The providers in the order of the seeds.
    init(_ results: [SeedResult]) {
        var providers: [String] = []
        for result in results where !providers.contains(result.seed.provider) { providers.append(result.seed.provider) }
        rows = providers.map { provider in
            let seeds = results.filter { $0.seed.provider == provider }
            func share(_ isMeant: (SeedResult) -> Bool) -> String {
                let count = seeds.count(where: isMeant)
                return "\((count * 100 + seeds.count / 2) / seeds.count)%"
            }
            return [
                provider, String(seeds.count), share(\.isInInbox), share { $0.fate == .junk },
                share { $0.fate == .missing },
                share { !$0.isInInbox && $0.fate != .junk && $0.fate != .missing },
            ]
        }
    }

    /// The table with its head.
    var lines: [String] {
        let head = ["provider", "seeds", "inbox", "junk", "missing", "other"]
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        return ([head] + rows).map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }
    }
}
