package import Findings

/// Something beyond loopback and its own files that a scenario wants to do, and that a run must allow.
package struct Need: Sendable {
    /// What kind of thing.
    package var permission: Permission
    /// The host it is done to, as written, and of `recipient` the domain; nil for `exec`, and where it is not written out.
    package var host: String?
    /// The value of the scenario that it follows from.
    package var place: Place

    /// A need.
    package init(_ permission: Permission, host: String? = nil, at place: Place) {
        self.permission = permission
        self.host = host
        self.place = place
    }

    /// The words of `--allow`, and `recipient`, which a policy alone grants.
    package enum Permission: String, Sendable, Hashable, CaseIterable {
        /// Questions to a server: DNS, HTTPS, IMAP.
        case network
        /// Mail to a host.
        case smtp
        /// A program is run.
        case exec
        /// A fault is armed in a lab that runs elsewhere.
        case inject
        /// People or systems beyond this machine are notified.
        case notify
        /// Mail beyond loopback is written to people who could exist, of a domain.
        case recipient

        /// Those that a command line may grant.
        package static let grantable = allCases.filter { $0 != .recipient }
    }
}
