import Findings

/// What the rules about parked domains and logos mean, for `mailproof explain`.
enum ParkedRules {
    /// Each rule with what it is about, why it speaks, and what to do.
    static let documentation: [RuleID: String] = [
        "spf/parked": """
        A domain that sends no mail publishes an SPF record that says more than -all.

        Whoever it names may send for the domain. The record of a parked domain is `v=spf1 -all`. RFC 7208 §10.1.2.
        """,
        "mx/parked": """
        A domain that receives no mail does not say so.

        Without MX records senders try the address of the domain itself (RFC 5321 §5.1), for days; with some, they try
        those. One record `MX 0 .` says that there is no mail, and addresses of the domain are refused at once. It also
        keeps others from accepting mail whose sender nobody could answer. RFC 7505 §3, §4.
        """,
        "bimi/not-shown": """
        Receivers will not show the domain's logo.

        There is no one record at default._bimi that names an https logo, or DMARC asks for nothing: a policy of quarantine
        or reject is needed. The logo and its certificate are not looked at.
        draft-brand-indicators-for-message-identification §4, §7.
        """,
    ]
}
