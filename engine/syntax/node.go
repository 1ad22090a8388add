package syntax

import (
	"iter"

	"github.com/codescript-lang/coder/engine/source"
)

// Node is a place in a tree: a cursor that knows its tree, its word and where it starts. It is a small value; copy it freely.
// The zero Node is absent: its Kind is KindNone, it has no children and no width.
type Node struct {
	t   *Tree
	w   word
	pos uint32 // the absolute start of the leading trivia, in bytes
}

// NodeID names a node through the edits of a file: a node that Reparse took over keeps its id. Ids are comparable between all
// trees of all files. The zero NodeID belongs to tokens and absent nodes.
type NodeID struct {
	arena *arenaKey
	id    uint32
}

// Mark is a node without its tree: what is kept of many nodes of one tree.
type Mark struct {
	w   word
	pos uint32
}

// Mark is n without its tree.
func (n Node) Mark() Mark { return Mark{n.w, n.pos} }

// Start is the byte offset of the node, its leading trivia counted.
func (k Mark) Start() int { return int(k.pos) }

// Ok reports whether n is not absent.
func (n Node) Ok() bool { return n.t != nil }

// Tree is the tree that n is a place in.
func (n Node) Tree() *Tree { return n.t }

func (n Node) head() header { return n.t.mem.head(n.w.id()) }

// Kind is what n is.
func (n Node) Kind() Kind {
	if n.t == nil {
		return KindNone
	}
	return n.t.mem.kindOf(n.w)
}

// IsToken reports whether n is a token.
func (n Node) IsToken() bool {
	return n.t != nil && (!n.w.isNode() || n.t.mem.isLong(n.w))
}

// ID is the stable name of n; empty lists share theirs.
func (n Node) ID() NodeID {
	if n.t == nil || n.IsToken() {
		return NodeID{}
	}
	return NodeID{n.t.arena.key, n.w.id()}
}

// Is reports whether n and o are one node, which may stand elsewhere in another version of the file: whether their IDs are the same, and
// not those of tokens.
func (n Node) Is(o Node) bool {
	return n.t != nil && o.t != nil && n.w.isNode() && o.w.isNode() && n.w.id() == o.w.id() && n.t.arena.key == o.t.arena.key
}

// Missing reports whether n is a token that the parser inserted: it has no width.
func (n Node) Missing() bool { return n.IsToken() && n.tokenFlags()&tokenMissing != 0 }

// HasError reports whether a diagnostic of the stages text or syntax lies in n or its leading trivia.
func (n Node) HasError() bool { return n.t != nil && n.t.mem.flagsOf(n.w)&flagError != 0 }

// HasComment reports whether a comment lies in n, its leading trivia included.
func (n Node) HasComment() bool { return n.t != nil && n.t.mem.flagsOf(n.w)&flagComment != 0 }

// FullSpan is the bytes of n with its leading trivia.
func (n Node) FullSpan() source.Span {
	if n.t == nil {
		return source.Span{}
	}
	return source.Span{Start: int(n.pos), End: int(n.pos) + n.w.full()}
}

// Span is the bytes of n without its leading trivia.
func (n Node) Span() source.Span {
	if n.t == nil {
		return source.Span{}
	}
	s := n.FullSpan()
	lead, _ := n.t.mem.leadOf(n.w)
	s.Start += lead
	return s
}

// Text is the source text of n without its leading trivia.
func (n Node) Text() string {
	if n.t == nil {
		return ""
	}
	return n.t.text.Slice(n.Span())
}

// tokenFlags is the flags of a token.
func (n Node) tokenFlags() uint8 {
	if n.w.isNode() {
		return uint8(n.t.mem.children(n.w)[1])
	}
	return n.w.flags()
}

// children are the child words of n, chunks of lists not flattened.
func (n Node) children() []word {
	if n.t == nil || !n.w.isNode() {
		return nil
	}
	if n.t.mem.isLong(n.w) {
		return nil
	}
	return n.t.mem.children(n.w)
}

// Children yields all children of n in order: those in slots, unexpected ones, the elements of a list.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) { n.each(yield) }
}

