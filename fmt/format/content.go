// The content of elements: words, holes, elements and directives, and the white space between them.
//
// White space in markup can matter, so each gap between two pieces is looked at before anything is printed. What it means follows codescript.md §7: it
// is nothing beside a block element and at the edges of content where the language says so; it is one space elsewhere; and between two directives or
// components it is nothing if it has a line end, and a space if not. A gap that is nothing may become a line end, and so may a space. No gap is made where
// the source has none and white space would show, and none is taken away.

package format

import (
	"strings"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/syntax"
)

// gap is what is printed between two pieces, or at an edge.
type gap uint8

const (
	gapNothing gap = iota // the pieces touch
	gapSpace              // a space that must not end the line
	gapLine               // a space or a line end
	gapSoft               // nothing or a line end; only at edges
	gapHard               // a line end
	gapBlank              // an empty line
)

// white is the white space of the source before a piece.
type white struct {
	space    bool
	newlines int
}

func (w *white) add(s string) {
	w.space = true
	w.newlines += strings.Count(s, "\n")
}

// pieceKind says how a piece behaves.
type pieceKind uint8

const (
	pieceText      pieceKind = iota // a word, an entity, an escape, or a part of a word
	pieceHole                       //
	pieceElement                    //
	pieceDirective                  // if, for, match
	pieceLet                        // let: it vanishes
	pieceComment                    // a source comment: it vanishes
	pieceOther                      // what is sent as it stands: comments of HTML, the doctype
)

// piece is a part of content that white space cannot divide.
type piece struct {
	kind       pieceKind
	node       syntax.Node
	start, end int // in the source
	white      white
	before     gap

	block      bool // a block element: white space beside it is nothing
	left       bool // a directive or fragment whose bodies begin with block elements
	right      bool // one whose bodies end with them
	component  bool
	standalone bool     // a directive on lines of its own
	kept       bool     // a comment asks to leave it as it is
	inside     *content // of an inline element
}

// content is the children of an element or directive, looked at.
type content struct {
	pieces           []piece
	white                 // after the last piece
	opening, closing gap  // at the edges
	hard             bool // a line ends in it whatever the width
	apart            bool // a line end in it may be one that would be kept
	end              int  // where it ends in the source
}

// vanishes reports whether a piece leaves nothing behind.
func (c *piece) vanishes() bool { return c.kind == pieceLet || c.kind == pieceComment }

// joins reports whether white space with a line end is nothing between c and another piece of which the same is true.
func (c *piece) joins() bool { return c.kind == pieceDirective || c.component }

// content looks at a list of children. In roomy content white space at the edges is nothing.
func (p *printer) content(list syntax.Node, roomy bool) *content {
	c := &content{end: list.FullSpan().End}
	if !list.Ok() {
		return c
	}
	var w white
	add := func(x piece) {
		x.white, w = w, white{}
		c.pieces = append(c.pieces, x)
	}
	leave := false
	for n := range list.Items() {
		s := n.Span()
		x := piece{node: n, start: s.Start, end: s.End, kept: leave}
		switch n.Kind() {
		case syntax.KindText:
			p.words(s.Start, s.End, add, &w)
			continue
		case syntax.KindEntity, syntax.KindTextEscape:
		case syntax.KindHole:
			x.kind = pieceHole
			if h := (syntax.Hole{Node: n}); !h.Value().Ok() && n.HasComment() {
				x.kind = pieceComment
				leave = asksToLeave(strings.Trim(n.Text(), "{} \t\r\n"))
				add(x)
				continue
			}
		case syntax.KindElement:
			p.lookAtElement(&x)
		case syntax.KindIfDirective, syntax.KindForDirective, syntax.KindMatchDirective:
			x.kind = pieceDirective
			x.left, x.right = bodiesAreBlocks(n)
		case syntax.KindLetDirective:
			x.kind = pieceLet
		default:
			x.kind = pieceOther
		}
		leave = false
		add(x)
	}
	c.white = w
	c.decide(roomy)
	return c
}

