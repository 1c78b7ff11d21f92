package import MailTransport

/// How a message came to one recipient: what of it is not in its bytes.
package struct LabEnvelope: Sendable, Hashable {
    /// Who brought it, its TLS and its user among that.
    package var client: SMTPClientIdentity
    /// Whether it was sent with SMTPUTF8 (RFC 6531).
    package var isInternational: Bool
    /// What a report on it shall return (RFC 3461 §4.3).
    package var returns: DeliveryStatusRequest.Return?
    /// What a report on it shall repeat (RFC 3461 §4.4).
    package var envelopeID: String?
    /// When a report on this recipient is wanted (RFC 3461 §4.1); empty is never.
    package var notify: DeliveryStatusRequest.Notify?
    /// The address that this recipient had first, with its type (RFC 3461 §4.2).
    package var originalRecipient: String?
}
