package syntax

import "github.com/codescript-lang/coder/engine/bug"

// Repeated constructs are lists: B-trees whose leaves are chunks of elements. A chunk is a node of the list's kind; its height
// stands in its header, beside how deep its elements nest (nestUnit). Chunks of an old tree
// are taken over whole; building repairs the seams.

const (
	maxChunk = 16 // children of a chunk at most
	minChunk = 8  // a shorter run borrows from its neighbour
)

// nestUnit is what nesting depths are kept in multiples of, rounded up, so that they fit a byte.
const nestUnit = 4

// list parses elements until stop and returns the list. Elements that an edit has not touched are taken over. after, which may
// be nil, runs behind each element, parsed or taken over.
func (p *parser) list(kind Kind, stop func() bool, parse func(), after func()) word {
	return p.listFrom(len(p.stack), kind, stop, parse, after)
}

// listFrom is list where the elements on the stack from mark on, parsed or taken over, are the first of it.
func (p *parser) listFrom(mark int, kind Kind, stop func() bool, parse func(), after func()) word {
	for {
		far, deepest := p.far, p.deepest
		p.far, p.deepest = max(p.tok.start, p.tok.far), p.depth
		start := p.tok.start
		stopped := stop()
		if !stopped && !(p.old != nil && p.reuse(kind)) {
			before := len(p.stack)
			parse()
			if p.tok.start == start && p.tok.kind != kindStop {
				stopped = p.stuck(kind)
			}
			p.seal(before, start)
		}
		p.far, p.deepest = max(p.far, far), max(p.deepest, deepest)
		if stopped {
			break
		}
		if after != nil {
			after()
		}
	}
	return p.closeList(kind, mark)
}

// element parses, outside of a loop, an element that lists may take over as one of theirs.
func (p *parser) element(parse func()) {
	far, deepest, start, mark := p.far, p.deepest, p.tok.start, len(p.stack)
	p.far, p.deepest = max(start, p.tok.far), p.depth
	parse()
	p.seal(mark, start)
	p.far, p.deepest = max(p.far, far), max(p.deepest, deepest)
}

// stuck is called where an element consumed nothing, which would go on for ever: every stop of a list has to exclude that. It
// moves on by a token, and reports whether there is none.
func (p *parser) stuck(kind Kind) bool {
	bug.Reportf("syntax: an element of %s at %d consumed nothing before %s", kind, p.tok.start, p.tok.kind)
	if p.at(KindEof) {
		return true
	}
	mark := len(p.stack)
	p.stack = append(p.stack, p.take())
	p.pushError(mark)
	return false
}

// seal notes with the elements from mark on how far the parser looked and how deep they nest.
func (p *parser) seal(mark, start int) {
	end := p.tok.start
	if end == start && len(p.stack) == mark {
		return
	}
	for at := len(p.stack) - 1; at >= mark; at-- {
		w := p.stack[at]
		look := p.far - end
		end -= w.full()
		if !w.isNode() {
			p.stack[at] = w.withLook(look)
			continue
		}
		nest := (p.deepest - p.depth + nestUnit - 1) / nestUnit
		p.mem.setHead(w.id(), p.mem.head(w.id()).withLook(min(look, maxNodeLook), nest))
	}
}

// nestOf is how deep an element or chunk nests, in levels, rounded up.
func (p pages) nestOf(w word) int {
	if !w.isNode() {
		return 0
	}
	h := p.head(w.id())
	switch {
	case h.flags()&flagToken != 0:
		return 0
	case h.kind().IsList():
		return int(h.mask()>>8) * nestUnit
	}
	return int(h.ctx()) * nestUnit
}

// lookOf is how many bytes after an element or chunk were inspected to parse it; false if that is not known.
func (p pages) lookOf(w word) (int, bool) {
	if !w.isNode() {
		return w.look(), w.look() < maxTokenLook
	}
	look := p.head(w.id()).look()
	return look, look < maxNodeLook
}

// levelOf is 0 for an element of a list of kind k, and the height of a chunk counted from 1.
func (p pages) levelOf(w word, k Kind) int {
	if !w.isNode() {
		return 0
	}
	if h := p.head(w.id()); h.kind() == k && h.flags()&flagToken == 0 {
		return h.height() + 1
	}
	return 0
}

