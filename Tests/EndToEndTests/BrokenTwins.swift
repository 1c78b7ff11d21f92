extension ShippedScenarioTests {
    /// One twin for each expectation of the shipped scenarios.
    static let twins =
        authenticationTwins + plannedTwins + brandTwins + templateTwins + seedListTwins + loadTwins + drillTwins
        + alertRuleTwins

    private static let spf = "SPF authorises the pool and the vendor, and nobody else"
    private static let dmarc = "DMARC tells receivers to reject forgeries"
    private static let zone = "dns/example.com.zone"

    static let authenticationTwins = [
        BrokenTwin(
            story: "a dropped include loses the vendor", scenario: "authentication",
            changes: [.init(zone, " include:_spf.vendor.example", "")],
            failing: ["\(spf) [203.0.113.7]"], place: "example.com.yaml:25",
            says: ["got fail", "Scenarios/authentication/dns/example.com.zone:9"]),
        BrokenTwin(
            story: "the pool moves out of its range", scenario: "authentication",
            changes: [.init(zone, "ip4:192.0.2.0/28", "ip4:192.0.2.16/28")],
            failing: ["\(spf) [192.0.2.10]"], place: "example.com.yaml:23", says: ["got fail"]),
        BrokenTwin(
            story: "the IPv6 range is forgotten", scenario: "authentication",
            changes: [.init(zone, " ip6:2001:db8:25::/64", "")],
            failing: ["\(spf) [2001:db8:25::10]"], place: "example.com.yaml:24", says: ["got fail"]),
        BrokenTwin(
            story: "the vendor opens its range to its neighbours", scenario: "authentication",
            changes: [.init("dns/vendor.example.zone", "203.0.113.0/26", "203.0.113.0/24")],
            failing: ["\(spf) [203.0.113.99]"], place: "example.com.yaml:26",
            says: ["got pass", "ip4:203.0.113.0/24", "Scenarios/authentication/dns/vendor.example.zone:8"]),
        BrokenTwin(
            story: "the record spends nine lookups", scenario: "authentication",
            changes: [
                .init(zone, "include:_spf.vendor.example -all", "include:_spf.vendor.example mx mx mx mx mx mx mx -all")
            ],
            failing: ["\(spf) [record]"], place: "example.com.yaml:27", says: ["got 9"]),
        BrokenTwin(
            story: "a term asks for a name that does not exist", scenario: "authentication",
            changes: [
                .init(zone, "include:_spf.vendor.example -all", "include:_spf.vendor.example a:gone.example.com -all")
            ],
            failing: ["\(spf) [record]"], place: "example.com.yaml:28", says: ["got 1", "gone.example.com"]),
        BrokenTwin(
            story: "a key is published as a test", scenario: "authentication",
            changes: [.init(zone, "v=DKIM1; k=rsa;", "v=DKIM1; t=y; k=rsa;")],
            failing: ["the keys that we sign with are published [s2026a]"], place: "example.com.yaml:36",
            says: ["t=y"]),
        BrokenTwin(
            story: "the published key is not the one that we sign with", scenario: "authentication",
            changes: [
                .init(
                    zone, "p=bFlTq68mEDA1knD4gOLYUPaPTKbi9ZNu23Qqlsz1i7Y=",
                    "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
            ],
            failing: ["the keys that we sign with are published [ed2026a]"], place: "example.com.yaml:37",
            says: ["keys/ed2026a.pem"]),
        BrokenTwin(
            story: "the body of the signed message was changed", scenario: "authentication",
            changes: [.init("mail/signed.eml", "here is what happened", "here is what has happened")],
            failing: ["yesterday's newsletter still verifies"], place: "example.com.yaml:43",
            says: ["got fail", "body"]),
        BrokenTwin(
            story: "the policy is weakened", scenario: "authentication",
            changes: [.init(zone, "p=reject; sp=reject", "p=quarantine; sp=reject")],
            failing: [dmarc], place: "example.com.yaml:50", says: ["got quarantine"]),
        BrokenTwin(
            story: "subdomains lose their policy", scenario: "authentication",
            changes: [.init(zone, "sp=reject", "sp=none")],
            failing: [dmarc], place: "example.com.yaml:51", says: ["got none"]),
        BrokenTwin(
            story: "nobody gets the reports", scenario: "authentication",
            changes: [.init(zone, "; rua=mailto:dmarc@example.com", "")],
            failing: [dmarc], place: "example.com.yaml:52", says: ["rua"]),
        BrokenTwin(
            story: "strict alignment shuts out the subdomain", scenario: "authentication",
            changes: [.init(zone, "aspf=r", "aspf=s")],
            failing: [dmarc], place: "example.com.yaml:54", says: ["got fail"]),
        BrokenTwin(
            story: "the mail exchanger moved", scenario: "authentication",
            changes: [.init(zone, "mx1                 A     192.0.2.10", "mx1                 A     192.0.2.11")],
            failing: ["the mail exchanger has its addresses [A, 192.0.2.10]"], place: "addresses.yaml:2",
            says: ["192.0.2.11", "Scenarios/authentication/dns/example.com.zone:11"]),
    ]

    static let brandTwins = [
        BrokenTwin(
            story: "one of fifty brands loses a selector", scenario: "brands",
            changes: [.init("dns/example.zone", "m1._domainkey.brand07 ", "m0._domainkey.brand07 ")],
            failing: ["brands [brand07.example, dkim]"], place: "brands.yaml:8",
            says: ["m1._domainkey.brand07.example"]),
        BrokenTwin(
            story: "one brand drops the include of its vendor", scenario: "brands",
            changes: [
                .init(
                    "dns/example.zone", "ip4:192.0.2.107 include:_spf.vendor-b.example -all", "ip4:192.0.2.107 -all")
            ],
            failing: ["brands [brand07.example, spf]"], place: "brands.yaml:8",
            says: ["198.51.100.135: expected pass, got fail"]),
        BrokenTwin(
            story: "one brand misspells its policy", scenario: "brands",
            changes: [
                .init("dns/example.zone", "p=reject; rua=mailto:dmarc@brand07", "p=rejct; rua=mailto:dmarc@brand07")
            ],
            failing: ["brands [brand07.example, dmarc]"], place: "brands.yaml:8", says: ["rejct"]),
    ]

    private static let plan = "dns/plan.json"
    private static let rotation = "both keys are published during the rotation"

    static let plannedTwins = [
        BrokenTwin(
            story: "the plan deletes a selector that is still in use", scenario: "authentication",
            changes: [
                .init(
                    plan,
                    "[\"no-op\"],\n        \"before\": {\"name\": \"ed2026a",
                    "[\"delete\"],\n        \"before\": {\"name\": \"ed2026a"),
                .init(plan, "\"after\": {\"name\": \"ed2026a", "\"after\": null, \"was\": {\"name\": \"ed2026a"),
            ],
            failing: ["\(rotation) [ed2026a]"], place: "planned.yaml:25",
            says: ["no TXT record", "dns/plan.json: aws_route53_record.dkim[\"ed2026a\"] deletes it"]),
        BrokenTwin(
            story: "the plan publishes another key than the one that will sign", scenario: "authentication",
            changes: [
                .init(
                    plan, "p=f9tHSw/7XrEvwqaEHXFtG8zzFVe/NBpi/j/LSFziBCU=",
                    "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
            ],
            failing: ["\(rotation) [ed2026b]"], place: "planned.yaml:27", says: ["keys/ed2026b.pem"]),
        BrokenTwin(
            story: "the plan drops the include of the old vendor", scenario: "authentication",
            changes: [.init(plan, "include:_spf.vendor.example ip4:203.0.113.192/27", "ip4:203.0.113.192/27")],
            failing: ["the new vendor may send, and the old one still may [198.51.100.7]"], place: "planned.yaml:33",
            says: ["got fail"]),
    ]

    static let templateTwins = [
        BrokenTwin(
            story: "a placeholder that no data fills", scenario: "templates",
            changes: [.init("templates/newsletter.mustache", "{{customer.name}}", "{{customer.firstname}}")],
            failing: ["marketing mail [templates/newsletter.mustache]"], place: "templates/newsletter.mustache:19",
            says: ["customer.firstname", "personalization/undefined-variable"]),
        BrokenTwin(
            story: "a placeholder of another engine stays in the mail", scenario: "templates",
            changes: [.init("templates/receipt.mustache", "{{date}}", "*|DATE|*")],
            failing: ["transactional mail [templates/receipt.mustache]"], place: "templates/receipt.mustache:9",
            says: ["personalization/unresolved-placeholder"]),
        BrokenTwin(
            story: "the unsubscribe link is gone", scenario: "templates",
            changes: [
                .init(
                    "templates/newsletter.mustache",
                    "<p><a href=\"{{unsubscribe_url}}\">Unsubscribe from this newsletter</a></p>", "")
            ],
            failing: ["marketing mail [templates/newsletter.mustache]"], place: "templates/newsletter.mustache:45",
            says: ["compliance/unsubscribe-link-missing"]),
        BrokenTwin(
            story: "a link without TLS", scenario: "templates",
            changes: [
                .init(
                    "fixtures/newsletter.json", "https://www.example.org/stories/search",
                    "http://www.example.org/stories/search")
            ],
            failing: ["marketing mail [templates/newsletter.mustache]"], place: "templates/newsletter.mustache:27",
            says: ["links/insecure-http"]),
    ]

    static let seedListTwins = [
        BrokenTwin(
            story: "the mail of an unknown pool with an unknown key lands in Junk", scenario: "seed-list",
            changes: [
                .init(zone, "ip4:192.0.2.10 -all", "ip4:192.0.2.99 -all"),
                .init(zone, "s1._domainkey ", "s0._domainkey "),
            ],
            failing: [
                "every seed finds it in the inbox [gmail-like]", "every seed finds it in the inbox [yahoo-like]",
            ],
            place: "seed-list.yaml:38", says: ["junk", "ana@gmail-like.example"]),
        BrokenTwin(
            story: "the receiver refuses one provider's domain", scenario: "seed-list",
            changes: [
                .init(
                    "seed-list.yaml", "domains: [gmail-like.example, yahoo-like.example]",
                    "domains: [gmail-like.example]")
            ],
            failing: ["every seed finds it in the inbox [yahoo-like]"],
            place: "seed-list.yaml:33", says: ["550", "cleo@yahoo-like.example"]),
        BrokenTwin(
            story: "SPF stops passing while DKIM still does", scenario: "seed-list",
            changes: [.init(zone, "ip4:192.0.2.10 -all", "ip4:192.0.2.99 -all")],
            failing: [
                "every seed finds it in the inbox [gmail-like]", "every seed finds it in the inbox [yahoo-like]",
            ],
            place: "seed-list.yaml:41", says: ["spf"]),
    ]

    static let loadTwins = [
        BrokenTwin(
            story: "the relay does not know the recipients' domain", scenario: "load",
            changes: [.init("load.yaml", "to: user$(n)@recipient.example", "to: user$(n)@elsewhere.example")],
            failing: ["a hundred messages a second"], place: "load.yaml:23",
            says: ["got 0% (0 of 200)", "200 × 550 relay-denied"]),
        BrokenTwin(
            story: "the server is not as slow as it should be", scenario: "load",
            changes: [.init("load.yaml", "p50: { max: 1s }", "p50: { min: 10s }")],
            failing: ["a hundred messages a second"], place: "load.yaml:24", says: ["p50 ", ", p99 "]),
    ]

    private static let deferrals = "deferrals of one domain page the on-call"
    private static let selector = "signatures that stop verifying page the on-call"

    private static let servfail = "keys that cannot be looked up page the on-call, and not as broken signatures"
    private static let certificate = "mail that an expired certificate holds back pages the on-call"
    private static let throttled = "a provider that limits our rate is told to the team"

    private static let greylisted = "greylisting wakes nobody, and the mail arrives"
    private static let outage = "an outage of a provider pages the on-call, once"

    static let drillTwins = [
        BrokenTwin(
            story: "the on-call is woken for greylisting", scenario: "drills/greylisted-then-accepted",
            changes: [
                .init("alerts.yaml", "reason: [rate-limit,", "reason: [greylist, rate-limit,"),
                // However few tries a busy machine makes before the mail is taken.
                .init("alerts.yaml", "at_least: 3", "at_least: 1"),
            ],
            failing: [greylisted], place: "drill.yaml:32", says: ["RecipientDomainDeferrals"]),
        BrokenTwin(
            story: "what is greylisted is never taken", scenario: "drills/greylisted-then-accepted",
            changes: [.init("drill.yaml", "greylist: { delay: 3s }", "greylist: { delay: 1h }")],
            failing: [greylisted], place: "drill.yaml:30", says: ["smtp_replies"]),
        BrokenTwin(
            story: "a provider that is down is told to nobody", scenario: "drills/provider-outage",
            changes: [.init("alerts.yaml", "above: 10%", "above: 100%")],
            failing: [outage], place: "drill.yaml:32", says: ["ProviderDown"]),
        BrokenTwin(
            story: "the outage takes the mail of everybody else with it", scenario: "drills/provider-outage",
            changes: [.init("drill.yaml", "proxy: far-away, latency: 100ms", "proxy: far-away, blackhole: true")],
            failing: [outage], place: "drill.yaml:38", says: ["smtp_replies"]),
        BrokenTwin(
            story: "an outage is taken for a refusal of our mail", scenario: "drills/provider-outage",
            changes: [.init("alerts.yaml", "where: { class: 5xx }", "where: { class: 4xx }")],
            failing: [outage], place: "drill.yaml:40", says: ["RecipientDomainRejections"]),
        BrokenTwin(
            story: "the rule goes by another reason than the provider gives", scenario: "drills/throttled-pool",
            changes: [.init("alerts.yaml", "where: { reason: rate-limit }", "where: { reason: greylist }")],
            failing: [throttled], place: "drill.yaml:28", says: ["PoolThrottled"]),
        BrokenTwin(
            story: "the rate limit is taken for a block list", scenario: "drills/throttled-pool",
            changes: [.init("alerts.yaml", "reason: [blocklist, reputation]", "reason: [blocklist, rate-limit]")],
            failing: [throttled], place: "drill.yaml:34", says: ["PoolListed"]),
        BrokenTwin(
            story: "a rule that never fires", scenario: "drills/recipient-4xx",
            changes: [.init("alerts.yaml", "above: 20%", "above: 100%")],
            failing: [deferrals], place: "drill.yaml:29", says: ["RecipientDomainDeferrals"]),
        BrokenTwin(
            story: "the alert is not critical", scenario: "drills/recipient-4xx",
            changes: [
                .init(
                    "alerts.yaml", "above: 20%\n    for: 500ms\n    labels: { severity: critical",
                    "above: 20%\n    for: 500ms\n    labels: { severity: warning")
            ],
            failing: [deferrals], place: "drill.yaml:31", says: ["severity"]),
        BrokenTwin(
            story: "the alert has no runbook", scenario: "drills/recipient-4xx",
            changes: [.init("alerts.yaml", "      runbook_url: https://runbooks.example/deferrals\n", "")],
            failing: [deferrals], place: "drill.yaml:32", says: ["runbook_url"]),
        BrokenTwin(
            story: "somebody else is woken", scenario: "drills/recipient-4xx",
            changes: [.init("alerts.yaml", "where: { class: 5xx }", "where: { class: 2xx }")],
            failing: [deferrals], place: "drill.yaml:35", says: ["RecipientDomainRejections"]),
        BrokenTwin(
            story: "the alert outlives the fault", scenario: "drills/recipient-4xx",
            changes: [
                .init(
                    "alerts.yaml", "by: [recipient_domain], window: 2s, at_least: 10 }\n    above: 20%",
                    "by: [recipient_domain], window: 60s, at_least: 10 }\n    above: 0%")
            ],
            failing: [deferrals], place: "drill.yaml:37", says: ["resolved"]),
        BrokenTwin(
            story: "less mail is taken again than there should be", scenario: "drills/recipient-4xx",
            changes: [
                .init(
                    "drill.yaml", "window: 2s }, min: 10 }\n          within: 6s",
                    "window: 2s }, min: 1000 }\n          within: 6s")
            ],
            failing: [deferrals], place: "drill.yaml:39", says: ["at least 1000"]),
        BrokenTwin(
            story: "the rule looks at what servers reply, and a handshake is no reply",
            scenario: "drills/expired-certificate",
            changes: [.init("alerts.yaml", "observed_by: sender", "observed_by: lab")],
            failing: [certificate], place: "drill.yaml:28", says: ["DeliveriesFailingTLS"]),
        BrokenTwin(
            story: "somebody is woken for the server's replies", scenario: "drills/expired-certificate",
            changes: [
                .init("alerts.yaml", "where: { class: 4xx }", "where: { class: 4xx, observed_by: sender }")
            ],
            failing: [certificate], place: "drill.yaml:34", says: ["RecipientDomainDeferrals"]),
        BrokenTwin(
            story: "a rule that never fires", scenario: "drills/bad-selector",
            changes: [.init("alerts.yaml", "above: 2%", "above: 100%")],
            failing: [selector], place: "drill.yaml:36", says: ["DkimBreaking"]),
        BrokenTwin(
            story: "a key that cannot be looked up is taken for a broken signature",
            scenario: "drills/servfail-selector",
            changes: [
                .init(
                    "alerts.yaml", "result: [fail, permerror, neutral]",
                    "result: [fail, permerror, neutral, temperror]")
            ],
            failing: [servfail], place: "drill.yaml:43", says: ["DkimBreaking"]),
        BrokenTwin(
            story: "nobody watches the name servers", scenario: "drills/servfail-selector",
            changes: [.init("alerts.yaml", "result: temperror", "result: none")],
            failing: [servfail], place: "drill.yaml:37", says: ["KeysUnreachable"]),
    ]

    static let alertRuleTwins = [
        BrokenTwin(
            story: "silence is noticed too late", scenario: "alert-rules",
            changes: [.init("alerts.yaml", "by: [stream], window: 15m", "by: [stream], window: 45m")],
            failing: ["alert_rules alerts.yaml [a stream that falls silent is missed until it is back]"],
            place: "alert-tests.yaml:58", says: ["got inactive", "the rule: count absent"]),
        BrokenTwin(
            story: "the runbook is another one", scenario: "alert-rules",
            changes: [
                .init(
                    "alerts.yaml",
                    "defers $(value) of our mail\"\n      runbook_url: https://runbooks.example/deferrals",
                    "defers $(value) of our mail\"\n      runbook_url: https://runbooks.example/other")
            ],
            failing: ["alert_rules alerts.yaml [a domain that defers everything pages, and the page ends]"],
            place: "alert-tests.yaml:15", says: ["https://runbooks.example/other"]),
    ]
}
