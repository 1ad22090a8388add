package syntax

import "github.com/codescript-lang/coder/engine/source"

// A new tree takes over from the old one what an edit cannot have changed: at the places of list elements only, the largest chunk
// first. An element is a function of the bytes from its start to its look-ahead, of the kind and context of its list, and, where
// it is flagged so, of the elements or braces around. The rules, as numbered in tests:
//
//	R1  A place in the new text has one in the old, unless it lies in what was put in.
//	R2  The bytes inspected to parse the element lie outside of the edit. The end of the text counts as a byte.
//	R3  Its list is of the same kind and has the same context.
//	R4  Statements that did not ask where they stand may move between lists of statements.
//	R5  What depended on the elements around (flagAncestors) or on more (flagFixed) is parsed again.
//	R6  Nothing without width is taken over, nor what looked further ahead than can be kept.
//	R7  The lexer looks at nothing before the start of its token; only the start of the file is special.
//	R8  It fits the limit of nesting in its new place.

// hugeEdit is the part of a text, as a divisor, that an edit must replace for the whole to be parsed again.
const hugeEdit = 4

// garbageLimit is how many times its live part an arena may hold before Reparse copies the tree into a new one.
const garbageLimit = 4

// minGarbage is how much an arena may hold in any case, in words: below it, copying is not worth the time.
const minGarbage = 1 << 16

// Reparse makes the tree of text, which is the text of old with edits made one after another, taking over from old what the
// edits cannot have changed. Its tree equals that of Parse. Trees that come from one Parse share memory; calls for them may be
// made from any goroutine and wait for each other.
func Reparse(old *Tree, edits []source.Edit, text *source.Text) *Tree {
	tree := old
	for i, e := range edits {
		after := text
		if i+1 < len(edits) {
			after = tree.text.Apply(e)
		}
		tree = reparse(tree, e, after)
	}
	return tree
}

// reparse is Reparse for one edit.
func reparse(old *Tree, e source.Edit, text *source.Text) *Tree {
	if max(len(e.New), e.Span.Len()) > old.text.Len()/hugeEdit+pageSize {
		return Parse(text)
	}
	a := old.arena
	a.mu.Lock()
	defer a.mu.Unlock()
	p := newParser(a, text)
	p.old = &reuser{mem: old.mem, start: e.Span.Start, oldEnd: e.Span.End, newEnd: e.Span.Start + len(e.New)}
	p.old.push(old.root, 0)
	tree := p.parse()
	if a.used > minGarbage && a.used > garbageLimit*a.live {
		return tree.copied()
	}
	return tree
}

// copied is t in a new arena.
func (t *Tree) copied() *Tree {
	a := newArena(t.text.Len())
	root := a.copyOf(t.mem, t.root)
	a.live = a.used
	return &Tree{mem: a.mem, root: root, text: t.text, arena: a, work: t.work}
}

// copyOf copies a child of another arena's tree.
func (a *arena) copyOf(from pages, w word) word {
	if !w.isNode() {
		return w
	}
	h := from.head(w.id())
	if h.count() == 0 && a.empty[h.kind()] != 0 {
		return nodeWord(a.empty[h.kind()], w.full())
	}
	children := append([]word(nil), from.children(w)...)
	if h.flags()&flagToken == 0 {
		for i, c := range children {
			children[i] = a.copyOf(from, c)
		}
	}
	copied := nodeWord(a.add(h, children), w.full())
	if h.count() == 0 {
		a.empty[h.kind()] = copied.id()
	}
	return copied
}

// reuser finds what of an old tree may be taken over. It only moves forward: path is the way from the root to the node in which
// the last place asked for lies.
type reuser struct {
	mem                   pages
	start, oldEnd, newEnd int // the edit: bytes start to oldEnd of the old text became start to newEnd of the new
	path                  []oldNode
}

// oldNode is a node of the old tree and the child of it that was reached.
type oldNode struct {
	head     header
	children []word
	index    int
	at       int // where children[index] starts
	end      int
}

