/// A text file that the user asked to have written.
package enum TextFile {
    /// Replaces the file at a path by a text, as a whole or not at all; folders on the way are made.
    package static func replace(_ path: String, with text: String) throws(ReportError) {
        try AtomicFile(path: path).replace { $0.append(text.utf8) }
    }
}
