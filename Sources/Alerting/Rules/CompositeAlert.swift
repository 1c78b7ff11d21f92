/// A condition on other alerts: it holds while enough of them fire.
package struct CompositeAlert: Sendable, Hashable {
    /// How many must fire.
    package var quorum: Quorum
    /// The alerts.
    package var members: [Member]

    /// These alerts.
    package init(_ quorum: Quorum, of members: [Member]) {
        self.quorum = quorum
        self.members = members
    }

    /// How many of the members must fire.
    package enum Quorum: String, Sendable, Hashable, CaseIterable {
        /// Every one.
        case all = "all_of"
        /// At least one.
        case any = "any_of"
        /// At least two.
        case anyTwo = "any_two_of"
    }

    /// An alert by its name, and the labels that it must have.
    package struct Member: Sendable, Hashable {
        /// The name.
        package var alert: String
        /// Labels that at least one firing alert of that name must have, such as its severity.
        package var labels: [String: String]

        /// An alert.
        package init(_ alert: String, labels: [String: String] = [:]) {
            self.alert = alert
            self.labels = labels
        }

        /// Whether a firing alert is meant.
        func matches(_ alert: Alert) -> Bool {
            alert.name == self.alert && labels.allSatisfy { alert.labels[$0.key] == $0.value }
        }
    }

    /// How many members fire.
    func firing(among alerts: [Alert]) -> Int {
        members.count { member in alerts.contains(where: member.matches) }
    }

    /// Whether so many are enough.
    func holds(_ firing: Int) -> Bool {
        switch quorum {
        case .all: firing == members.count
        case .any: firing >= 1
        case .anyTwo: firing >= 2
        }
    }
}
