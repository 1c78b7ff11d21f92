import Findings
import Support
import TemplateLint
import Testing

@Suite struct CharsetMissingOrWrongTests {
    let trial = RuleTrial("mime/charset-missing-or-wrong")

    @Test(
        "text beyond ASCII without its character set, and wrong ones, are found",
        arguments: [
            "1️⃣Content-Type: text/plain\n\né", "1️⃣Content-Type: text/plain; charset=us-ascii\n\né",
            "1️⃣Content-Type: text/plain; charset=utf8mb4\n\nx",
            "1️⃣Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=E9",
            "1️⃣Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nw6k=",
            "Content-Type: text/html; charset=utf-8\n\n<meta charset='1️⃣iso-8859-1'>é",
            "Content-Type: text/html; charset=utf-8\n\n<meta http-equiv=content-type content='1️⃣a/b; charset=koi8-r'>é",
            "1️⃣Content-Type: html\n\nx",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "ASCII, names for the same and character sets that are not read are left alone",
        arguments: [
            "Content-Type: text/plain\n\nx", "Content-Type: text/html; charset=utf-8\n\n<meta charset=latin1>x",
            "Content-Type: text/html; charset=UTF-8\n\n<meta charset=utf8>é", "From: a@b.io\n\nx",
            "Content-Type: text/plain; charset=Shift_JIS\n\n\u{80}",
            "Content-Type: text/plain; charset=iso-8859-15\n\né",
            "Content-Type: image/png\n\né", "Content-Type: text/csv\nContent-Disposition: attachment\n\né",
            "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\na=3D=\nb",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
