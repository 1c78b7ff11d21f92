import DNS
import Synchronization

/// Responses that were written once, by what they depend on: the question, and what the client can take.
///
/// They never grow old, for the zones that they were made of do not change.
final class EncodedResponses: Sendable {
    /// How many octets are kept; then all are forgotten, and those that are asked for come back.
    ///
    /// Our choice: any number of names that do not exist can be asked for.
    static let octetLimit = 16 << 20
    /// About what a response takes beside its own octets: its name, the questions on the way, its place in the table.
    private static let overhead = 400

    private let state = Mutex(State())

    private struct State {
        var known: [Key: Known] = [:]
        var octets = 0
    }

    private struct Key: Hashable {
        var question: Question
        var hasEDNS: Bool
        var wantsDNSSEC: Bool

        init(_ query: PlainQuery) {
            question = query.question
            hasEDNS = query.edns != nil
            wantsDNSSEC = query.edns?.dnssecOK == true
        }
    }

    /// A response, and the questions along its aliases, each of which a fault might be for.
    struct Known {
        var response: EncodedResponse
        var asked: [Question]
    }

    /// The response to a query, if it was kept.
    subscript(query: PlainQuery) -> Known? {
        state.withLock { $0.known[Key(query)] }
    }

    /// Keeps a whole response.
    func keep(_ response: EncodedResponse, to query: PlainQuery, asked: [Question]) {
        state.withLock { state in
            let size = response.count + asked.count * Self.overhead
            if state.octets + size > Self.octetLimit {
                state.known.removeAll(keepingCapacity: true)
                state.octets = 0
            }
            if state.known.updateValue(Known(response: response, asked: asked), forKey: Key(query)) == nil {
                state.octets += size
            }
        }
    }
}