// words adds the words of a text, and counts the white space between them.
func (p *printer) words(start, end int, add func(piece), w *white) {
	for start < end {
		s := p.src[start:end]
		n := strings.IndexAny(s, spaces)
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			add(piece{kind: pieceText, start: start, end: start + n})
			start += n
			continue
		}
		n = len(s) - len(strings.TrimLeft(s, spaces))
		w.add(s[:n])
		start += n
	}
}

// lookAtElement fills in what an element is to its neighbours.
func (p *printer) lookAtElement(x *piece) {
	x.kind = pieceElement
	e := syntax.Element{Node: x.node}
	name := syntax.StartTag{Node: e.Start()}.Name().Text()
	switch {
	case name == "":
		x.left, x.right = edgesAreBlocks(e.Children())
	case isComponent(name):
		x.component = true
	case html.IsBlock(name):
		x.block = true
	case p.contentOf(e) == contentFormatted:
		x.inside = p.content(e.Children(), false)
	}
}

// bodiesAreBlocks reports whether each body of a directive that is not empty begins, and ends, with a block element.
func bodiesAreBlocks(n syntax.Node) (left, right bool) {
	left, right = true, true
	some := false
	for body := range bodies(n) {
		first, last := edges(body.Children())
		if !first.Ok() {
			continue
		}
		some = true
		left = left && isBlockElement(first)
		right = right && isBlockElement(last)
	}
	return left && some, right && some
}

// edgesAreBlocks reports whether a fragment's content begins, and ends, with a block element.
func edgesAreBlocks(list syntax.Node) (left, right bool) {
	first, last := edges(list)
	return isBlockElement(first), isBlockElement(last)
}

// edges returns the first and the last of a list of children, white space aside.
func edges(list syntax.Node) (first, last syntax.Node) {
	for n := range list.Items() {
		if n.Kind() == syntax.KindText && isBlank(n.Text()) {
			continue
		}
		if !first.Ok() {
			first = n
		}
		last = n
	}
	return first, last
}

func isBlockElement(n syntax.Node) bool {
	e, ok := syntax.AsElement(n)
	name := syntax.StartTag{Node: e.Start()}.Name().Text()
	return ok && !isComponent(name) && html.IsBlock(name)
}

// meaning is what the white space between two pieces that leave something behind means, with everything between them that vanishes.
type meaning uint8

const (
	meansNothing meaning = iota // nothing, and may be there or not
	meansTouch                  // there is none, and some would show
	meansJoin                   // nothing, as long as it has a line end
	meansSpace                  // a space
	meansFixed                  // a space, as long as it has no line end
)

// decide gives each gap what is printed for it.
func (c *content) decide(roomy bool) {
	n := len(c.pieces)
	means := make([]meaning, n+1)
	from := 0 // first gap since the last piece that leaves something behind
	var left *piece
	var region white
	for i := 0; i <= n; i++ {
		w := c.white
		var right *piece
		if i < n {
			w, right = c.pieces[i].white, &c.pieces[i]
		}
		region.space = region.space || w.space
		region.newlines += w.newlines
		if i < n && right.vanishes() {
			continue
		}
		m := meaningOf(left, right, region, roomy)
		for ; from <= i; from++ {
			means[from] = m
		}
		left, region = right, white{}
	}
	for i := range c.pieces {
		x := &c.pieces[i]
		x.standalone = x.kind == pieceDirective && breaks(means[i]) && breaks(means[i+1])
		c.hard = c.hard || x.standalone || x.kind == pieceLet
		c.apart = c.apart || x.vanishes()
	}
	for i := 1; i < n; i++ {
		x := &c.pieces[i]
		x.before = between(&c.pieces[i-1], x, means[i])
		c.apart = c.apart || means[i] == meansSpace && keepsLines(&c.pieces[i-1], x)
		c.hard = c.hard || x.before >= gapHard
	}
	c.opening = edgeGap(means[0], n == 0 || c.pieces[0].white.space)
	c.closing = edgeGap(means[n], c.white.space)
}

// breaks reports whether white space of this meaning may become a line end.
func breaks(m meaning) bool { return m == meansNothing || m == meansJoin || m == meansSpace }

