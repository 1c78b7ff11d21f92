package import MailMessage
import Scenarios

/// An author or recipient as a header shows it: `Example <news@example.com>`.
package struct MailboxText: ScenarioScalar {
    /// What it says.
    package var mailbox: Mailbox

    package static var expectation: String { "an address such as Example <news@example.com>" }

    package init?(scalarText: String) {
        guard let mailbox = Mailbox(scalarText) else { return nil }
        self.mailbox = mailbox
    }

    package var scalarText: String { mailbox.description }
}

/// An address alone: `ana@example.org`.
package struct AddressText: ScenarioScalar {
    /// What it says.
    package var address: Address

    package static var expectation: String { "an address such as ana@example.org" }

    package init?(scalarText: String) {
        guard let address = try? Address(scalarText) else { return nil }
        self.address = address
    }

    package var scalarText: String { address.description }
}

/// A return path: an address, or `<>` for mail that must not bounce.
package struct ReturnPathText: ScenarioScalar {
    /// What it says; nil for `<>`.
    package var address: Address?

    package static var expectation: String { "an address such as bounce@example.com, or <>" }

    package init?(scalarText: String) {
        // RFC 5321 §4.5.5: the null reverse-path.
        guard scalarText != "<>" else { return }
        guard let address = try? Address(scalarText) else { return nil }
        self.address = address
    }

    package var scalarText: String { address?.description ?? "<>" }
}
