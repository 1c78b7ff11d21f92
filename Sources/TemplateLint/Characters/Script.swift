/// The script that a letter belongs to (Unicode UAX #24), as far as it is recommended for names (UAX #31, table 5).
///
/// The standard library knows the property and does not offer it, so the ranges stand here; a test holds them to what its
/// regular expressions say.
package enum Script: String, CaseIterable {
    case latin, greek, cyrillic, armenian, hebrew, arabic, thaana, devanagari, bengali, gurmukhi, gujarati, oriya, tamil
    case telugu, kannada, malayalam, sinhala, thai, lao, tibetan, myanmar, georgian, hangul, ethiopic, khmer, han
    case hiragana, katakana, bopomofo

    /// The script of a character; nil for one that several share, and for scripts that names are not written in.
    package init?(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            guard scalar.properties.isAlphabetic else { return nil }
            self = .latin
            return
        }
        var low = 0
        var high = Self.ranges.count
        while low < high {
            let middle = (low + high) / 2
            if Self.ranges[middle].last < value { low = middle + 1 } else { high = middle }
        }
        guard low < Self.ranges.count, Self.ranges[low].first <= value else { return nil }
        self = Self.ranges[low].script
    }

    /// Its name in a sentence.
    package var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    private struct Stretch {
        var first: UInt32
        var last: UInt32
        var script: Script
    }

    private static let ranges: [Stretch] = table.split(separator: "\n").flatMap { line in
        let words = line.split(separator: " ")
        guard let script = words.first.flatMap({ Script(rawValue: String($0)) }) else { return [Stretch]() }
        return words.dropFirst().compactMap { word in
            let ends = word.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            guard let first = ends.first, let last = ends.last else { return nil }
            return Stretch(first: first, last: last, script: script)
        }
    }.sorted { $0.first < $1.first }

    /// Unicode 16, the property Script.
    private static let table = """
        latin 41-5A 61-7A AA BA C0-D6 D8-F6 F8-2B8 2E0-2E4 1D00-1D25 1D2C-1D5C 1D62-1D65 1D6B-1D77 1D79-1DBE 1E00-1EFF \
            2071 207F 2090-209C 212A-212B 2132 214E 2160-2188 2C60-2C7F A722-A787 A78B-A7CD A7D0-A7D1 A7D3 A7D5-A7DC \
            A7F2-A7FF AB30-AB5A AB5C-AB64 AB66-AB69 FB00-FB06 FF21-FF3A FF41-FF5A 10780-107BA 1DF00-1DF2A
        bopomofo 2EA-2EB 3105-312F 31A0-31BF
        greek 370-373 375-37D 37F-384 386 388-3E1 3F0-3FF 1D26-1D2A 1D5D-1D61 1D66-1D6A 1DBF 1F00-1FFE 2126 AB65 \
            10140-1018E 101A0 1D200-1D245
        cyrillic 400-484 487-52F 1C80-1C8A 1D2B 1D78 2DE0-2DFF A640-A69F FE2E-FE2F 1E030-1E08F
        armenian 531-58F FB13-FB17
        hebrew 591-5F4 FB1D-FB4F
        arabic 600-604 606-60B 60D-61A 61C-61E 620-63F 641-64A 656-66F 671-6DC 6DE-6FF 750-77F 870-88E 890-8E1 8E3-8FF \
            FB50-FBC2 FBD3-FD3D FD40-FD8F FD92-FDC7 FDCF-FDFF FE70-FEFC 10E60-10E7E 10EC2-10EC4 10EFC-10EFF \
            1EE00-1EEF1
        thaana 780-7B1
        devanagari 900-950 955-963 966-97F A8E0-A8FF 11B00-11B09
        bengali 980-9FE
        gurmukhi A01-A76
        gujarati A81-AFF
        oriya B01-B77
        tamil B82-BFA 11FC0-11FFF
        telugu C00-C5A C5D-C7F
        kannada C80-CD6 CDD-CF3
        malayalam D00-D7F
        sinhala D81-DF4 111E1-111F4
        thai E01-E3A E40-E5B
        lao E81-EDF
        tibetan F00-FD4 FD9-FDA
        myanmar 1000-109F A9E0-A9FE AA60-AA7F 116D0-116E3
        georgian 10A0-10FA 10FC-10FF 1C90-1CBF 2D00-2D2D
        hangul 1100-11FF 302E-302F 3131-318E 3200-321E 3260-327E A960-A97C AC00-D7FB FFA0-FFDC
        ethiopic 1200-1399 2D80-2DDE AB01-AB2E 1E7E0-1E7FE
        khmer 1780-17F9 19E0-19FF
        han 2E80-2FD5 3005 3007 3021-3029 3038-303B 3400-4DBF 4E00-9FFF F900-FAD9 16FE2-16FE3 16FF0-16FF1 20000-2B739 \
            2B740-2CEA1 2CEB0-323AF
        hiragana 3041-3096 309D-309F 1B001-1B11F 1B132-1B152 1F200
        katakana 30A1-30FA 30FD-30FF 31F0-31FF 32D0-32FE 3300-3357 FF66-FF6F FF71-FF9D 1AFF0-1B000 1B120-1B122 \
            1B155-1B167
        """
}
