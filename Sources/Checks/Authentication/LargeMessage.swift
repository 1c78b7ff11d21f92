import Findings
import MailAuth
import MailMessage
import Scenarios

/// A signed message whose body is too large to be held: its header is read with the scenario, its body when it is hashed.
struct LargeMessage: Sendable {
    /// The header as it stands in the file, with a piece of the body behind it.
    let head: SourceText
    private let chunks: FileChunks

    /// Messages of more octets are not held.
    static let smallestSize = 4 << 20
    /// Where a header ends at the latest; receivers refuse far shorter ones (Postfix's header_size_limit is 102,400).
    static let longestHeader = 1 << 20

    /// Reads the head of a file; nil where the file is small enough to be held, or not there.
    init?(_ path: String) {
        guard let chunks = FileChunks(path: path), chunks.size > Self.smallestSize else { return nil }
        var head: [UInt8] = []
        do throws(FileChunks.Failure) {
            try chunks.read { chunk in
                head += chunk
                return head.count < Self.longestHeader
            }
        } catch {
            return nil
        }
        self.head = SourceText(file: path, bytes: head)
        self.chunks = chunks
    }

    /// The header, its lines ended in CRLF; nil where it does not end.
    var header: Message? {
        let raw = Message(bytes: head.bytes)
        guard raw.bodyOffset < head.bytes.count else { return nil }
        return Message(bytes: LineBreaks.normalised(Array(raw.header)))
    }

    /// The hashes of the body, read from the file now.
    func bodyHashes(for header: Message) throws(FileChunks.Failure) -> DKIMBodyHashes {
        var left = Message(bytes: head.bytes).bodyOffset
        var hashes = DKIMBodyHashes(for: header)
        var breaks = LineBreakStream()
        try chunks.read { chunk in
            let body = chunk.dropFirst(left)
            left -= chunk.count - body.count
            // A file of a repository often ends its lines in LF; what was signed ended them in CRLF (RFC 5321 §2.3.8).
            hashes.update(breaks.normalised(body)[...])
            return true
        }
        hashes.finish()
        return hashes
    }
}
