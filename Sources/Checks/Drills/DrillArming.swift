import Alerting
import FaultLab
import Findings
import Scenarios

/// A fault of a drill that is armed, and how it is undone.
struct ArmedDrillFault {
    /// What counts its hits; nil for a fault that a program armed, of which nobody counts them.
    var fault: (any HeldFault)?
    /// What it does, in words.
    var description: String
    /// Undoes it, and returns what could not be undone.
    var undo: @Sendable () async -> [Finding]
    /// Its number among what the run undoes.
    var cleanup: Int
    /// When it was seen to have struck first.
    var firstHit: Moment?

    /// How often it struck; nil where nobody counts.
    var hits: FaultHits? { fault?.hits }
}

/// Arms the faults of a drill in order, and disarms them last in first out.
struct DrillArming {
    let specification: DrillSpecification
    let context: CheckContext
    let lab: any HeldLab
    let record: DrillRecord
    /// What is armed.
    private(set) var armed: [ArmedDrillFault] = []

    /// Why a fault was not armed.
    struct Failure: Error {
        var finding: Finding
        var type = "mailproof.connection"
    }

    init(_ specification: DrillSpecification, in context: CheckContext, _ lab: any HeldLab, _ record: DrillRecord) {
        self.specification = specification
        self.context = context
        self.lab = lab
        self.record = record
    }

    /// Arms every fault; after a failure those that are armed have still to be disarmed.
    mutating func armAll() async throws(Failure) {
        for fault in specification.faults { try await arm(fault) }
    }

    /// Disarms what is armed, last in first out.
    func disarmAll() async {
        for entry in armed.reversed() {
            let wasArmed = entry.fault?.isArmed ?? true
            let problems = await context.cleanups.settle(entry.cleanup)
            guard problems.isEmpty else {
                record.note("not disarmed: \(entry.description)")
                // The run tries once more, and ends with exit code 4 where it cannot either.
                context.cleanups.add("fault \(entry.description)", undo: entry.undo)
                continue
            }
            guard wasArmed else { continue }
            record.note("disarmed \(entry.description)" + (entry.hits.map { " after \($0.total) hits" } ?? ""))
        }
    }

    /// Looks which faults have struck since.
    mutating func noteHits(at now: Moment) {
        for index in armed.indices where armed[index].firstHit == nil && armed[index].hits?.total ?? 0 > 0 {
            armed[index].firstHit = now
            record.note("first hit of \(armed[index].description)", at: now)
        }
    }

    private var lease: Duration { (DrillCheck.budget(specification) ?? .zero) + DrillCheck.margin }

    private mutating func arm(_ fault: DrillFault) async throws(Failure) {
        if case .command(let command) = fault.kind { return try await arm(command, fault.place) }
        let rule: any HeldFault
        do throws(LabError) { rule = try await lab.arm(fault, lease: lease) } catch {
            throw Failure(
                finding: Finding(
                    "drill/not-armed", .error, error.message, at: fault.place.excerpt, remedy: error.remedy))
        }
        add(rule.description, fault: rule) { await rule.disarm() }
    }

    private mutating func arm(_ command: DrillCommandFault, _ place: Place) async throws(Failure) {
        let program: UserProgram
        let lease: Lease
        do throws(UnresolvedReference) {
            program = try command.arming(with: context.references)
            lease = try command.lease(for: self.lease, with: context.references)
        } catch {
            throw Failure(finding: error.finding, type: "mailproof.reference")
        }
        guard let keeper = context.resources[LeaseKeeperKey.self] else {
            throw Failure(finding: Finding("drill/not-armed", .error, "nobody keeps leases here", at: place.excerpt))
        }
        let held: any HeldLease
        do throws(LeaseProblem) { held = try await keeper.hold(lease) } catch {
            throw Failure(
                finding: Finding("drill/not-armed", .error, error.message, at: place.excerpt, remedy: error.remedy))
        }
        // Before it is armed: what arm had begun when it failed, or was stopped, is undone too.
        add(command.description, fault: nil) { await held.end { await LeasedDeed.undo(lease) } }
        do throws(UserProgram.Failure) { _ = try await program.run([]) } catch {
            throw Failure(
                finding: Finding(
                    "drill/not-armed", .error, "\(program.name) does not arm the fault: it \(error)",
                    label: "not armed", at: command.arm.first?.place.excerpt ?? place.excerpt,
                    remedy: "run it by hand, and mend what it complains of", notes: error.complaints(of: program.name)),
                type: "mailproof.injection")
        }
    }

    private mutating func add(
        _ description: String, fault: (any HeldFault)?, undo: @escaping @Sendable () async -> [Finding]
    ) {
        let cleanup = context.cleanups.add("fault \(description)", undo: undo)
        record.note("armed \(description)")
        armed.append(
            ArmedDrillFault(fault: fault, description: description, undo: undo, cleanup: cleanup, firstHit: nil))
    }
}
