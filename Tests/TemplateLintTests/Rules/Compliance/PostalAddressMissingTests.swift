import Findings
import Support
import TemplateLint
import Testing

@Suite struct PostalAddressMissingTests {
    let trial = RuleTrial("compliance/postal-address-missing")

    @Test("marketing mail that shows no address warns")
    func missing() {
        #expect(trial.html("<p>Buy 2 for 1 today, call 020 7946 0000</p>").severities == [.warning])
    }

    @Test(
        "addresses of many countries are seen",
        arguments: [
            "Example Ltd, 1 Example Street, London EC1A 1BB", "Acme Inc., 548 Market St, San Francisco, CA 94104",
            "Beispiel GmbH, Hauptstraße 5, 10115 Berlin", "SARL Exemple, 12 rue de la Paix, 75002 Paris",
            "P.O. Box 12, Springfield", "Acme BV, 1012 AB Amsterdam", "Suite 200, Toronto, ON M5V 2T6",
        ])
    func seen(_ address: String) {
        #expect(trial.html("<p>\(address)</p>").findings.isEmpty)
    }

    @Test("an address that was named must be the one")
    func named() {
        var settings = LintSettings()
        settings.postalAddress = "1 Example Street, London"
        let trial = RuleTrial("compliance/postal-address-missing", settings: settings)
        #expect(trial.html("<p>1 Example<br> Street &middot; LONDON</p>").findings.isEmpty)
        #expect(trial.html("<p>2 Other Street, London EC1A 1BB</p>").findings.count == 1)
    }

    @Test("a hidden address is none, and a template may get one from its data")
    func hiddenAndPrinted() {
        #expect(trial.html("<p>Buy</p><p hidden>1 Example Street</p>").findings.count == 1)
        #expect(trial.template("<p>{{company_address}}</p>").findings.isEmpty)
        #expect(trial.template("<p>{{email_address}}</p>").findings.count == 1)
    }
}
