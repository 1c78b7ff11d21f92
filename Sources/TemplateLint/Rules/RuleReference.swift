// swift-format-ignore-file
import Findings

/// What users read about each rule; the comments above the rules, copied here by `RuleReferenceTests`.
enum RuleReference {
    static let documentation: [RuleID: String] = [
        "accessibility/contrast-aa": #"""
            Text can be read by those who see less.

            Fires where the contrast of a text and its background is below 4.5, or below 3 for large text (24 pixels, or 18.66
            in bold). Only where both colours are written in the mail: what a mail program adds is not known.

            Left alone: text over images and gradients, colours that a rule under `@media` or a tag of the template may change,
            and signs between words. Where the size is not known, the text is taken for large.
            Source: WCAG 2.2, 1.4.3.

            Fires:
            ```html
            <div style="background:#ffffff"><p style="color:#999999">Small print</p></div>
            ```

            Left alone:
            ```html
            <div style="background:#ffffff"><p style="color:#999999"> | </p><p style="color:#767676">Small print</p></div>
            <div style="background:#ffffff"><h1 style="color:#8e8e8e">Large print</h1></div>
            ```
            """#,
        "accessibility/heading-empty": #"""
            Headings have a text and follow each other in order.

            Fires on `h1` to `h6` without text and without an image that has an alternative text, and on a heading that is more
            than one level below the one before it (`h1`, then `h3`). Who listens to a mail goes from heading to heading.

            Left alone: a mail that begins with any level, steps back to a higher one, headings that are hidden or into which a
            template writes. Source: WCAG 2.2, 1.3.1 and 2.4.6; W3C technique G141.

            Fires:
            ```html
            <h1>Sale</h1><h2></h2><h4>Socks</h4>
            ```

            Left alone:
            ```mustache
            <h3>News</h3><h1><img src="https://acme.io/sale.png" alt="Sale"></h1><h2>{{title}}</h2><h3>Socks</h3><h1>Shop</h1>
            ```
            """#,
        "accessibility/html-lang": #"""
            HTML says in which language it is.

            Fires where neither `html` nor `body` has a `lang` attribute. Screen readers choose the voice by it, and mail programs
            the hyphenation and the offer to translate.

            Left alone: pieces of HTML without `html` and `body`, and a tag that a template completes. Source: WCAG 2.2, 3.1.1.

            Fires:
            ```html
            <html><body><p>Hello</p></body></html>
            ```

            Left alone:
            ```html
            <html><body lang="de"><p>Hallo</p></body></html>
            ```
            """#,
        "accessibility/img-alt": #"""
            Images have an alternative text.

            Fires on `img` without `alt`. Screen readers read the file name instead, and programs that do not load images show
            nothing. An image that is decoration has `alt=""`.

            Left alone: images that are declared to be decoration, and those into which a template writes attributes.
            Source: WCAG 2.2, 1.1.1.

            Fires:
            ```html
            <img src="https://acme.io/sale.png">
            ```

            Left alone:
            ```mustache
            <img src="https://acme.io/line.png" alt> <img src="https://acme.io/dot.png" role="presentation"> <img {{attributes}}>
            ```
            """#,
        "accessibility/layout-table-role": #"""
            Tables that only lay out say so.

            Fires on `table` without a role that holds nothing that a table of data has: no `th`, no `caption`, no `summary`, no
            `scope`. Screen readers announce rows and columns of it otherwise, for every table within a table.

            Left alone: tables of data, and tables within one that has `role="presentation"` only where they have it as well: the
            role is not handed down. Source: WCAG 2.2, 1.3.1; WAI-ARIA 1.2, `presentation`; Maizzle's linter.

            Fires:
            ```html
            <table><tr><td>Hello</td></tr></table>
            ```

            Left alone:
            ```html
            <table role="none"><tr><td>Hello</td></tr></table>
            <table><tr><th>Item</th><th>Price</th></tr><tr><td>Socks</td><td>9 €</td></tr></table>
            ```
            """#,
        "accessibility/link-name": #"""
            Links have a name.

            Fires on links without text and without an image that has an alternative text: a screen reader says "link" and no
            more.

            Left alone: links with `aria-label` or `title`, hidden ones, and those into which a template writes.
            Source: WCAG 2.2, 2.4.4 and 4.1.2.

            Fires:
            ```html
            <a href="https://acme.io/fb"><img src="https://acme.io/fb.png" alt=""></a>
            ```

            Left alone:
            ```mustache
            <a href="https://acme.io/fb"><img src="https://acme.io/fb.png" alt="ACME on Facebook"></a>
            <a href="https://acme.io/x" aria-label="ACME on X"></a> <a href="https://acme.io/me">{{name}}</a>
            ```
            """#,
        "accessibility/title-missing": #"""
            HTML has a title.

            Fires where a document has no `title` or an empty one. Screen readers read it first, and programs that show a mail in a
            window of its own, or in the browser, name that after it.

            Left alone: pieces of HTML without `html` and `head`, and a template that may get one from its data or a partial.
            Source: WCAG 2.2, 2.4.2; HTML standard, "The title element".

            Fires:
            ```html
            <html lang="en"><head><title> </title></head><body><p>Hello</p></body></html>
            ```

            Left alone:
            ```mustache
            <html lang="en"><head><title>{{subject}}</title></head><body><p>Hello</p></body></html>
            ```
            """#,
        "compliance/postal-address-missing": #"""
            Marketing mail shows the sender's postal address.

            Fires where nothing in the mail looks like one: a postal code beside a place, a street with a number, a post-office
            box; or, where the address was named, where that is not in it. The law of the United States and of Canada requires
            it.

            Left alone: a template that is not filled and may get one from its data or a partial.
            Source: 15 U.S.C. §7704(a)(5)(A)(iii); CASL §6(2)(b).

            Fires:
            ```html
            <p>Our sale ends on 24 December 2026. Call 01 2345 678.</p>
            ```

            Left alone:
            ```html
            <p>Acme GmbH, Beispielgasse 7, 1010 Wien</p>
            ```
            """#,
        "compliance/sender-identity-missing": #"""
            Marketing mail says who sends it.

            Fires where none of the names of its option `names`, the legal name or the brand, stands in the text or in the
            alternative text of an image. Without that option it says nothing. The law of Canada asks for the name under which the
            sender does business, and Google for sender information that is clear and visible.

            Left alone: a template that is not filled and may get the name from its data.
            Source: CASL §6(2)(a) and the regulations of the CRTC, section 2; Google's guidelines for senders.

            Fires:
            ```html
            <p>Our summer sale starts today.</p>
            ```

            Left alone:
            ```html
            <p>Our summer sale starts today.</p><p>© Acme  gmbh, Example Street 1</p>
            ```
            """#,
        "compliance/unsubscribe-link-missing": #"""
            Marketing mail shows a link to unsubscribe.

            Fires where no link of the HTML, and no address in the text part, is one: by its words in about thirty languages, by
            the words of its address, or because it is the address of List-Unsubscribe. Gmail, Yahoo and Microsoft ask for a
            clearly visible link, and the law of most countries for a way out.

            Left alone: a template that is not filled and may get one from a partial, and the tags by which sending platforms write
            the whole link (`{% unsubscribe %}`, `<unsubscribe>`, `*|UNSUB|*`).
            Source: Google and Yahoo, requirements for bulk senders; 15 U.S.C. §7704(a)(5)(A)(ii).

            Fires:
            ```html
            <p>You get this because you subscribed.</p><a href="https://acme.io/sale">Shop now</a>
            ```

            Left alone:
            ```html
            <p>Vous recevez ce message. <a href="https://acme.io/c/17">Se désabonner</a></p>
            ```
            """#,
        "compliance/unsubscribe-not-visible": #"""
            The link to unsubscribe can be seen.

            Fires where every link to unsubscribe of the HTML is hidden, smaller than 8 pixels, of the colour of its background,
            an image without an alternative text, or beyond what Gmail shows of a long mail. Gmail and Yahoo ask for a link that
            is clearly visible. One link that can be seen is enough.

            Left alone: links whose looks depend on a rule under `@media` or on a tag of the template.
            Source: Google's guidelines for senders; Yahoo's sender requirements.

            Fires:
            ```html
            <p>Our offer</p><a href="https://example.org/unsubscribe" style="font-size:5px">Unsubscribe</a>
            ```

            Left alone:
            ```html
            <p>Our offer</p><a href="https://example.org/unsubscribe" style="font-size:11px;color:#777777">Unsubscribe</a>
            <a href="https://example.org/unsubscribe" style="display:none">Unsubscribe</a>
            ```
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
        "from/machine-made-address": #"""
            The address of a sender is one that people know again.

            Fires on an address in From with letters and six or more digits in a row before the `@`: `mark8452970@example.com`.
            Nobody can put it among the contacts, and programs that send spam make addresses so. A remark, because tickets have
            numbers.

            Left alone: what stands behind a `+` or `=`, by which answers find their ticket; and an address of digits alone,
            which is a telephone's.
            Source: SpamAssassin FROM_LOCAL_DIGITS (S/O 0.979), FROM_STARTS_WITH_NUMS (0.932).

            Fires:
            ```eml
            From: Example Shop <shop20418833@example.com>

            Hello
            ```

            Left alone:
            ```eml
            From: Example Shop <orders+20418833@example.com>

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
        "headers/recipients-shown": #"""
            A mail shows its reader no other readers.

            Fires where To and Cc name addresses of five or more domains other than the sender's: a warning for marketing, a
            remark for other mail. Who gets the mail is told to everybody else, which data protection law counts as a breach;
            and filters know mail that is sent so to lists of harvested addresses. Send one message to each.

            Left alone: several people of a few companies, who may know each other.
            Source: SpamAssassin SUSPICIOUS_RECIPS (S/O 0.981), SORTED_RECIPS (0.967); GDPR Art. 5(1)(f).

            Fires:
            ```eml
            From: news@example.com
            To: ann@a.example, bo@b.example, cy@c.example, di@d.example
            Cc: ed@e.example

            Hello
            ```

            Left alone:
            ```eml
            From: ann@example.com
            To: bo@example.com, cy@a.example, di@a.example, ed@a.example, flo@a.example, gil@b.example

            Hello
            ```
            """#,
        "html/comment-in-word": #"""
            A word is not cut by markup that shows nothing.

            Fires where, three times or more, a comment, a tag of no known element, or an element that is opened and closed at
            once stands between two letters: `via<!-- x -->gra`. Readers see the whole word; who searches for it or has it read
            aloud does not get it, and it is how words are hidden from filters. A remark, because editors leave such things
            behind, too.

            Left alone: conditional comments, `wbr`, elements with attributes, and elements of an owner's own (`x-logo`, `o:p`).
            Source: SpamAssassin HTML_OBFUSCATE_05_10 (S/O 0.948), HTML_OBFUSCATE_10_20 (0.959).

            Fires:
            ```html
            <p>O<!-- a -->ur b<i></i>est pr<zz>ice</p>
            ```

            Left alone:
            ```html
            <p><b>O</b>ur b<i class="e"></i>est pr<wbr>ice<!-- a -->, H<sub>2</sub>O, x<!--[if mso]>y<![endif]-->z</p>
            ```
            """#,
        "html/doctype-missing": #"""
            HTML begins with a doctype.

            Fires on a document without `<!doctype html>` (or an older one). Without it mail programs on the web fall back to the
            quirks of old browsers, and widths and line heights change. A fragment without `html` and `body` is left alone until
            it is rendered into a whole mail. Source: HTML standard, "The DOCTYPE".

            Fires:
            ```html
            <html><body><p>Hello</p></body></html>
            ```

            Left alone:
            ```mustache
            {{> head}}<body><p>Hello</p></body>
            ```
            """#,
        "html/duplicate-id": #"""
            An id is given once.

            Fires on the second element that has the id of another. A link to `#id` leads to the first, and a label or a style
            may miss its element. Only what a reader gets is looked at: in a template the two may be alternatives, and a section
            may repeat them; the place is then the element in the template. Source: HTML standard, "the id attribute".

            Fires:
            ```html
            <p id="offer">One</p><p id="offer">Two</p>
            ```

            Left alone:
            ```html
            <p id="offer">One</p><p id="Offer">Two</p><p id="">Three</p><p id="">Four</p>
            ```
            """#,
        "html/embedded-content": #"""
            Mail shows nothing of other documents in itself.

            Fires on `iframe`, `frame`, `frameset`, `object`, `embed` and `applet`. Every large mail program removes them, so the
            reader sees a gap, and filters take them for an attack. Left alone: what is in comments for Outlook, and `video` and
            `audio`, which Apple Mail plays and for which others show what is inside. Source: caniemail, html-object; Rspamd.

            Fires:
            ```html
            <p>Watch it here:</p><iframe src="https://example.org/film"></iframe>
            ```

            Left alone:
            ```html
            <!--[if mso]><object type="x"></object><![endif]-->
            <video src="https://example.org/a.mp4"><a href="https://example.org/a">Watch the film</a></video>
            ```
            """#,
        "html/external-stylesheet": #"""
            Styles are in the mail.

            Fires on `<link rel="stylesheet">` and `@import`: Gmail and Outlook load no style sheets, so that most readers see the
            mail without them, and filters count them. Left alone: style sheets that bring fonts (Google Fonts, Adobe Fonts and
            the like), because a mail without them shows another font and is whole. Source: caniemail, html-link and
            css-at-import; Rspamd EXT_CSS.

            Fires:
            ```html
            <head><link rel="stylesheet" href="https://example.org/mail.css"></head>
            ```

            Fires:
            ```html
            <style>@import url("https://example.org/mail.css");</style>
            ```

            Left alone:
            ```html
            <head><link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Inter"><link rel="icon" href="a.png">
            <style>@import url(https://fonts.googleapis.com/css?family=Inter); /* @import "a.css"; */</style></head>
            ```
            """#,
        "html/filler-text": #"""
            Nothing that was to be replaced is sent.

            Fires on "lorem ipsum" and its kin, on "your text here" in several languages, on notes of the author (`TODO:`), on
            `[First Name]` in brackets, and on `test@test`. In a finished mail the first two are errors and the others warn,
            because a mail may speak of them; a template that is not filled yet is only remarked on.

            Left alone: the Spanish and Portuguese word "todo" within a sentence, and text in `code`.
            Source: one in eight of 293 well-known starter templates has filler.

            Fires:
            ```html
            <h1>Our summer sale</h1><p>Lorem ipsum dolor sit amet.</p>
            ```

            Left alone:
            ```html
            <p lang="es">LO TENEMOS TODO: moda, hogar y más. Your texts here and there are welcome.</p>
            ```
            """#,
        "html/form": #"""
            Mail links to forms and has none.

            Fires on `form` elements, and on the first input outside of one. Outlook and most programs on phones drop or disable
            them, and Gmail warns its readers when they submit. A form that sends mail (`action="mailto:…"`) is an error: it is a
            known trait of phishing. Source: SpamAssassin HTML_FORMACTION_MAILTO.

            Fires:
            ```html
            <form action="https://example.org/vote"><input name="stars"></form>
            ```

            Left alone:
            ```html
            <a class="form input" href="https://example.org/vote">Vote</a><button>Vote</button>
            ```
            """#,
        "html/hidden-text": #"""
            Readers see the text that filters see.

            Fires on text that an inline style, a style sheet of the mail (`display: none`, `visibility: hidden`, `opacity: 0`, a
            font of at most one pixel, a clipped box without height, a far negative indent) or the `hidden` attribute hides. It is
            an error where more than a tenth of the words are hidden.

            Left alone: a preheader (hidden text of up to 500 characters before anything that is seen), elements that are hidden
            from Outlook alone (`mso-hide`), whatever a rule under `@media` or for one mail program may show, and hidden elements
            without text of their own.
            Source: Google's guidelines for senders, "don't use HTML and CSS to hide content"; Rspamd MANY_INVISIBLE_PARTS.

            Fires:
            ```html
            <style>.quiet { display: none }</style><p>Our offer</p><p class="quiet">casino casino casino</p>
            ```

            Left alone:
            ```html
            <style>@media (max-width: 600px) { .phone { display: block !important } }</style>
            <div style="display:none">A preheader</div><p>Our offer</p><p class="phone" style="display:none">On phones</p>
            <td style="font-size:0"><span style="font-size:14px">Beside each other</span></td>
            ```
            """#,
        "html/low-contrast": #"""
            Text stands out from what is behind it.

            Fires on text whose colour is nearly or exactly that of its background: a distance below 12 of 191, each part of the
            colours weighted by how bright it is. Filters know it as a way to hide words from the reader.

            Left alone: a preheader (up to 500 characters before anything that can be read), text over images and gradients,
            and colours that a rule under `@media`, or a tag of the template, may change.
            Source: SpamAssassin HTML_FONT_LOW_CONTRAST.

            Fires:
            ```html
            <p>Our offer</p><p style="color:#fefefe">casino casino casino</p>
            ```

            Left alone:
            ```html
            <p>Our offer</p>
            <table bgcolor="#000000"><tr><td style="color:#ffffff">White on black</td></tr></table>
            <div style="background:#fff url(https://example.org/a.png)"><p style="color:#ffffff">Over an image</p></div>
            ```
            """#,
        "html/meta-refresh": #"""
            Mail stays where it is, and its addresses are whole.

            Fires on `<meta http-equiv="refresh">`, which sends a browser to another page: mail programs remove it, and filters
            know it from phishing. Warns on `<base href>`: mail programs ignore or remove it, and relative addresses break.
            `<base target>` alone does no harm and is left alone.

            Fires:
            ```html
            <head><meta http-equiv="Refresh" content="0; url=https://example.org"></head>
            ```

            Fires:
            ```html
            <head><base href="https://example.org/"></head>
            ```

            Left alone:
            ```html
            <head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><base target="_blank"></head>
            ```
            """#,
        "html/saved-web-page": #"""
            Mail is written for mail, and not saved from a browser or an editor.

            Fires on what other programs leave behind: the comment `saved from url=` of a saved page, the element
            `<meta name="Generator" content="Microsoft Word …">`, `contenteditable`, and attributes of editors in a page
            (`data-mce-style`, `data-gramm_…`, `data-cke-…`). Such HTML carries styles and addresses that no reader sees right, and
            filters know the comment from copied pages. Word's class names alone are left alone: mail composed in Outlook has
            them. Each trait is reported once. Source: SpamAssassin HTML_COMMENT_SAVED_URL.

            Fires:
            ```html
            <!-- saved from url=(0022)https://example.org/ --><p>Hello</p>
            ```

            Fires:
            ```html
            <p contenteditable="true">Hello</p>
            ```

            Left alone:
            ```html
            <!-- this template was saved from the archive --><p class="MsoNormal" data-id="1">Hello</p>
            ```
            """#,
        "html/script": #"""
            Mail carries no scripts.

            Fires on `script` elements and on attributes such as `onclick`. Every mail program removes them, and filters treat
            mail that has them as an attack. Structured data (`type="application/ld+json"`), which Gmail reads, is left alone.
            Source: Microsoft's guidance for senders; Gmail's schema markup documentation.

            Fires:
            ```html
            <a href="https://example.org" onclick="track()">Offer</a>
            ```

            Left alone:
            ```html
            <script type="application/ld+json">{}</script><a once="1" href="https://example.org">Offer</a>
            ```
            """#,
        "html/too-deep": #"""
            Elements are nested no deeper than mail programs follow.

            Fires on HTML with more than 2,000 elements in another, which is not read any further: no other rule about HTML can
            look at it. Real mail stays below a hundred; such depth comes from a loop in a generator, or from an attack.

            Fires:
            ```html
            ⟨3000 × <div>⟩
            ```

            Left alone:
            ```html
            ⟨1500 × <p>a line<br>⟩
            ```
            """#,
        "images/animated-or-modern-format": #"""
            Images are in a format that mail programs show.

            Fires on WebP, AVIF, SVG and APNG, by the ending of the path or the type of a `data:` image. What lacks them, as tested
            by caniemail:
            - SVG: Gmail on the web (2024-07), Mail.ru (2023-01).
            - AVIF: Outlook for Windows, GMX and WEB.DE (2022-09), Fastmail (2023-04), Mail.ru (2023-01).
            - APNG shows its first picture alone in Gmail (2020-02) and Outlook for Windows.
            - WebP: Outlook for Windows 2007 to 2019; it is only remarked on.

            Left alone: `img` within a `picture` that offers a `source`, and GIF, JPEG and PNG. Where your readers' programs have
            the format, ignore the rule. Source: caniemail, image-webp, image-avif, image-svg, image-apng (as of 2026-06-29).

            Fires:
            ```html
            <img src="https://acme.io/logo.svg?v=2" alt="ACME" width="120">
            ```

            Left alone:
            ```html
            <img src="https://acme.io/svg/logo.png?from=logo.svg" alt="ACME" width="120">
            ```
            """#,
        "images/data-uri": #"""
            Images are linked or attached, not written into the HTML.

            Fires on `data:` images. Gmail does not show them and Outlook for Windows not reliably, and they count towards the size
            at which Gmail cuts.

            Left alone: attached images (`cid:`). Source: caniemail, image-base64 (no Gmail, tested 2024-05).

            Fires:
            ```html
            <img src="data:image/png;base64,iVBORw0KGgo=" alt="Logo">
            ```

            Left alone:
            ```html
            <img src="cid:logo@acme.io" alt="Logo"> <img src="https://acme.io/data:image.png" alt="Chart">
            ```
            """#,
        "images/insecure-http": #"""
            Images are fetched with https.

            Fires on `http://` in the `src` of an image, in `background`, and in `url()` of styles. Gmail fetches images by itself,
            other programs block such images or mark the mail, and whoever is on the way sees and changes what is fetched.

            Fires:
            ```html
            <img src="http://example.org/a.png" alt="A">
            ```

            Fires:
            ```html
            <div style="background-image: url('http://example.org/a.png')">Offer</div>
            ```

            Left alone:
            ```html
            <style>/* url(http://example.org/a.png) */ @namespace url(http://www.w3.org/1999/xhtml); a { b: "http://c" }</style>
            <html xmlns="http://www.w3.org/1999/xhtml"><img src="https://example.org/?of=http://example.org/a.png" alt="A">
            ```
            """#,
        "images/missing-width": #"""
            Images have a width attribute.

            Fires on `img` without `width`. Outlook for Windows ignores the width in styles and shows the image at its own size,
            which breaks the layout.

            Left alone: images of one pixel, and images into which a template writes. Source: Maizzle's linter; Microsoft, "Word
            2007 HTML and CSS rendering capabilities in Outlook".

            Fires:
            ```html
            <img src="https://acme.io/sale.png" alt="Sale" style="width: 600px">
            ```

            Left alone:
            ```html
            <img src="https://acme.io/sale.png" alt="Sale" width="600"> <img src="https://acme.io/p" style="width:1px;height:1px">
            ```
            """#,
        "images/relative-src": #"""
            Images say where they are, in full.

            Fires on `src` values that are empty or relative: a mail has no address that they could be relative to. In a template
            that is not filled it warns, because a later step may complete them.

            Left alone: attached images, addresses that begin with `//`, and what a template will fill in.
            Source: RFC 3986 §5.1; RFC 2557 §5, which no mail program honours.

            Fires:
            ```html
            <img src="/images/logo.png" alt="ACME">
            ```

            Left alone:
            ```mustache
            <img src="{{cdn}}/logo.png" alt="ACME"> <img src="cid:logo" alt="ACME"> <img src="//acme.io/logo.png" alt="ACME">
            ```
            """#,
        "images/tracking-pixel": #"""
            A mail that counts its readers does so knowingly.

            Fires on images of one pixel or less that are loaded from the net, and says from where: whoever has the host learns when
            and where a mail is read. It is a remark, because platforms add them; it warns where, in a message, the host belongs
            neither to the sender nor to `trackingHosts`. Whether readers must consent is a matter of their country's law.

            Left alone: attached pixels, and lines and gaps that are one pixel in one direction.
            Source: Directive 2002/58/EC (ePrivacy) article 5(3).

            Fires:
            ```html
            <img src="https://count.acme.io/open/17" width="1" height="1" alt="">
            ```

            Left alone:
            ```html
            <img src="https://acme.io/line.png" width="600" height="1" alt=""> <img src="cid:dot" width="1" height="1" alt="">
            ```
            """#,
        "links/empty-or-placeholder": #"""
            Links lead somewhere.

            Fires on `href` values that are empty, `#`, `/`, or a bare `http://`: what editors and starter templates leave behind.
            In a template that is not filled it warns, and so does an `a` that has neither `href` nor a name to be linked to. A
            host that is reserved for examples (RFC 2606) is remarked on.

            Left alone: an anchor within the mail (`#top`), and whatever a template will fill in.
            Source: HTML standard, "The a element".

            Fires:
            ```html
            <a href="#">Shop now</a>
            ```

            Left alone:
            ```mustache
            <a href="{{unsubscribe_url}}">Unsubscribe</a> <a href="#top">Back to the top</a>
            ```
            """#,
        "links/forbidden-scheme": #"""
            Links open web pages, addresses and phones, and run nothing.

            Fires on `javascript:`, `vbscript:`, `data:`, `file:` and `blob:` in links and in the action of a form. Mail programs
            remove such links, and filters treat mail that has them as an attack. Source: HTML standard, "javascript: URLs";
            RFC 8089 §1 for `file:`.

            Fires:
            ```html
            <a href="javascript:window.print()">Print</a>
            ```

            Left alone:
            ```html
            <a href="https://acme.io/javascript:intro">Course</a> <a href="tel:+4312345">Call</a>
            ```
            """#,
        "links/generic-text": #"""
            The text of a link says what it opens.

            Fires on links whose whole text is "click here", "here", "this link" or the like, in the languages of Europe and some
            of Asia, and on links that show a long address instead of words. Readers who go from link to link hear nothing else,
            and a link whose end cannot be guessed is what phishing looks like.

            Left alone: "Learn more" and "Read more", which the words around them usually explain; links with an `aria-label` or
            `title`; a bare domain; and the long address of a link that stands elsewhere with words, for programs in which the
            button does not work. Source: WCAG 2.2, 2.4.4, failure F84; Google's guidelines for senders, "recipients should know
            what to expect when they click".

            Fires:
            ```html
            <p>To see your invoice <a href="https://acme.io/invoice/17">click here</a>.</p>
            ```

            Left alone:
            ```html
            <a href="https://acme.io/here">How to click here, a guide</a> <a href="https://acme.io/">acme.io</a>
            ```
            """#,
        "links/homograph": #"""
            Host names cannot be taken for others.

            Fires on international host names, as they are or as `xn--`, whose letters come from scripts that no name mixes (`pаypal`
            with a Cyrillic а), that hold characters which names may not have, or that are no Punycode. Google rejects such mail.
            It warns where a whole name is written in Cyrillic letters that look like Latin ones, under an ending in Latin letters.

            Left alone: names of one script, and Latin beside what Chinese, Japanese and Korean mix: the level "Highly
            Restrictive". Source: UTS #39 §5.2; RFC 5892 §2; Google's guidelines for senders; Rspamd URL_HOMOGRAPH_ATTACK.

            Fires:
            ```html
            <a href="https://www.pаypal.io/signin">Sign in</a> <a href="https://xn--pypal-4ve.io/">the same, encoded</a>
            ```

            Left alone:
            ```html
            <a href="https://münchen.de/">München</a> <a href="https://пример.рф/">Пример</a>
            <a href="https://xn--r8jz45g.jp/">例え</a>
            ```
            """#,
        "links/insecure-http": #"""
            Links and forms use https.

            Fires on `http://` in links, in the action of a form and in plain text. Mail programs warn about them, and whoever is
            on the way can read and change what is fetched.

            Left alone: hosts that have a rule of their own because nobody reaches them, or that a template will fill in
            together with the scheme. Source: RFC 9325 §3.2; Rspamd and Maizzle have the same check.

            Fires:
            ```html
            <a href="http://acme.io/offer">Offer</a>
            ```

            Left alone:
            ```html
            <p>http is not https. <a href="https://acme.io/?back=http://acme.io">Offer</a></p>
            ```
            """#,
        "links/ip-host": #"""
            Addresses name hosts, not numbers.

            Fires on links, images and forms, and on addresses in plain text, whose host is an IP address: `192.0.2.1`, the same
            as one number or in hexadecimal or octal, or IPv6 in brackets. Readers cannot tell whose it is, certificates are
            rarely issued for one, and filters take it for malware.

            Left alone: private and reserved addresses, which links/non-production-host speaks of.
            Source: Rspamd URL_NUMERIC_IP; WHATWG URL §3.5 for the spellings.

            Fires:
            ```html
            <a href="https://0xC6.0x336507/track">Offer</a>
            ```

            Left alone:
            ```html
            <a href="https://198-51-101-7.acme.io/">Offer</a> <a href="https://1and1.com/10.1.2.3/">Change log</a>
            ```
            """#,
        "links/malformed": #"""
            Links are whole addresses.

            Fires on links that cannot work: without a scheme (`www.acme.io`, `acme.io/offer`, `offer.html`), with a scheme that
            is misspelt or stands twice (`https://http://`), with a host that no name can be, with a port that there is none, with
            what a program left to fill in (`{id}`), and on `mailto:` without an address. A mail has no page that a link could be
            relative to. It warns of blanks within a link, which some programs cut it at, and of relative links in a template that
            is not filled, because a later step may complete them.

            Left alone: anchors, schemes of apps (`myapp://open`), what a template will fill in, and placeholders, which
            personalization/unresolved-placeholder speaks of. Source: RFC 3986 §3 and §4.2; RFC 6068 §2; WHATWG URL §3.

            Fires:
            ```html
            <a href="www.acme.io/offer">Offer</a> <a href="https//acme.io">Shop</a> <a href="https://acme..io/">Help</a>
            ```

            Left alone:
            ```mustache
            <a href="#offer">Offer</a> <a href="acme://orders/17">Open the app</a> <a href="{{base}}/www.acme.io">Shop</a>
            <a href="mailto:?subject=Look">Tell a friend</a> <a href="https://{{#test}}staging.{{/test}}acme.io/">Help</a>
            ```
            """#,
        "links/non-production-host": #"""
            Links, images and forms lead to hosts that readers reach.

            Fires on this machine, private networks and the names that are reserved for them (`localhost`, `.local`, `.test`,
            `.internal`), however the address is spelt, in HTML and in plain text, and on hosts that the sender named as not for
            production. A customer who gets such a link gets nothing, or something of their own network.
            Source: RFC 1918; RFC 6761 §6; RFC 6762 §3; RFC 6890.

            Fires:
            ```html
            <a href="http://localhost:3000/confirm">Confirm</a> <img src="http://2130706433/logo.png" alt="">
            ```

            Left alone:
            ```html
            <a href="https://localhost.acme.io/">Confirm</a> <a href="https://172.32.0.1/">Status</a>
            ```
            """#,
        "links/obfuscated": #"""
            Addresses are written as they are read.

            Fires on what makes an address lead elsewhere than it looks: a name and an `@` before the host
            (`https://bank.com@evil.io`), several `@`, percent-encoded letters in the host, a backslash in place of a slash, a dot
            that is none (`。`), and characters that nobody sees or that turn the direction of writing round. Mail programs and
            filters treat each as an attack, and no page needs them.

            Left alone: `@` and percent signs in the path, and the joiners that Persian, Indian scripts and emoji need there.
            Source: Rspamd URL_USER_PASSWORD, URL_BACKSLASH_PATH, URL_ZERO_WIDTH_SPACES, URL_RTL_OVERRIDE; SpamAssassin
            HTTP_ESCAPED_HOST; RFC 3986 §7.6.

            Fires:
            ```html
            <a href="https://www.bank.com@evil.io/login">Sign in</a>
            ```

            Left alone:
            ```html
            <a href="https://social.acme.io/@bank.com/100%25">Profile</a> <a href="mailto:help@bank.com">Write to us</a>
            ```
            """#,
        "links/open-redirect": #"""
            Links lead to their page without a detour over somebody else's.

            Fires on addresses of large sites that send whoever follows them on to any page: `google.com/url?q=…`, the AMP pages
            of Google, `l.facebook.com/l.php`, `bing.com/ck/a` and their like. Phishing uses them so that a known name is shown;
            that is why filters and browsers stop at them. Mostly such a link was copied from a page of results.

            Left alone: the other pages of these sites, hosts of `trackingHosts`, and redirects of the sender's own.
            Source: Rspamd's list of redirectors; Spamhaus, "abused legit redirectors".

            Fires:
            ```html
            <a href="https://www.google.com/url?q=https://acme.io/sale">Sale</a>
            ```

            Left alone:
            ```html
            <a href="https://www.google.com/maps/place/ACME">Map</a> <a href="https://acme.io/url?q=https://acme.io/">Sale</a>
            ```
            """#,
        "links/scheme-downgrade": #"""
            A link that shows https leads to https.

            Fires where the text of a link begins with `https://` and the link itself with `http://`: the reader is promised an
            encrypted page and gets another. Filters count it against a mail, because those who forge pages do so.

            Left alone: a text that shows no scheme, and a link to https under a text with http.
            Source: SpamAssassin HTTPS_HTTP_MISMATCH (80 % of the mail that it hit was spam); Rspamd HTTP_TO_HTTPS.

            Fires:
            ```html
            <a href="http://acme.io/account">https://acme.io/account</a>
            ```

            Left alone:
            ```html
            <a href="https://acme.io/account">http://acme.io/account</a> <a href="http://acme.io/https">About https</a>
            ```
            """#,
        "links/text-href-mismatch": #"""
            A link leads where its text says.

            Fires where the whole text of a link is a web address or a domain, and the link leads to a domain of another owner.
            It is the mark of phishing; filters and mail programs warn about it. Which names belong together follows the public
            suffix list.

            Left alone: hosts of `trackingHosts`, which count clicks and lead on, and texts that are no address (`node.js`). Where
            a click counter shows up here, name it, or show words instead of an address. Source: Rspamd PHISHING.

            Fires:
            ```html
            <a href="https://login.evil.io/">https://www.bank.com/login</a>
            ```

            Left alone:
            ```html
            <a href="https://www.bank.com/login">login.bank.com</a> <a href="https://nodejs.org/">node.js</a>
            ```
            """#,
        "links/url-shortener": #"""
            Links show whose page they open.

            Fires on hosts that shorten addresses of others: readers cannot see where such a link leads, filters block the whole
            host for what others hid behind it, and a click passes a server that is not the sender's.

            Left alone: short hosts that one owner alone uses (`youtu.be`, `amzn.to`, `g.co`), and hosts of `trackingHosts`. The
            list holds the public services in wide use as of 2026 and is not complete.
            Source: SpamAssassin 25_url_shortener.cf; Spamhaus, "abused legit redirectors".

            Fires:
            ```html
            <a href="https://bit.ly/3xYz">Offer</a>
            ```

            Left alone:
            ```html
            <a href="https://habit.ly/3xYz">Offer</a> <a href="https://acme.io/bit.ly">Why we left bit.ly</a>
            ```
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
        "mime/html-as-text": #"""
            HTML is sent as HTML.

            Fires where a text/plain part is an HTML document: it begins with a doctype or with `html`, `head` or `body`, or it
            ends with `</html>`. A Content-Type that is missing, or that cannot be read, makes a part text/plain, too: RFC 2045
            §5.2. Readers see the tags. Filters look for it, because programs that send spam forget the field.

            Left alone: text that has HTML in it, such as a patch or a manual.
            Source: RFC 2045 §5.2; SpamAssassin HTML_MISSING_CTYPE (S/O 0.939).

            Fires:
            ```eml
            From: news@example.com
            Subject: News

            <html><body>Hello</body></html>
            ```

            Left alone:
            ```eml
            From: news@example.com
            Subject: How to write a page

            Begin with <html> and end with </html>, like so:
            <html><body>Hello</body></html>
            That is all.
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
        "personalization/empty-render": #"""
            Sentences hold without the value that is missing.

            Fires where a tag of the template printed nothing between a word and a comma, a full stop or an exclamation mark ("Hi ,"
            or "Your order of ."), and on a greeting with nothing after it in a finished mail. Give the value a text that stands in,
            or put the words around it into a section.

            Left alone: tags that the data does not know (personalization/undefined-variable), a French "Bonjour !", and empty links
            and images, which have rules of their own.
            Source: personalization guides of the sending platforms ask for a fallback; no filter counts it.

            Fires:
            ```mustache
            <p>Hi {{name}}, your order of {{date}}.</p>
            ---
            {"name": "", "date": "1 May"}
            ```

            Left alone:
            ```mustache
            <p>Bonjour ! Hi{{#name}} {{name}}{{/name}}, your order {{note}} of {{date}}.</p>
            ---
            {"name": null, "note": "", "date": "1 May"}
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

            Left alone: the same words within a sentence, and text in `code`. Source: ECMA-262 for what programs print.

            Fires:
            ```html
            <p>Hi undefined,</p><p>your order: [object Object]</p>
            ```

            Left alone:
            ```html
            <p>The score was nil to two. None of us saw <code>undefined</code>.</p>
            ```
            """#,
        "personalization/unbalanced-block": #"""
            Every block of a template is closed, once.

            Fires on blocks that are not closed and on closing tags without a block. In a Mustache template the reader of the
            template says so before anything is linted; in one of a language that is not read any further, this looks at
            Handlebars (`{{#if}}` … `{{/if}}`), Jinja, Liquid and Twig (`{% if %}` … `{% endif %}`). Engines refuse such templates,
            or print half of them.

            Left alone: tags that some of the languages close and others do not (`{% set %}`), comments and raw blocks, `<% %>`,
            and templates of Go, whose blocks all end in `{{end}}`. Source: the manuals of these languages.

            Fires:
            ```template
            <p>{% if name %}Hi {{ name }}{% endfor %}</p>
            ```

            Left alone:
            ```template
            {% set x = 1 %}{% if a %}{% elif b %}{% else %}{% endif %}{# {% if %} #}{{#each items}}{{else}}{{/each}}
            ```
            """#,
        "personalization/undefined-variable": #"""
            Every name that a template prints is in its data.

            Fires on variables that the data does not know: Mustache prints nothing for them, in silence ("Hello ,"). It warns
            where the name is there for other items of the list. A section over an unknown name is only remarked on, because
            leaving a name out is how optional parts are written, unless a name that differs in a letter or two is there.

            Left alone: names that are known and empty. Source: Mustache specification, "interpolation" (a failed lookup prints
            nothing).

            Fires:
            ```mustache
            <p>Hi {{nmae}}</p>
            ---
            {"name": "Ann"}
            ```

            Left alone:
            ```mustache
            <p>Hi {{name}}{{#items}} {{name}} {{.}}{{/items}}</p>
            ---
            {"name": "", "items": [1, 2]}
            ```
            """#,
        "personalization/unescaped-output": #"""
            Values are escaped where they are printed into HTML.

            Fires on `{{{name}}}` and `{{&name}}` in HTML templates: whatever is in the value becomes markup, so that a customer
            named `<b>` changes the mail, and one who means harm writes links into it. Stencil escapes nothing and has no filter for it: there it fires on each value that is printed
            without `|escape` or `|e`, which your program registers. Where the value is HTML that you made,
            ignore the rule for the template.

            Left alone: templates of plain text, in which nothing need be escaped. Source: Mustache specification,
            "interpolation"; OWASP, "Cross Site Scripting Prevention".

            Fires:
            ```mustache
            <p>Hi {{{name}}}</p>
            ```

            Left alone:
            ```mustache
            <p>Hi {{name}} {{! not {{{name}}} }}</p>
            ```
            """#,
        "personalization/unresolved-placeholder": #"""
            Nothing of a template language reaches the reader.

            Fires on what is left of tags in text, links, images and the subject of a finished mail: `{{name}}`, `{% if %}`,
            `*|NAME|*`, `%%name%%`, `%FIRST_NAME%`, `${name}`, `[[name]]`, `<%= name %>`, `#{name}`, and the same percent-encoded
            in addresses. A sending platform that fills its own tags later is a reason to turn the rule off for those templates.

            Left alone: styles, scripts and code; percent-encoded bytes (`%C3%A9`); percentages and prices.
            Source: SpamAssassin UNRESOLVED_TEMPLATE and PERCENT_RANDOM (all of what they hit was spam).

            Fires:
            ```html
            <p>Hi {{first_name}},</p><a href="https://acme.io/?u=%7B%7Bid%7D%7D">Your order</a> *|MC:SUBJECT|*
            ```

            Left alone:
            ```html
            <p>20% or 30% off, see [1] and {x}</p><a href="https://acme.io/caf%C3%A9">Menu</a> <code>{{name}}</code>
            ```
            """#,
        "personalization/unused-data": #"""
            The data holds what the template prints.

            Fires on names of the data that no tag of the template or its partials mentions: what was to be in the mail is not, or
            the name is written differently in one of the two. Data is often made for several mails, so it is a remark.

            Left alone: names that only a section mentions that this data does not show.

            Source: personalization/undefined-variable, seen from the data.

            Fires:
            ```mustache
            <p>Hi {{name}}</p>
            ---
            {"name": "Ann", "voucher": "SUMMER"}
            ```

            Left alone:
            ```mustache
            <p>Hi {{name}}{{#vip}}, your voucher is {{voucher}}{{/vip}}</p>
            ---
            {"name": "Ann", "vip": false, "voucher": "SUMMER"}
            ```
            """#,
        "size/gmail-clip": #"""
            Gmail shows the whole mail.

            Fires where the HTML, with what the sending platform adds to it, is larger than 102 KiB (an error) or 80 KiB (a
            warning). Gmail shows about the first 102 KB and hides the rest behind "View entire message": the way to
            unsubscribe and the pixel that counts readers are usually there. The figure was found by measuring; Google does not
            publish it. A template that is not filled yet only warns. Source: hteumeuleu/email-bugs#41.

            Fires:
            ```html
            <p>⟨11000 × ten bytes ⟩</p>
            ```

            Left alone:
            ```html
            <p>⟨8000 × ten bytes ⟩</p>
            ```
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

            Fires:
            ```html
            <style>⟨900 × p{color:red}⟩</style>
            ```

            Left alone:
            ```html
            <style>p{color:red}</style>⟨900 × <p style="color:red">x</p>⟩
            ```
            """#,
        "size/too-large": #"""
            HTML is small enough to be read.

            Fires on HTML of more than 4 MiB, or with more than 40,000 tags, which is not read any further: no other rule about
            HTML can look at it. Gmail shows the first 102 KB.

            Fires:
            ```html
            <p>⟨420000 × ten bytes ⟩</p>
            ```

            Left alone:
            ```html
            <p>⟨41000 × ten bytes ⟩</p>
            ```
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

            Fires on HTML with images and less than 400 bytes of text that is seen; it is an error at no more than 50, where an
            image is loaded from the net. Filters cannot read an
            image, and neither can readers whose program does not load them. A template that is not filled yet is only remarked
            on.

            Left alone: images that say that they are at most 200 pixels wide, such as the logo of a signature. The share of the
            area that images take is not judged: filters that did so hit honest mail.
            Source: SpamAssassin HTML_IMAGE_ONLY_04 and its kin (99 % of what it hit was spam); Rspamd R_EMPTY_IMAGE.

            Fires:
            ```html
            <p>Hi!</p><a href="https://acme.io/"><img src="https://acme.io/sale.png" width="600" alt="Sale"></a>
            ```

            Left alone:
            ```html
            <p>Thank you, it works now.</p><p>Ann<br><img src="https://acme.io/logo.png" width="120" alt="ACME"></p>
            ```
            """#,
        "text/mixed-script": #"""
            A word is written in one alphabet.

            Fires on words of Latin letters in which Cyrillic or Greek letters that look alike stand, and the other way round:
            `Pаypal` with a Cyrillic а. Readers do not see it, search and screen readers fail on it, and filters take it for the
            attempt to hide a word from them.

            Left alone: words whose letters look different, which people mix on purpose (`μm`, `PDFы`), and an acronym with an
            ending (`PRа`). Source: UTS #39 §5.1; Rspamd R_MIXED_CHARSET.

            Fires:
            ```text
            Sign in to your Pаypаl account.
            ```

            Left alone:
            ```text
            Пишите на e-mail, 5 μm, Δt, IT-отдел, SMSка, CRMа
            ```
            """#,
        "text/mojibake": #"""
            Letters come out as they were meant.

            Fires on U+FFFD, which stands where bytes were no text; on pairs that come of UTF-8 read as Latin-1 (`Ã©` for é, `â€™`
            for ’); and on character references that were escaped twice, so that a reader sees `&amp;` or `&nbsp;`.

            Left alone: text in `code` and `pre`, which may show them on purpose; words of languages that end in Ã or Â; and a
            part in a character set that this version does not read. Source: Unicode Standard §23.8 for U+FFFD; WHATWG Encoding
            for the bytes that become such pairs.

            Fires:
            ```html
            <p>Un cafÃ© pour vous</p>
            ```

            Left alone:
            ```html
            <p>Fish &amp; chips, IRMÃ «MANHÃ»</p> <code>&amp;amp;</code>
            ```
            """#,
        "text/shouting": #"""
            A mail does not shout.

            Fires where more than half of at least 200 letters are capitals. It is hard to read, and screen readers may spell
            words out. Filters care little, whatever is said of them: in SpamAssassin's figures, mail in capitals was wanted more
            often than not.

            Left alone: scripts without capitals, short texts, and capitals that a style makes.
            Source: SpamAssassin UPPERCASE_50_75 and UPPERCASE_75_100 (75 % of what they hit was wanted); WCAG 2.2, 3.1.5.

            Fires:
            ```html
            <p>⟨20 × OUR BIG SALE ⟩</p>
            ```

            Left alone:
            ```html
            <h1>⟨20 × SALE ⟩</h1><p>⟨40 × Come in. ⟩</p>
            ```
            """#,
        "text/spam-phrase": #"""
            A mail avoids the phrases that its sender does not want to use.

            Fires on the phrases of its option `phrases`, and, with `common: true`, on some that spam is full of. Without these
            options it finds nothing: filters weigh single phrases at next to nothing (SpamAssassin gives most of its phrase
            rules 0 to 0.1 points), and honest mail uses them too. It serves those who have a list to keep to.

            Some phrases that wanted mail hardly has count towards the score, even so: they sell medicine without a
            prescription, promise millions, or explain how to be removed.

            Left alone: parts of longer words. Source: SpamAssassin 20_phrases.cf.

            Fires:
            ```html
            <p>Act <b>now</b>: this is a limited time offer!</p>
            ```

            Left alone:
            ```html
            <p>React nowadays means other things, and we time offers without limit.</p>
            ```
            """#,
        "text/test-string": #"""
            Nothing that filters are tested with is sent.

            Fires on the strings that every scanner must reject, GTUBE for spam and EICAR for viruses, and on the hosts that block
            lists keep for tests. Such a mail arrives nowhere. Where a scenario is about a filter, ignore the rule there.

            Left alone: their names alone. Source: SpamAssassin GTUBE; EICAR; the test entries of Spamhaus, SURBL and Google Safe
            Browsing.

            Fires:
            ```text
            XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X
            ```

            Left alone:
            ```text
            The string that SpamAssassin calls GTUBE is a standard test of e-mail filters, as is the EICAR file.
            ```
            """#,
    ]
}
