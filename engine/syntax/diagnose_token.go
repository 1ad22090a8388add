package syntax

import (
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
)

// Findings in single tokens and in the trivia before them.

// token reports what the lexer marked in a token.
func (d *diagnoser) token(n Node) {
	d.invalidUTF8(n)
	for t := range n.Leading() {
		if t.Kind == TriviaBlockComment && (len(t.Text) < len("/**/") || !strings.HasSuffix(t.Text, "*/")) {
			at := source.Span{Start: t.Span.Start, End: t.Span.Start + len("/*")}
			d.report(diag.New(diag.UnterminatedComment, at, diag.Quote("wanted", "*/")).WithFix(d.commentFix(at.Start, t.Span.End, "*/")))
		}
	}
	text := n.Text()
	switch n.Kind() {
	case KindNumber:
		d.number(n, text)
	case KindStringEscape:
		d.escape(n, text)
	case KindTextEscape:
		if text == "}" {
			d.report(diag.New(diag.UnexpectedCharacter, n.Span(), quoted("found", n)).As("brace").WithFix(replaceFix(n.Span(), text, `\}`)))
		}
	case KindJunk:
		if utf8.ValidString(text) {
			fix := d.removeFix(n.Span())
			if meant, ok := lookAlikes[text]; ok {
				fix = replaceFix(n.Span(), text, meant)
			}
			d.report(diag.New(diag.UnexpectedCharacter, n.Span(), quoted("found", n)).WithFix(fix))
		}
	}
}

// invalidUTF8 reports each run of bytes of a token and its trivia that is not UTF-8.
func (d *diagnoser) invalidUTF8(n Node) {
	full := n.FullSpan()
	text := d.tree.text.Slice(full)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r != utf8.RuneError || size != 1 {
			i += size
			continue
		}
		start := i
		for i < len(text) && r == utf8.RuneError && size == 1 {
			i++
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		d.report(diag.New(diag.InvalidUTF8, source.Span{Start: full.Start + start, End: full.Start + i}))
	}
}

func (d *diagnoser) number(n Node, text string) {
	variant := badNumber(text)
	if variant == "" {
		return
	}
	found := diag.Quote("found", text)
	switch variant {
	case numberGlued:
		found = diag.Quote("found", text[len(text)-len(glued(text)):])
	case numberDigits:
		found = diag.Quote("found", text[:min(2, len(text))])
	}
	f := diag.New(diag.BadNumber, n.Span(), found).As(variant)
	if plain := withoutSeparators(text); variant == numberSeparator && badNumber(plain) == "" {
		f = f.WithFix(replaceFix(n.Span(), text, plain))
	}
	d.report(f)
}

// glued is what a number runs into.
func glued(text string) string {
	for i := len(text) - 1; i > 0; i-- {
		if badNumber(text[:i]) == "" {
			return text[i:]
		}
	}
	return text
}

func (d *diagnoser) escape(n Node, text string) {
	if _, ok := decodeEscape(text); ok {
		return
	}
	f := diag.New(diag.BadEscape, n.Span(), diag.Quote("found", text))
	switch {
	case text == "}":
		f = f.As("brace").WithFix(replaceFix(n.Span(), text, `\}`))
	case strings.HasPrefix(text, `\u`):
		f = d.unicodeFix(f.As("unicode"), n.Span())
	case len(text) > 1:
		f = f.WithFix(replaceFix(n.Span(), text, `\`+text))
	}
	d.report(f)
}
