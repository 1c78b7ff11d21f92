package import FaultLab
import Findings
package import Scenarios

/// The control API of the lab; published by the section `lab` where it has one.
package enum LabControlKey: ResourceKey {
    /// The way to it.
    package typealias Value = LabControlAccess
}

/// A control API that runs, and what it wants to be shown.
package struct LabControlAccess: Sendable {
    /// The server.
    package var server: LabControlServer
    /// The token, for who may be told; nil where it wants none.
    var token: String?
}

/// What `mailproof lab` wants of the control API, beside what the scenario says.
package enum LabControlRequestKey: ResourceKey {
    /// The wishes.
    package typealias Value = LabControlRequest
}

/// What `mailproof lab` wants of the control API: that there is one, at least.
package struct LabControlRequest: Sendable {
    /// Where it listens, whatever the scenario says; nil for what that says.
    package var listen: ListenAddress?
    /// What a caller must show, whatever the scenario says; nil for what that says.
    package var token: String?
    /// What a caller must show where neither says.
    package var spareToken: String?

    /// Wishes.
    package init(listen: ListenAddress? = nil, token: String? = nil, spareToken: String? = nil) {
        self.listen = listen
        self.token = token
        self.spareToken = spareToken
    }
}

/// `control: { listen: …, token: … }`.
package struct LabControlSpecification: ScenarioMapping {
    /// Where it listens; a free port of 127.0.0.1 by default.
    var listen: Located<ListenAddress>?
    /// What a caller must show.
    var token: Deferred<String>?

    package init?(_ fields: inout Fields) {
        listen = fields.optional(
            "listen", Located<ListenAddress>.self, "Where it listens; a free port of 127.0.0.1 by default.")
        token = fields.optional(
            "token", Deferred<String>.self, "What a caller must show, such as $(secrets.LAB); required beyond loopback."
        )
        guard fields.place != nil else { return nil }
    }
}

/// The start of a control API, by what the scenario and the command say.
struct LabControlStart {
    let specification: LabSpecification
    let request: LabControlRequest?
    let context: SectionContext

    func start(_ lab: Lab) async throws(SectionFailure) -> LabControlAccess {
        let control = specification.control
        let written = try written()
        let token = written.flatMap { ControlToken($0) }
        guard token != nil || written == nil else {
            throw SectionFailure(
                Finding(
                    "lab/bad-token", .error, "the token of the control API is too short, or no token at all",
                    at: (control?.token?.place ?? specification.place).excerpt,
                    remedy: "use at least \(ControlToken.shortest) letters, digits and -._~+/="),
                type: "mailproof.reference")
        }
        let listen = request?.listen ?? control?.listen?.value ?? .loopback
        do throws(LabError) {
            let server = try await LabControlServer.start(lab, words: .ofScenarios, on: listen, token: token)
            return LabControlAccess(server: server, token: written)
        } catch {
            throw SectionFailure(
                Finding(
                    "lab/not-started", .error, error.message,
                    at: (control?.listen?.place ?? specification.place).excerpt, remedy: error.remedy),
                type: "mailproof.connection")
        }
    }

    /// The token that is chosen: the environment's, the scenario's, or a spare one.
    private func written() throws(SectionFailure) -> String? {
        if let token = request?.token { return token }
        do throws(UnresolvedReference) {
            if let token = specification.control?.token { return try context.value(of: token) }
        } catch {
            throw SectionFailure(error.finding, type: "mailproof.reference")
        }
        return request?.spareToken
    }
}
