/// Which scripts may stand together in a name (UTS #39 §5.2, "Restriction-Level Detection").
package struct ScriptMixing {
    /// The scripts of the letters of a text, in the order of their first letter.
    package let scripts: [Script]
    /// A letter of a script that names are not written in (UAX #31, table 7).
    package let unrecommended: Unicode.Scalar?

    /// Looks at a text.
    package init(_ text: some StringProtocol) {
        var scripts: [Script] = []
        var unrecommended: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let script = Script(scalar) {
                if !scripts.contains(script) { scripts.append(script) }
            } else if scalar.value >= 0x80, scalar.properties.isAlphabetic, !Self.isShared(scalar) {
                unrecommended = unrecommended ?? scalar
            }
        }
        self.scripts = scripts
        self.unrecommended = unrecommended
    }

    /// Whether it is at most "Highly Restrictive": one script, or Latin with those that Chinese, Japanese or Korean mix.
    package var isHighlyRestrictive: Bool {
        guard unrecommended == nil else { return false }
        if scripts.count <= 1 { return true }
        let allowed: [Set<Script>] = [
            [.latin, .han, .hiragana, .katakana], [.latin, .han, .bopomofo], [.latin, .han, .hangul],
        ]
        return allowed.contains { $0.isSuperset(of: scripts) }
    }

    /// Letters that belong to no script of their own: modifier letters, and marks that all scripts use.
    private static func isShared(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .modifierLetter, .nonspacingMark, .spacingMark, .enclosingMark: true
        // Common in Scripts.txt though letters: º and ª are Latin, these are not.
        default: scalar.value == 0xB5
        }
    }
}

/// Letters that look like others (UTS #39, confusables.txt), as far as whole words can be written with them.
package enum Lookalikes {
    /// Cyrillic letters that look like Latin ones.
    package static let cyrillicOfLatin = Set("асԁеһіјӏорԛѕԝхуАВЕІЈКМНОРСТХЅԌԚԜ".unicodeScalars)
    /// Greek letters that look like Latin ones.
    package static let greekOfLatin = Set("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονΧϲϳ".unicodeScalars)
    /// Latin letters that look like Cyrillic ones that Russian and Ukrainian use.
    package static let latinOfCyrillic = Set("acejiopsxyABEIJKMHOPCTX".unicodeScalars)
    /// Latin letters that look like Greek ones.
    package static let latinOfGreek = Set("ABEZHIKMNOPTYXov".unicodeScalars)
}
