/// Who may send through a server, and how it is proved (RFC 4954).
package struct LoginOffer: Sendable, Hashable {
    /// Who may; nobody else can send then.
    package var accounts: [Account]
    /// Whether passwords may come without TLS.
    ///
    /// RFC 4954 §4 forbids PLAIN without it; so it is off unless somebody wants to see just that.
    package var allowsClearText: Bool

    /// An offer.
    package init(accounts: [Account], allowsClearText: Bool = false) {
        self.accounts = accounts
        self.allowsClearText = allowsClearText
    }

    /// A user and a password.
    package struct Account: Sendable, Hashable {
        /// The user.
        package var user: String
        /// The password; it never leaves this value.
        fileprivate var password: String

        /// An account.
        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// Whether there is such a user with that password.
    func admits(user: String, password: String) -> Bool {
        accounts.contains { $0.user == user && $0.password == password }
    }
}

extension LoginOffer.Account: CustomStringConvertible, CustomReflectable {
    /// The user alone.
    package var description: String { "\(user) (***)" }

    /// The user alone: what is printed for debugging ends up in logs, too.
    package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
