package import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Dovecot, a real IMAP server, with one user and a maildir that a test delivers to.
package struct Dovecot: Sendable {
    /// The user.
    package static let user = "seed"
    /// The user's password.
    package static let password = "geheim \"1\""

    private let program: RunningProgram
    /// The port with STARTTLS.
    package let port: UInt16
    /// The port with implicit TLS.
    package let securePort: UInt16

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("dovecot") && Program.isExpected("openssl") }

    /// The port of LMTP, where mail is handed over; nothing listens there unless `delivery` was given.
    package let deliveryPort: UInt16

    /// Several users, to whom mail is delivered over LMTP.
    package struct Delivery: Sendable {
        /// Their names, before the @ of their addresses; all have the password `Dovecot.password`.
        package var users: [String]
        /// Those whose mailbox is full.
        package var full: Set<String> = []
        /// A Sieve script (RFC 5228) for the mail of all.
        package var sieve = ""

        /// Users with empty mailboxes.
        package init(users: [String]) {
            self.users = users
        }
    }

    /// Starts it with a certificate; it does not yet listen.
    package init(
        _ dovecot: Program, certificate: (certificate: String, key: String), delivery: Delivery? = nil
    ) throws {
        program = try RunningProgram()
        deliveryPort = try RunningProgram.freePort()
        port = try RunningProgram.freePort()
        securePort = try RunningProgram.freePort()
        // As root it gives its processes to users of its own, who must be able to walk through its folder.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root.path)
        try makeMaildir("INBOX")
        try makeMaildir("Junk")
        try program.folder.write("\(Dovecot.user):{PLAIN}\(Dovecot.password)\n", to: "users")
        let more = try delivery.map(configuration) ?? ""
        let file = try program.folder.write(
            configuration(certificate, hasOneUser: delivery == nil) + more, to: "dovecot.conf")
        try program.start(dovecot.path, ["-F", "-c", file.path])
    }

    private var root: URL { program.folder.url }

    /// Who owns the maildir.
    private static let owner: (user: uid_t, group: gid_t) =
        getuid() == 0 ? (user: 65_534, group: 65_534) : (user: getuid(), group: getgid())

    private func configuration(
        _ certificate: (certificate: String, key: String), hasOneUser: Bool
    ) -> String {
        let userdb =
            hasOneUser
            ? """
            userdb {
              driver = static
              args = uid=\(Dovecot.owner.user) gid=\(Dovecot.owner.group) home=\(root.path)/mail
            }
            """ : ""
        // Who is not root can only be who they are.
        let users =
            getuid() == 0
            ? ""
            : "default_internal_user = \(NSUserName())\ndefault_login_user = \(NSUserName())\n"
                + "default_internal_group = \(Dovecot.groupName)\n"
        let free = ["imap-login", "anvil", "stats"].map { "service \($0) {\n  chroot =" }
        return """
            base_dir = \(root.path)/run
            state_dir = \(root.path)/state
            log_path = \(root.path)/log
            protocols = imap
            listen = 127.0.0.1
            \(users)
            ssl = yes
            ssl_cert = <\(certificate.certificate)
            ssl_key = <\(certificate.key)
            auth_mechanisms = plain login
            auth_failure_delay = 0
            mail_location = maildir:\(root.path)/mail
            first_valid_uid = 1
            maildir_very_dirty_syncs = no
            passdb {
              driver = passwd-file
              args = \(root.path)/users
            }
            \(userdb)
            \(free[0])
              inet_listener imap {
                port = \(port)
              }
              inet_listener imaps {
                port = \(securePort)
                ssl = yes
              }
            }
            \(free[1])
            }
            \(free[2])
            }
            namespace inbox {
              inbox = yes
              separator = /
              mailbox Junk {
                special_use = \\Junk
              }
            }

            """
    }

    /// What is written behind the rest, and so holds in its place.
    private func configuration(_ delivery: Delivery) throws -> String {
        let home = root.appendingPathComponent("homes")
        var users = ""
        for user in delivery.users {
            let path = home.appendingPathComponent(user)
            try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
            guard chown(path.path, Dovecot.owner.user, Dovecot.owner.group) == 0 else { throw Denied(code: errno) }
            // passwd-file(5): what is behind the shell are extra fields.
            let quota = delivery.full.contains(user) ? "userdb_quota_rule=*:bytes=1" : ""
            users +=
                "\(user):{PLAIN}\(Dovecot.password):\(Dovecot.owner.user):\(Dovecot.owner.group)::\(path.path)::\(quota)\n"
        }
        try program.folder.write(users, to: "users")
        // Its compiled form is put beside it.
        try program.folder.write(delivery.sieve, to: "homes/default.sieve")
        guard chown(home.path, Dovecot.owner.user, Dovecot.owner.group) == 0 else { throw Denied(code: errno) }
        return """
            protocols = imap lmtp
            mail_location = maildir:~/mail
            auth_username_format = %Ln
            mail_plugins = quota
            userdb {
              driver = passwd-file
              args = \(root.path)/users
            }
            protocol lmtp {
              mail_plugins = quota sieve
              postmaster_address = postmaster@receiver.example
              hostname = mx.receiver.example
            }
            service lmtp {
              inet_listener lmtp {
                address = 127.0.0.1
                port = \(deliveryPort)
              }
            }
            plugin {
              sieve_default = \(home.path)/default.sieve
              quota = maildir:User quota
            }

            """
    }

    private static var groupName: String {
        guard let group = getgrgid(getgid()) else { return String(getgid()) }
        return String(cString: group.pointee.gr_name)
    }

    /// The folder of a maildir++ mailbox; INBOX is the root of all.
    private func maildir(_ folder: String) -> URL {
        let mail = root.appendingPathComponent("mail")
        return folder == "INBOX" ? mail : mail.appendingPathComponent(".\(folder)")
    }

    /// Makes a folder, named as it is on the wire.
    package func makeMaildir(_ folder: String) throws {
        let maildir = maildir(folder)
        for path in [maildir] + ["cur", "new", "tmp"].map(maildir.appendingPathComponent) {
            try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
            guard chown(path.path, Dovecot.owner.user, Dovecot.owner.group) == 0 else { throw Denied(code: errno) }
        }
    }

    /// A folder could not be given away.
    struct Denied: Error {
        var code: Int32
    }

    /// Delivers a message: unread, or with flags as a maildir spells them (`S` seen, `T` to be deleted).
    ///
    /// - Parameter time: when it arrived; nil for now.
    package func deliver(
        _ message: String, to folder: String = "INBOX", flags: String? = nil, at time: Date? = nil
    ) throws {
        let name = "\(UUID().uuidString).test"
        let file = maildir(folder).appendingPathComponent("tmp/\(name)")
        try Data(message.utf8).write(to: file)
        if let time { try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file.path) }
        // Appears at once and whole, as the maildir's rules have it.
        let place = flags.map { "cur/\(name):2,\($0)" } ?? "new/\(name)"
        try FileManager.default.moveItem(at: file, to: maildir(folder).appendingPathComponent(place))
    }

    /// The messages of a folder and the flags of each, as the file system has them.
    package func messages(in folder: String = "INBOX") throws -> [(text: String, flags: String)] {
        try ["cur", "new"].flatMap { part in
            let path = maildir(folder).appendingPathComponent(part)
            return try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil).map { file in
                let name = file.lastPathComponent
                let flags = name.range(of: ":2,").map { String(name[$0.upperBound...]) } ?? ""
                return (String(decoding: try Data(contentsOf: file), as: UTF8.self), flags)
            }
        }
    }

    /// What it wrote to its log.
    package var log: String { (try? program.folder.text("log")) ?? "" }

    /// Waits until it listens.
    package func waitUntilReady() async throws {
        let ports = [port, securePort]
        try await program.wait(every: .milliseconds(50)) { ports.allSatisfy(LoopbackSocket.isListening) }
    }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await program.stop() }
}
