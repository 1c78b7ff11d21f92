import DNS
import MailAuth
import Support
import Testing

struct PublicSuffixesTests {
    @Test("the organizational domain is one label below the public suffix, or the name itself")
    func organizational() throws {
        let suffixes = try #require(PublicSuffixes())
        #expect(suffixes.organizationalDomain(of: name("a.b.Example.com")) == name("example.com"))
        #expect(suffixes.organizationalDomain(of: name("a.example.co.uk")) == name("example.co.uk"))
        #expect(suffixes.organizationalDomain(of: name("co.uk")) == name("co.uk"))
        #expect(suffixes.registrableDomain(of: name("com")) == nil)
        #expect(suffixes.registrableDomain(of: .root) == nil)
    }

    /// The internationalised labels of the vectors as names hold them (RFC 5890 §2.3.2.1).
    private static let aLabels = ["食狮": "xn--85x722f", "公司": "xn--55qx5d", "中国": "xn--fiqs8s"]

    private func domain(_ text: some StringProtocol) -> DomainName? {
        DomainName(
            text.split(separator: ".", omittingEmptySubsequences: false)
                .map { Self.aLabels[String($0)] ?? String($0) }.joined(separator: "."))
    }

    /// A name and the registrable domain of it, of every line; a null or a broken name has none.
    private func vectors(_ file: String) throws -> [(name: String, registrable: String)] {
        try #require(OracleFolder.text(file)).split(separator: "\n").filter { !$0.hasPrefix("//") }.compactMap { line in
            let words = line.split { " (),;'".contains($0) }.map(String.init).filter { $0 != "checkPublicSuffix" }
            return words.count == 2 ? (words[0], words[1]) : nil
        }
    }

    @Test(
        "the published vectors hold, every one",
        .enabled(if: OracleFolder.isPresent, Comment(rawValue: OracleFolder.absence)),
        arguments: [("psl/tests.txt", 78), ("psl/test_psl.txt", 78)])
    func vectors(_ file: String, _ count: Int) throws {
        let suffixes = try #require(PublicSuffixes())
        let vectors = try vectors(file)
        #expect(vectors.count == count)
        for (text, registrable) in vectors {
            let found = domain(text).flatMap { suffixes.registrableDomain(of: $0) }
            #expect(found == (registrable == "null" ? nil : domain(registrable)), "\(text)")
        }
    }
}
