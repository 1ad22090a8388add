package syntax

import "github.com/codescript-lang/coder/engine/source"

// Parse makes the tree of a text.
func Parse(text *source.Text) *Tree {
	a := newArena()
	junk := a.store([]word{tokenWord(KindJunk, tokenError, 0, min(text.Len(), limits.width))})
	e := nodeWord(a.add(header{kind: KindError, count: 1, first: junk, flags: flagError}), min(text.Len(), limits.width))
	l := nodeWord(a.add(header{kind: KindDeclList, count: 1, first: a.store([]word{e}), flags: flagError}), e.full())
	f := a.store([]word{l, tokenWord(KindEof, 0, 0, 0)})
	root := nodeWord(a.add(header{kind: KindFile, count: 2, first: f, mask: 3, flags: flagError}), l.full())
	return &Tree{mem: a.mem, root: root, text: text, arena: a}
}

// Reparse makes the tree of text, which is the text of old with edits made one after another, taking over from old what the
// edits cannot have changed. Its tree equals that of Parse.
func Reparse(old *Tree, edits []source.Edit, text *source.Text) *Tree { return Parse(text) }
