import ArgumentParser
import Findings
import FoundationEssentials
import Runner
import Scenarios

/// Where a setting comes from: its flag, else `MAILPROOF_…` of the environment, else `mailproof.yaml`, else the default.
struct Settings {
    /// The environment of the process.
    let environment: [String: String]
    private let file: ConfigurationFile

    /// The settings of this process, in this folder.
    init() throws(Ending) {
        environment = ProcessInfo.processInfo.environment
        file = try ConfigurationFile.load()
    }

    /// The variable of an option: `MAILPROOF_FAIL_FAST` for `fail-fast`.
    private static func variable(_ option: String) -> String {
        "MAILPROOF_" + option.uppercased().replacing("-", with: "_")
    }

    /// The value of an option that takes one.
    func value<Value>(_ flag: String?, _ option: String, _ parse: (String) throws -> Value) throws -> Value? {
        try values(flag.map { [$0] } ?? [], option, parse).first
    }

    /// The values of an option that may be repeated; a variable holds one, and counts as not set where it is empty.
    func values<Value>(_ flags: [String], _ option: String, _ parse: (String) throws -> Value) throws -> [Value] {
        guard flags.isEmpty else { return try flags.map { try parsed($0, "--\(option)", parse) } }
        let variable = Self.variable(option)
        if let text = environment[variable], !text.isEmpty { return [try parsed(text, variable, parse)] }
        return try (file.values[option] ?? []).map { written in
            do { return try parse(written.value) } catch {
                let finding = Finding("run/bad-setting", .error, "\(error)", at: written.excerpt)
                throw Ending(ExitStatus.usage, [finding], conclusion: "nothing was started")
            }
        }
    }

    /// Whether a flag is set; elsewhere it is written `true` or `false`.
    func flag(_ isSet: Bool, _ option: String) throws -> Bool {
        if isSet { return true }
        return try value(nil, option) { text in
            guard let value = Bool(text) else { throw BadValue(description: "expected true or false, found '\(text)'") }
            return value
        } ?? false
    }

    private func parsed<Value>(_ text: String, _ name: String, _ parse: (String) throws -> Value) throws -> Value {
        do { return try parse(text) } catch { throw ValidationError("\(name): \(error)") }
    }
}

/// A text that an option does not take, with what it does.
struct BadValue: Error, CustomStringConvertible {
    var description: String
}
