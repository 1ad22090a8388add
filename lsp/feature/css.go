// Styles: the style sheets in a file, and the classes that sheets and markup speak of.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Style is a style sheet: the content of a `<style>` element, or what stands in a style attribute (css_inline.go).
type Style struct {
	Element  syntax.Element // absent of an attribute
	Scoped   bool           // it applies to the elements of its own component only
	Inline   bool           // it stands in a style attribute: its declarations are in no rule
	Property string         // the sheet is but the value of this property, in the record of a style attribute
	Sheet    *css.Sheet     // with places in the file
}

// ClassRule is a mention of a class in the selectors of a style sheet.
type ClassRule struct {
	Name string
	Span source.Span // of the name, without the dot
	// Rule is the whole rule; Selector what stands before its brace.
	Rule, Selector source.Span
	Style          Style
}

// ClassUse is a mention of a class in a class attribute.
type ClassUse struct {
	Name string
	Span source.Span
}

// Styles returns the style sheets of a file, in order.
func Styles(tree *syntax.Tree) []Style {
	var out []Style
	elements(tree.Root(), func(e syntax.Element) {
		if s, ok := styleOf(e); ok {
			out = append(out, s)
		}
	})
	return out
}

// ClassRules returns the classes that the style sheets of a file speak of, in order.
func ClassRules(tree *syntax.Tree) []ClassRule {
	var out []ClassRule
	for _, s := range Styles(tree) {
		out = append(out, s.rules()...)
	}
	return out
}

// ClassUses returns the classes that the class attributes of a file's elements and components name literally, in order: the words of
// `class="…"` without those that a hole is a part of, and of plain strings in `class={…}`.
func ClassUses(tree *syntax.Tree) []ClassUse {
	var out []ClassUse
	elements(tree.Root(), func(e syntax.Element) {
		for item := range (syntax.StartTag{Node: e.Start()}).Attrs().Items() {
			if a, ok := syntax.AsAttr(item); ok && a.Name().Text() == "class" {
				classWords(a.Value(), func(u ClassUse) { out = append(out, u) })
			}
		}
	})
	return out
}

// ClassAt returns the class that is named at offset, in a style sheet or in a class attribute, or false if there is none.
func ClassAt(tree *syntax.Tree, offset int) (ClassUse, bool) {
	path := tree.PathAt(offset)
	if offset > 0 && path[len(path)-1].Span().Start >= offset {
		path = tree.PathAt(offset - 1)
	}
	var found ClassUse
	ok := false
	take := func(u ClassUse) {
		if u.Span.Start <= offset && offset <= u.Span.End {
			found, ok = u, true
		}
	}
	if e, in := syntax.AsElement(inner(path, syntax.KindElement)); in {
		if s, is := styleOf(e); is {
			for _, r := range s.rules() {
				take(ClassUse{r.Name, r.Span})
			}
		}
	}
	if a, in := syntax.AsAttr(inner(path, syntax.KindAttr)); in && a.Name().Text() == "class" {
		classWords(a.Value(), take)
	}
	return found, ok
}

// StyleAt returns the style sheet that holds offset, be it that of a style attribute, or false if there is none.
func StyleAt(tree *syntax.Tree, offset int) (Style, bool) {
	path := tree.PathAt(offset)
	for range 2 {
		if e, ok := syntax.AsElement(inner(path, syntax.KindElement)); ok {
			if s, ok := styleOf(e); ok && s.holds(offset) {
				return s, true
			}
		}
		if s, ok := inlineStyleAt(path, offset); ok {
			return s, true
		}
		path = tree.PathAt(max(offset-1, 0))
	}
	return Style{}, false
}

// styleOf reads the sheet of an element, or returns false if it is no style.
func styleOf(e syntax.Element) (Style, bool) {
	start := syntax.StartTag{Node: e.Start()}
	if start.Name().Text() != "style" || e.Children().Kind() != syntax.KindRawLineList {
		return Style{}, false
	}
	span := e.Children().FullSpan()
	s := Style{Element: e, Sheet: css.Read(e.Tree().Text().Slice(span), span.Start)}
	for item := range start.Attrs().Items() {
		if a, ok := syntax.AsAttr(item); ok && a.Name().Text() == "scoped" {
			s.Scoped = true
		}
	}
	return s, true
}

