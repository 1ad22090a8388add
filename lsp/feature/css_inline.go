// Styles of one element: the declarations in `style="…"`, and the record in `style={{…}}`, whose keys are properties and whose plain strings are
// their values.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
)

// styleValue is the value of an attribute that sets the styles of an element; absent of any other attribute.
func styleValue(tag syntax.StartTag, attr syntax.Node) syntax.Node {
	a, ok := syntax.AsAttr(attr)
	if !ok || !strings.EqualFold(a.Name().Text(), "style") || names.IsComponentTag(tag.Name().Text()) {
		return syntax.Node{}
	}
	return a.Value()
}

// inlineStyle reads the declarations in the value of a style attribute, or returns false if it is no text. Holes and entities in it are
// as good as white space.
func inlineStyle(value syntax.Node) (Style, bool) {
	switch value.Kind() {
	case syntax.KindAttrWord:
		return Style{Sheet: css.Read(value.Text(), value.Span().Start), Inline: true}, true
	case syntax.KindAttrString:
		s := syntax.AttrString{Node: value}
		text, base := literalText(s.Open(), s.Parts())
		return Style{Sheet: css.Read(text, base), Inline: true}, true
	}
	return Style{}, false
}

// literalText is what stands in a string, from a byte of the file on, with spaces for what does not stand for itself.
func literalText(open, parts syntax.Node) (text string, base int) {
	span := source.Span{Start: open.Span().End, End: parts.FullSpan().End}
	read := []byte(open.Tree().Text().Slice(span))
	for part := range parts.Items() {
		if part.Kind() != syntax.KindStringText {
			for i := part.Span().Start; i < part.Span().End; i++ {
				read[i-span.Start] = ' '
			}
		}
	}
	return string(read), span.Start
}

// inlineStyleAt returns the text of a style attribute that holds offset, to which a path leads, or the string in the record of one.
func inlineStyleAt(path []syntax.Node, offset int) (Style, bool) {
	tag := syntax.StartTag{Node: inner(path, syntax.KindStartTag)}
	attr := inner(path, syntax.KindAttr)
	if !tag.Ok() || !attr.Ok() || attr.Span().Start < tag.Span().Start {
		return Style{}, false
	}
	value, hole := styleValue(tag, attr), inner(path, syntax.KindHole)
	code := func(text syntax.Node) bool { return hole.Ok() && hole.Span().Start > text.Span().Start } // the place is in a hole of the text
	if s, ok := inlineStyle(value); ok {
		return s, !code(value) && s.holds(offset)
	}
	var found Style
	ok := false
	styleFields(value, func(name string, field syntax.RecordField) {
		if s, is := fieldStyle(name, field); is && !code(field.Value()) && s.holds(offset) {
			found, ok = s, true
		}
	})
	return found, ok
}

// styleFields calls f for the fields of the records that the value of a style attribute may be, with the property that each sets.
func styleFields(value syntax.Node, f func(property string, field syntax.RecordField)) {
	switch value.Kind() {
	case syntax.KindHole:
		styleFields(syntax.Hole{Node: value}.Value(), f)
	case syntax.KindParenExpr:
		styleFields(syntax.ParenExpr{Node: value}.Value(), f)
	case syntax.KindTernaryExpr:
		styleFields(syntax.TernaryExpr{Node: value}.Then(), f)
		styleFields(syntax.TernaryExpr{Node: value}.Else(), f)
	case syntax.KindRecordExpr:
		for item := range (syntax.RecordExpr{Node: value}).Fields().Items() {
			if d, ok := syntax.AsRecordField(item); ok {
				f(std.FieldName(d.Name()), d)
			}
		}
	}
}

// fieldStyle is the value in a field that sets a property, or false if it is no string on one line.
func fieldStyle(property string, field syntax.RecordField) (Style, bool) {
	value := field.Value()
	text, base := value.Text(), value.Span().Start+1
	switch value.Kind() {
	case syntax.KindPlainString:
		if value.Missing() || strings.Contains(text, `\`) {
			return Style{}, false
		}
		text = strings.TrimSuffix(text[1:], text[:1])
	case syntax.KindString:
		s := syntax.String{Node: value}
		if s.Open().Text() == `"""` {
			return Style{}, false
		}
		text, base = literalText(s.Open(), s.Parts())
	default:
		return Style{}, false
	}
	return Style{Sheet: css.ReadValue(property, text, base), Inline: true, Property: property}, true
}

// holds reports whether the sheet reaches to the place between two bytes.
func (s Style) holds(offset int) bool {
	return s.Sheet.Base <= offset && offset <= s.Sheet.Base+len(s.Sheet.Text)
}

// inlineColors calls f for the colours that the style attributes of an element write, in order.
func inlineColors(e syntax.Element, f func([]css.ColorAt)) {
	tag := syntax.StartTag{Node: e.Start()}
	for attr := range tag.Attrs().Items() {
		value := styleValue(tag, attr)
		if s, ok := inlineStyle(value); ok {
			f(s.Sheet.Colors())
		}
		styleFields(value, func(name string, field syntax.RecordField) {
			if s, ok := fieldStyle(name, field); ok {
				f(s.Sheet.Colors())
			}
		})
	}
}
