package import Findings
import FoundationEssentials
package import Scenarios

/// A lease as the journal keeps it: one file of JSON, plain enough to be read by who has to undo it by hand.
package struct LeaseRecord: Sendable, Hashable, Codable {
    /// The version of this form.
    var version = 1
    /// What is active, until when, and how it is taken back.
    package var lease: Lease
    /// The run that did it.
    package var run: String
    /// When it was written down.
    package var since: WallTime
    /// The machine that the run is on.
    package var host: String
    /// The process of the run.
    var owner: ProcessMark

    /// How long a record may be; a longer one is none of ours.
    ///
    /// Our choice: more than the arguments of a program, 128 KiB each on Linux, are likely to be.
    static let octetLimit = 1 << 20

    init(_ lease: Lease, run: String, host: String, owner: ProcessMark, since: WallTime) {
        self.lease = lease
        self.run = run
        self.host = host
        self.owner = owner
        self.since = since
    }

    /// Reads one; nil for what is none, or of a later version.
    init?(json: [UInt8]) {
        guard let record = try? JSONDecoder().decode(LeaseRecord.self, from: Data(json)), record.version == 1 else {
            return nil
        }
        self = record
    }

    /// Its form in a file.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers have a form always.
        return ((try? encoder.encode(self)).map(Array.init) ?? []) + [UInt8(ascii: "\n")]
    }

    /// Whether the run that did it is at work and its lease is not over.
    ///
    /// A process of another machine, or of another container, cannot be looked for; it is trusted until the lease is over.
    package func isHeld(at now: WallTime, on host: String) -> Bool {
        now < lease.expires && (host != self.host || owner.isAlive)
    }

    /// The process of the run.
    package var process: Int32 { owner.process }
}
