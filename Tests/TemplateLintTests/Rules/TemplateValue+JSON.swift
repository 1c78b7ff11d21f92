import Foundation
import TemplateLint

extension TemplateValue {
    /// The value of a JSON text; nil where it is none.
    init?(json: String) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed) else {
            return nil
        }
        self.init(jsonObject: value)
    }

    private init(jsonObject value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let items as [Any]: self = .list(items.map(TemplateValue.init(jsonObject:)))
        case let values as [String: Any]: self = .mapping(values.mapValues(TemplateValue.init(jsonObject:)))
        case let number as NSNumber:
            self = number.isBoolean ? .boolean(number.boolValue) : .number("\(number)")
        default: self = .null
        }
    }
}

extension LintSettings {
    /// A sender whom examples are about.
    static var example: LintSettings {
        var settings = LintSettings()
        settings.registrableDomain = { host in
            host.split(separator: ".").suffix(2).joined(separator: ".")
        }
        settings.senderNames = ["ACME GmbH"]
        settings.avoidsSpamPhrases = true
        return settings
    }
}

extension NSNumber {
    fileprivate var isBoolean: Bool { String(cString: objCType) == "c" && (self == 0 || self == 1) }
}
