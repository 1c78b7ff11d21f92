import Foundation
import Glibc
import Support
import Testing

@Suite("mailproof lab")
struct LabCommandTests {
    private static let scenario = """
        mailproof: 1
        name: staging
        lab:
          smtp: { mx: { domains: [a.example, b.example] }, in-2: { domains: [c.example] } }
          dns: { zones: [example.zone] }
        """
    private static let zone = """
        $ORIGIN example.
        @   3600 IN SOA ns hostmaster 1 7200 3600 86400 3600
        @   3600 IN NS  ns
        ns  3600 IN A   192.0.2.53

        """

    private func mailproof(
        _ arguments: [String], environment: [String: String] = [:],
        started: @escaping @Sendable (Int32, URL) async -> Void = { _, _ in }
    ) async throws -> (MailproofProcess, TemporaryFolder) {
        let folder = try TemporaryFolder()
        try folder.write(Self.scenario, to: "lab.yaml")
        try folder.write(Self.zone, to: "example.zone")
        try folder.write("name: no scenario\n", to: "bad.yaml")
        let url = folder.url
        let run = try await MailproofProcess.run(arguments, in: url, environment: environment) { process, _ in
            await started(process, url)
        }
        return (run, folder)
    }

    @Test("runs a program with the addresses in its environment, and ends with its exit code")
    func program() async throws {
        let script = """
            env | grep ^MAILPROOF_LAB_ | sed 's/:[0-9]*$//; s/PORT=.*/PORT=/; s/TOKEN=.*/TOKEN=/' | LC_ALL=C sort
            exit 7
            """
        let (run, folder) = try await mailproof(["lab", "lab.yaml", "--", "sh", "-c", script])
        defer { folder.remove() }
        #expect(run.exitCode == 7, "\(run.errors)")
        #expect(
            run.output == """
                MAILPROOF_LAB_CONTROL_URL=http://127.0.0.1
                MAILPROOF_LAB_DNS_ADDRESS=127.0.0.1
                MAILPROOF_LAB_SMTP_IN_2_HOST=127.0.0.1
                MAILPROOF_LAB_SMTP_IN_2_PORT=
                MAILPROOF_LAB_SMTP_IN_2_URL=smtp://127.0.0.1
                MAILPROOF_LAB_SMTP_MX_HOST=127.0.0.1
                MAILPROOF_LAB_SMTP_MX_PORT=
                MAILPROOF_LAB_SMTP_MX_URL=smtp://127.0.0.1
                MAILPROOF_LAB_TOKEN=

                """)
        #expect(run.errors.contains("smtp mx  smtp://127.0.0.1:"))
    }

    @Test(
        "keeps its authority's certificate in the folder for temporary files, and removes it",
        arguments: ["", "temporary"])
    func trustedCertificates(named: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(
            "mailproof: 1\nname: tls\nlab: { smtp: { mx: { domains: [a.example], tls: { offer: starttls } } } }\n",
            to: "lab.yaml")
        try folder.write("", to: "temporary/empty")
        let path = named.isEmpty ? "" : folder.url.appendingPathComponent(named).path
        // Those of other labs may lie in /tmp too.
        let search = "grep -ls 'BEGIN CERTIFICATE' /mailproof* temporary/* /tmp/mailproof.*"
        let run = try await MailproofProcess.run(
            ["lab", "lab.yaml", "--", "sh", "-c", search], in: folder.url, environment: ["TMPDIR": path])
        let files = run.output.split(separator: "\n")
        let home = named.isEmpty ? "/tmp/mailproof." : "temporary/mailproof."
        #expect(files.contains { $0.hasPrefix(home) }, "\(run.output)\(run.errors)")
        #expect(!files.contains { $0.hasPrefix("/mailproof") }, "\(run.output)")
        let temporary = folder.url.appendingPathComponent("temporary")
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["empty"])
    }

    @Test("keeps what a program sends")
    func save() async throws {
        let script = """
            import os, smtplib
            host, port = (os.environ["MAILPROOF_LAB_SMTP_MX_" + word] for word in ("HOST", "PORT"))
            for number in range(3):
                with smtplib.SMTP(host, int(port)) as smtp:
                    message = f"Subject: {number}\\r\\n\\r\\nHi\\r\\n"
                    smtp.sendmail("app@a.example", ["ana/x@a.example", "bob@b.example"], message)
            """
        let (run, folder) = try await mailproof([
            "lab", "lab.yaml", "--save", "out/mail", "--", "python3", "-c", script,
        ])
        defer { folder.remove() }
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("3 messages saved in out/mail"))
        let saved = folder.url.appendingPathComponent("out/mail")
        let names = try FileManager.default.contentsOfDirectory(atPath: saved.path).sorted()
        #expect(
            names == ["000001", "000002", "000003"].map { "\($0)-mx-ana_x@a.example.eml" })
        let text = try String(contentsOf: saved.appendingPathComponent(names[1]), encoding: .utf8)
        #expect(text.hasPrefix("Return-Path: <app@a.example>\r\n"))
        #expect(text.hasSuffix("Subject: 1\r\n\r\nHi\r\n"))
    }

    @Test("ends its program, with what that started, when it is ended")
    func ended() async throws {
        let script = "sleep 600 & echo $! > child; echo $$ > started; wait"
        let (run, folder) = try await mailproof(["lab", "lab.yaml", "--", "sh", "-c", script]) { process, url in
            await Self.waitFor(url.appendingPathComponent("started"))
            kill(process, SIGTERM)
        }
        defer { folder.remove() }
        #expect(run.exitCode == 143, "\(run.output)\(run.errors)")
        for name in ["child", "started"] {
            let text = try String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)
            let process = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            for _ in 0..<1500 where Self.isRunning(process) { try await Task.sleep(for: .milliseconds(20)) }
            #expect(!Self.isRunning(process), "\(name) goes on")
        }
    }

    @Test(
        "says how to route to it, in words that Postfix and Unbound read", arguments: ["postfix", "unbound", "kumomta"])
    func route(_ kind: String) async throws {
        let script = "sleep 0"
        let (run, folder) = try await mailproof(["lab", "lab.yaml", "--print-route", kind, "--", "sh", "-c", script])
        defer { folder.remove() }
        #expect(run.exitCode == 0, "\(run.errors)")
        let file = try folder.write(run.output, to: "route")
        switch kind {
        case "postfix":
            guard let postmap = Program("postmap") else { return }
            // It reads a configuration whether it wants one or not.
            try folder.write("compatibility_level = 3.6\n", to: "main.cf")
            let ended = try await postmap.run(
                ["-c", folder.url.path, "-q", "b.example", "texthash:\(file.path)"], in: folder)
            #expect(ended.output.hasPrefix("smtp:[127.0.0.1]:"), "\(ended.errors)")
        case "unbound":
            guard let check = Program("unbound-checkconf") else { return }
            let ended = try await check.run([file.path], in: folder)
            #expect(ended.exitCode == 0, "\(ended.output)\(ended.errors)")
            #expect(run.output.contains("name: \"example\""))
        default:
            #expect(run.output.contains("['c.example'] = { host = '[127.0.0.1]', port = "))
        }
    }

    @Test(
        "refuses what it cannot do before it starts anything",
        arguments: [
            (["lab", "none.yaml"], 66, "none.yaml does not exist"),
            (["lab", "bad.yaml"], 65, "begin the file with mailproof: 1"),
            (["lab", "lab.yaml", "--listen", "0.0.0.0:0", "--", "true"], 0, ""),
            (["lab", "lab.yaml", "--listen", "0.0.0.0:0"], 2, "has no token"),
            (["lab", "lab.yaml", "--listen", "here"], 64, "write --listen 127.0.0.1:8025"),
            (["lab", "."], 66, "folder"),
            (["lab", "lab.yaml", "--", "no-such-program"], 64, "there is no program no-such-program"),
            (["lab", "lab.yaml", "--", "./bad.yaml"], 64, "there is no program ./bad.yaml that can be run"),
            (["lab", "lab.yaml", "--save", "bad.yaml", "--", "true"], 64, "bad.yaml cannot be made: File exists"),
            (["lab", "lab.yaml", "--save", "bad.yaml/x", "--", "true"], 64, "cannot be made: Not a directory"),
        ] as [([String], Int32, String)])
    func refused(_ arguments: [String], _ status: Int32, _ words: String) async throws {
        let (run, folder) = try await mailproof(arguments)
        defer { folder.remove() }
        #expect(run.exitCode == status, "\(run.output)\(run.errors)")
        #expect(run.errors.contains(words) || words.isEmpty, "\(run.errors)")
    }

    private static func waitFor(_ file: URL) async {
        for _ in 0..<3000 where !FileManager.default.fileExists(atPath: file.path) {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func isRunning(_ process: Int32) -> Bool {
        // A zombie that nobody awaits counts as ended.
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return !stat.contains(") Z ")
    }
}
