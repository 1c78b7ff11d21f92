import DNS
import TemplateLint

/// What a plan does to one resource that is a DNS record: the sets that it changes.
struct TerraformChange {
    /// The sets as they will be.
    private(set) var changes: [PlannedChange] = []
    /// Why it cannot be told which set it changes; nil where it can.
    private(set) var leftOut: String?

    private let author: String
    private let type: String
    private let zones: TerraformZones

    /// The kinds of resources that are DNS records.
    private static let kinds: [any TerraformRecords.Type] = [
        Route53Records.self, CloudflareRecords.self, GoogleRecords.self, AzureRecords.self,
    ]

    /// Reads an item of `resource_changes`; nil where it is no DNS record.
    init?(_ item: TemplateValue, address: String, plan: String, zones: TerraformZones) {
        let type = item["type"]?.scalarText ?? ""
        guard let kind = Self.kinds.first(where: { $0.describes(type) }), let change = item["change"],
            item["mode"]?.scalarText != "data"
        else { return nil }
        author = "\(plan): \(address)"
        self.type = type
        self.zones = zones
        let before = TerraformState(change["before"], sensitive: change["before_sensitive"])
        let after = TerraformState(
            change["after"], unknown: change["after_unknown"], sensitive: change["after_sensitive"])
        let actions = Set((change["actions"]?.items ?? []).compactMap(\.scalarText))
        // A resource that is only forgotten stays as it is; so does one that nothing is done to.
        let stays = actions.isSubset(of: ["no-op", "read", "forget"])
        read(kind, before: before, after: stays ? after ?? before : after)
    }

    private mutating func read<Kind: TerraformRecords>(
        _ kind: Kind.Type, before: TerraformState?, after: TerraformState?
    ) {
        let old = sets(kind, before)
        let new = sets(kind, after)
        if Kind.areSingle {
            let removed = old.isEmpty ? nil : content(kind, before)
            let added = new.isEmpty ? nil : content(kind, after)
            // What stays as it is is not taken out first.
            let isSame = Set(old) == Set(new) && removed == added
            for set in old where !isSame { add(set, removed, isAdded: false, after: before) }
            for set in new { add(set, added, isAdded: true, after: after) }
        } else {
            for set in old where !new.contains(set) {
                changes.append(PlannedChange(set.name, set.type, .deleted, author: author))
            }
            let content = new.isEmpty ? nil : self.content(kind, after)
            for set in new { add(set, content, timeToLive: after?.timeToLive() ?? 0) }
        }
    }

    private mutating func sets<Kind: TerraformRecords>(_ kind: Kind.Type, _ state: TerraformState?) -> [Question] {
        guard let state else { return [] }
        do throws(TerraformState.Unreadable) { return try kind.sets(type, state, zones) ?? [] } catch {
            leftOut = error.reason
            return []
        }
    }

    /// What it holds, or why that cannot be told.
    private enum Content: Equatable {
        case known(TerraformContent)
        case unknown(String)
    }

    private func content<Kind: TerraformRecords>(_ kind: Kind.Type, _ state: TerraformState?) -> Content? {
        guard let state else { return nil }
        do throws(TerraformState.Unreadable) { return .known(try kind.content(type, state, zones)) } catch {
            return .unknown(error.reason)
        }
    }

    /// Adds a whole set.
    private mutating func add(_ set: Question, _ content: Content?, timeToLive: UInt32) {
        let planned: PlannedChange.Content
        switch content {
        case nil: return
        case .unknown(let reason)?: planned = .unknown(reason: reason)
        case .known(.copied(let target))?: planned = .copied(of: target, timeToLive: timeToLive)
        case .known(.records(let data))?:
            planned = .set(
                data.map { ResourceRecord(name: set.name, type: set.type, timeToLive: timeToLive, data: $0) })
        }
        changes.append(PlannedChange(set.name, set.type, planned, author: author))
    }

    /// Adds a single record to a set, or takes it out.
    private mutating func add(_ set: Question, _ content: Content?, isAdded: Bool, after state: TerraformState?) {
        guard case .known(.records(let data))? = content else {
            guard isAdded else {
                // What goes away is an alias that was followed elsewhere, or is not shown: what stays is not known.
                if case .unknown(let reason)? = content {
                    changes.append(PlannedChange(set.name, set.type, .unknown(reason: reason), author: author))
                } else {
                    changes.append(PlannedChange(set.name, set.type, .deleted, author: author))
                }
                return
            }
            return add(set, content, timeToLive: state?.timeToLive() ?? 0)
        }
        let records = data.map {
            ResourceRecord(
                name: set.name, type: set.type, timeToLive: state?.timeToLive() ?? 0, data: $0)
        }
        changes.append(
            PlannedChange(
                set.name, set.type,
                isAdded ? .edited(removed: [], added: records) : .edited(removed: data, added: []), author: author))
    }
}
