/// A text with marks where a test expects something: `<p>Hi</p>1️⃣<img src="a.png">`.
///
/// The marks are 1️⃣ to 9️⃣; the text is what remains without them.
package struct MarkedText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// The text without marks.
    package let text: String
    /// Where a mark stands: line and column from 1, the column in Unicode scalars, as in findings.
    package let places: [Int: Place]

    /// A line and a column.
    package struct Place: Hashable, CustomStringConvertible {
        /// From 1.
        package var line: Int
        /// From 1, in Unicode scalars.
        package var column: Int

        /// A place.
        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        package var description: String { "\(line):\(column)" }
    }

    /// Takes the marks out of a text.
    package init(_ marked: String) {
        var text = String.UnicodeScalarView()
        var places: [Int: Place] = [:]
        var place = Place(line: 1, column: 1)
        let scalars = Array(marked.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let digit = Int(scalars[index].value) - 48
            if (1...9).contains(digit), scalars[(index + 1)...].prefix(2).map(\.value) == [0xFE0F, 0x20E3] {
                places[digit] = place
                index += 3
                continue
            }
            text.append(scalars[index])
            place =
                scalars[index] == "\n"
                ? Place(line: place.line + 1, column: 1) : Place(line: place.line, column: place.column + 1)
            index += 1
        }
        self.text = String(text)
        self.places = places
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    /// The places of the marks, in the order of their numbers.
    package var all: [Place] {
        places.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The text as bytes.
    package var bytes: [UInt8] {
        Array(text.utf8)
    }
}
