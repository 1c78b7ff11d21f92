/// dig of BIND, a client that shows what a DNS server says.
package struct Dig: Sendable {
    private let program: Program
    private let port: Int

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("dig") }

    /// A client of the server on a port of 127.0.0.1.
    package init(_ program: Program, port: Int) {
        self.program = program
        self.port = port
    }

    /// What it saw.
    package struct Seen: Sendable {
        /// `NOERROR`; nil where nothing was answered.
        package var status: String?
        /// `qr`, `aa`, `tc`, `ad`.
        package var flags: Set<String> = []
        /// The records of the answer section, their fields one blank apart.
        package var answers: [String] = []
        /// The records of the authority section.
        package var authorities: [String] = []
        /// Everything that it said.
        package var output: String
    }

    /// Asks once, and waits half a minute for the answer unless an option says otherwise.
    package func ask(_ name: String, _ type: String, _ options: String...) async throws -> Seen {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let arguments = ["@127.0.0.1", "-p", "\(port)", "+tries=1", "+timeout=30"] + options + [name, type]
        return Seen(output: try await program.run(arguments, in: folder).output)
    }
}

extension Dig.Seen {
    init(output: String) {
        self.output = output
        var section = ""
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                section = ""
            } else if let range = line.firstRange(of: ", status: ") {
                status = String(line[range.upperBound...].prefix { $0 != "," })
            } else if line.hasPrefix(";; flags: ") {
                flags = Set(line.dropFirst(10).prefix { $0 != ";" }.split(separator: " ").map(String.init))
            } else if line.hasSuffix(" SECTION:") {
                section = String(line)
            } else if !line.hasPrefix(";") {
                let record = line.split { $0 == "\t" || $0 == " " }.joined(separator: " ")
                if section == ";; ANSWER SECTION:" { answers.append(record) }
                if section == ";; AUTHORITY SECTION:" { authorities.append(record) }
            }
        }
    }
}
