package import Scenarios

extension Catalog {
    /// The same kinds, with the section that records what servers answer in place of `dns`.
    package static var recording: Catalog {
        var catalog = Catalog.standard
        catalog.sections = catalog.sections.map { $0.key == DNSSection.key ? RecordingDNSSection.self : $0 }
        return catalog
    }

    /// Every kind of check and section that this version has, in the order of the manual.
    package static var standard: Catalog {
        Catalog(
            checks: [
                AuditCheck.self,
                SPFCheck.self,
                DKIMCheck.self,
                DKIMSignatureCheck.self,
                DMARCCheck.self,
                AuthScoreCheck.self,
                DNSRecordCheck.self,
                LintCheck.self,
                SeedSendCheck.self,
                PlacementCheck.self,
                SMTPLoadCheck.self,
                DrillCheck.self,
                AlertRulesCheck.self,
            ],
            sections: [
                DNSSection.self,
                LabSection.self,
                EventsSection.self,
                AlertsSection.self,
            ],
            notInThisVersion: [
                "bimi", "mta_sts", "tls_rpt", "dane", "mx", "reverse_dns", "blocklist", "bulk_sender",
                "dns_diff", "links",
            ],
            plannedSections: [])
    }
}
