/// What a lab counts, in the text format of Prometheus (version 0.0.4 of its exposition formats).
enum LabMetrics {
    /// The media type of the format.
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    static func text(of control: LabControl) -> String {
        var page = Page()
        attempts(of: control.lab, &page)
        faults(of: control, &page)
        mailboxes(of: control.lab, &page)
        calls(of: control.calls, &page)
        return page.text
    }

    private static func attempts(of lab: Lab, _ page: inout Page) {
        page.begin("mailproof_lab_attempts_total", "counter", "Attempts to deliver, by the last word on them.")
        let counts = lab.log.counter.counts.map { key, count in
            (
                [
                    ("server", key.server), ("stage", key.stage.rawValue), ("class", key.replyClass),
                    ("recipient_domain", key.recipientDomain),
                ], count
            )
        }
        for (labels, count) in counts.sorted(by: { "\($0.0)" < "\($1.0)" }) { page.add(labels, count) }
    }

    private static func faults(of control: LabControl, _ page: inout Page) {
        let armed = control.armed()
        page.begin("mailproof_lab_faults_armed", "gauge", "Faults that are armed over the control API.")
        page.add([], armed.count)
        page.begin("mailproof_lab_fault_matches_total", "counter", "Attempts that an armed fault matched.")
        for fault in armed { page.add([("fault", "\(fault.id)")], fault.hits.matches) }
        page.begin("mailproof_lab_fault_hits_total", "counter", "Attempts that an armed fault struck.")
        for fault in armed { page.add([("fault", "\(fault.id)")], fault.hits.total) }
    }

    private static func mailboxes(of lab: Lab, _ page: inout Page) {
        let servers = lab.smtp.values.sorted { $0.name < $1.name }
        let kinds: [(name: String, type: String, help: String, value: (LabMailboxes.Counts) -> Int)] = [
            ("received_total", "counter", "Messages that were filed, one for each recipient.", { $0.received }),
            ("dropped_total", "counter", "Messages that are not kept, for there was no room.", { $0.dropped }),
            ("kept", "gauge", "Messages that are kept.", { $0.kept }),
            ("memory_bytes", "gauge", "Octets of messages in memory.", { $0.memoryOctets }),
            ("disk_bytes", "gauge", "Octets of messages on disk.", { $0.diskOctets }),
        ]
        for kind in kinds {
            page.begin("mailproof_lab_mail_\(kind.name)", kind.type, kind.help)
            for server in servers { page.add([("server", server.name)], kind.value(server.mailboxes.counts)) }
        }
    }

    private static func calls(of calls: ControlCalls, _ page: inout Page) {
        page.begin("mailproof_lab_control_calls_total", "counter", "Calls of the control API that were carried out.")
        page.add([], calls.carriedOut)
        page.begin("mailproof_lab_control_refused_total", "counter", "Calls of the control API that were refused.")
        for code in ControlProblem.Code.allCases { page.add([("code", code.rawValue)], calls.refused(code)) }
    }

    /// Lines of the format.
    private struct Page {
        private(set) var text = ""
        private var name = ""

        mutating func begin(_ name: String, _ type: String, _ help: String) {
            self.name = name
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        }

        mutating func add(_ labels: [(name: String, value: String)], _ value: Int) {
            let written = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            text += written.isEmpty ? "\(name) \(value)\n" : "\(name){\(written)} \(value)\n"
        }

        /// The format wants backslash, quote and line feed escaped in the value of a label.
        private static func escaped(_ value: String) -> String {
            var output = ""
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\\": output += "\\\\"
                case "\"": output += "\\\""
                case "\n": output += "\\n"
                default: output.unicodeScalars.append(scalar)
                }
            }
            return output
        }
    }
}
