package lower

import (
	"strings"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/syntax"
)

// White space in markup (codescript.md §7). Content is cut into pieces: runs of white space, text, and everything else. A run is one
// space, or nothing, as its neighbours say; pieces that write nothing (comments, @let) are no neighbours, so that what surrounds
// them merges.

type pieceKind uint8

const (
	pieceNothing   pieceKind = iota // writes nothing: comments, @let
	pieceSpace                      // a run of white space
	pieceInline                     // text, holes, inline elements
	pieceBlock                      // a block element
	pieceFragment                   // like its bodies
	pieceDirective                  // like its bodies
	pieceComponent
)

// piece is a part of content, lowered.
type piece struct {
	kind    pieceKind
	out     []ir.Out
	newline bool // of white space

	// Of a fragment or a directive: whether it has a body that is not empty, and whether some such body does not begin, or end, with a
	// block element.
	full                  bool
	inlineFirst, inlineAt bool
}

// bodies notes one more body of a directive or fragment.
func (p *piece) bodies(body []piece) {
	first, last := -1, -1
	for i := range body {
		if body[i].kind != pieceNothing {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	p.full = true
	p.inlineFirst = p.inlineFirst || !body[first].beginsBlock()
	p.inlineAt = p.inlineAt || !body[last].endsBlock()
}

// beginsBlock and endsBlock tell whether white space beside that side of the piece is nothing.
func (p *piece) beginsBlock() bool {
	return p.kind == pieceBlock || p.full && !p.inlineFirst
}

func (p *piece) endsBlock() bool {
	return p.kind == pieceBlock || p.full && !p.inlineAt
}

// links tells whether a line break between two such pieces is nothing.
func (p *piece) links() bool { return p.kind == pieceDirective || p.kind == pieceComponent }

// edges says what happens to white space at the edges of content.
type edges uint8

const (
	edgesTrimmed edges = iota // of a block element, a fragment, a directive's body, a component's content
	edgesKept                 // of an inline element
	edgesOfPre                // of an element that keeps white space: a newline right after the start tag is nothing
)

// content lowers the children of an element, directive or component; list may be absent.
func (x *unit) content(list syntax.Node, at edges) []piece {
	if !list.Ok() {
		return nil
	}
	var pieces []piece
	first := true
	for n := range list.Items() {
		atStart := first
		first = false
		switch n.Kind() {
		case syntax.KindText:
			if x.markup.keep {
				s := n.MarkupText()
				if atStart && at == edgesOfPre {
					s = strings.TrimPrefix(s, "\n")
				}
				pieces = append(pieces, textPiece(s))
			} else {
				pieces = appendText(pieces, n.MarkupText())
			}
		case syntax.KindEntity, syntax.KindTextEscape:
			pieces = append(pieces, textPiece(n.MarkupText()))
		default:
			pieces = append(pieces, x.piece(n))
		}
	}
	if x.markup.keep {
		return pieces
	}
	return settle(pieces, at)
}

func textPiece(s string) piece { return piece{kind: pieceInline, out: []ir.Out{lit(escaped(s))}} }

// isSpace is the white space of markup.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\f' || r == '\r' }

// appendText cuts text into runs of white space and words.
func appendText(pieces []piece, s string) []piece {
	for s != "" {
		end := strings.IndexFunc(s, func(r rune) bool { return !isSpace(r) })
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			pieces = append(pieces, piece{kind: pieceSpace, newline: strings.Contains(s[:end], "\n")})
			s = s[end:]
			continue
		}
		if end = strings.IndexFunc(s, isSpace); end < 0 {
			end = len(s)
		}
		pieces = append(pieces, textPiece(s[:end]))
		s = s[end:]
	}
	return pieces
}

// settle decides what becomes of each run of white space.
func settle(pieces []piece, at edges) []piece {
	pieces = merge(pieces)
	out := pieces[:0]
	for i := range pieces {
		p := pieces[i]
		if p.kind != pieceSpace {
			out = append(out, p)
			continue
		}
		if keeps(neighbour(out, len(out)-1, -1), neighbour(pieces, i+1, 1), p.newline, at) {
			out = append(out, piece{kind: pieceInline, out: []ir.Out{lit(" ")}})
		}
	}
	return out
}

// merge makes one run of those that only pieces without output part.
func merge(pieces []piece) []piece {
	out := pieces[:0]
	space := -1 // the run that the next one belongs to
	for _, p := range pieces {
		switch {
		case p.kind == pieceSpace && space >= 0:
			out[space].newline = out[space].newline || p.newline
			continue
		case p.kind == pieceSpace:
			space = len(out)
		case p.kind != pieceNothing:
			space = -1
		}
		out = append(out, p)
	}
	return out
}

// neighbour returns the first piece from i on, going by step, that writes something; nil at the edge.
func neighbour(pieces []piece, i, step int) *piece {
	for ; i >= 0 && i < len(pieces); i += step {
		if pieces[i].kind != pieceNothing {
			return &pieces[i]
		}
	}
	return nil
}

// keeps tells whether a run between two pieces is a space.
func keeps(left, right *piece, newline bool, at edges) bool {
	switch {
	case left == nil || right == nil:
		return at == edgesKept && (left == nil || !left.endsBlock()) && (right == nil || !right.beginsBlock())
	case left.endsBlock() || right.beginsBlock():
		return false
	}
	return !(newline && left.links() && right.links())
}

// isEmpty tells whether content writes nothing.
func isEmpty(pieces []piece) bool { return neighbour(pieces, 0, 1) == nil }

// join puts the output of pieces together.
func join(pieces []piece) []ir.Out {
	var out []ir.Out
	for _, p := range pieces {
		out = append(out, p.out...)
	}
	return out
}
