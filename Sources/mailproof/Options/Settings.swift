import ArgumentParser
import FoundationEssentials

/// Where a setting comes from: its flag, else `MAILPROOF_…` of the environment, else the default.
struct Settings {
    /// The environment of the process.
    let environment: [String: String]

    init() {
        environment = ProcessInfo.processInfo.environment
    }

    /// The variable of an option: `MAILPROOF_FAIL_FAST` for `fail-fast`.
    static func variable(_ option: String) -> String {
        "MAILPROOF_" + option.uppercased().replacing("-", with: "_")
    }

    /// The value of an option that takes one; an empty variable counts as not set.
    func value<Value>(_ flag: String?, _ option: String, _ parse: (String) throws -> Value) throws -> Value? {
        if let flag { return try parsed(flag, "--\(option)", parse) }
        let variable = Self.variable(option)
        guard let text = environment[variable], !text.isEmpty else { return nil }
        return try parsed(text, variable, parse)
    }

    /// The values of an option that may be repeated; a variable holds one.
    func values<Value>(_ flags: [String], _ option: String, _ parse: (String) throws -> Value) throws -> [Value] {
        guard flags.isEmpty else { return try flags.map { try parsed($0, "--\(option)", parse) } }
        return try value(nil, option, parse).map { [$0] } ?? []
    }

    /// Whether a flag is set; its variable is `true` or `false`.
    func flag(_ isSet: Bool, _ option: String) throws -> Bool {
        if isSet { return true }
        return try value(nil, option) { text in
            guard let value = Bool(text) else { throw ValidationError("expected true or false, found '\(text)'") }
            return value
        } ?? false
    }

    private func parsed<Value>(_ text: String, _ name: String, _ parse: (String) throws -> Value) throws -> Value {
        do { return try parse(text) } catch { throw ValidationError("\(name): \(error)") }
    }
}