// meaningOf returns what the white space w means between left and right; nil is an edge.
func meaningOf(left, right *piece, w white, roomy bool) meaning {
	switch {
	case roomy && (left == nil || right == nil):
		return meansNothing
	case left != nil && (left.block || left.right), right != nil && (right.block || right.left):
		return meansNothing
	case !w.space:
		return meansTouch
	case left != nil && right != nil && left.joins() && right.joins():
		if w.newlines > 0 {
			return meansJoin
		}
		return meansFixed
	}
	return meansSpace
}

// between returns what is printed between two neighbours.
func between(a, b *piece, m meaning) gap {
	hard := gapHard
	if b.white.newlines >= 2 {
		hard = gapBlank
	}
	if a.kind == pieceLet || b.kind == pieceLet {
		if breaks(m) {
			return hard
		}
	}
	if a.vanishes() || b.vanishes() {
		switch {
		case breaks(m) && b.white.newlines > 0:
			return hard
		case b.white.space && m == meansSpace:
			return gapLine
		case b.white.space:
			return gapSpace
		}
		return gapNothing
	}
	switch m {
	case meansNothing:
		if b.node.Kind() == syntax.KindElement && (syntax.StartTag{Node: syntax.Element{Node: b.node}.Start()}).Name().Text() == "br" {
			return gapNothing
		}
		return hard
	case meansJoin:
		return hard
	case meansFixed:
		return gapSpace
	case meansSpace:
		if keepsLines(a, b) && b.white.newlines > 0 || hard == gapBlank || a.standalone || b.standalone {
			return hard
		}
		return gapLine
	}
	return gapNothing
}

// keepsLines reports whether a line end that the writer put between two neighbours is kept: between words it is not.
func keepsLines(a, b *piece) bool { return a.kind != pieceText && b.kind != pieceText }

// edgeGap returns what is printed between a tag and content.
func edgeGap(m meaning, space bool) gap {
	switch {
	case m == meansNothing:
		return gapSoft
	case space:
		return gapLine
	}
	return gapNothing
}

// flows reports whether an inline element is part of the running text around it. One that holds a place where a line end would be kept is not: breaking
// the text there would change how it stands the next time. Nor is one with a space inside both its tags, whose content can have lines of its own.
func (c *content) flows() bool {
	return c != nil && len(c.pieces) > 0 && !c.hard && !c.apart && c.opening != gapSoft && c.closing != gapSoft && !(c.opening == gapLine && c.closing == gapLine)
}

// gap prints a gap.
func (p *printer) gap(g gap) {
	switch g {
	case gapSpace:
		p.space()
	case gapLine:
		p.line()
	case gapSoft:
		p.softline()
	case gapHard:
		p.doc.Hardline()
	case gapBlank:
		p.doc.Blank()
	}
}

// pieces prints the pieces of content, inside a fill.
func (p *printer) pieces(c *content) {
	for i := range c.pieces {
		x := &c.pieces[i]
		if i > 0 {
			p.gap(x.before)
		}
		p.pass(x.start)
		p.piece(x)
	}
}

func (p *printer) piece(x *piece) {
	if x.kept || p.lenient && x.node.HasError() && !sheltered(x.node) {
		p.doc.Verbatim(x.start, x.end)
		p.pos = x.end
		return
	}
	switch x.kind {
	case pieceText:
		p.doc.Text(x.start, x.end)
		p.pos = x.end
	case pieceHole:
		p.holeOf(syntax.Hole{Node: x.node})
	case pieceElement:
		e := syntax.Element{Node: x.node}
		switch {
		case x.inside.flows():
			p.elementInside(e, x.inside)
		case x.inside != nil:
			p.elementWith(e, x.inside)
		default:
			p.element(e)
		}
	case pieceDirective:
		p.directive(x)
	case pieceLet:
		p.letDirective(syntax.LetDirective{Node: x.node})
	default:
		p.doc.Verbatim(x.start, x.end)
		p.pos = x.end
	}
}

// pass goes on to a place in markup with nothing but white space before it.
func (p *printer) pass(to int) {
	if to < p.pos || !isBlank(p.src[p.pos:to]) {
		if !p.lost && !p.lenient {
			bug.Reportf("format: markup between bytes %d and %d would be lost", p.pos, to)
		}
		p.lost = true
		return
	}
	p.pos = to
}