// push goes down into a node that starts at pos; it reports false for tokens.
func (r *reuser) push(w word, pos int) bool {
	if !w.isNode() {
		return false
	}
	h := r.mem.head(w.id())
	if h.flags()&flagToken != 0 {
		return false
	}
	r.path = append(r.path, oldNode{head: h, children: r.mem.children(w), at: pos, end: pos + w.full()})
	return true
}

// oldPlace is where a place in the new text was in the old one (R1).
func (r *reuser) oldPlace(pos int) (int, bool) {
	switch {
	case pos < r.start:
		return pos, true
	case pos >= r.newEnd:
		return pos - r.newEnd + r.oldEnd, true
	}
	return 0, false
}

// seek moves to pos in the old text and returns the outermost child that starts there and has a width, with the node it is a
// child of.
func (p *parser) seek(pos int) (parent header, w word) {
	r := p.old
	for len(r.path) > 0 {
		top := &r.path[len(r.path)-1]
		if top.end <= pos {
			r.path = r.path[:len(r.path)-1]
			continue
		}
		for top.index < len(top.children) {
			width := top.children[top.index].full()
			if top.at+width > pos {
				break
			}
			top.at += width
			top.index++
		}
		p.work.Steps++
		if top.index == len(top.children) || top.at > pos {
			return 0, 0
		}
		child := top.children[top.index]
		if top.at == pos {
			return top.head, child
		}
		if !r.push(child, top.at) {
			return 0, 0
		}
	}
	return 0, 0
}

// reuse takes over the largest run of elements of a list of that kind that starts at the current token, and reports whether there
// was one.
func (p *parser) reuse(kind Kind) bool {
	r := p.old
	pos, ok := r.oldPlace(p.tok.start)
	if !ok || (pos == 0) != (p.tok.start == 0) { // R1, R7
		return false
	}
	ctx := p.listContext(kind)
	parent, w := p.seek(pos)
	for w != 0 {
		p.work.Steps++
		if p.isReusable(kind, ctx, parent, w, pos) {
			p.takeOver(kind, w)
			return true
		}
		if !w.isNode() {
			return false
		}
		parent = r.mem.head(w.id())
		if parent.flags()&flagToken != 0 {
			return false
		}
		w = firstWide(r.mem.children(w))
	}
	return false
}

// isReusable reports whether w, a child of parent at pos of the old text, is an element or a chunk of elements of a list of that
// kind and context, and may stand at the current token.
func (p *parser) isReusable(kind Kind, ctx context, parent header, w word, pos int) bool {
	r := p.old
	list, isChunk := parent, false
	var flags uint8
	if w.isNode() {
		h := r.mem.head(w.id())
		flags = h.flags()
		if h.kind() == kind {
			list, isChunk = h, true
		} else if h.kind() == parent.kind() {
			return false // a chunk of another list
		}
	}
	sameKind := list.kind() == kind
	if !sameKind && !(isStatements(kind) && isStatements(list.kind())) || isChunk && r.mem.children(w)[0].full() == 0 { // R3, R6
		return false
	}
	if differ := ctx ^ context(list.ctx()); differ != 0 || !sameKind { // R3, R4
		if differ&^ctxHome != 0 || flags&flagHome != 0 || !w.isNode() || !sameKind && r.mem.kindOf(w).IsDecl() {
			return false
		}
	}
	if flags&(flagAncestors|flagFixed) != 0 { // R5
		return false
	}
	end := pos + w.full()
	look, known := r.mem.lookOf(w)
	if !known || end == pos { // R6
		return false
	}
	if end+look > r.start && pos < r.oldEnd { // R2
		return false
	}
	return p.depth+r.mem.nestOf(w) < maxNesting // R8
}

func isStatements(k Kind) bool { return k == KindDeclList || k == KindStmtList }

// takeOver makes an element or chunk of the old tree an element of the list being built.
func (p *parser) takeOver(kind Kind, w word) {
	end := p.tok.start + w.full()
	look, _ := p.mem.lookOf(w)
	p.far = max(p.far, end+look)
	p.deepest = max(p.deepest, p.depth+p.mem.nestOf(w))
	p.stack = append(p.stack, w)
	if p.mem.levelOf(w, kind) > 0 {
		p.work.Chunks++
	} else {
		p.work.Reused++
	}
	p.pos = end
	p.next()
}
