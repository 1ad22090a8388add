package syntax

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// maxNesting is how deep brackets, tags, operators and functions may nest: deep enough for any program a person reads, shallow
// enough that every pass may recurse over the tree.
const maxNesting = 1000

// Parse makes the tree of a text.
func Parse(text *source.Text) *Tree {
	whole := text.String()
	a := newArena(len(whole) - strings.Count(whole, " "))
	a.mu.Lock()
	defer a.mu.Unlock()
	p := newParser(a, text)
	p.win = whole
	p.held = uint(len(p.win))
	return p.parse()
}

// parser builds the tree of one text.
//
// Its functions are named by what they promise: parseX consumes an X and returns its word, with missing tokens where the text
// lacks something; tryX may return 0 and then consumed nothing; atX only looks; expect inserts a missing token.
type parser struct {
	lexer
	tok    token
	mem    *pages
	arena  *arena
	stack  []word   // children of the nodes being built
	names  []string // of the open elements, innermost last
	island int      // where the names of the current markup island begin
	braces int      // how many braces are open around the current token
	// blockNames is the number of names at the start of the innermost directive body.
	blockNames int
	depth      int     // how many constructs are open around here (maxNesting)
	deepest    int     // the largest depth since the current list element began
	taint      uint8   // flags for the nodes being built: what their parse depended on
	old        *reuser // what may be taken over; nil in a full parse
	work       Work
	scratch    Tree // see view
	optional   bool // whether the members of the current type may have a `?` of their own
	quoteAt    int  // where a quote stands that ends the items before it; -1 if none does
}

func newParser(a *arena, text *source.Text) *parser {
	p := &parser{arena: a, mem: &a.mem, quoteAt: -1}
	p.text, p.size, p.limit = text, text.Len(), -1
	return p
}

// parse makes the tree.
func (p *parser) parse() *Tree {
	nodes := p.arena.nodes
	p.next()
	root := p.parseFile()
	if nodes == 0 {
		p.arena.live = p.arena.used
		p.arena.fit()
	}
	p.work.Tokens = p.count
	p.work.Nodes = p.arena.nodes - nodes
	return &Tree{mem: p.arena.mem, root: root, text: p.text, arena: p.arena, work: p.work}
}

// next reads the next token in the current mode.
func (p *parser) next() { p.lexer.next(&p.tok) }

// reread reads the current token again, from the start of its leading trivia, in another mode. A declaration found at column 0
// remains: what is open has to end first.
func (p *parser) reread(m mode) {
	p.mode = m
	stopped := p.tok.kind == kindStop && p.tok.real != KindNone
	p.pos = p.tok.start
	p.next()
	if stopped && p.tok.kind != kindStop && m == modeScript {
		p.tok.real, p.tok.kind = p.tok.kind, kindStop
		p.taint |= flagFixed // the line end before it belongs to the text, so that no token says it stands at column 0
	}
}

// take consumes the current token and returns its word.
func (p *parser) take() word {
	w := p.word()
	p.next()
	return w
}

// takeTo is take where the next token has to be read in another mode.
func (p *parser) takeTo(m mode) word {
	p.mode = m
	return p.take()
}

// takeAs is take for a token that is another kind here.
func (p *parser) takeAs(k Kind) word {
	p.tok.kind = k
	return p.take()
}

// word is the current token as a child.
func (p *parser) word() word {
	t := &p.tok
	if t.lead > maxTokenLead || t.width > maxTokenWidth {
		head := makeHeader(t.kind, flagToken|tokenToNode[t.flags>>2&0xf], 0, 0, 0)
		return nodeWord(p.arena.add(head, []word{word(t.lead), word(t.flags)}), t.lead+t.width)
	}
	return tokenWord(t.kind, t.flags, t.lead, t.width)
}

// missing is a token that the text lacks.
func missing(k Kind) word { return tokenWord(k, tokenMissing, 0, 0) }

// at reports whether the current token is of kind k.
func (p *parser) at(k Kind) bool { return p.tok.kind == k }

// expect consumes a token of kind k or inserts a missing one.
func (p *parser) expect(k Kind) word {
	if p.tok.kind == k {
		return p.take()
	}
	return missing(k)
}

// try consumes a token of kind k if it is the current one.
func (p *parser) try(k Kind) word {
	if p.tok.kind == k {
		return p.take()
	}
	return 0
}

// atWord reports whether the current token is the contextual keyword w.
func (p *parser) atWord(w string) bool {
	return p.tok.kind == KindIdent && p.tok.width == len(w) && p.tokText() == w
}

func (p *parser) tokText() string {
	start := p.tok.start + p.tok.lead
	return p.slice(start, start+p.tok.width)
}

// newline reports whether the current token starts a line.
func (p *parser) newline() bool { return p.tok.flags&tokenNewline != 0 }

// ends reports whether a line end before the current token ends the construct: it is not white space here.
func (p *parser) ends() bool { return p.newline() && p.ctx&ctxParen == 0 }

// frame is a node being built: its children are those on the stack from mark on.
type frame struct {
	mark  int
	mask  uint16
	flags uint8
}

func (p *parser) open() frame { return frame{mark: len(p.stack)} }

