/// A zone that ldns-signzone signed.
package struct SignedZoneText: Sendable {
    /// The zone file, with signatures and proofs.
    package let text: String
    /// The key that a validator trusts, as a DNSKEY record.
    package let anchor: String

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("ldns-signzone") }

    /// How the zone proves what is not there.
    package enum Denial: String, Sendable, CaseIterable {
        /// By the next name.
        case nsec
        /// By the next hashed name.
        case nsec3
        /// By the next hashed name, delegations without keys left out.
        case optOut
    }

    /// Signs a zone with a new key.
    package init(_ text: String, apex: String, _ denial: Denial) async throws {
        guard let keygen = Program("ldns-keygen"), let signzone = Program("ldns-signzone") else {
            throw Failed(words: "ldns-keygen or ldns-signzone is missing: ci/install ldnsutils")
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(text + "\n", to: "zone")
        let made = try await keygen.run(["-a", "ECDSAP256SHA256", "-k", apex], in: folder)
        guard made.exitCode == 0 else { throw Failed(words: made.errors) }
        let key = made.output.filter { !$0.isNewline }
        let options: [String] =
            switch denial {
            case .nsec: []
            case .nsec3: ["-n", "-t", "1", "-s", "beef"]
            case .optOut: ["-n", "-p", "-t", "0"]
            }
        let signed = try await signzone.run(options + ["-f", "signed", "zone", key], in: folder)
        guard signed.exitCode == 0 else { throw Failed(words: signed.errors) }
        self.text = try folder.text("signed")
        anchor = String(try folder.text("\(key).key").prefix { $0 != ";" && !$0.isNewline })
            .replacing("\t", with: " ")
    }

    /// A program did not do it.
    struct Failed: Error {
        var words: String
    }
}
