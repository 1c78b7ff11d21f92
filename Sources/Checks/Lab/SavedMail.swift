import FaultLab
package import Findings
import FoundationEssentials
import MailMessage
import Scenarios
import Synchronization
import SystemPackage

/// Every mail that a lab takes, kept as files: what an application really sends can then be linted.
package final class SavedMail: Sendable {
    private let folder: String
    private let lab: Lab
    private let state = Mutex(State())

    private struct State {
        var saved = 0
        var problem: String?
        var tasks: [Task<Void, Never>] = []
    }

    /// Makes the folder, and keeps what comes from now on.
    static func begin(_ lab: Lab, folder: String) throws(SectionFailure) -> SavedMail {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SectionFailure(
                Finding(
                    "lab/not-saved", .error, "the folder \(folder) cannot be made: \(FileFailure.reason(error))",
                    remedy: "choose another one with --save"), type: LabHost.usage)
        }
        let mail = SavedMail(lab, folder: folder)
        let arrivals = lab.smtp.values.map { $0.mailboxes.arrivals() }
        mail.state.withLock { state in
            state.tasks = arrivals.map { stream in
                Task { for await message in stream { mail.save(message) } }
            }
        }
        return mail
    }

    private init(_ lab: Lab, folder: String) {
        self.lab = lab
        self.folder = folder
    }

    /// Waits for what came before the lab was stopped.
    ///
    /// - Returns: how many messages were kept, and what is wrong with that; nil where nothing is.
    package func end() async -> (saved: Int, problem: Finding?) {
        for task in state.withLock({ $0.tasks }) { await task.value }
        let untold = lab.smtp.values.reduce(0) { $0 + $1.mailboxes.untold }
        return state.withLock { state in
            let lost = untold > 0 ? "\(untold) messages came faster than they could be written" : nil
            let problem = (state.problem ?? lost).map { Finding("lab/not-saved", .error, $0) }
            return (state.saved, problem)
        }
    }

    private func save(_ message: LabMessage) {
        let number = state.withLock { state in
            state.saved += 1
            return state.saved
        }
        let digits = String(number)
        let name =
            String(repeating: "0", count: max(0, 6 - digits.count)) + digits + "-\(message.server)-"
            + Self.fileName(message.recipient.description) + ".eml"
        do {
            let file = try FileDescriptor.open(
                SystemPackage.FilePath(folder).appending(name), .writeOnly,
                options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            try file.closeAfter { _ = try file.writeAll(message.bytes) }
        } catch {
            state.withLock { state in
                state.saved -= 1
                state.problem = state.problem ?? "\(folder)/\(name) cannot be written: \(FileFailure.reason(error))"
            }
        }
    }

    /// An address as a part of a file's name: a local part may hold a slash, and anything else.
    private static func fileName(_ address: String) -> String {
        String(
            address.unicodeScalars.prefix(100).map { scalar -> Character in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "@", ".", "_", "+", "-": Character(scalar)
                default: "_"
                }
            })
    }
}
