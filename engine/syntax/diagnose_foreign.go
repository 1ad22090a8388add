package syntax

import (
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
)

// Findings about words and operators of other languages: each names what Codescript writes.

// foreign is what Codescript writes for a word or operator of other languages: always is that exactly, so that a fix may put it
// there.
type foreign struct {
	wanted string
	always bool
}

var foreigns = map[string]foreign{
	"const": {"let", true}, "function": {"fn", true}, "async function": {"fn", true}, "func": {"fn", true}, "def": {"fn", true}, "fun": {"fn", true},
	"elif": {"else if", true}, "elseif": {"else if", true}, "elsif": {"else if", true},
	"and": {"&&", true}, "or": {"||", true}, "not": {"!", false}, "===": {"==", true}, "!==": {"!=", true},
	"++": {"+= 1", true}, "--": {"-= 1", true}, ":=": {"=", true}, "of": {"in", true}, "except": {"catch", true}, "finally": {"catch", false},
	"class": {"type Name = {…}", false}, "struct": {"type Name = {…}", false}, "interface": {"type Name = {…}", false},
	"enum": {`type Name = "a" | "b"`, false}, "trait": {"type Name = {…}", false}, "namespace": {"import * as name", false},
	"switch": {"match", false}, "unless": {"if !…", false}, "until": {"while !…", false}, "foreach": {"for x in xs", false},
	"do": {"while", false}, "loop": {"while true", false},
	"throw": {"fail(…)", false}, "raise": {"fail(…)", false}, "echo": {"print(…)", false}, "print": {"print(…)", false}, "puts": {"print(…)", false},
	"as": {"let name: T = …", false}, "typeof": {"is", false}, "instanceof": {"is", true},
	"pub": {"export", true}, "public": {"export", true}, "from": {`import name from "…"`, false},
}

// instead makes the finding about a foreign text; false if it is none.
func instead(text string, at source.Span) (diag.Diagnostic, bool) {
	f, ok := foreigns[text]
	found := foreignFor(text, at, f.wanted)
	if f.always {
		text := f.wanted
		if strings.HasSuffix(text, "= 1") { // it stood at the end of a name
			text = " " + text
		}
		found = found.WithFix(diag.Fix{Title: diag.FixReplace, Args: found.Args, Edits: []diag.Edit{{Span: at, New: text}}})
	}
	return found, ok
}

// foreignFor makes the finding about a foreign text that Codescript writes as wanted.
func foreignFor(text string, at source.Span, wanted string) diag.Diagnostic {
	return diag.New(diag.ExpectedToken, at, diag.Quote("found", text), diag.Quote("wanted", wanted)).As("foreign")
}

// foreignTokens reports tokens in an Unexpected node c of n that other languages write, and whether they are such.
func (d *diagnoser) foreignTokens(n, c, rest Node) bool {
	text, at := strings.Join(strings.Fields(c.Text()), " "), c.Span()
	loop := n.Kind() == KindForStmt || n.Kind() == KindForDirective
	switch {
	case (loop || n.Kind() == KindTryStmt) && text == ")" || loop && text == "of" && inParens(n): // reported with the one that opens
		return true
	case loop && c.First().Kind() != KindKwIn && text != "of":
		d.report(foreignFor(text, at, "for x in xs"))
		return true
	case n.Kind() == KindTryStmt && text == "(":
		d.report(foreignFor(text, at, "catch e"))
		return true
	case n.Kind() == KindLetStmt && n.Slot(0).Missing() && text == ":":
		at.End = rest.Span().End
		d.report(foreignFor(":=", at, "let x = …"))
		return true
	case text == ":" && rest.Kind() == KindEq && rest.Span().Start == at.End:
		at.End = rest.Span().End
		text = ":="
	case text == "=" && n.Kind() == KindBinaryPart:
		at.Start = BinaryPart{n}.Op().Span().Start
		text = d.tree.text.Slice(at)
	}
	f, ok := instead(text, at)
	switch {
	case !ok:
	case n.Kind() == KindFnDecl: // its head will be one of another language in all of its line
		d.reportStray(f)
	default:
		d.report(f)
	}
	return ok
}

// inParens reports whether the head of a loop stands in parentheses.
func inParens(loop Node) bool {
	for c := range loop.Children() {
		if c.Kind() == KindUnexpected && c.First().Kind() == KindLParen {
			return true
		}
	}
	return false
}

