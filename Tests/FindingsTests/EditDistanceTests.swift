import Findings
import Testing

@Suite("EditDistance")
struct EditDistanceTests {
    @Test(
        "counts inserted, removed, replaced and swapped letters",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("name", "name", 0), ("name", "nmae", 1), ("name", "nme", 1),
            ("name", "names", 1), ("name", "nama", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ])
    func edits(_ left: String, _ right: String, _ expected: Int) {
        #expect(EditDistance.alignment(Array(left.utf8), Array(right.utf8)) == expected)
        #expect(EditDistance.alignment(Array(right.utf8), Array(left.utf8)) == expected)
    }
}
