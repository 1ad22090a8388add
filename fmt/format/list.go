// What stands between elements: line ends, empty lines, commas, comments.

package format

import (
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// separator is what separates an element from what stands before it, where no comment does.
type separator uint8

const (
	sepNothing separator = iota
	sepSoftline
	sepLine
	sepHardline
	sepBlank
)

func (p *printer) separator(s separator) {
	switch s {
	case sepSoftline:
		p.softline()
	case sepLine:
		p.line()
	case sepHardline:
		p.doc.Hardline()
	case sepBlank:
		p.doc.Blank()
	}
}

// place says where an element stands.
type place uint8

const (
	placeFirst  place = iota // first of a list: no empty line before it
	placeLater               // an empty line before it is kept
	placeInside              // in an expression: no empty lines
	placeEnd                 // the closing token: only comments are printed, and what separates it is the caller's
	placeAlone               // the same, of an empty list; comments stand off from the opening token if what separates it is a space
)

// separate prints what stands before n: comments at the end of the line above, comments on lines of their own, and s.
func (p *printer) separate(n syntax.Node, s separator, at place) {
	if !n.Ok() || !p.arrive(n) {
		p.separator(s)
		return
	}
	if !n.CommentBefore() && p.pos > 0 {
		if at == placeLater && n.BlankLineBefore() {
			p.doc.Blank()
		} else {
			p.separator(s)
		}
		p.pos = n.Span().Start
		return
	}
	trivia := p.leading(n)
	newlines := 0    // since the last comment
	printed := false // some comment
	parted := false  // something stands on a line of its own
	attached := true // the last comment stands on the line of n; at first: nothing ended the line yet
	spaced := false  // white space since the last comment
	for i, t := range trivia {
		switch {
		case t.Kind == syntax.TriviaNewline:
			newlines++
			spaced = true
		case !isComment(t):
			spaced = true
		case newlines == 0 && (endsLine(t, trivia[i+1:]) || at >= placeEnd):
			if at == placeAlone && !printed {
				spaced = s == sepLine || t.Kind != syntax.TriviaBlockComment
			}
			if spaced {
				p.space()
			}
			p.comment(t)
			attached = false
		default:
			switch {
			case newlines >= 2 && (at == placeLater || at == placeEnd || printed && at != placeInside):
				p.doc.Blank()
			case newlines > 0 && s == sepBlank && !parted:
				p.doc.Blank()
			case newlines > 0:
				p.doc.Hardline()
			case !printed:
				p.separator(s)
			case spaced:
				p.space()
			}
			p.comment(t)
			attached, parted = true, true
		}
		if isComment(t) {
			p.leave = p.leave || asksToLeave(t.Text)
			printed, newlines, spaced = true, 0, false
		}
	}
	switch {
	case at >= placeEnd:
	case newlines >= 2 && (at == placeLater || at == placeFirst && printed):
		p.doc.Blank()
	case !printed:
		p.separator(s)
	case s == sepBlank && !parted:
		p.doc.Blank()
	case newlines > 0 || !attached:
		p.doc.Hardline()
	case spaced:
		p.space()
	}
	p.pos = n.Span().Start
}

// end prints the comments before the closing token of a list.
func (p *printer) end(closing syntax.Node) { p.separate(closing, sepNothing, placeEnd) }

// close prints the comments before the closing token of a list, which may be empty, ends its indentation, and prints edge if anything stands in it.
func (p *printer) close(closing syntax.Node, has bool, edge separator) {
	switch {
	case has:
		p.end(closing)
	case closing.CommentBefore():
		p.separate(closing, edge, placeAlone)
	default:
		p.end(closing)
		edge = sepSoftline
	}
	p.doc.End()
	p.separator(edge)
}

// endsLine reports whether nothing but comments follows a comment on its line; rest is the trivia after it.
func endsLine(t syntax.Trivia, rest []syntax.Trivia) bool {
	for _, next := range rest {
		if t.Kind != syntax.TriviaBlockComment && isComment(t) || t.Kind == syntax.TriviaNewline {
			return true
		}
		t = next
	}
	return t.Kind != syntax.TriviaBlockComment && t.Kind != syntax.TriviaSpace
}

// asksToLeave reports whether a comment asks to keep what comes next as it is.
func asksToLeave(comment string) bool {
	s := strings.TrimSuffix(strings.TrimLeft(comment, "/*"), "*/")
	return strings.TrimSpace(s) == "coder: leave"
}

// statements prints the elements of a block, the first after sep, the others on their own lines. It reports whether there were any.
func (p *printer) statements(list syntax.Node, sep separator) bool {
	at, has := placeFirst, false
	for n := range list.Children() {
		p.listed(n, sep, at)
		if n.Kind() != syntax.KindSemicolon {
			sep, at, has = sepHardline, placeLater, true
		}
	}
	return has
}

// listed prints an element of a list of declarations or statements, after what separates it from the one before. Semicolons are left out.
func (p *printer) listed(n syntax.Node, sep separator, at place) {
	if n.Kind() == syntax.KindSemicolon {
		if n.CommentBefore() || p.pos == 0 {
			p.separate(n, sepNothing, placeEnd)
		}
		p.drop(n)
		return
	}
	p.leave = false
	p.separate(n, sep, at)
	if p.leave || p.lenient && n.HasError() && !sheltered(n) {
		p.verbatim(n)
	} else {
		p.statement(n)
	}
}

// listStyle says how a bracketed list is printed.
type listStyle struct {
	edge       separator // inside the brackets, when they are on one line
	noTrailing bool      // no comma after the last item
	fill       bool      // as many items on a line as fit
	hugLast    bool      // the last item may open on the line of the bracket and close before the other
}

// list prints items in brackets, separated by commas; nothing stands between the brackets of an empty list. item prints one without its comma; hug asks it to
// place the mark of the group.
func (p *printer) list(open, list, closing syntax.Node, style listStyle, item func(n syntax.Node, hug bool)) {
	last, has := lastItem(list)
	if !has && !closing.CommentBefore() {
		p.tokens(open, closing)
		return
	}
	p.comments(open)
	p.doc.Group()
	p.token(open)
	if open.Kind() == syntax.KindLt && list.CommentBefore() {
		p.space() // `</` would be one token
	}
	p.doc.Indent()
	at, sep := placeFirst, style.edge
	if style.fill && has {
		p.separate(firstItem(list), style.edge, placeFirst)
		p.doc.Fill()
		sep = sepNothing
	}
	for n := range list.Items() {
		p.separate(n, sep, at)
		isLast := n == last
		item(n, isLast && style.hugLast)
		p.comma(n, isLast, style)
		at, sep = placeLater, sepLine
	}
	if style.fill && has {
		p.doc.End()
	}
	if has && !style.noTrailing {
		p.ifBroken(",")
	}
	p.lastComma(last)
	p.close(closing, has, style.edge)
	p.token(closing)
	p.doc.End()
}

// comma prints the comma after an item, before the comments that lead it.
func (p *printer) comma(item syntax.Node, last bool, style listStyle) {
	if last {
		return
	}
	comma := commaOf(item)
	if !comma.Ok() {
		p.doc.Literal(",")
		return
	}
	p.before(comma)
}

// lastComma leaves out the comma after the last item, which has been decided.
func (p *printer) lastComma(item syntax.Node) {
	if item.Ok() {
		p.drop(commaOf(item))
	}
}

// commaOf returns the comma that belongs to an item of a list, absent if it has none: it is the item's last child.
func commaOf(item syntax.Node) syntax.Node {
	var last syntax.Node
	for c := range item.Children() {
		last = c
	}
	if last.Kind() == syntax.KindComma {
		return last
	}
	return syntax.Node{}
}

func firstItem(list syntax.Node) syntax.Node {
	for n := range list.Items() {
		return n
	}
	return syntax.Node{}
}

func lastItem(list syntax.Node) (last syntax.Node, ok bool) {
	for n := range list.Items() {
		last = n
	}
	return last, last.Ok()
}