func (s Style) rules() []ClassRule {
	var out []ClassRule
	for _, c := range s.Sheet.Classes() {
		b := s.Sheet.Blocks[c.Block]
		out = append(out, ClassRule{c.Name, c.Span, b.Span, b.Prelude, s})
	}
	return out
}

// elements calls f for all elements in n, in order.
func elements(n syntax.Node, f func(syntax.Element)) {
	if n.IsToken() {
		return
	}
	if e, ok := syntax.AsElement(n); ok {
		f(e)
	}
	for c := range n.Children() {
		elements(c, f)
	}
}

// classWords calls f for the classes that the value of a class attribute names.
func classWords(value syntax.Node, f func(ClassUse)) {
	switch value.Kind() {
	case syntax.KindAttrWord:
		words(value.Text(), value.Span().Start, f)
	case syntax.KindAttrString:
		glued := false // to a hole or an entity before
		var text syntax.Node
		flush := func(next bool) {
			if text.Ok() {
				outerWords(text, glued, next, f)
			}
			text, glued = syntax.Node{}, next
		}
		for part := range (syntax.AttrString{Node: value}).Parts().Items() {
			if part.Kind() != syntax.KindStringText {
				flush(true)
				continue
			}
			if text.Ok() {
				flush(false)
			}
			text = part
		}
		flush(false)
	default:
		plainStrings(value, f)
	}
}

// outerWords calls f for the words of a text, without a first or last one that goes on in what stands beside the text.
func outerWords(text syntax.Node, gluedBefore, gluedAfter bool, f func(ClassUse)) {
	span := text.Span()
	s := text.Text()
	if gluedBefore {
		cut := strings.IndexAny(s, " \t\r\n\f")
		if cut < 0 {
			return
		}
		s, span.Start = s[cut:], span.Start+cut
	}
	if gluedAfter {
		s = s[:strings.LastIndexAny(s, " \t\r\n\f")+1]
	}
	words(s, span.Start, f)
}

// words calls f for the words of a text that starts at a byte of the file.
func words(s string, start int, f func(ClassUse)) {
	for len(s) > 0 {
		skip := len(s) - len(strings.TrimLeft(s, " \t\r\n\f"))
		s, start = s[skip:], start+skip
		end := strings.IndexAny(s, " \t\r\n\f")
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			f(ClassUse{s[:end], source.Span{Start: start, End: start + end}})
		}
		s, start = s[end:], start+end
	}
}

// plainStrings calls f for the words of the plain strings that an expression may give: not of those that it compares or passes on.
func plainStrings(n syntax.Node, f func(ClassUse)) {
	switch n.Kind() {
	case syntax.KindPlainString:
		if text := n.Text(); len(text) >= 2 && !strings.Contains(text, `\`) {
			words(text[1:len(text)-1], n.Span().Start+1, f)
		}
	case syntax.KindTernaryExpr:
		t := syntax.TernaryExpr{Node: n}
		plainStrings(t.Then(), f)
		plainStrings(t.Else(), f)
	case syntax.KindMatchArm:
		plainStrings(syntax.MatchArm{Node: n}.Body(), f)
	case syntax.KindHole, syntax.KindListExpr, syntax.KindListItemList, syntax.KindListItem, syntax.KindParenExpr, syntax.KindMatchArmList:
		for c := range n.Children() {
			plainStrings(c, f)
		}
	case syntax.KindMatchExpr:
		plainStrings(syntax.MatchExpr{Node: n}.Arms(), f)
	case syntax.KindBinaryExpr:
		b := syntax.BinaryExpr{Node: n}
		for part := range b.Rest().Items() {
			if (syntax.BinaryPart{Node: part}).Op().Kind() == syntax.KindQuestionQuestion {
				plainStrings(syntax.BinaryPart{Node: part}.Operand(), f)
			}
		}
	}
}
