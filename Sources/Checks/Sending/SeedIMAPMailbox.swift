import Findings
import MailMessage
import MailTransport
import Scenarios

/// A seed's mailbox on an IMAP server, opened before the message is sent: what was there before is not looked through.
struct SeedIMAPMailbox: Sendable {
    private let mailbox: IMAPMailbox
    /// The folders with how far each was filled, the inbox first.
    private let positions: [IMAPPosition]
    /// The folder of all messages, which holds what others hold too.
    private let all: [IMAPPosition]
    private let access: SeedIMAPAccess
    private let authserv: String?

    /// How often is looked at first; less often the longer it takes.
    ///
    /// Our choice: a receiver on loopback takes milliseconds, a provider seconds, and thousands of looks are no courtesy.
    private static let firstPause: Duration = .milliseconds(250)
    private static let longestPause: Duration = .seconds(10)

    /// Why a mailbox cannot be read, in words.
    struct Unreadable: Error {
        var reason: String

        init(_ reason: String) {
            self.reason = reason
        }

        init(_ error: TransportError) {
            reason = error.description
        }
    }

    /// Connects, logs in, and notes how far each folder is filled.
    ///
    /// - Parameter isFresh: whether only what arrives from now on is looked through.
    static func open(
        _ seed: Seed, _ access: SeedIMAPAccess, isFresh: Bool = true, in context: CheckContext
    ) async throws(Unreadable) -> SeedIMAPMailbox {
        guard let endpoint = access.endpoint else {
            throw Unreadable("\(access.url.value) is no URL of an IMAP server")
        }
        let login = try login(seed, access, in: context)
        var options = IMAPOptions(login: login)
        options.trustedCertificates = access.trustedCertificates
        do throws(TransportError) {
            let mailbox = try await IMAPMailbox.open(endpoint, options: options)
            var positions: [IMAPPosition] = []
            for folder in try await mailbox.folders() where folder.isSelectable {
                positions.append(
                    isFresh ? try await mailbox.position(of: folder) : IMAPPosition(folder: folder))
            }
            return SeedIMAPMailbox(
                mailbox: mailbox,
                positions: positions.filter { $0.folder.role != .all }
                    .sorted { $0.folder.role == .inbox && $1.folder.role != .inbox },
                all: positions.filter { $0.folder.role == .all }, access: access, authserv: seed.authserv)
        } catch {
            throw Unreadable(error)
        }
    }

    private static func login(
        _ seed: Seed, _ access: SeedIMAPAccess, in context: CheckContext
    ) throws(Unreadable) -> IMAPOptions.Login {
        do throws(UnresolvedReference) {
            var user = seed.address.description
            if let named = access.user { user = try context.value(of: named) }
            if let token = access.token { return .token(try context.value(of: token), user: user) }
            if let password = access.password { return .password(try context.value(of: password), user: user) }
        } catch {
            throw Unreadable(error.finding.message)
        }
        throw Unreadable("nothing logs in to it")
    }

    /// Looks until the message is found or the time is over.
    func look(for sought: IMAPSought, until deadline: ContinuousClock.Instant) async throws(Unreadable) -> Sighting? {
        var pause = Self.firstPause
        while true {
            if let sighting = try await sighting(of: sought, in: positions) { return sighting }
            let rest = ContinuousClock.now.duration(to: deadline)
            guard rest > .zero else { break }
            guard (try? await Task.sleep(for: min(pause, rest))) != nil else {
                throw Unreadable("the time of the case was over")
            }
            pause = min(pause * 2, Self.longestPause)
        }
        // What was filed away at once is among all messages alone.
        return all.isEmpty ? nil : try await sighting(of: sought, in: all)
    }

    /// A message that was found.
    struct Sighting: Sendable {
        var fate: SeedResult.Fate
        /// When the receiver took it in, to the second; nil where it does not say.
        var arrivedAt: WallTime?
        var authentication: [AuthenticationResults.Result]
    }

    private func sighting(
        of sought: IMAPSought, in positions: [IMAPPosition]
    ) async throws(Unreadable) -> Sighting? {
        let found: IMAPFound
        do throws(TransportError) {
            let new = positions.contains { $0.folder.role == .inbox } ? try await newFolders() : []
            found = try await mailbox.find([sought], since: positions + new)
            if access.deletes, !found.matches.isEmpty { _ = try await mailbox.delete(found.matches) }
        } catch {
            throw Unreadable(error)
        }
        guard let first = found.matches.first else {
            guard found.unexaminedCount == 0 else {
                throw Unreadable("\(found.unexaminedCount) messages arrived there that were too many to look at")
            }
            return nil
        }
        let message = Message(bytes: first.header)
        let results = authserv.map { AuthenticationResults.read(from: message, authservID: $0) } ?? []
        return Sighting(
            fate: Self.fate(of: found.matches),
            arrivedAt: first.internalDate.map { WallTime(microseconds: $0.unixTime * 1_000_000) },
            authentication: results.flatMap(\.results))
    }

    /// Folders that were not there before: the first message that is filed into Junk may make it.
    private func newFolders() async throws(TransportError) -> [IMAPPosition] {
        let known = Set((positions + all).map(\.folder.wireName))
        return try await mailbox.folders().filter { $0.isSelectable && !known.contains($0.wireName) }
            .map { IMAPPosition(folder: $0) }
    }

    private static func fate(of matches: [IMAPMatch]) -> SeedResult.Fate {
        guard matches.count == 1, let match = matches.first else {
            return .duplicate(matches.map(\.folder.name))
        }
        switch match.folder.role {
        case .inbox:
            // Gmail's own word for the first tab.
            return match.gmailCategory.flatMap { $0 == "primary" ? nil : .category($0) } ?? .inbox
        case .junk: return .junk
        case .trash, .all, .other: return .other(match.folder.name)
        }
    }

    /// Logs out.
    func close() async {
        await mailbox.close()
    }
}
