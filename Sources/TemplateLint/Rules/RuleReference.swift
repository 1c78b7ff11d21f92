// swift-format-ignore-file
import Findings

/// What users read about each rule; the comments above the rules, copied here by `RuleReferenceTests`.
enum RuleReference {
    static let documentation: [RuleID: String] = [
        "accessibility/html-lang": #"""
            HTML says in which language it is.

            Fires where neither `html` nor `body` has a `lang` attribute. Screen readers choose the voice by it, and mail programs
            the hyphenation and the offer to translate. Source: WCAG 2.2, 3.1.1.
            """#,
        "accessibility/img-alt": #"""
            Images have an alternative text.

            Fires on `img` without `alt`. Screen readers read the file name instead, and programs that do not load images show
            nothing. An image that is decoration has `alt=""`. Source: WCAG 2.2, 1.1.1.
            """#,
        "accessibility/link-name": #"""
            Links have a name.

            Fires on links without text and without an image that has an alternative text: a screen reader says "link" and no
            more. Source: WCAG 2.2, 2.4.4 and 4.1.2.
            """#,
        "compliance/postal-address-missing": #"""
            Marketing mail shows the sender's postal address.

            Fires where nothing in the mail looks like one: a postal code beside a place, a street with a number, a post-office
            box; or, where the address was named, where that is not in it. The law of the United States and of Canada requires
            it. A template that is not filled and may get one from its data is left alone.
            Source: 15 U.S.C. §7704(a)(5)(A)(iii); CASL.
            """#,
        "compliance/unsubscribe-link-missing": #"""
            Marketing mail shows a link to unsubscribe.

            Fires where no link of the HTML, and no address in the text part, is one: by its words in about thirty languages, by
            the words of its address, or because it is the address of List-Unsubscribe. Gmail, Yahoo and Microsoft ask for a
            clearly visible link, and the law of most countries for a way out. A template that is not filled and may get one from
            a partial is left alone.
            """#,
        "from/display-name-has-other-address": #"""
            A display name does not name another sender.

            Fires where the name in From holds an address, or a domain in its place, that does not belong to the domain of the
            mailbox. It is how phishing looks, and filters treat it so. Source: Rspamd SPOOF_DISPLAY_NAME, FROM_NEQ_DISPLAY_NAME.
            """#,
        "from/empty-display-name": #"""
            A display name says something, or is left out.

            Fires on `"" <news@example.com>`: mail programs show nothing where the sender should be. Source: SpamAssassin
            FROM_BLANK_NAME.
            """#,
        "from/not-single-mailbox": #"""
            A message is from one mailbox.

            Fires where there is no From field, more than one, no address in it, or several. RFC 5322 §3.6.2 allows several
            authors, but DMARC looks at one, and Google asks for one. Source: Google's guidelines for senders.
            """#,
        "headers/duplicate-singleton": #"""
            Header fields that may stand once stand once.

            Fires on the second Date, From, Sender, Reply-To, To, Cc, Bcc, Message-ID, In-Reply-To, References or Subject, and on
            the second MIME-Version or Content-Type. Which of them a receiver takes is luck, and some refuse the mail.
            Source: RFC 5322 §3.6; Google's guidelines for senders.
            """#,
        "headers/list-unsubscribe-missing": #"""
            Marketing mail has a List-Unsubscribe field.

            Fires where it is missing or names no https or mailto address. Gmail and Yahoo require it of bulk senders and show a
            button for it; without it readers use the spam button instead. Source: RFC 2369 §3.2; Google's and Yahoo's
            requirements for bulk senders.
            """#,
        "headers/one-click-invalid": #"""
            Marketing mail offers one-click unsubscribe.

            Fires where there is a List-Unsubscribe field, but List-Unsubscribe-Post is missing or says anything but
            `List-Unsubscribe=One-Click`, or where no https address stands beside it. Gmail and Yahoo require it of bulk senders:
            without the exact words they show no button. A `mailto:` address will do where every chosen provider preset takes one
            (Yahoo). Source: RFC 8058 §3.1.
            """#,
        "html/doctype-missing": #"""
            HTML begins with a doctype.

            Fires on a document without `<!doctype html>` (or an older one). Without it mail programs on the web fall back to the
            quirks of old browsers, and widths and line heights change. A fragment without `html` and `body` is left alone until
            it is rendered into a whole mail. Source: HTML standard, "The DOCTYPE".
            """#,
        "html/form": #"""
            Mail links to forms and has none.

            Fires on `form` elements, and on the first input outside of one. Outlook and most programs on phones drop or disable
            them, and Gmail warns its readers when they submit. A form that sends mail (`action="mailto:…"`) is an error: it is a
            known trait of phishing. Source: SpamAssassin HTML_FORMACTION_MAILTO.
            """#,
        "html/hidden-text": #"""
            Readers see the text that filters see.

            Fires on text that an inline style (`display: none`, `visibility: hidden`, `opacity: 0`, a font of at most one pixel,
            a clipped box without height, a far negative indent) or the `hidden` attribute hides. It is an error where more than
            a tenth of the words are hidden.

            Left alone: a preheader (hidden text of up to 500 characters before anything that is seen), elements that are hidden
            from Outlook alone (`mso-hide`), elements whose class or id a style sheet of the mail names, because it may show
            them, and hidden elements without text of their own.
            Source: Google's guidelines for senders, "don't use HTML and CSS to hide content"; Rspamd MANY_INVISIBLE_PARTS.
            """#,
        "html/script": #"""
            Mail carries no scripts.

            Fires on `script` elements and on attributes such as `onclick`. Every mail program removes them, and filters treat
            mail that has them as an attack. Structured data (`type="application/ld+json"`), which Gmail reads, is left alone.
            Source: Microsoft's guidance for senders; Gmail's schema markup documentation.
            """#,
        "html/too-deep": #"""
            Elements are nested no deeper than mail programs follow.

            Fires on HTML with more than 2,000 elements in another, which is not read any further: no other rule about HTML can
            look at it. Real mail stays below a hundred; such depth comes from a loop in a generator, or from an attack.
            """#,
        "images/data-uri": #"""
            Images are linked or attached, not written into the HTML.

            Fires on `data:` images. Gmail and Outlook do not show them, and they count towards the size at which Gmail cuts.
            Source: caniemail, image-base64.
            """#,
        "images/missing-width": #"""
            Images have a width attribute.

            Fires on `img` without `width`. Outlook for Windows ignores the width in styles and shows the image at its own size,
            which breaks the layout.
            """#,
        "images/relative-src": #"""
            Images say where they are, in full.

            Fires on `src` values that are empty or relative: a mail has no address that they could be relative to. In a template
            that is not filled it warns, because a later step may complete them.
            """#,
        "links/empty-or-placeholder": #"""
            Links lead somewhere.

            Fires on `href` values that are empty, `#`, `/`, or a bare `http://`: what editors and starter templates leave behind.
            In a template that is not filled it warns, and so does an `a` that has neither `href` nor a name to be linked to. A
            host that is reserved for examples (RFC 2606) is remarked on.
            """#,
        "links/forbidden-scheme": #"""
            Links open web pages, addresses and phones, and run nothing.

            Fires on `javascript:`, `vbscript:`, `data:`, `file:` and `blob:` in links and in the action of a form. Mail programs
            remove such links, and filters treat mail that has them as an attack.
            """#,
        "links/insecure-http": #"""
            Links and forms use https.

            Fires on `http://` in links and in the action of a form. Mail programs warn about them, and whoever is on the way can
            read and change what is fetched.
            """#,
        "links/non-production-host": #"""
            Links and images are where readers can reach them.

            Fires on hosts of this machine, of private networks, and with names reserved for tests or local networks (localhost,
            10.0.0.0/8, .test, .local, .internal), and on the hosts that were named as not for production: what is left from
            development. Source: RFC 1918, RFC 6761, RFC 6762; Rspamd URL_NUMERIC_PRIVATE_IP.
            """#,
        "links/text-href-mismatch": #"""
            A link leads where its text says.

            Fires where the whole text of a link is a web address or a domain, and the link leads to a domain of another owner.
            It is the mark of phishing; filters and mail programs warn about it. Which names belong together follows the public
            suffix list. Links over a host that counts clicks show another domain for a reason: name such hosts, or show words
            instead of an address. Source: Rspamd PHISHING.
            """#,
        "lint/reason-missing": #"""
            A comment that disables a rule says why.

            Fires on `mailproof-disable…` without words behind `--`. Nobody dares to remove such a comment later, because nobody
            knows whether its reason still holds. It is a remark, and a warning in the strict profile.

            Fires:
            ```html
            <!-- mailproof-disable-file size/gmail-clip -->
            <p>Hello</p>
            ```

            Left alone:
            ```html
            <!-- mailproof-disable-file size/gmail-clip -- an archive for download, no mail -->
            <p>Hello</p>
            <!-- mailproof-enable size/gmail-clip -->
            ```
            """#,
        "lint/unknown-rule": #"""
            A comment that disables a rule names one that there is.

            Fires on `mailproof-disable`, `mailproof-disable-next-line`, `mailproof-disable-file` and `mailproof-enable` with the
            name of a rule that is not known, or without a name: such a comment does nothing, and whoever wrote it believes that
            it does. Names of rules of a later version are known.

            Fires:
            ```html
            <!-- mailproof-disable-next-line links/insecure-htpp -- the intranet has no certificate -->
            <a href="http://example.org/">Example</a>
            ```

            Left alone:
            ```html
            <!-- mailproof-disable-next-line links/insecure-http -- the intranet has no certificate -->
            <a href="http://example.org/">Example</a>
            ```
            """#,
        "lint/unused-disable": #"""
            A comment that disables a rule is removed when there is nothing to disable any more.

            Fires on a rule in `mailproof-disable…` that found nothing where the comment reaches, and on `mailproof-enable` where
            the rule was not disabled. Such a comment hides the next finding that comes to stand there. A rule that cannot look at
            this file at all (it needs a whole message, or is for mail of another kind) is left alone.

            Fires:
            ```html
            <!-- mailproof-disable-next-line links/insecure-http -- the intranet has no certificate -->
            <a href="https://example.org/">Example</a>
            ```

            Left alone:
            ```html
            <!-- mailproof-disable-file headers/one-click-invalid -- the platform adds the field -->
            <a href="https://example.org/">Example</a>
            ```
            """#,
        "mime/html-only": #"""
            A message with HTML has a text part too.

            Fires where there is HTML and no `text/plain` beside it. Programs that show no HTML, screen readers and filters read
            the text part. Source: SpamAssassin MIME_HTML_ONLY (S/O 0.858).
            """#,
        "mime/text-part-empty": #"""
            The text part says what the HTML says.

            Fires where the `text/plain` part is blank, or has less than a tenth of the words that the HTML shows. Source:
            SpamAssassin EMPTY_MESSAGE, MPART_ALT_DIFF_COUNT.
            """#,
        "personalization/literal-null": #"""
            No value of a program that means nothing reaches the reader.

            Fires on `[object Object]`, `Invalid Date`, `NaN` and `Optional(…)` anywhere in what is seen; on `null`, `undefined`,
            `nil` and `None` where they stand alone, after a greeting, or in an address; and on whatever a tag of the template
            printed that is exactly one of these words.
            """#,
        "personalization/undefined-variable": #"""
            Every name that a template prints is in its data.

            Fires on variables that the data does not know: Mustache prints nothing for them, in silence ("Hello ,"). It warns
            where the name is there for other items of the list. A section over an unknown name is only remarked on, because
            leaving a name out is how optional parts are written, unless a name that differs in a letter or two is there.
            """#,
        "personalization/unescaped-output": #"""
            Values are escaped where they are printed into HTML.

            Fires on `{{{name}}}` and `{{&name}}` in HTML templates: whatever is in the value becomes markup, so that a customer
            named `<b>` changes the mail, and one who means harm writes links into it. Stencil escapes nothing and has no filter for it: there it fires on each value that is printed
            without `|escape` or `|e`, which your program registers. Where the value is HTML that you made,
            ignore the rule for the template.
            """#,
        "personalization/unresolved-placeholder": #"""
            Nothing of a template language reaches the reader.

            Fires on what is left of tags in text, links, images and the subject of a finished mail: `{{name}}`, `{% if %}`,
            `*|NAME|*`, `%%name%%`, `%FIRST_NAME%`, `${name}`, `[[name]]`, `<%= name %>`, `#{name}`, and the same percent-encoded
            in addresses. Styles, scripts and code are not looked at. A sending platform that fills its own tags later is a
            reason to turn the rule off for those templates. Source: SpamAssassin UNRESOLVED_TEMPLATE (no ham in its figures).
            """#,
        "size/gmail-clip": #"""
            Gmail shows the whole mail.

            Fires where the HTML, with what the sending platform adds to it, is larger than 102 KiB (an error) or 80 KiB (a
            warning). Gmail shows about the first 102 KB and hides the rest behind "View entire message": the way to
            unsubscribe and the pixel that counts readers are usually there. The figure was found by measuring; Google does not
            publish it. A template that is not filled yet only warns. Source: hteumeuleu/email-bugs#41.
            """#,
        "size/style-block": #"""
            Style sheets stay below what Gmail accepts.

            Fires where the `style` elements of a mail hold more than 16,384 bytes (an error) or 8,192 bytes (a warning). Beyond a
            limit Gmail drops the whole style sheet; both figures have been reported. Source: hteumeuleu/email-bugs#90.
            """#,
        "size/too-large": #"""
            HTML is small enough to be read.

            Fires on HTML of more than 4 MiB, or with more than 30,000 tags, which is not read any further: no other rule about
            HTML can look at it. Gmail shows the first 102 KB.
            """#,
        "subject/all-caps": #"""
            A subject does not shout.

            Fires where every letter that has a small form is a capital, in at least ten characters and two words after `Re:` and
            the like. It is a remark: as evidence of spam it is worth nothing (S/O 0.496 in SpamAssassin's own figures), but
            people read it as shouting. Source: SpamAssassin SUBJ_ALL_CAPS.
            """#,
        "subject/missing": #"""
            A message has a subject.

            Fires where there is no Subject field, or nothing in it but blanks. Mail programs show "(no subject)", and filters
            count it. Source: Rspamd MISSING_SUBJECT, SpamAssassin MISSING_SUBJECT.
            """#,
        "subject/too-long": #"""
            A subject fits where it is read.

            Fires on more than 200 characters (a warning, because filters count it) and on more than 70 (a remark: most lists of
            messages cut there, phones sooner). Source: Rspamd LONG_SUBJ.
            """#,
        "text/image-only": #"""
            Mail has text beside its images.

            Fires on HTML with images and less than 400 bytes of text that is seen, an error below 50. Images that say that they
            are at most 200 pixels wide, logos and icons, do not count. Filters cannot read an
            image, and neither can readers whose program does not load them. A template that is not filled yet is only remarked
            on. Source: SpamAssassin HTML_IMAGE_ONLY_04 and its kin; Rspamd R_EMPTY_IMAGE.
            """#,
        "text/mojibake": #"""
            Letters come out as they were meant.

            Fires on U+FFFD, which stands where bytes were no text; on pairs that come of UTF-8 read as Latin-1 (`Ã©` for é, `â€™`
            for ’); and on character references that were escaped twice, so that a reader sees `&amp;` or `&nbsp;`. Text in `code`
            and `pre` may show them on purpose. A part in a character set that this version does not read is left alone.
            """#,
    ]
}
