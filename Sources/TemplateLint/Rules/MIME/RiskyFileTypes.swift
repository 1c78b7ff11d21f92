/// File name endings that mail providers refuse.
enum RiskyFileTypes {
    /// Those that Gmail blocks (support.google.com/mail/answer/6590, as of 2026), in archives too.
    private static let gmail: Set<String> = [
        "ade", "adp", "apk", "appx", "appxbundle", "bat", "cab", "chm", "cmd", "com", "cpl", "diagcab", "diagcfg",
        "diagpkg", "dll", "dmg", "ex", "ex_", "exe", "hta", "img", "ins", "iso", "isp", "jar", "jnlp", "js", "jse",
        "lib", "lnk", "mde", "mjs", "msc", "msi", "msix", "msixbundle", "msp", "mst", "nsh", "pif", "ps1", "scr", "sct",
        "shb", "sys", "vb", "vbe", "vbs", "vhd", "vxd", "wsc", "wsf", "wsh", "xll",
    ]

    /// Those that Outlook blocks beside them: programs, scripts and links that Windows runs.
    private static let outlook: Set<String> = [
        "app", "application", "appref-ms", "asp", "aspx", "bas", "bgi", "cer", "cnt", "crt", "csh", "der", "fxp",
        "gadget", "grp", "hlp", "hpj", "htc", "inf", "its", "ksh", "mad", "maf", "mag", "mam", "maq", "mar", "mas",
        "mat",
        "mau", "mav", "maw", "mcf", "mda", "mdb", "mdt", "mdw", "mdz", "msh", "msh1", "msh2", "mshxml", "msh1xml",
        "msh2xml", "msu", "ops", "osd", "pcd", "pl", "plg", "prf", "prg", "printerexport", "ps1xml", "ps2", "ps2xml",
        "psc1", "psc2", "psd1", "psdm1", "pst", "pyc", "pyo", "pyw", "pyz", "pyzw", "reg", "scf", "shs", "theme", "tmp",
        "udl", "url", "vbp", "vhdx", "vsmacros", "vsw", "webpnp", "website", "ws", "xbap", "xnk",
    ]

    /// Endings of documents that a second ending hides behind: `invoice.pdf.exe`.
    private static let documents: Set<String> = [
        "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf", "jpg", "jpeg", "png", "gif", "zip", "csv",
        "mp3",
        "mp4",
    ]

    /// Who refuses a file of that name; nil where nobody is known to.
    static func refuser(ofFileNamed name: String) -> String? {
        guard let ending = ending(of: name) else { return nil }
        return gmail.contains(ending) ? "Gmail" : outlook.contains(ending) ? "Outlook" : nil
    }

    /// Whether a name shows the ending of a document before its own.
    static func hidesEnding(_ name: String) -> Bool {
        let parts = name.split(separator: ".").suffix(2).map { $0.trimmingBlanks.lowercased() }
        return parts.count == 2 && documents.contains(parts[0])
    }

    /// What follows the last dot, in small letters; Windows passes over dots and blanks at the end.
    static func ending(of name: String) -> String? {
        var text = Substring(name)
        while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
        guard let dot = text.lastIndex(of: "."), dot > text.startIndex else { return nil }
        return text[text.index(after: dot)...].lowercased()
    }
}
