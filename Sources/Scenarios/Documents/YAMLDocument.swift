package import Findings
import Yams

/// A YAML file as nodes that know their places.
package enum YAMLDocument {
    /// The one document of a file, and what is wrong with it; nil where it is malformed or empty.
    package static func node(of text: SourceText) -> (node: Node?, findings: [Finding]) {
        do {
            // The encoding is given, because the default one asks the environment and may print.
            guard let root = try Yams.compose(yaml: text.text, .basic, .default, .utf8) else {
                return (nil, [Finding("scenario/syntax", .error, "the file is empty")])
            }
            var conversion = NodeConversion(text: text)
            let node = conversion.node(root)
            return (conversion.findings.isEmpty ? node : nil, conversion.findings)
        } catch {
            return (nil, [Finding("scenario/syntax", .error, "malformed YAML: \(error)")])
        }
    }
}
