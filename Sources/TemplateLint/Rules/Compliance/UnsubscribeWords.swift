/// How links to unsubscribe are called.
enum UnsubscribeWords {
    /// Whether a link is one, by its text, its address, or the tag that prints its address.
    static func isUnsubscribe(
        _ element: HTMLElement, to attribute: HTMLAttribute, _ target: String, shownAs shown: String, in text: LintText
    ) -> Bool {
        if isIn(target) || isIn(shown) { return true }
        for attribute in element.attributes {
            switch attribute.name {
            case "data-unsubscribe": return true
            case "title", "aria-label": if isIn(attribute.value) { return true }
            default: continue
            }
        }
        // A tag in the address is masked: its name is read from the template.
        if !text.holes.isEmpty, isIn(String(decoding: text.bytes[attribute.valueRange], as: UTF8.self)) { return true }
        return element.descendants.contains { number in
            HTMLElement(element.document, at: number)?["alt"].map { isIn($0.value) } ?? false
        }
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
        set.isIn(text)
    }

    private static let set = StretchSet(words)

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
