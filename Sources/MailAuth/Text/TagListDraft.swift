/// The text of a record to publish instead of another: its tags, some of them changed.
///
/// Tags keep their order and their values as they are written; between them stands `; `, and nothing behind the last.
struct TagListDraft {
    private var pairs: [(name: String, value: String)]

    /// The tags of a record as they stand.
    init(_ list: TagList) {
        pairs = list.tags.map { ($0.name, $0.value.printable) }
    }

    /// The record.
    var text: String {
        pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }

    /// Without the tags of these names.
    func removing(_ names: String...) -> TagListDraft {
        var draft = self
        draft.pairs.removeAll { names.contains($0.name) }
        return draft
    }

    /// With the value of a tag changed, or with the tag at the end where there was none.
    func setting(_ name: String, to value: String) -> TagListDraft {
        var draft = self
        if let index = pairs.firstIndex(where: { $0.name == name }) {
            draft.pairs[index].value = value
        } else {
            draft.pairs.append((name, value))
        }
        return draft
    }

    /// With a tag in front of all others, once.
    func leading(with name: String, _ value: String) -> TagListDraft {
        var draft = removing(name)
        draft.pairs.insert((name, value), at: 0)
        return draft
    }

    /// With a tag moved to a position, from 0.
    func moving(_ name: String, to position: Int) -> TagListDraft {
        guard let index = pairs.firstIndex(where: { $0.name == name }) else { return self }
        var draft = self
        let pair = draft.pairs.remove(at: index)
        draft.pairs.insert(pair, at: min(position, draft.pairs.count))
        return draft
    }

    /// With a tag under another name.
    func renaming(_ name: String, to other: String) -> TagListDraft {
        var draft = self
        for index in pairs.indices where pairs[index].name == name { draft.pairs[index].name = other }
        return draft
    }
}