// put sets a slot of the node being built. Slots are set in their order; an absent one with 0 or not at all.
func (p *parser) put(f *frame, slot int, w word) {
	if w != 0 {
		p.stack = append(p.stack, w)
		f.mask |= 1 << slot
	}
}

// wrong says that the node being built has something to report itself.
func (f *frame) wrong() { f.flags |= flagOwn | flagError }

// close makes the node of kind k from its frame.
func (p *parser) close(f *frame, k Kind) word {
	children := p.stack[f.mark:]
	width, flags := 0, f.flags|p.taint
	p.taint = 0
	for _, w := range children {
		width += w.full()
		flags |= p.mem.flagsOf(w)
	}
	id := p.arena.add(makeHeader(k, flags, 0, 0, f.mask), children)
	p.stack = p.stack[:f.mark]
	return nodeWord(id, width)
}

// enter counts one more level of nesting; it reports false, and counts nothing, where that is too deep. Its partner is leave.
func (p *parser) enter() bool {
	if p.depth == maxNesting {
		return false
	}
	p.depth++
	p.deepest = max(p.deepest, p.depth)
	return true
}

func (p *parser) leave() { p.depth-- }

// within sets the context and returns the old one, to be restored before the token that closes the construct is taken.
func (p *parser) within(c context) context {
	old := p.ctx
	p.ctx = c
	return old
}

// isStop reports whether nothing in brackets may take the current token: the end of the file or of a one-line string's line, a
// declaration at column 0, the end tag around.
func (p *parser) isStop() bool {
	return p.tok.kind == KindEof || p.tok.kind == kindStop || p.tok.kind == KindLtSlash
}

// tooDeep keeps the text of a construct that would nest too deep as an Error node: up to the bracket that closes it.
func (p *parser) tooDeep() word {
	mark, open := len(p.stack), 0
	for !p.isStop() {
		switch p.tok.kind {
		case KindLParen, KindLBracket, KindLBrace:
			open++
		case KindRParen, KindRBracket, KindRBrace:
			open--
		}
		if open < 0 {
			break
		}
		p.stack = append(p.stack, p.take())
		if open == 0 {
			break
		}
	}
	p.taint |= flagFixed
	w := p.closeList(KindError, mark)
	if w.full() == 0 {
		return missing(KindIdent)
	}
	p.mem.mark(w, flagOwn|flagError)
	return w
}

// tooDeepList is tooDeep where a list is wanted.
func (p *parser) tooDeepList(kind Kind) word {
	mark := len(p.stack)
	p.stack = append(p.stack, p.tooDeep())
	return p.closeList(kind, mark)
}

// skipTo keeps tokens that fit nowhere in an Unexpected node of f, until stop.
func (p *parser) skipTo(f *frame, stop func() bool) {
	mark := len(p.stack)
	for !p.isStop() && !stop() {
		p.stack = append(p.stack, p.take())
	}
	if len(p.stack) > mark {
		p.keepUnexpected(f, mark)
	}
}

// keepUnexpected makes an Unexpected node of f of the children from mark on.
func (p *parser) keepUnexpected(f *frame, mark int) {
	w := p.closeList(KindUnexpected, mark)
	p.mem.mark(w, flagError)
	p.stack = append(p.stack, w)
	f.flags |= flagUnexpected
}

// skipMisplaced keeps what stands on its line where an expression must, and is none, in an Unexpected node of f: characters that
// mean nothing, or a whole statement.
func (p *parser) skipMisplaced(f *frame) {
	switch {
	case p.newline():
	case p.at(KindJunk):
		p.skipTo(f, func() bool { return !p.at(KindJunk) || p.newline() })
	case !p.atMisplaced():
	case !p.enter():
		p.skipOne(f)
	default:
		mark := len(p.stack)
		p.stack = append(p.stack, p.parseStatement())
		p.leave()
		p.keepUnexpected(f, mark)
	}
}

// atMisplaced reports whether a keyword that starts a statement, and names nothing, stands on its line where an expression must.
func (p *parser) atMisplaced() bool {
	return p.tok.kind.startsStatement() && !p.newline() && !p.colonFollows()
}

// skipOne keeps the current token, which another should be, in an Unexpected node of f.
func (p *parser) skipOne(f *frame) {
	mark := len(p.stack)
	p.stack = append(p.stack, p.take())
	p.keepUnexpected(f, mark)
}

// view is a node of the tree being built, at its start, for functions that read trees.
func (p *parser) view(w word, start int) Node {
	p.scratch.mem, p.scratch.text = *p.mem, p.text
	return Node{t: &p.scratch, w: w, pos: uint32(start)}
}

// stray keeps tokens that fit nowhere in an Error element of a list: the current one and those after it until stop.
func (p *parser) stray(stop func() bool) {
	mark := len(p.stack)
	p.stack = append(p.stack, p.take())
	for !p.isStop() && !stop() {
		p.stack = append(p.stack, p.take())
	}
	p.pushError(mark)
}

// pushError makes an Error element of the children from mark on.
func (p *parser) pushError(mark int) {
	w := p.closeList(KindError, mark)
	p.mem.mark(w, flagError|p.taint)
	p.taint = 0
	p.stack = append(p.stack, w)
}
