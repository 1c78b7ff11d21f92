/// What a sender wants to be told about the fate of its message (RFC 3461): the words behind MAIL and RCPT.
///
/// Only safe ones exist: what would not fit into a command is refused when the request is made.
package struct DeliveryStatusRequest: Sendable, Hashable {
    /// What a report returns of the message (RFC 3461 §4.3).
    package enum Return: String, Sendable, Hashable, CaseIterable {
        /// All of it.
        case full = "FULL"
        /// Its header alone.
        case headers = "HDRS"
    }

    /// When a report is wanted (RFC 3461 §4.1).
    package struct Notify: OptionSet, Sendable, Hashable {
        /// The bits.
        package let rawValue: UInt8

        /// A set of the cases below; none of them is NEVER.
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Once it was delivered.
        package static let success = Notify(rawValue: 1)
        /// Once it failed for good.
        package static let failure = Notify(rawValue: 2)
        /// When it takes unusually long.
        package static let delay = Notify(rawValue: 4)

        /// RFC 3461 §4.1: NEVER, or the words in any order.
        var word: String {
            let words = [(Notify.success, "SUCCESS"), (.failure, "FAILURE"), (.delay, "DELAY")]
            let chosen = words.filter { contains($0.0) }.map(\.1)
            return chosen.isEmpty ? "NEVER" : chosen.joined(separator: ",")
        }
    }

    /// What is done with the request where the server does not offer DSN.
    package enum Fallback: String, Sendable, Hashable, CaseIterable {
        /// The message is not sent.
        case refuse
        /// The message is sent without the request, and the transcript says so.
        case ignore
    }

    /// RET; nil where it is left to the server.
    package let returns: Return?
    /// ENVID, which a report repeats; nil for none.
    package let envelopeID: String?
    /// NOTIFY for each recipient; nil where it is left to the server.
    package let notify: Notify?
    /// ORCPT: the address that each recipient had first, in the order of the envelope; nil where it is not said.
    package let originalRecipients: [String?]
    /// What is done where the server does not offer DSN.
    package let fallback: Fallback

    /// A request.
    ///
    /// - Throws: what cannot be said to a server, and why.
    package init(
        returns: Return? = nil, envelopeID: String? = nil, notify: Notify? = nil, originalRecipients: [String?] = [],
        fallback: Fallback = .refuse
    ) throws(SMTPEnvelope.InvalidPath) {
        if let envelopeID {
            // RFC 3461 §4.4: printable ASCII alone, and at most 100 characters as they are sent.
            let isPrintable = envelopeID.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
            guard isPrintable, !envelopeID.isEmpty, XText.encode(envelopeID).utf8.count <= 100 else {
                throw SMTPEnvelope.InvalidPath(
                    path: envelopeID, problem: "an envelope identifier is printable ASCII, 100 characters at most")
            }
        }
        for case let address? in originalRecipients {
            // RFC 6533 §3: an address beyond ASCII has an address type of its own, which is not spoken here.
            guard address.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), !address.isEmpty else {
                throw SMTPEnvelope.InvalidPath(path: address, problem: "an original recipient is printable ASCII")
            }
            // RFC 3461 §4.2: ORCPT with its type takes 500 characters at most.
            guard "rfc822;\(XText.encode(address))".utf8.count <= 500 else {
                throw SMTPEnvelope.InvalidPath(path: address, problem: "it is too long")
            }
        }
        self.returns = returns
        self.envelopeID = envelopeID
        self.notify = notify
        self.originalRecipients = originalRecipients
        self.fallback = fallback
    }

    /// What stands behind MAIL, a space first.
    var mailParameters: String {
        (returns.map { " RET=\($0.rawValue)" } ?? "") + (envelopeID.map { " ENVID=\(XText.encode($0))" } ?? "")
    }

    /// What stands behind the RCPT of that number, a space first.
    func recipientParameters(_ index: Int) -> String {
        var text = notify.map { " NOTIFY=\($0.word)" } ?? ""
        // RFC 3461 §4.2: the type of the address, then the address as xtext.
        if originalRecipients.indices.contains(index), let original = originalRecipients[index] {
            text += " ORCPT=rfc822;\(XText.encode(original))"
        }
        return text
    }
}

/// Text within a parameter of an SMTP command (RFC 3461 §4).
package enum XText {
    /// A text with every character escaped that would end the parameter.
    package static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            // RFC 3461 §4: xchar is "!" to "~" but for "+" and "="; anything else is "+" and two upper-case digits.
            if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "+"), byte != UInt8(ascii: "=") {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "+"), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
