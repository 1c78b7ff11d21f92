package import Scenarios

extension Catalog {
    /// Every kind of check and section that this version has, in the order of the manual.
    package static var standard: Catalog {
        Catalog(
            checks: [
                SPFCheck.self,
                DKIMCheck.self,
                DKIMSignatureCheck.self,
                DMARCCheck.self,
                DNSRecordCheck.self,
                LintCheck.self,
                SeedSendCheck.self,
                DrillCheck.self,
            ],
            sections: [
                DNSSection.self,
                LabSection.self,
                AlertsSection.self,
            ],
            notInThisVersion: [
                "audit", "bimi", "mta_sts", "tls_rpt", "dane", "mx", "reverse_dns", "blocklist", "auth_score",
                "bulk_sender", "dns_diff", "links", "smtp_load", "alert_rules",
            ],
            plannedSections: ["events"])
    }
}
