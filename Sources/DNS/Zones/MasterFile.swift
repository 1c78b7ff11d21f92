/// The limits of master files, each with its source.
public enum MasterFile {
    /// RFC 1035 §3.3: a character-string has 255 octets at most.
    public static let longestString = 255
    /// RFC 2181 §8: a TTL is a 31-bit number of seconds.
    public static let longestTimeToLive: UInt32 = 0x7FFF_FFFF
    /// RFC 1035 §3.2.1: the data of a record has 65,535 octets at most, for its length is a 16-bit number.
    public static let longestData = 65_535
    /// How many octets a line may have; ours: twice what the longest data needs with every octet as `\DDD`.
    ///
    /// A finding shows its line, and a hundred of them may show the same one.
    public static let longestLine = 512 << 10
    /// How many fields an entry may have: owner, TTL, class, type, and as many strings as the longest data has octets.
    static let mostFields = longestData + 4
    /// How many octets one file may have; ours: a zone of mail domains has some kilobytes.
    public static let largestFile = 16 << 20
    /// How many octets a file and all that it includes may have together; ours.
    public static let largestTotal = 64 << 20
    /// How deep `$INCLUDE` may nest; ours.
    public static let deepestInclude = 8
    /// How many files a zone may include; ours.
    ///
    /// Where each file includes the next twice, eight deep, the last is read 256 times.
    public static let mostIncludes = 1000
    /// How many records a zone may have; ours.
    ///
    /// A million take the better part of a gigabyte.
    public static let mostRecords = 1_000_000
    /// How many findings are kept of one zone; ours.
    ///
    /// A file that is no zone file at all has one a line: with so many errors it is not read any further.
    public static let mostFindings = 100
    /// How many parentheses without an end are looked behind for more entries; ours.
    static let mostOpenGroups = 16
}

/// One field of an entry: a word, or the inside of a quoted string.
struct MasterFileField {
    /// The octets as they stand in the file, escapes and all, without the quotes around a string.
    var octets: ArraySlice<UInt8>
    /// Whether quotes stood around it.
    var isQuoted: Bool

    /// Where it stands in the file.
    var range: Range<Int> { octets.startIndex..<octets.endIndex }

    /// The octets as text, for messages and for words that are ASCII.
    var text: String { String(decoding: octets, as: UTF8.self) }

    /// The octets that are meant, and where each run of them without escapes stands; nil where an escape is broken.
    func unescaped() -> (octets: [UInt8], runs: [RecordOrigin.Run])? {
        var meant: [UInt8] = []
        var runs: [RecordOrigin.Run] = []
        var index = octets.startIndex
        while index < octets.endIndex {
            if octets[index] == UInt8(ascii: "\\") {
                guard let (value, length) = NameText.escape(octets[index...]) else { return nil }
                runs.append(.init(textOffset: meant.count, fileOffset: index, count: 1))
                meant.append(value)
                index += length
                continue
            }
            let start = index
            while index < octets.endIndex, octets[index] != UInt8(ascii: "\\") { index += 1 }
            runs.append(.init(textOffset: meant.count, fileOffset: start, count: index - start))
            meant += octets[start..<index]
        }
        return (meant, runs)
    }
}

/// One entry of a master file (RFC 1035 §5.1): a line, or several that parentheses hold together.
struct MasterFileEntry {
    /// Whether it begins with a blank, which stands for the last owner.
    var startsBlank = false
    /// Its fields in order.
    var fields: [MasterFileField] = []
    /// Where a comment follows its last field on the same line.
    var comment: Int?
    /// The first thing wrong with its form; it is then not read any further.
    var problem: ZoneProblem?
}

/// Something wrong or doubtful in a zone file, before it is known which file the octets are in.
struct ZoneProblem: Error {
    /// What kind of problem.
    var rule: Rule
    /// What is wrong.
    var message: String
    /// A few words beside the caret.
    var label: String?
    /// Which octets.
    var range: Range<Int>
    /// What to write instead.
    var remedy: String?

    init(_ rule: Rule, _ message: String, label: String? = nil, at range: Range<Int>, remedy: String? = nil) {
        self.rule = rule
        self.message = message
        self.label = label
        self.range = range
        self.remedy = remedy
    }
}