// arrow reports a function without `fn`.
func (d *diagnoser) arrow(f FnExpr) {
	at := source.Span{Start: f.Node.Span().Start, End: f.FatArrow().Span().End}
	open, name := "fn", ""
	from := f.Open().Span().Start
	if f.Open().Missing() {
		name = f.Params().Text()
		open = "fn(" + name + ")"
		at.Start = f.Params().Span().Start
	} else {
		at.Start = from
	}
	fix := diag.Edit{Span: source.Span{Start: at.Start, End: at.Start}, New: "fn"}
	if name != "" {
		fix = diag.Edit{Span: f.Params().Span(), New: open}
	}
	d.report(foreignFor(d.tree.text.Slice(at), at, "fn(…) =>").
		WithFix(diag.Fix{Title: diag.FixInsert, Args: []diag.Arg{diag.Quote("text", "fn")}, Edits: []diag.Edit{fix}}))
}

// misplacedStatement reports the statement that c begins with where a value of n stands; in markup the directive is what is meant.
func (d *diagnoser) misplacedStatement(n, c Node) {
	first := c.First()
	found := diag.New(diag.ExpectedExpression, first.Span(), quoted("found", first))
	if n.Kind() == KindHole && d.inMarkup {
		switch first.Kind() {
		case KindKwIf, KindKwFor, KindKwLet:
			f := diag.New(diag.ExpectedExpression, first.Span(), quoted("found", first), diag.Quote("wanted", "@"+first.Text())).As("directive")
			d.report(d.directiveFix(f, Hole{n}, first))
			return
		}
	}
	d.report(ternaryFix(found.As("statement"), n, c))
}

// foreignWord reports the word before or at a place where two statements share a line, if that is why, and whether it is.
func (d *diagnoser) foreignWord(at source.Span, pos int) bool {
	if pos > 0 {
		before := d.tree.TokenAt(pos - 1)
		if f, ok := instead(before.Text(), before.Span()); ok && before.Kind() == KindIdent && before.Span().End == pos {
			d.reportStray(f)
			return true
		}
	}
	next := d.tree.TokenAt(pos)
	f, ok := instead(next.Text(), at)
	ok = ok && next.Kind() == KindIdent && next.Span() == at
	if ok {
		d.reportStray(f)
	}
	return ok
}

// finding is a diagnostic with what decides whether another one makes it redundant.
type finding struct {
	diag.Diagnostic
	stray   bool // it is about tokens that fit nowhere: what follows on the line is not to be trusted
	missing int  // where what it is about is missing, counted from 1; 0 if it is about something else
}

// unclosed reports whether a finding is about something that is open.
func (f *finding) unclosed() bool {
	switch f.Code {
	case diag.UnclosedBracket, diag.UnclosedTag, diag.UnterminatedString, diag.UnterminatedComment:
		return true
	}
	return false
}

// hush leaves one finding of each mistake: of all that is missing at one place what is not closed there, or else the first; and
// behind tokens that fit nowhere nothing on their line. A statement that shares its line with what is wrong before it is not
// reported for that.
func (d *diagnoser) hush() []diag.Diagnostic {
	missing := map[int]bool{}
	for i := range d.found {
		if f := &d.found[i]; f.unclosed() {
			missing[f.missing] = true
		}
	}
	kept := d.found[:0]
	for _, f := range d.found {
		if f.missing == 0 || f.unclosed() || !missing[f.missing] {
			kept = append(kept, f)
		}
		missing[f.missing] = true
	}
	stray := map[int]int{} // by line, where the first stray token is
	first := map[int]int{} // by line, where the first finding is
	for _, f := range kept {
		line, _ := d.tree.text.LineCol(f.Span.Start)
		if at, ok := first[line]; !ok || f.Span.Start < at {
			first[line] = f.Span.Start
		}
		if at, ok := stray[line]; f.stray && (!ok || f.Span.Start < at) {
			stray[line] = f.Span.Start
		}
	}
	var found []diag.Diagnostic
	for _, f := range kept {
		line, _ := d.tree.text.LineCol(f.Span.Start)
		at, ok := stray[line]
		separator := f.Code == diag.ExpectedToken && f.Variant == "separator"
		if ok && f.Span.Start > at && diag.Lookup(f.Code).Stage == diag.StageSyntax || separator && f.Span.Start > first[line] {
			continue
		}
		found = append(found, f.Diagnostic)
	}
	return diag.Sort(found)
}
