public import Findings

/// Where in a zone file a record stands, down to the octets of its text.
public struct RecordOrigin: Sendable {
    /// The record's data in the file: for a TXT record its first string, without the quote.
    public var place: Place
    /// For a TXT record: where the octets of the joined text stand, by the offset of the first octet of each run.
    ///
    /// A run is a stretch without escapes within one string, whose octets stand one after another in the file.
    public var runs: [Run]

    /// An origin.
    public init(place: Place, runs: [Run] = []) {
        self.place = place
        self.runs = runs
    }

    /// Octets of the joined text that stand one after another in the file.
    public struct Run: Sendable {
        /// The offset of its first octet in the joined text.
        public var textOffset: Int
        /// The offset of that octet in the file.
        public var fileOffset: Int
        /// How many octets it has in both.
        public var count: Int

        /// A run.
        public init(textOffset: Int, fileOffset: Int, count: Int) {
            self.textOffset = textOffset
            self.fileOffset = fileOffset
            self.count = count
        }
    }

    /// The place of octets of the joined text; the record's own place where they are not in one run.
    public func place(ofText range: Range<Int>) -> Place {
        guard
            let run = runs.last(where: { $0.textOffset <= range.lowerBound }),
            range.lowerBound < run.textOffset + run.count
        else { return place }
        let inRun = min(range.upperBound, run.textOffset + run.count) - range.lowerBound
        return place.text.place(
            atByte: run.fileOffset + range.lowerBound - run.textOffset, length: max(1, inRun))
    }
}
