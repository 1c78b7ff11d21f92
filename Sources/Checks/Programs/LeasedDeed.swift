package import Findings
package import Scenarios

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Takes back what a lease was written down for, in the run itself and by who comes after it.
package enum LeasedDeed {
    /// Takes it back.
    ///
    /// - Returns: what is left of it.
    package static func undo(_ lease: Lease) async -> [Finding] {
        switch lease.undoing {
        case .command(let arguments, let folder, let milliseconds):
            let program = UserProgram(arguments: arguments, folder: folder, timeout: .milliseconds(milliseconds))
            do throws(UserProgram.Failure) {
                _ = try await program.run([])
                return []
            } catch {
                return [
                    Finding(
                        "lease/not-undone", .error,
                        "\(lease.description) may still be active: \(program.name) \(error)",
                        label: "may still be active",
                        remedy: "mend what it complains of, then run mailproof undo, or undo it by hand: "
                            + program.commandLine,
                        notes: error.complaints(of: program.name))
                ]
            }
        }
    }
}

extension UserProgram {
    /// Its name.
    var name: String { arguments.first ?? "" }

    /// As one types it in a shell (POSIX.1-2017, XCU §2.2.2: within single quotes every character stands for itself).
    var commandLine: String {
        arguments.map { word in
            let isPlain =
                !word.isEmpty
                && word.utf8.allSatisfy { octet in
                    (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
                        || "-_./=:,@%+".utf8.contains(octet)
                }
            return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
        }.joined(separator: " ")
    }

    /// The folder of a scenario, from the root on: who undoes something later may be anywhere.
    static func absoluteFolder(_ folder: String) -> String {
        guard !folder.hasPrefix("/"), let current = getcwd(nil, 0) else { return folder }
        defer { free(current) }
        let root = String(cString: current)
        return folder.isEmpty || folder == "." ? root : root + "/" + folder
    }
}

extension UserProgram.Failure: CustomStringConvertible {
    /// Lines of a program's complaint that are shown.
    ///
    /// Our choice.
    private static let linesShown = 10

    /// What became of the program, to be put behind its name.
    var description: String {
        switch self {
        case .notFound: "is not there"
        case .ended(let how, _): "ended \(how)"
        case .timedOut: "did not end in time"
        case .tooMuch(let what): "was stopped: \(what)"
        case .broken(let why): "could not be run: \(why)"
        }
    }

    /// What the program said of it.
    func complaints(of name: String) -> [Finding.Note] {
        guard case .ended(_, let complaint) = self else { return [] }
        return complaint.split(whereSeparator: \.isNewline).prefix(Self.linesShown).map {
            Finding.Note("\(name) says: \($0.prefix(300))")
        }
    }
}
