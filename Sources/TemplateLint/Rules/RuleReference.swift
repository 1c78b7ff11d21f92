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
            without the exact words they show no button. Source: RFC 8058 §3.1.
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
        "images/data-uri": #"""
            Images are linked or attached, not written into the HTML.

            Fires on `data:` images. Gmail and Outlook do not show them, and they count towards the size at which Gmail cuts.
            Source: caniemail, image-base64.
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

            Fires:
            ```html
            <p>⟨11000 × ten bytes ⟩</p>
            ```

            Left alone:
            ```html
            <p>⟨8000 × ten bytes ⟩</p>
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

            Fires on HTML of more than 4 MiB, or with more than 30,000 tags, which is not read any further: no other rule about
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
