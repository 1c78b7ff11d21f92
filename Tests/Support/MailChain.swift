import Foundation

/// A relay that signs, a mail exchanger that verifies, and the mailboxes behind it: Postfix, OpenDKIM, Postfix, OpenDKIM,
/// Dovecot.
package struct MailChain: Sendable {
    /// The users, at `receiver.example`.
    package static let users = ["ana", "ben", "cleo", "dan"]

    /// What goes wrong on the way.
    package struct Faults: Sendable {
        /// The exchanger greylists: the first try of each recipient is put off.
        package var greylists = false
        /// Whose mailbox is full.
        package var full: String?
        /// Who is not known to the exchanger.
        package var unknown: String?
        /// Whose mail a Sieve rule files into Junk.
        package var junk: String?
        /// The certificate of the relay has expired.
        package var hasExpired = false
        /// The relay signs with a key that is not published.
        package var signsWithOldKey = false

        /// Nothing.
        package init() {}
    }

    private let authority: CertificateAuthority
    private let signer: OpenDKIMMilter
    private let verifier: OpenDKIMMilter
    private let dovecot: Dovecot
    /// Where mail is handed over.
    package let relay: Postfix
    /// Where the relay hands it on to.
    package let exchanger: Postfix

    /// The Debian packages that it is made of.
    package static let packages = "postfix opendkim dovecot-imapd dovecot-lmtpd dovecot-sieve openssl"

    /// Whether it can be started here, or must be.
    package static var isExpected: Bool {
        Postfix.isExpected && OpenDKIMMilter.isExpected && Dovecot.isExpected
    }

    /// What the scenario of the chain is told by its environment.
    package var environment: [String: String] {
        [
            "CHAIN_RELAY": "127.0.0.1:\(relay.port)", "CHAIN_IMAP": "127.0.0.1:\(dovecot.securePort)",
            "CHAIN_CA": authority.trustedCertificates, "CHAIN_PASSWORD": Dovecot.password,
        ]
    }

    /// A program is missing.
    struct Missing: Error {
        var program: String
    }

    private static func program(_ name: String) throws -> Program {
        guard let program = Program(name) else { throw Missing(program: name) }
        return program
    }

    /// Starts everything, and waits until it listens.
    package static func start(_ faults: Faults = Faults()) async throws -> MailChain {
        let chain = try await MailChain(faults)
        do {
            try await chain.signer.waitUntilReady()
            try await chain.verifier.waitUntilReady()
            try await chain.dovecot.waitUntilReady()
            try await chain.exchanger.waitUntilReady()
            try await chain.relay.waitUntilReady()
        } catch {
            await chain.stop()
            throw error
        }
        return chain
    }

    private init(_ faults: Faults) async throws {
        let openssl = try Self.program("openssl")
        authority = try await CertificateAuthority(openssl)
        let certificate = try await authority.certificate()
        let published = try await DKIMKeyPair(openssl)
        let signing = faults.signsWithOldKey ? try await DKIMKeyPair(openssl) : published
        let opendkim = try Self.program("opendkim")
        signer = try OpenDKIMMilter(opendkim, .signs(domain: "example.com", key: signing.privateKey))
        verifier = try OpenDKIMMilter(
            opendkim,
            .verifies(
                authserv: "mx.receiver.example",
                keys: ["s1._domainkey.example.com": "v=DKIM1; p=\(published.publicKey)"]))
        var delivery = Dovecot.Delivery(users: Self.users)
        if let full = faults.full { delivery.full = [full] }
        if let junk = faults.junk {
            delivery.sieve =
                "require [\"fileinto\", \"mailbox\"];\n"
                + "if address \"to\" \"\(junk)@receiver.example\" { fileinto :create \"Junk\"; }\n"
        }
        dovecot = try Dovecot(try Self.program("dovecot"), certificate: certificate, delivery: delivery)
        let postfix = try Self.program("postfix")
        exchanger = try Postfix(postfix, Self.exchanger(faults, verifier, dovecot))
        let shown = faults.hasExpired ? try await authority.expiredCertificate() : certificate
        var relay = Postfix.Settings()
        relay.parameters = [
            "relayhost": "[127.0.0.1]:\(exchanger.port)", "smtpd_milters": "inet:127.0.0.1:\(signer.port)",
            "smtpd_tls_security_level": "may", "smtpd_tls_cert_file": shown.certificate,
            "smtpd_tls_key_file": shown.key, "smtp_tls_security_level": "none",
        ]
        self.relay = try Postfix(postfix, relay)
    }

    private static func exchanger(
        _ faults: Faults, _ verifier: OpenDKIMMilter, _ dovecot: Dovecot
    ) -> Postfix.Settings {
        var settings = Postfix.Settings()
        settings.files["mailboxes"] = users.filter { $0 != faults.unknown }.map { "\($0)@receiver.example \($0)\n" }
            .joined()
        settings.parameters = [
            "myhostname": "mx.receiver.example", "virtual_mailbox_domains": "receiver.example",
            "virtual_mailbox_maps": "texthash:$FOLDER/mailboxes",
            "virtual_transport": "lmtp:inet:127.0.0.1:\(dovecot.deliveryPort)",
            "smtpd_milters": "inet:127.0.0.1:\(verifier.port)",
            // LMTP clients look names up even where there is an address.
            "lmtp_host_lookup": "native",
        ]
        guard faults.greylists else { return settings }
        settings.folders = ["seen"]
        settings.files["greylist.sh"] = """
            while read -r line; do
                case "$line" in
                recipient=*) recipient=${line#recipient=} ;;
                "")
                    if [ -e "$1/$recipient" ]; then echo "action=DUNNO"; else
                        : >"$1/$recipient"
                        echo "action=DEFER_IF_PERMIT 4.7.1 Greylisted, try again later"
                    fi
                    echo
                    ;;
                esac
            done

            """
        settings.services = [
            "greylist unix - n n - 0 spawn user=nobody argv=/bin/sh $FOLDER/greylist.sh $FOLDER/seen"
        ]
        settings.parameters["smtpd_recipient_restrictions"] = "check_policy_service unix:private/greylist"
        return settings
    }

    /// What its parts logged, for a test that fails.
    package var log: String {
        "relay:\n\(relay.log)\nexchanger:\n\(exchanger.log)\nDovecot:\n\(dovecot.log)"
    }

    /// Ends every part by its process id, and removes its folder.
    package func stop() async {
        await relay.stop()
        await exchanger.stop()
        await dovecot.stop()
        await verifier.stop()
        await signer.stop()
        authority.remove()
    }
}

/// A key pair for DKIM, made by openssl.
struct DKIMKeyPair: Sendable {
    /// In PEM.
    let privateKey: String
    /// In Base64, as a key record has it.
    let publicKey: String

    init(_ openssl: Program) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let arguments = [
            ["genrsa", "-traditional", "-out", "key.pem", "2048"],
            ["rsa", "-in", "key.pem", "-pubout", "-out", "public.pem"],
        ]
        for arguments in arguments {
            let ended = try await openssl.run(arguments, in: folder)
            guard ended.exitCode == 0 else { throw CertificateAuthority.Failed(words: ended.errors) }
        }
        privateKey = try folder.text("key.pem")
        publicKey = try folder.text("public.pem").split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
    }
}
