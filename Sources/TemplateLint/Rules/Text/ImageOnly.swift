import Findings

/// Mail has text beside its images.
///
/// Fires on HTML with images and less than 400 bytes of text that is seen; it is an error at no more than 50, where an
/// image is loaded from the net. Filters cannot read an
/// image, and neither can readers whose program does not load them. A template that is not filled yet is only remarked
/// on.
///
/// Left alone: images that say that they are at most 200 pixels wide, such as the logo of a signature. The share of the
/// area that images take is not judged: filters that did so hit honest mail.
/// Source: SpamAssassin HTML_IMAGE_ONLY_04 and its kin (99 % of what it hit was spam); Rspamd R_EMPTY_IMAGE.
///
/// Fires:
/// ```html
/// <p>Hi!</p><a href="https://acme.io/"><img src="https://acme.io/sale.png" width="600" alt="Sale"></a>
/// ```
///
/// Left alone:
/// ```html
/// <p>Thank you, it works now.</p><p>Ann<br><img src="https://acme.io/logo.png" width="120" alt="ACME"></p>
/// ```
struct ImageOnly: LintRule {
    static let id: RuleID = "text/image-only"
    static let severity = Severity.warning
    static let needs = LintNeed.html
    static let scope = LintScope.whole

    private static let enough = 400
    private static let nothing = 50

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let visibility = html.visibility else { return }
        let images = html.images.filter { !$0.isSmall && $0.isRendered }
        guard let image = images.first, !html.text.mayHoldMore else { return }
        var size = 0
        for text in visibility.visible where size < Self.enough { size += text.text.collapsed.utf8.count }
        guard size < Self.enough else { return }
        // Who sends a picture to a friend attaches it.
        let isLoaded = images.contains { $0["src"].map { LinkTarget($0.value).scheme != "cid" } ?? false }
        findings.report(
            "say in text what the images show", label: "\(size) bytes of text, \(images.count) images",
            in: html.text, at: image.range,
            severity: !mail.isFinal ? .info : size <= Self.nothing && isLoaded ? .error : .warning)
    }
}

extension HTMLElement {
    /// Whether it is an image that says that it is a logo or an icon by its size.
    fileprivate var isSmall: Bool {
        CSSLength(self["width"]?.value ?? style["width"]?.value ?? "").map { $0.pixels <= 200 } ?? false
    }

    /// Whether it is an image of at most one pixel, which counts readers and shows nothing.
    var isPixel: Bool {
        let sizes = ["width", "height"].compactMap { name in
            CSSLength(self[name]?.value ?? style[name]?.value ?? "")
        }
        return sizes.count == 2 && sizes.allSatisfy { $0.pixels <= 1 }
    }
}