// each calls yield for the children of n, those of chunks included, until it returns false.
func (n Node) each(yield func(Node) bool) bool {
	if n.t == nil || !n.w.isNode() {
		return true
	}
	h := n.head()
	if h.flags()&flagToken != 0 {
		return true
	}
	chunks := h.kind().IsList() && h.height() > 0
	pos := n.pos
	for _, w := range n.t.mem.children(n.w) {
		c := Node{n.t, w, pos}
		if chunks {
			if !c.each(yield) {
				return false
			}
		} else if !yield(c) {
			return false
		}
		pos += uint32(w.full())
	}
	return true
}

// Items yields the elements of a list, but not what the parser could make nothing of.
func (n Node) Items() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		n.each(func(c Node) bool {
			k := c.Kind()
			return k == KindError || k == KindUnexpected || yield(c)
		})
	}
}

// Len is the number of children that Children yields.
func (n Node) Len() int {
	if n.t == nil || n.IsToken() {
		return 0
	}
	h := n.head()
	if !h.kind().IsList() || h.height() == 0 {
		return h.count()
	}
	total := 0
	for _, w := range n.t.mem.children(n.w) {
		total += Node{n.t, w, 0}.Len()
	}
	return total
}

// Slot is the i-th slot of n as grammar.txt counts them; absent if it is empty or n has no slots. The views have names for them.
func (n Node) Slot(i int) Node {
	if n.t == nil || !n.w.isNode() {
		return Node{}
	}
	h := n.head()
	if h.kind().IsList() || h.flags()&flagToken != 0 || h.mask()>>i&1 == 0 {
		return Node{}
	}
	before := 0 // slots present before i
	for m := h.mask() & (1<<i - 1); m != 0; m &= m - 1 {
		before++
	}
	pos := n.pos
	for _, w := range n.t.mem.children(n.w) {
		if h.flags()&flagUnexpected == 0 || n.t.mem.kindOf(w) != KindUnexpected {
			if before == 0 {
				return Node{n.t, w, pos}
			}
			before--
		}
		pos += uint32(w.full())
	}
	return Node{}
}

// slots describes the slots of n, in order.
func (n Node) slots() []slotInfo { return slotsOf[n.Kind()] }

// childAt is the child, chunks included, whose bytes hold the byte at offset; the last child at the end of n.
func (n Node) childAt(offset int) Node {
	pos := int(n.pos)
	var last Node
	for _, w := range n.children() {
		last = Node{n.t, w, uint32(pos)}
		pos += w.full()
		if offset < pos {
			break
		}
	}
	return last
}

// First is the first token of n that has a width, or the Eof token; absent if n has none.
func (n Node) First() Node {
	for n.t != nil && !n.IsToken() {
		pos, next := n.pos, Node{}
		for _, w := range n.children() {
			if w.full() > 0 || n.t.mem.kindOf(w) == KindEof {
				next = Node{n.t, w, pos}
				break
			}
			pos += uint32(w.full())
		}
		n = next
	}
	return n
}

// Last is the last token of n that has a width; absent if n has none.
func (n Node) Last() Node {
	for n.t != nil && !n.IsToken() {
		end, next := n.pos+uint32(n.w.full()), Node{}
		children := n.children()
		for i := len(children) - 1; i >= 0; i-- {
			if w := children[i]; w.full() > 0 {
				next = Node{n.t, w, end - uint32(w.full())}
				break
			}
		}
		n = next
	}
	return n
}

// NewlineBefore reports whether a line end stands in the leading trivia of n.
func (n Node) NewlineBefore() bool { return n.leadFlag(tokenNewline) }

// BlankLineBefore reports whether an empty line stands in the leading trivia of n.
func (n Node) BlankLineBefore() bool { return n.leadFlag(tokenBlank) }

// CommentBefore reports whether a comment stands in the leading trivia of n.
func (n Node) CommentBefore() bool { return n.leadFlag(tokenComment) }

func (n Node) leadFlag(flag uint8) bool {
	first := n.First()
	return first.Ok() && first.tokenFlags()&flag != 0
}
