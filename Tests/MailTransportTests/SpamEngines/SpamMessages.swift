/// Messages for spam filters.
enum SpamMessages {
    /// SpamAssassin's test string, and what Rspamd knows as such too; put together, so that no filter trips over this file.
    static let gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*" + "GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"

    /// A message with a body.
    static func message(_ body: String) -> [UInt8] {
        Array(
            """
            From: Example <news@example.com>\r
            To: reader@example.net\r
            Subject: News of the month\r
            Date: Mon, 02 Nov 2026 10:00:00 +0000\r
            Message-ID: <1@example.com>\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            \(body)\r

            """.utf8)
    }

    static let plain = message("Dear reader,\r\n\r\nthe report that you asked for is ready for you to read.")
    static let spam = message(gtube)
}
