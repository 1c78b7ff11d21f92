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
        "from/display-name-as-subject": #"""
            A display name says who writes, not what about.

            Fires where the name of From holds words of a subject, such as "action required", "last chance" or "re:", or where it
            repeats the full name or the address of the recipient. Google asks senders not to do it. A name of one word that the
            recipient shares, and names of businesses that merely have such a word, are left alone. Source: Google's guidelines
            for senders.

            Fires:
            ```eml
            From: "Action required: Example Bank" <news@example.com>

            Hello
            ```

            Left alone:
            ```eml
            From: "Urgent Care of Springfield" <news@example.com>
            To: Springfield <springfield@example.org>

            Hello
            ```
            """#,
        "from/display-name-decoration": #"""
            A display name is a name, without decoration.

            Fires on emoji, check marks and stars in the name of From, and on counters such as `(2)`, `[1]` and `[v]`. Google
            asks senders not to do it: a check mark looks like a verified sender, a counter like a conversation. Signs that belong
            to names, such as ® and &, and years in brackets are left alone. Source: Google's guidelines for senders.

            Fires:
            ```eml
            From: "Example Shop (2)" <news@example.com>

            Hello
            ```

            Left alone:
            ```eml
            From: "Example® Shop (UK), Festival [2026]" <news@example.com>

            Hello
            ```
            """#,
        "from/display-name-has-other-address": #"""
            A display name does not name another sender.

            Fires where the name in From holds an address of another domain than the mailbox (an error) or a domain alone (a
            warning: it may be a name). It is how phishing looks, and filters treat it so. Source: Rspamd SPOOF_DISPLAY_NAME,
            FROM_NEQ_DISPLAY_NAME.

            Fires:
            ```eml
            From: "service@bank.example" <news@example.com>
            Subject: News

            Hello
            ```

            Left alone:
            ```eml
            From: "news.example.com and Node.js" <news@example.com>
            Subject: News

            Hello
            ```
            """#,
        "from/empty-display-name": #"""
            A display name says something, or is left out.

            Fires on `"" <news@example.com>`: mail programs show nothing where the sender should be. Source: SpamAssassin
            FROM_BLANK_NAME.

            Fires:
            ```eml
            From: "" <news@example.com>
            Subject: News

            Hello
            ```

            Left alone:
            ```eml
            From: news@example.com
            Subject: News

            Hello
            ```
            """#,
        "from/freemail-sender": #"""
            Mail is sent from a domain of one's own.

            Fires where the address in From is one of a provider for consumers, such as gmail.com or yahoo.com: an error for
            marketing, a warning for other mail. Only the provider can sign for that domain; its DMARC policy has others
            quarantine or reject what comes from elsewhere, and bulk mail must be aligned with DMARC. A message that the provider
            has signed (a DKIM-Signature with `d=` of that domain) was sent through it and is left alone. Source: Google's and
            Yahoo's requirements for bulk senders.

            Fires:
            ```eml
            From: Example Shop <example.shop@gmail.com>

            Hello
            ```

            Left alone:
            ```eml
            From: Gmail Tips <news@gmail.com.example.org>

            Hello
            ```
            """#,
        "from/no-reply-address": #"""
            Answers reach somebody.

            Fires where From is an address such as `no-reply@` or `donotreply@` and no Reply-To names another one: a remark, a
            warning for marketing. Microsoft asks senders of much mail for an address in From or Reply-To that takes answers;
            readers who cannot answer use the spam button. Source: Microsoft's requirements for high-volume senders.

            Fires:
            ```eml
            From: Example Shop <no-reply@example.com>

            Hello
            ```

            Left alone:
            ```eml
            From: Example Shop <no-reply@example.com>
            Reply-To: help@example.com

            Hello
            ```
            """#,
        "from/not-single-mailbox": #"""
            A message is from one mailbox.

            Fires where there is no From field, more than one, no address in it, or several. RFC 5322 §3.6.2 allows several
            authors, but DMARC looks at one, and Google asks for one. Warns where there is one and something beside it that
            cannot be read, such as a name with an `@` and no quotes. Source: Google's guidelines for senders.

            Fires:
            ```eml
            From: ana@example.com, bo@example.com
            Subject: News

            Hello
            ```

            Left alone:
            ```eml
            From: "Ana, Bo" <team@example.com>
            Subject: News

            Hello
            ```
            """#,
        "from/reply-to-freemail": #"""
            Answers go to the sender's own domain.

            Fires where Reply-To is an address of a provider for consumers, such as gmail.com, and From is not. Fraud is done so:
            the mail seems to be a company's, the answer goes to a mailbox that anybody can open. Source: SpamAssassin
            FREEMAIL_REPLYTO (S/O 0.985); Rspamd FREEMAIL_REPLYTO_NEQ_FROM_DOM.

            Fires:
            ```eml
            From: Example Shop <news@example.com>
            Reply-To: example.shop@gmail.com

            Hello
            ```

            Left alone:
            ```eml
            From: Example Shop <news@example.com>
            Reply-To: gmail.com@help.example.com

            Hello
            ```
            """#,
        "headers/date-invalid": #"""
            A Date field holds the moment at which the message was written.

            Fires on what is no date-time (an error), and warns where the day of the week is not that of the date, or where the
            date is more than a day old or more than two hours ahead when the mail is checked. Zones by name and years of two
            digits are obsolete and left alone: RFC 5322 §4.3 has everybody read them. Source: RFC 5322 §3.3; SpamAssassin
            INVALID_DATE (S/O 0.946); the limits are Rspamd's.

            Fires:
            ```eml
            Date: 2026-11-21T10:04:05Z

            Hello
            ```

            Left alone:
            ```eml
            Date: Sat, 21 Nov 26 10:04 GMT (it was raining)

            Hello
            ```
            """#,
        "headers/duplicate-singleton": #"""
            Header fields that may stand once stand once.

            Fires on the second Date, From, Sender, Reply-To, To, Cc, Bcc, Message-ID, In-Reply-To, References or Subject, and on
            the second MIME-Version or Content-Type. Which of them a receiver takes is luck, and some refuse the mail.
            Source: RFC 5322 §3.6; Google's guidelines for senders.

            Fires:
            ```eml
            Subject: News
            subject: Offers

            Hello
            ```

            Left alone:
            ```eml
            Received: from a by b
            Received: from b by c
            Subject: News

            Subject: this is text
            ```
            """#,
        "headers/line-too-long": #"""
            Lines of the header are short.

            Fires on a line of more than 998 octets (an error: RFC 5322 §2.1.1 forbids it, and servers cut or refuse it) and, as
            one remark for all, on lines of more than 78 that could be folded. A line whose words are too long themselves cannot
            be folded and is left alone, as are the fields that servers add on the way. Source: RFC 5322 §2.1.1.

            Fires:
            ```eml
            List-Unsubscribe: <https://example.com/u?t=⟨100 × 0123456789⟩>

            Hello
            ```

            Left alone:
            ```eml
            List-Unsubscribe: <https://example.com/u?t=⟨90 × 0123456789⟩>

            Hello
            ```
            """#,
        "headers/list-id-missing": #"""
            Mail to many says which list it is of.

            A remark on marketing mail without List-Id. Google recommends the field, and readers' filters sort by it; nobody
            requires it. Source: RFC 2919; Google's guidelines for senders.

            Fires:
            ```eml
            From: news@example.com
            X-List-Id: <weekly.example.com>

            Hello
            ```

            Left alone:
            ```eml
            From: news@example.com
            List-ID: Weekly news <weekly.example.com>

            Hello
            ```
            """#,
        "headers/list-unsubscribe-missing": #"""
            Marketing mail has a List-Unsubscribe field.

            Fires where it is missing or empty. Gmail and Yahoo require it of bulk senders and show a button for it; without it
            readers use the spam button instead. What is in it is the matter of `headers/list-unsubscribe-syntax`. Source:
            RFC 2369 §3.2; Google's and Yahoo's requirements for bulk senders.

            Fires:
            ```eml
            From: news@example.com
            List-Unsubscribe-Post: List-Unsubscribe=One-Click

            Hello
            ```

            Left alone:
            ```eml
            From: news@example.com
            list-unsubscribe: <mailto:u@example.com>

            Hello
            ```
            """#,
        "headers/list-unsubscribe-syntax": #"""
            List-Unsubscribe is a list of addresses in angle brackets.

            Fires where there is no address in angle brackets, or none with https or mailto, or one that leads nowhere. Warns on
            an http address beside better ones, on white space in an address (programs must ignore it; not all do) and on text
            beside the brackets. Comments and folds between addresses are left alone. Source: RFC 2369 §2 and §3.2; RFC 8058 §3.1.

            Fires:
            ```eml
            List-Unsubscribe: https://example.com/unsubscribe

            Hello
            ```

            Left alone:
            ```eml
            List-Unsubscribe: (use the web) <https://example.com/unsubscribe>,
             <mailto:u@example.com?subject=unsubscribe>

            Hello
            ```
            """#,
        "headers/message-id-invalid": #"""
            A Message-ID is one name in angle brackets that nobody else uses.

            Fires where it is not `<left@right>`: no brackets, blanks or control characters in it, bytes beyond ASCII, no or
            several `@`, nothing on one side, more than one identifier; and where the right side is `localhost` or a name of a
            local network, which every other machine has as well. Comments and a fold before it are left alone. Source: RFC 5322
            §3.6.4; SpamAssassin INVALID_MSGID (S/O 0.951).

            Fires:
            ```eml
            Message-ID: <1.2.3@localhost>

            Hello
            ```

            Left alone:
            ```eml
            Message-ID:
             <20261121.1004+ab/c=$d@[192.0.2.1]> (added by the relay)

            Hello
            ```
            """#,
        "headers/missing-required": #"""
            A message has a date and an identifier.

            Fires where Date or Message-ID is missing. RFC 5322 §3.6 requires the date and asks for the identifier; Google wants a
            valid Message-ID in every message, and filters count both. A server that takes mail for submission may add them
            (RFC 6409 §8), one that relays does not. A missing From is the matter of `from/not-single-mailbox`. Source: RFC 5322
            §3.6; Google's guidelines for senders; SpamAssassin MISSING_DATE (S/O 0.990), MISSING_MID (0.755).

            Fires:
            ```eml
            From: news@example.com
            Date: Sat, 21 Nov 2026 10:04:05 +0000

            Message-ID: <too-late@example.com>
            ```

            Left alone:
            ```eml
            date: Sat, 21 Nov 2026 10:04:05 +0000
            message-id: <1@example.com>

            Hello
            ```
            """#,
        "headers/one-click-invalid": #"""
            Marketing mail offers one-click unsubscribe.

            Fires where there is a List-Unsubscribe field, but List-Unsubscribe-Post is missing or says anything but
            `List-Unsubscribe=One-Click`, or where no https address stands beside it. Gmail and Yahoo require it of bulk senders:
            without it they show no button. Warns on other capitals, which the grammar of RFC 8058 §5 admits and not every
            provider does, and on two https addresses. Yahoo is content with a mailto address: where the settings say that this
            will do, a field with one is left alone. Source: RFC 8058 §3.1; Google's guidelines for senders.

            Fires:
            ```eml
            List-Unsubscribe: <mailto:u@example.com>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click

            Hello
            ```

            Left alone:
            ```eml
            List-Unsubscribe: <mailto:u@example.com>, <https://example.com/u>
            List-Unsubscribe-Post:
             List-Unsubscribe=One-Click

            Hello
            ```
            """#,
        "headers/one-click-not-signed": #"""
            The fields for one-click unsubscribe are signed.

            Fires on a signed message with List-Unsubscribe-Post where no DKIM-Signature has both List-Unsubscribe and
            List-Unsubscribe-Post in its `h=` tag; the finding names those that are missing. Receivers that see a field that is
            not covered show no button, because anybody on the way may have added it. One signature that covers both is enough,
            whoever made it. Signers often leave the second field out. Source: RFC 8058 §4.

            Fires:
            ```eml
            DKIM-Signature: v=1; d=example.com; s=a; h=from:list-unsubscribe; bh=; b=
            List-Unsubscribe: <https://example.com/u>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click

            Hello
            ```

            Left alone:
            ```eml
            DKIM-Signature: v=1; d=relay.example.net; s=a; h=from:to; bh=; b=
            DKIM-Signature: v=1; d=example.com; s=a; h=From:List-Unsubscribe:
             List-Unsubscribe-Post; bh=; b=
            List-Unsubscribe: <https://example.com/u>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click

            Hello
            ```
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
        "mime/alternative-order": #"""
            In multipart/alternative the plainest part comes first.

            Fires where HTML stands before the plain text. RFC 2046 §5.1.4 has programs show the last part that they understand,
            so that every reader gets the plain text and nobody the HTML. A multipart/alternative with a single part of plain text
            is a remark; one with nothing but HTML is the matter of `mime/html-only`. Source: RFC 2046 §5.1.4; Rspamd
            MIME_MA_MISSING_TEXT.

            Fires:
            ```eml
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/html

            <p>Hello</p>
            --b
            Content-Type: text/plain

            Hello
            --b--
            ```

            Left alone:
            ```eml
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html

            <p>Hello</p>
            --b
            Content-Type: text/plain

            This text follows the HTML for everybody.
            --b--
            ```
            """#,
        "mime/attachment-risky-type": #"""
            Attachments are files that providers deliver.

            Fires on a file whose name ends in what Gmail or Outlook block (programs, scripts, disk images, links), also in a ZIP
            archive, and on a name with a character that turns the direction of writing, which hides the real ending: a message
            with one is refused. What only Outlook blocks is a warning, because the message arrives without the file; so is an
            archive with a password, which no filter can look into. Names that merely hold such a word are left alone.
            Source: Gmail's and Outlook's lists of blocked file types; Rspamd MIME_BAD_EXTENSION, MIME_DOUBLE_BAD_EXTENSION,
            MIME_BAD_UNICODE.

            Fires:
            ```eml
            MIME-Version: 1.0
            Content-Type: application/octet-stream
            Content-Disposition: attachment; filename="invoice.pdf.exe"

            x
            ```

            Left alone:
            ```eml
            MIME-Version: 1.0
            Content-Type: application/pdf
            Content-Disposition: attachment; filename="setup.exe - manual.pdf"

            x
            ```
            """#,
        "mime/boundary-broken": #"""
            The boundaries of a message cut it where its parts are.

            Fires where a multipart names no boundary, where its boundary never comes or the closing one is missing, where a
            multipart in another has the same boundary, and where the boundary comes again behind the closing one. Then parts are
            lost or shown as text. Warns on a boundary of more than 70 characters. A boundary that begins with another one's is
            legal and left alone. Source: RFC 2046 §5.1.

            Fires:
            ```eml
            Content-Type: multipart/mixed; boundary=b

            --b

            Hello
            ```

            Left alone:
            ```eml
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=b1

            --b1

            Hello
            --b1--
            --b--
            ```
            """#,
        "mime/charset-missing-or-wrong": #"""
            A text part names the character set that it is written in.

            Fires on text beyond ASCII in a part that names no character set or US-ASCII, on a name that no program knows, on bytes
            that are not UTF-8 in a part that says so, and on HTML whose `meta` names another character set than the header: mail
            programs differ in which they believe. A Content-Type that cannot be read makes the part plain ASCII text and is found
            too. Where the text is ASCII, nothing can go wrong and nothing is said. Source: RFC 2045 §5.2; RFC 2046 §4.1.2;
            Rspamd R_MISSING_CHARSET.

            Fires:
            ```eml
            MIME-Version: 1.0
            Content-Type: text/plain
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe
            ```

            Left alone:
            ```eml
            MIME-Version: 1.0
            Content-Type: text/html

            <meta charset="iso-8859-1"><p>Hello</p>
            ```
            """#,
        "mime/cid-unresolved": #"""
            An image that the HTML takes from the message is in it.

            Fires on a `cid:` address in the HTML, in an attribute or a style, for which no part has the Content-ID: the reader
            sees a broken image. A remark where an inline image is in the message and the HTML never names it: many programs show
            it as an attachment. Percent-escapes are read, capitals do not matter, and parts with a Content-Location may be meant
            by other addresses. Source: RFC 2392.

            Fires:
            ```eml
            MIME-Version: 1.0
            Content-Type: text/html; charset=utf-8

            <img src="cid:logo@example.com" alt="">
            ```

            Left alone:
            ```eml
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary=b

            --b
            Content-Type: text/html

            <img src="cid:logo%40example.com" alt="">
            --b
            Content-Type: image/png
            Content-ID: <Logo@example.com>

            x
            --b--
            ```
            """#,
        "mime/cte-mismatch": #"""
            A part is written in the transfer encoding that it names.

            Fires on bytes above 127 in a part that is 7bit, by its header or because it names no encoding: servers on the way may
            clear the eighth bit or refuse the message (an error). A multipart that claims to be encoded is an error too, because
            RFC 2045 §6.4 forbids it. Warns on an encoding that does not exist, on bytes above 127 in quoted-printable, on a `=`
            there that encodes nothing, and on characters in base64 that are not of its alphabet; a line of quoted-printable
            beyond 76 characters is a remark. Source: RFC 2045 §6; Rspamd R_BAD_CTE_7BIT.

            Fires:
            ```eml
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            Grüße
            ```

            Left alone:
            ```eml
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Grüße, 1 = 1
            ```
            """#,
        "mime/html-only": #"""
            A message with HTML has a text part too.

            Fires where there is HTML and no `text/plain` beside it. Programs that show no HTML, screen readers and filters read
            the text part. Source: SpamAssassin MIME_HTML_ONLY (S/O 0.858).

            Fires:
            ```eml
            MIME-Version: 1.0
            Content-Type: text/html; charset=utf-8

            <p>Hello</p>
            ```

            Left alone:
            ```eml
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            <p>Hello</p>
            ```
            """#,
        "mime/line-too-long": #"""
            Lines of the body are short enough to travel.

            Fires on a line of more than 998 octets in the message as it is sent: servers break or refuse it, in the middle of a
            tag or a letter (an error). In a template or a text that is not a message yet it is a remark, because quoted-printable
            and base64 break lines; make sure that what sends it encodes it so. Source: RFC 5322 §2.1.1.

            Fires:
            ```eml
            Content-Type: text/html

            <p>⟨200 × word ⟩</p>
            ```

            Left alone:
            ```eml
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable

            <p>⟨10 × word word word word word =
            ⟩</p>
            ```
            """#,
        "mime/parts-diverge": #"""
            Text and HTML say the same.

            Fires where fewer than half of the words of the shorter part are in the other, both having at least thirty different
            words. Filters compare the two, because spam shows them one text and the reader another; and a reader of plain text
            gets another mail. A text part that is merely shorter, has addresses for the HTML's links, or is in capitals is left
            alone; one that says next to nothing is the matter of `mime/text-part-empty`. Source: Rspamd R_PARTS_DIFFER; SpamAssassin MPART_ALT_DIFF_COUNT (S/O 0.945).

            Fires:
            ```eml
            Content-Type: multipart/alternative; boundary=b

            --b

            one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
            eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion zero
            --b
            Content-Type: text/html

            <p>alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron rho sigma tau upsilon phi chi psi omega
            aleph bet gimel dalet waw zayin het tet yod kaf lamed mem nun samekh ayin qof resh shin</p>
            --b--
            ```

            Left alone:
            ```eml
            Content-Type: multipart/alternative; boundary=b

            --b

            ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN
            EIGHTEEN NINETEEN TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY HUNDRED https://example.com/a/b/c
            --b
            Content-Type: text/html

            <p>one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
            eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion zero</p>
            --b--
            ```
            """#,
        "mime/text-part-empty": #"""
            The text part says what the HTML says.

            Fires where the `text/plain` part is blank, or has less than a tenth of the words that the HTML shows, of which there
            are at least thirty. Source: SpamAssassin EMPTY_MESSAGE (S/O 0.826), MPART_ALT_DIFF_COUNT.

            Fires:
            ```eml
            Content-Type: multipart/alternative; boundary=b

            --b

            Please see the HTML
            --b
            Content-Type: text/html

            <p>⟨50 × word ⟩</p>
            --b--
            ```

            Left alone:
            ```eml
            Content-Type: multipart/alternative; boundary=b

            --b

            Your code is 123456.
            --b
            Content-Type: text/html

            <p>Your code is <b>123456</b>. It is valid for ten minutes.</p>
            --b--
            ```
            """#,
        "mime/version-missing": #"""
            A message with MIME fields says that it is MIME.

            Fires on a Content-Type or Content-Transfer-Encoding in the header without MIME-Version: RFC 2045 §4 requires it, and
            a program may show the source of the message without it. Warns on another version than 1.0. The headers of parts need
            none. Source: RFC 2045 §4; Rspamd MISSING_MIME_VERSION.

            Fires:
            ```eml
            From: news@example.com
            Content-Type: text/html; charset=utf-8

            <p>Hello</p>
            ```

            Left alone:
            ```eml
            From: news@example.com
            Mime-Version: 1.0 (by a mailer)
            Content-Type: text/html; charset=utf-8

            <p>Hello</p>
            ```
            """#,
        "personalization/header-injection": #"""
            A value that is printed into a header has no line breaks.

            Fires on an encoded word, or a parameter of a MIME field, that decodes to CR or LF, and on a CR that stands alone in a
            header. A line break in a name or a subject begins a header field of its own: whoever chooses the value can add a Bcc
            or a body. What is seen here is what an encoder left of it. Folds, which the value does not hold, are left alone.
            Source: RFC 5322 §2.2; CWE-93.

            Fires:
            ```eml
            Subject: =?utf-8?Q?Hello=0D=0ABcc:_victim@example.org?=

            Hello
            ```

            Left alone:
            ```eml
            Subject: =?utf-8?Q?Hello?=
             =?utf-8?Q?_Bcc:_victim@example.org_=3D0A?=

            Hello
            ```
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
            named `<b>` changes the mail, and one who means harm writes links into it. Where the value is HTML that you made,
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
        "size/message-total": #"""
            A message is small enough to be taken.

            Fires where the whole message, encoded and with its attachments, is larger than the settings allow: by default a
            warning from 1 MB, because such mail is slow, costs the reader's quota and is often greylisted, and an error from
            25 MB, which is what Gmail and Yahoo take. Encoding makes a file a third larger, so that 18 MB of attachments are the
            most. Source: Gmail's and Yahoo's limits for messages.

            Fires:
            ```eml
            Subject: Large

            ⟨110000 × 012345678 ⟩
            ```

            Left alone:
            ```eml
            Subject: Below a megabyte

            ⟨99000 × 012345678 ⟩
            ```
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

            Fires:
            ```eml
            Subject: GREAT NEWS TODAY

            Hello
            ```

            Left alone:
            ```eml
            Subject: ISO 27001 and GDPR: what is new

            Hello
            ```
            """#,
        "subject/contains-url": #"""
            A subject has no web address.

            Fires on an address with a scheme or `www.`, and on a bare domain of somebody else than the sender. Subjects are not
            links, so that a reader gains nothing, and filters count it. A sender's own domain is often its name ("Your
            Example.com order") and is left alone. Source: Rspamd URL_IN_SUBJECT.

            Fires:
            ```eml
            From: news@example.com
            Subject: Visit https://example.com/sale today

            Hello
            ```

            Left alone:
            ```eml
            From: news@example.com
            Subject: Your Example.com order, and Node.js 24

            Hello
            ```
            """#,
        "subject/fake-reply-prefix": #"""
            A subject begins with "Re:" only where the message is an answer.

            Fires on `Re:`, `Fw:` and `Fwd:` in a message that has neither In-Reply-To nor References, an error: Google asks
            senders not to do it, because it is made to deceive. The prefixes of other languages, such as `AW:` and `SV:`, are
            abbreviations of other things as well and warn. Source: Google's guidelines for senders; Rspamd FAKE_REPLY.

            Fires:
            ```eml
            Subject: Re: your account

            Hello
            ```

            Left alone:
            ```eml
            Subject: Re: your question
            In-Reply-To: <1@example.org>

            Hello
            ```
            """#,
        "subject/gappy-text": #"""
            Words in a subject are written without gaps.

            Fires on four or more single letters with the same separator between them: `f.r.e.e`, `W I N N E R`. It is how words
            are hidden from filters, and filters count it. Abbreviations in capitals with dots (`U.S.S.R.`) and lists
            (`S/M/L/X`, `A, B, C, D`) are left alone. Source: SpamAssassin GAPPY_SUBJECT.

            Fires:
            ```eml
            Subject: It is f.r.e.e today

            Hello
            ```

            Left alone:
            ```eml
            Subject: N.A.S.A. picks S/M/L/X for suits

            Hello
            ```
            """#,
        "subject/invisible-characters": #"""
            A subject has no characters that cannot be seen.

            Fires on zero-width characters, soft hyphens, controls of the writing direction and tag characters; and, as a remark,
            on blanks at the end. They cut words so that filters and searches miss them, or turn the order of letters round.
            What a script or an emoji needs is left alone: joiners in emoji and in Arabic and Indic scripts, marks of direction
            beside letters written from right to left, zero-width spaces in Thai, Lao, Khmer and Burmese, the tags of a flag.
            Source: UTS #39; Rspamd SUBJECT_ENDS_SPACES.

            Fires:
            ```eml
            Subject: =?utf-8?Q?Pay=E2=80=8Bment_due?=

            Hello
            ```

            Left alone:
            ```eml
            Subject: =?utf-8?Q?=F0=9F=91=A9=E2=80=8D=F0=9F=92=BB_News_for_developers?=

            Hello
            ```
            """#,
        "subject/missing": #"""
            A message has a subject.

            Fires where there is no Subject field, or nothing in it but blanks and characters that cannot be seen. Mail programs
            show "(no subject)", and filters count it. Source: Rspamd MISSING_SUBJECT, SpamAssassin MISSING_SUBJECT.

            Fires:
            ```eml
            From: news@example.com
            Subject: =?utf-8?Q?_=E2=80=8B?=

            Hello
            ```

            Left alone:
            ```eml
            From: news@example.com
            Subject: 1

            Hello
            ```
            """#,
        "subject/too-long": #"""
            A subject fits where it is read.

            Fires on more than 200 characters (a warning, because filters count it) and on more than 70 (a remark: most lists of
            messages cut there, phones sooner). Characters are counted as a reader does: a flag or a letter with its accent is
            one. Source: Rspamd LONG_SUBJ.

            Fires:
            ```eml
            Subject: Please confirm ⟨10 × the order⟩ that you placed with us yesterday evening

            Hello
            ```

            Left alone:
            ```eml
            Subject: =?utf-8?Q?Best=C3=A4tigung_Ihrer_Bestellung_bei_der_B=C3=A4ckerei_M=C3=BCller?=

            Hello
            ```
            """#,
        "subject/unencoded-8bit": #"""
            A subject beyond ASCII is written in encoded words.

            Fires on bytes above 127 in the Subject field. RFC 5322 §2.2 has a header be ASCII; what is beyond it is written as
            RFC 2047 says, `=?utf-8?Q?…?=`, or it arrives as rubbish or not at all. A message that can only travel by SMTPUTF8
            (RFC 6532), because one of its addresses is beyond ASCII or because a Received field says so, may have UTF-8 in its
            header and is left alone. Source: RFC 2047; SpamAssassin SUBJ_ILLEGAL_CHARS (S/O 0.886); Rspamd
            SUBJECT_NEEDS_ENCODING.

            Fires:
            ```eml
            From: news@example.com
            Subject: Grüße

            Hello
            ```

            Left alone:
            ```eml
            From: =?utf-8?Q?J=C3=BCrgen?= <jürgen@example.com>
            Subject: Grüße

            Hello
            ```
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
