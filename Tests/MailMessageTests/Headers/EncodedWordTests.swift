import MailMessage
import Testing

@Suite("EncodedWord")
struct EncodedWordTests {
    @Test(
        "encoded words are read",
        arguments: [
            // RFC 2047 §8, the examples with their display.
            ("=?ISO-8859-1?Q?a?=", "a"),
            ("=?ISO-8859-1?Q?a?= b", "a b"),
            ("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
            ("=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab"),
            ("=?ISO-8859-1?Q?a_b?=", "a b"),
            ("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a =?ISO-8859-2?Q?_b?="),
            ("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>", "Keith Moore <moore@cs.utk.edu>"),
            ("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=", "If you can read this yo"),
            ("=?utf-8*EN?q?caf=C3=A9?=", "café"),
            ("=?UTF-8?B?w6k?=", "é"),
            ("=?utf-8?q?=E2=82?= =?utf-8?q?=AC?=", "€"),
            ("=?windows-1252?Q?=80?=", "€"),
            ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
            ("=?utf-8?q?a", "=?utf-8?q?a"),
            ("=?utf-8?q?=4?=", "=4"),
            ("a =?utf-8?q?b?= c =?utf-8?q?d?=", "a b c d"),
            ("what =? is ?= this", "what =? is ?= this"),
            ("no words", "no words"),
        ])
    func decoding(value: String, text: String) {
        #expect(EncodedWord.decode(value) == text)
    }

    @Test("a value of a hundred thousand beginnings is read in linear time")
    func hostile() {
        let value = String(repeating: "=?utf-8?q?", count: 100_000)
        #expect(EncodedWord.decode(value).utf8.count == value.utf8.count)
    }
}
