import Findings

/// The text of a link says what it opens.
///
/// Fires on links whose whole text is "click here", "here", "this link" or the like, in the languages of Europe and some
/// of Asia, and on links that show a long address instead of words. Readers who go from link to link hear nothing else,
/// and a link whose end cannot be guessed is what phishing looks like.
///
/// Left alone: "Learn more" and "Read more", which the words around them usually explain; links with an `aria-label` or
/// `title`; a bare domain; and the long address of a link that stands elsewhere with words, for programs in which the
/// button does not work. Source: WCAG 2.2, 2.4.4, failure F84; Google's guidelines for senders, "recipients should know
/// what to expect when they click".
///
/// Fires:
/// ```html
/// <p>To see your invoice <a href="https://acme.io/invoice/17">click here</a>.</p>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://acme.io/here">How to click here, a guide</a> <a href="https://acme.io/">acme.io</a>
/// ```
struct GenericText: LintRule {
    static let id: RuleID = "links/generic-text"
    static let severity = Severity.info
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        lazy var named = Set(html.links.lazy.filter { !isAddress($0.text) && !$0.text.isEmpty }.map(\.target.text))
        for link in html.links where !link.textDependsOnData && !link.text.isEmpty {
            guard !link.element.has("aria-label"), !link.element.has("aria-labelledby"), !link.element.has("title")
            else { continue }
            if isAddress(link.text) {
                guard !named.contains(link.target.text) else { continue }
                findings.report(
                    "show words that say what the link opens", label: "an address instead of words", in: html.text,
                    at: link.element.range)
            } else if link.text.utf8.count <= Self.longest,
                link.text.utf8.count(where: { $0 == 0x20 }) < Self.mostWords,
                Self.words.contains(bare(link.text))
            {
                findings.report(
                    "say in the text of the link what it opens", label: "\u{201C}\(link.text)\u{201D}", in: html.text,
                    at: link.element.range)
            }
        }
    }

    /// Whether a text is a whole address with a path, which nobody reads aloud.
    private func isAddress(_ text: String) -> Bool {
        guard text.utf8.first.map({ $0 | 0x20 }) == UInt8(ascii: "h"), !text.holds(0x20) else { return false }
        let target = LinkTarget(text)
        return target.isWeb && target.host != nil && target.rest.utf8.count > 1
    }

    private func bare(_ text: String) -> String {
        // Most are ASCII, of which it is known what a letter is.
        if text.isASCII {
            let letters = text.utf8.split { !$0.isASCIILetter && $0 != UInt8(ascii: "'") }
            return String(decoding: letters.joined(separator: [0x20]).map(\.asciiLowercased), as: UTF8.self)
        }
        return text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }.joined(separator: " ")
    }

    /// Bytes of the longest text that can be one of the words with its punctuation.
    private static let longest = 60
    /// Stretches between blanks of the longest text, single signs of punctuation between the words.
    private static let mostWords = 10

    private static let words: Set<String> = [
        "click here", "click", "here", "this link", "link", "click this link", "click on this link", "more", "this",
        "hier", "hier klicken", "klicken sie hier", "klick hier", "dieser link", "klik hier", "klikk her", "klik her",
        "her", "här", "klicka här", "tästä", "napsauta tästä", "ici", "cliquez ici", "cliquer ici", "clique ici",
        "aquí", "haz clic aquí", "haga clic aquí", "clic aquí", "pincha aquí", "qui", "clicca qui", "aqui",
        "clique aqui", "clica aqui", "tutaj", "kliknij tutaj", "kliknij", "zde", "klikněte zde", "kliknite sem",
        "ide kattintva", "kattintson ide", "εδώ", "κάντε κλικ εδώ", "здесь", "тут", "нажмите здесь", "нажмите сюда",
        "тук", "tıklayın", "buraya tıklayın", "הקליקו כאן", "לחצו כאן", "اضغط هنا", "انقر هنا", "こちら",
        "こちらをクリック", "点击这里", "點擊這裡", "여기", "여기를 클릭", "bấm vào đây", "klik di sini",
    ]
}
