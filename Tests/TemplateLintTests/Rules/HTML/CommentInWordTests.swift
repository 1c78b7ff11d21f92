import Findings
import Support
import TemplateLint
import Testing

@Suite struct CommentInWordTests {
    let trial = RuleTrial("html/comment-in-word")

    @Test(
        "three cut words are remarked on at the first",
        arguments: [
            "<p>a1️⃣<!-- x -->b c<!--y-->d e<!---->f</p>",
            "<p>mi1️⃣<himum>ll<himum>ion e-m<himum>ail</p>",
            "<p>G1️⃣</>UA</ >RA</ foo>NT</ bar >EE</p>",
            "<p>o1️⃣<? php >u<?xml x>r<!foo>s</p>",
            "<p>1 x1️⃣<b></b>y<I></i>z<u></u>é</p>",
            "<style>a<zz>b</style><p>a1️⃣<zz>b<zz x=1>c<zz>d</p>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        let report = trial.html(html.text)
        #expect(report.places == html.all)
        #expect(report.severities == [.info])
    }

    @Test(
        "markup beside words, markup that does something, and one that is left over are left alone",
        arguments: [
            "<p>a<!-- x -->b c<!-- y -->d</p>",
            "<p>a <!-- x -->b c<!-- y --> d<!-- z -->. <!-- -->e</p>",
            "<p>a<b>b</b>c<i>d</i>e<span>f</span>g<wbr>h<br>i</p>",
            "<p>a<i class=x></i>b<i class=x></i>c<i class=x></i>d</p>",
            "<p>a<o:p></o:p>b<x-y></x-y>c<o:p>d<x-y>e</p>",
            "<p>a<!--[if mso]>b<![endif]-->c<!--[if !mso]><!-->d<!--<![endif]-->e</p>",
            "<script>a<zz>b<zz>c<zz>d</script><title>a<zz>b<zz>c<zz>d</title>",
            "<p>a < b < c < d <", "a<!--b", "a</", "a<zz", "a<script>b<zz>c<zz>d<zz>e",
        ])
    func spared(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }

    @Test("a template that is not filled is not looked at")
    func template() {
        #expect(trial.template("<p>a<zz>b<zz>c<zz>{{d}}</p>").findings.isEmpty)
    }
}
