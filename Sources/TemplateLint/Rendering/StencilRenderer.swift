package import Findings

/// Renders Stencil templates, and knows afterwards where every byte came from.
///
/// Every problem of the template is found by our own scanner first; expressions and filters are evaluated by Stencil. It
/// does not escape what it prints.
package struct StencilRenderer: Sendable {
    /// Templates by the name that `{% include "name" %}` and `{% extends "name" %}` call them by.
    package var partials: [String: SourceText]

    /// A renderer that knows these templates.
    package init(partials: [String: SourceText] = [:]) {
        self.partials = partials
    }

    /// Renders a template.
    ///
    /// A name that the data does not know prints nothing, as Stencil has it, and is listed in the result.
    ///
    /// - Throws: every problem of the syntax of the template and those it uses, one that is not there, what Stencil
    ///   objects to while it renders, or the limit that was reached.
    package func render(_ template: StencilSource, data: TemplateValue) throws(RenderingError) -> RenderedTemplate {
        guard template.problems.isEmpty else { throw RenderingError(template.problems) }
        guard data.isNested(atMost: RenderingLimits.dataDepth) else {
            throw RenderingError(
                "template/too-deep", "use data of at most \(RenderingLimits.dataDepth) lists and mappings in another",
                at: template.text.place(atByte: 0))
        }
        var run = StencilRun(template, partials: partials, data: data)
        try run.run()
        return run.result
    }
}
