package import Alerting
package import Findings
package import Scenarios

/// What is written below `drill`.
package struct DrillSpecification: ScenarioMapping {
    /// Where it is written.
    package var place: Place
    /// `steady`: what must hold before and at the end.
    package var steady: Steady?
    /// What is broken.
    package var faults: [DrillFault]
    /// The mail that is sent meanwhile.
    package var traffic: [DrillTraffic]
    /// How soon the first mail through a mail server that is not the lab's must arrive.
    package var canary: DrillCanary?
    /// What must happen.
    package var expectations: [DrillExpectation]
    /// What the runbook of the alerts does.
    package var runbook: DrillRunbook?
    /// What must not.
    package var prohibitions: [Prohibition]
    /// What must happen after the faults are gone.
    package var recovery: Recovery?
    /// The URL of the lab elsewhere that it breaks something in; nil for the lab of its scenario.
    package var labElsewhere: String?

    /// The outside systems that are watched for its alerts, once it was loaded.
    package var watched: Set<String> = []
    /// Whether it watches an Alertmanager of others, who must not be woken.
    package var watchesAlertmanager = false

    /// Whether a Prometheus watches, which must have scraped once before anything is broken; known once it was loaded.
    package var isPrimed = false

    /// `steady: { no_alerts: { team: email } }`.
    package struct Steady: ScenarioMapping {
        /// Where it is written.
        package var place: Place
        /// The labels of the alerts that must not fire.
        package var labels: DrillPatterns

        package init?(_ fields: inout Fields) {
            let labels = fields.required(
                "no_alerts", DrillPatterns.self, "The labels of the alerts that must not fire; {} is all of them.")
            guard let labels, let place = fields.valuePlace("no_alerts") else { return nil }
            self.labels = labels
            self.place = place
        }
    }

    /// `forbid: [{ alert: any_other, labels: { team: email } }]`.
    package struct Prohibition: ScenarioMapping {
        /// The word for every alert that is not expected.
        package static let anyOther = "any_other"
        /// The name of the alert, or `any_other`.
        package var name: Located<String>
        /// The labels of the alerts that are forbidden.
        package var labels: DrillPatterns

        package init?(_ fields: inout Fields) {
            let name = fields.required(
                "alert", Located<String>.self, "The name of an alert that must not fire, or any_other.")
            let labels = fields.optional("labels", DrillPatterns.self, "Only alerts with these labels are meant.")
            guard let name, labels != nil || fields.keyPlace("labels") == nil else { return nil }
            self.name = name
            self.labels = labels ?? DrillPatterns()
        }

        /// The prohibition without its places.
        package var prohibition: AlertProhibition {
            let isAny = name.value == Self.anyOther
            return AlertProhibition(
                AlertPattern(name: isAny ? nil : name.value, labels: labels.dictionary), sparesExpected: isAny)
        }
    }

    package init?(_ fields: inout Fields) {
        let steady = fields.optional(
            "steady", Steady.self, "What must hold before, else nothing is injected, and again at the end.")
        let faults = fields.required("faults", [Written<DrillFault>].self, "What is broken, in this order.")
        let traffic = fields.optional("traffic", [DrillTraffic].self, "The mail that is sent meanwhile.")
        let canary = fields.optional(
            "canary", DrillCanary.self,
            "The first mail through a server that is not the lab's, which must arrive before anything is broken.")
        let expectations = fields.required("expect", [DrillExpectation].self, "What must happen.")
        let runbook = fields.optional(
            "remediate", DrillRunbook.self, "A program that is run as a runbook once a receiver is told of the alert.")
        let prohibitions = fields.optional("forbid", [Prohibition].self, "Alerts that must not fire.")
        let recovery = fields.optional("recover", Recovery.self, "What must happen after the faults are gone.")
        guard let place = fields.place, let faults, let expectations else { return nil }
        let isBroken =
            steady == nil && fields.keyPlace("steady") != nil || traffic == nil && fields.keyPlace("traffic") != nil
            || canary == nil && fields.keyPlace("canary") != nil
            || runbook == nil && fields.keyPlace("remediate") != nil
            || prohibitions == nil && fields.keyPlace("forbid") != nil
            || recovery == nil && fields.keyPlace("recover") != nil
        guard !isBroken else { return nil }
        self.place = place
        self.steady = steady
        self.faults = faults.map { entry in
            var fault = entry.value
            fault.written = entry.node
            return fault
        }
        self.traffic = traffic ?? []
        self.canary = canary
        self.expectations = expectations
        self.runbook = runbook
        self.prohibitions = prohibitions ?? []
        self.recovery = recovery
        for (key, isEmpty) in [("faults", faults.isEmpty), ("expect", expectations.isEmpty)] where isEmpty {
            fields.report(
                "drill/nothing-to-do", "\(key) is empty", at: fields.valuePlace(key) ?? place,
                remedy: key == "faults" ? "add a fault, such as smtp: { … }" : "add an alert or a metric")
        }
    }
}
