/// How links to unsubscribe are called.
enum UnsubscribeWords {
    /// Whether a link is one, by its text, its address, or the tag that prints its address.
    static func isUnsubscribe(_ link: HTMLLink, in text: LintText) -> Bool {
        if link.element["data-unsubscribe"] != nil { return true }
        let name = [link.text, link.element["title"]?.value, link.element["aria-label"]?.value]
        let alternatives = link.element.elementsBelow.compactMap { $0["alt"]?.value }
        // A tag in the address is masked: its name is read from the template.
        let address = String(decoding: text.bytes[link.attribute.valueRange], as: UTF8.self)
        return (name.compactMap(\.self) + alternatives + [link.target.text, address]).contains { isIn($0) }
    }

    /// Whether the sending platform writes the link in place of a tag of its own.
    static func isWrittenByPlatform(_ html: LintedMail.HTMLPart) -> Bool {
        // Campaign Monitor's elements.
        if html.document?.elements("unsubscribe", "preferences").isEmpty == false { return true }
        return html.text.holes.contains { hole in
            isIn(String(decoding: html.text.bytes[hole.range], as: UTF8.self))
        }
    }

    /// Whether a text holds one of the words.
    static func isIn(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        for (index, byte) in text.enumerated() {
            let candidates = wordsByFirstByte[Int(byte)]
            if !candidates.isEmpty, candidates.contains(where: { text[index...].starts(with: $0) }) { return true }
        }
        return false
    }

    private static let wordsByFirstByte: [[[UInt8]]] = {
        var table = [[[UInt8]]](repeating: [], count: 256)
        for word in words.map({ Array($0.utf8) }) { table[Int(word.first ?? 0)].append(word) }
        return table
    }()

    /// In small letters, shortened to the part that inflection leaves alone.
    private static let words = [
        // English, and addresses in any language
        "unsubscrib", "*|unsub", "/unsub", "unsub_", "_unsub", "unsub?", "unsub=", "unsub|*", "opt-out", "opt out",
        "optout", "opt_out", "email preferences", "email-preferences",
        "email_preferences", "manage preferences", "notification settings", "stop receiving",
        // German, Dutch, Scandinavian
        "abmelde", "abbestell", "austrag", "afmeld", "uitschrijv", "avregistrer", "avsluta prenumeration",
        "meld deg av",
        "avmeld", "afmelding", "framelding", "afskrá",
        // Romance
        "désabonn", "desabonn", "désinscri", "desinscri", "se désinscrire", "darse de baja", "dar de baja",
        "darme de baja",
        "cancelar suscripci", "cancelar la suscripci", "anular la suscripci", "disiscri", "cancellati",
        "cancella iscrizione",
        "annulla iscrizione", "annulla l'iscrizione", "cancelar inscri", "cancelar a inscri", "cancelar subscri",
        "descadastr", "remover inscri", "donar-se de baixa", "dezabon",
        // Slavic and Baltic
        "wypisz", "anuluj subskrypcj", "zrezygnuj", "odhlás", "odhlas", "odjav", "отпис", "отказаться от", "відпис",
        "отпиш", "atsisakyti", "atrakst", "loobu",
        // Others of Europe
        "leiratkoz", "peruuta tilaus", "peru tilaus", "διαγραφή", "απεγγραφή", "abonelikten çık", "abonelikten ayrıl",
        // Asia
        "إلغاء الاشتراك", "הסר", "לביטול", "退订", "取消订阅", "取消訂閱", "退訂", "配信停止", "登録解除", "購読解除", "購読停止", "수신거부",
        "수신 거부", "구독 취소", "hủy đăng ký", "huỷ đăng ký", "ngừng nhận", "berhenti berlangganan", "ยกเลิกการ", "सदस्यता समाप्त",
    ]
}
