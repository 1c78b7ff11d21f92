import Findings
import MailAuth
import MailMessage
import Support
import Testing

/// The message of RFC 8463 appendix A.3, signed with the keys of A.2.
struct RFC8463ExampleTests {
    private static let message = """
        DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=brisbane; t=1528637909; h=from : to :
         subject : date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
         Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=test; t=1528637909; h=from : to : subject :
         date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
         DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
         dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game.  Are you hungry yet?

        Joe.

        """

    private let dns = zone(
        """
        brisbane._domainkey.football.example.com. TXT "v=DKIM1; k=ed25519; " \
        "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        test._domainkey.football.example.com. TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR" \
        "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4h" \
        "stT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
        """)

    @Test("both signatures of the example verify")
    func verifies() async {
        let result = await SignedMessages.verify(
            LineBreaks.normalised(Array(RFC8463ExampleTests.message.utf8)), dns)
        #expect(
            result.signatures.map(\.description) == [
                "d=football.example.com s=brisbane ed25519-sha256: pass",
                "d=football.example.com s=test rsa-sha256: pass",
            ])
        #expect(result.signatures.map(\.keyBits) == [256, 1024])
    }

    @Test("a field added where the example signs that there is none breaks both")
    func added() async {
        let message = "Date: Sat, 12 Jul 2003 00:00:00 +0000\n" + RFC8463ExampleTests.message
        let result = await SignedMessages.verify(LineBreaks.normalised(Array(message.utf8)), dns)
        #expect(result.signatures.map(\.failure) == [.signatureMismatch, .signatureMismatch])
    }
}