// closeList makes a list of the elements and chunks on the stack from mark on.
func (p *parser) closeList(kind Kind, mark int) word {
	seq := p.stack[mark:]
	p.stack = p.stack[:mark]
	if len(seq) == 0 {
		return p.emptyList(kind)
	}
	if len(seq) <= maxChunk && p.allElements(seq, kind) {
		return p.chunk(kind, seq, 0)
	}
	for level := 0; ; level++ {
		if len(seq) == 1 && p.mem.levelOf(seq[0], kind) > 0 {
			return seq[0]
		}
		seq = p.raise(kind, seq, level)
	}
}

func (p *parser) allElements(seq []word, kind Kind) bool {
	for _, w := range seq {
		if p.mem.levelOf(w, kind) != 0 {
			return false
		}
	}
	return true
}

// raise packs the runs of level in seq into chunks, so that nothing of that level remains.
func (p *parser) raise(kind Kind, seq []word, level int) []word {
	out := make([]word, 0, len(seq)/minChunk+maxChunk)
	for len(seq) > 0 {
		n := 0
		for n < len(seq) && p.mem.levelOf(seq[n], kind) == level {
			n++
		}
		if n == 0 {
			out, seq = append(out, seq[0]), seq[1:]
			continue
		}
		run := seq[:n:n]
		seq = seq[n:]
		if n < minChunk && len(out) > 0 {
			// Open the last chunk before, down to this level, and take in its last children.
			for p.mem.levelOf(out[len(out)-1], kind) > level {
				w := out[len(out)-1]
				out = append(out[:len(out)-1], p.mem.children(w)...)
			}
			from := len(out)
			for from > 0 && p.mem.levelOf(out[from-1], kind) == level {
				from--
			}
			run = append(append([]word(nil), out[from:]...), run...)
			out = out[:from]
		} else if n < minChunk && len(seq) > 0 {
			rest := append([]word(nil), seq...)
			for p.mem.levelOf(rest[0], kind) > level {
				rest = append(append([]word(nil), p.mem.children(rest[0])...), rest[1:]...)
			}
			seq = append(append([]word(nil), run...), rest...)
			continue
		}
		for chunks := (len(run) + maxChunk - 1) / maxChunk; chunks > 0; chunks-- {
			size := (len(run) + chunks - 1) / chunks
			out = append(out, p.chunk(kind, run[:size], level))
			run = run[size:]
		}
	}
	return out
}

// chunk makes one chunk of a list.
func (p *parser) chunk(kind Kind, children []word, height int) word {
	width, reach, nest := 0, 0, 0
	var flags uint8
	for _, w := range children {
		width += w.full()
		flags |= p.mem.flagsOf(w)
		look, ok := p.mem.lookOf(w)
		if !ok {
			look = maxNodeLook
		}
		reach = max(reach, width+look)
		nest = max(nest, p.mem.nestOf(w))
		if !w.isNode() && isStatements(kind) {
			flags |= flagHome // a token has no room to say so itself
		}
	}
	head := makeHeader(kind, flags, uint8(p.listContext(kind)), uint16(min(reach-width, maxNodeLook)), uint16(height|nest/nestUnit<<8))
	return nodeWord(p.arena.add(head, children), width)
}

// emptyList is the list without elements, which all places share.
func (p *parser) emptyList(kind Kind) word {
	if p.arena.empty[kind] == 0 {
		p.arena.empty[kind] = p.arena.add(makeHeader(kind, 0, 0, 0, 0), nil)
	}
	return nodeWord(p.arena.empty[kind], 0)
}

// listContext is the context that elements of a list of kind k are parsed in here.
func (p *parser) listContext(k Kind) context {
	switch k {
	case KindStringPartList, KindAttrPartList, KindRawLineList:
		return p.ctx&^ctxQuoteMask | context(p.quote)<<ctxQuoteShift&ctxQuoteMask
	case KindUnionMemberList:
		if !p.optional {
			return p.ctx | ctxPlain
		}
		return p.ctx &^ ctxPlain
	}
	return p.ctx
}
