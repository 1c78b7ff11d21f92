import MailTransport
import Support
import Testing

@Suite struct SpamdAnswerTests {
    private static let answer = """
        SPAMD/1.1 0 EX_OK\r
        Content-length: 400\r
        Spam: True ; 7.5 / 5.0\r
        \r
        Spam detection software, running on the system "mx", has looked at it.

        Content analysis details:   (7.5 points, 5.0 required)

         pts rule name              description
        ---- ---------------------- --------------------------------------------------
        -0.1 GOOD_SIGN              something that is well
         5.5 BAD_SIGN               a long description of what is wrong with it that
                                    goes on in another line
         2.1 OTHER_SIGN             other


        """

    @Test("it has a score, a threshold, and symbols with their points and words, the heaviest first")
    func reads() throws {
        let report = try SpamdAnswer(Array(Self.answer.utf8)).report
        #expect(report.score == 7.5)
        #expect(report.threshold == 5)
        #expect(report.symbols.map(\.name) == ["BAD_SIGN", "OTHER_SIGN", "GOOD_SIGN"])
        #expect(
            report.symbols.first?.description
                == "a long description of what is wrong with it that goes on in another line")
        #expect(report.symbols.last?.score == -0.1)
    }

    @Test("an answer that is nearly right is read or refused")
    func mutations() {
        var read = 0
        for octets in Mutations(of: [Self.answer], seed: 41) where (try? SpamdAnswer(octets)) != nil { read += 1 }
        #expect(read > 0)
    }
}
