/// Names of character sets that mail programs know.
enum CharsetNames {
    /// From IANA's registry those that mail is or was written in, with the names that programs use for them.
    private static let known: Set<String> = [
        "utf-8", "utf8", "utf-7", "utf-16", "utf-16le", "utf-16be", "utf-32", "us-ascii", "ascii", "ansi_x3.4-1968",
        "iso646-us", "iso-8859-8-i", "latin1", "latin-1", "latin2", "latin9", "latin-9", "koi8-r", "koi8-u", "koi8-ru",
        "big5", "big5-hkscs", "gb2312", "gb_2312-80", "gbk", "gb18030", "hz-gb-2312", "euc-cn", "x-gbk", "euc-tw",
        "euc-jp", "iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ms", "shift_jis",
        "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932", "ms_kanji", "euc-kr", "ks_c_5601-1987", "ksc5601",
        "ks_c_5601", "iso-2022-kr", "cp949", "uhc", "x-windows-949", "tis-620", "macintosh", "x-mac-roman", "macroman",
        "x-mac-cyrillic", "viscii", "iso-ir-111", "armscii-8", "georgian-ps", "ibm437", "ibm850", "ibm852", "ibm855",
        "ibm862", "ibm864", "ibm866", "cp437", "cp850", "cp852", "cp866", "windows-874", "cp874", "unicode-1-1-utf-7",
    ]

    /// Whether a name, in small letters, is that of a character set.
    static func isKnown(_ name: String) -> Bool {
        if known.contains(name) { return true }
        for (prefix, range) in [
            ("iso-8859-", 1...16), ("iso8859-", 1...16), ("iso_8859-", 1...16), ("windows-", 1250...1258),
            ("cp", 1250...1258), ("cp-", 1250...1258), ("x-cp", 1250...1258),
        ] where name.hasPrefix(prefix) {
            if let number = Int(name.dropFirst(prefix.count)), range.contains(number) { return true }
        }
        return false
    }

    /// A name for comparing: what browsers take for the same (WHATWG Encoding) is the same.
    static func canonical(_ name: String) -> String {
        switch name {
        case "utf8", "unicode-1-1-utf-8": "utf-8"
        case "us-ascii", "ascii", "latin1", "latin-1", "iso-8859-1", "iso8859-1", "iso_8859-1", "cp1252", "cp-1252",
            "x-cp1252", "ansi_x3.4-1968", "iso646-us":
            "windows-1252"
        case "gb2312", "gb_2312-80", "x-gbk", "gb18030", "euc-cn": "gbk"
        case "ks_c_5601-1987", "ks_c_5601", "ksc5601", "cp949", "uhc", "x-windows-949": "euc-kr"
        case "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932", "ms_kanji": "shift_jis"
        default: name
        }
    }
}
