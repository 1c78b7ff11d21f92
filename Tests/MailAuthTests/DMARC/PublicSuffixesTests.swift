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

    @Test(
        "the published vectors hold",
        .enabled(if: OracleFolder.isPresent, Comment(rawValue: OracleFolder.absence)))
    func vectors() throws {
        let suffixes = try #require(PublicSuffixes())
        let text = try #require(OracleFolder.text("psl/tests.txt"))
        var count = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("//") {
            let words = line.split(separator: " ").map(String.init)
            // Names are A-labels here: an internationalised one stands in the list of cases in both forms.
            guard words.count == 2, words[0] != "null", let domain = DomainName(words[0]) else { continue }
            #expect(suffixes.registrableDomain(of: domain) == (words[1] == "null" ? nil : name(words[1])), "\(line)")
            count += 1
        }
        #expect(count > 60)
    }
}
