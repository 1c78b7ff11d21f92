/// A piece of a Stencil template, as the tags around it nest; tags are numbers in `StencilSource.tags`.
indirect enum StencilNode: Sendable {
    /// Text of the template.
    case text(Range<Int>)
    /// `{{ expression }}`.
    case variable(tag: Int, StencilExpression)
    /// `{% if %}` … `{% elif %}` … `{% else %}` … `{% endif %}`, and `{% ifnot %}`.
    case choice([Branch])
    /// `{% for x in xs where … %}` … `{% empty %}` … `{% endfor %}`.
    case loop(Loop)
    /// `{% break %}`, `{% continue %}`.
    case jump(tag: Int, isBreak: Bool, label: String?)
    /// `{% include "name" context %}`.
    case include(tag: Int, StencilExpression, context: String?)
    /// `{% extends "name" %}` and the blocks behind it.
    case extends(tag: Int, StencilExpression, blocks: [String: Block])
    /// `{% block name %}` … `{% endblock %}`.
    case block(Block)
    /// `{% filter uppercase %}` … `{% endfilter %}`.
    case filter(tag: Int, String, body: [StencilNode])

    struct Branch: Sendable {
        var tag: Int
        /// Nil for `else`.
        var condition: StencilExpression?
        var isNegated = false
        var body: [StencilNode]
    }

    struct Loop: Sendable {
        var tag: Int
        var label: String?
        var variables: [String]
        var list: StencilExpression
        var condition: StencilExpression?
        var body: [StencilNode]
        var whenEmpty: [StencilNode] = []
    }

    struct Block: Sendable {
        var tag: Int
        var name: String
        var body: [StencilNode]
    }
}
