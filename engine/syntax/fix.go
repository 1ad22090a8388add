package syntax

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
)

// Fixes of findings in the text and its syntax: what is missing is written where the parser went on without it, or where the writer will
// have meant it.

// insertFix offers to write a text at a place; shown is what of it is named.
func insertFix(at int, text, shown string) diag.Fix {
	return diag.Fix{
		Title: diag.FixInsert, Args: []diag.Arg{diag.Quote("text", shown)},
		Edits: []diag.Edit{{Span: source.Span{Start: at, End: at}, New: text}},
	}
}

// replaceFix offers to write wanted where found stands.
func replaceFix(at source.Span, found, wanted string) diag.Fix {
	return diag.Fix{
		Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", found), diag.Quote("wanted", wanted)},
		Edits: []diag.Edit{{Span: at, New: wanted}},
	}
}

// removeFix offers to remove what stands at a place.
func (d *diagnoser) removeFix(at source.Span) diag.Fix {
	return diag.Fix{Title: diag.FixRemove, Args: []diag.Arg{diag.Quote("text", d.tree.text.Slice(at))}, Edits: []diag.Edit{{Span: at}}}
}

// indentOf is the white space that the line of a place begins with.
func (d *diagnoser) indentOf(offset int) string {
	line, _ := d.tree.text.LineCol(offset)
	text := d.tree.text.Slice(d.tree.text.LineSpan(line))
	return text[:len(text)-len(strings.TrimLeft(text, " \t"))]
}

// sameLine reports whether two places are on one line.
func (d *diagnoser) sameLine(a, b int) bool {
	first, _ := d.tree.text.LineCol(a)
	second, _ := d.tree.text.LineCol(b)
	return first == second
}

// bracketFix is the finding about a bracket of n that is not closed, with the offer to close it: where the parser did without what is missing, on a
// line of its own if the opener stands on another; or, in a list whose next item stands on a new line without a comma, before that line.
func (d *diagnoser) bracketFix(f diag.Diagnostic, n, open, missing Node) diag.Diagnostic {
	at, text := int(missing.pos), missing.Kind().Spelling()
	before, broken := listBroken(n)
	if broken = broken && missing.Kind() != KindRBrace; broken {
		at = before
	}
	if fix, ok := d.stringFix(at, missing.Kind()); ok {
		return f.WithFix(fix)
	}
	switch {
	case broken:
		return f.WithFix(insertFix(at, text, text))
	case d.sameLine(open.Span().Start, at):
		return closedBy(f, n, insertFix(at, text, text))
	}
	return closedBy(f, n, insertFix(at, "\n"+d.indentOf(open.Span().Start)+text, text))
}

// listBroken is where a comma is missing in a list of n before an item on a new line; false if none is.
func listBroken(n Node) (at int, ok bool) {
	for list := range n.Children() {
		if !list.Kind().IsList() {
			continue
		}
		for item := range list.Items() {
			comma := item.lastChild()
			if comma.Kind() == KindComma && comma.Missing() && n.t.TokenAt(int(comma.pos)).NewlineBefore() {
				return int(comma.pos), true
			}
		}
	}
	return 0, false
}

// stringFix offers to close a bracket behind a string that is not ended either and reaches to the place; false if there is none.
func (d *diagnoser) stringFix(at int, closer Kind) (diag.Fix, bool) {
	for _, n := range d.tree.PathAt(max(at-1, 0)) {
		s, ok := String{n}, n.Kind() == KindString
		if !ok || !s.Close().Missing() || int(s.Close().pos) != at || s.Open().Text() == `"""` {
			continue
		}
		fix := d.quoteFix(s.Open(), s.Close())
		if fix.Edits[0].Span.Start == s.Open().Span().End+len(strings.TrimRight(d.tree.text.Slice(source.Span{Start: s.Open().Span().End, End: at}), " \t\r\n")) {
			text := s.Open().Text() + closer.Spelling() // nothing in the string closes the bracket
			fix = insertFix(fix.Edits[0].Span.Start, text, text)
		}
		return fix, true
	}
	return diag.Fix{}, false
}

// closedBy is a finding about n, which is not closed, with a fix that writes its end: none while what stands last in n is not ended either and
// would take the end for its own content.
func closedBy(f diag.Diagnostic, n Node, fix diag.Fix) diag.Diagnostic {
	bracket := n.Kind() != KindElement && n.Kind() != KindStartTag
	for last := n; !last.IsToken(); {
		var next Node
		for c := range last.Children() {
			if last != n || !c.Missing() {
				next = c
			}
		}
		switch last = next; {
		case !last.Ok():
			return f.WithFix(fix)
		case last.Kind() == KindElement && bracket && last.head().flags()&flagOwn != 0:
			return f
		case last.Missing() && takesAll(n.Kind(), last.Kind()):
			return f
		}
	}
	return f.WithFix(fix)
}

// takesAll reports whether what lacks a token takes the end of an outer node of a kind for its own.
func takesAll(outer, lacks Kind) bool {
	switch lacks {
	case KindStringClose, KindBacktick, KindCommentClose, KindGt:
		return true
	case KindRBrace, KindRBracket, KindRParen:
		return outer == KindStartTag // `>` is an operator there
	}
	return false
}

// lastChild is the last child of a node with slots; absent if it has none.
func (n Node) lastChild() Node {
	var last Node
	for c := range n.Children() {
		last = c
	}
	return last
}

// quoteFix offers to end a string that is not: one on a line at its end, but before what closes the brackets around it; one over lines
// before the first line that is indented less than its text; one in backticks as one on a line.
func (d *diagnoser) quoteFix(open, shut Node) diag.Fix {
	quote, end := open.Text(), int(shut.pos)
	line, _ := d.tree.text.LineCol(open.Span().Start)
	if quote == `"""` {
		return d.longQuoteFix(open, line, end)
	}
	end = min(end, d.tree.text.LineSpan(line).End)
	text := strings.TrimRight(d.tree.text.Slice(source.Span{Start: open.Span().End, End: end}), " \t\r")
	at := open.Span().End + len(text)
	for closers := d.openAround(open); closers != ""; closers = closers[:len(closers)-1] {
		if strings.HasSuffix(text, closers) {
			at -= len(closers)
			break
		}
	}
	return insertFix(at, quote, quote)
}

// openAround are the brackets that would close what is open around a token, the innermost first.
func (d *diagnoser) openAround(token Node) string {
	var closers strings.Builder
	path := d.tree.PathAt(token.Span().Start)
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].IsToken() {
			continue
		}
		switch last := path[i].lastChild(); last.Kind() {
		case KindRParen, KindRBracket, KindRBrace:
			if last.Missing() {
				closers.WriteString(last.Kind().Spelling())
			}
		}
	}
	return closers.String()
}

// longQuoteFix offers to end a string over lines that starts on a line.
func (d *diagnoser) longQuoteFix(open Node, line, end int) diag.Fix {
	text := d.tree.text
	indent := d.indentOf(open.Span().Start)
	deepest := -1 // how far the first line of the text is indented
	for i := line + 1; i < text.Lines() && text.LineSpan(i).Start < end; i++ {
		content := text.Slice(text.LineSpan(i))
		deep := len(content) - len(strings.TrimLeft(content, " \t"))
		switch {
		case strings.TrimSpace(content) == "":
		case deepest < 0:
			deepest = deep
			indent = indent[:min(len(indent), deep)]
		case deep < deepest:
			return insertFix(text.LineSpan(i).Start, indent+`"""`+"\n", `"""`)
		}
	}
	return insertFix(end, "\n"+indent+`"""`, `"""`)
}

// attributeQuoteFix offers to end the value of an attribute: where its tag ends, or its line.
func attributeQuoteFix(s AttrString) diag.Fix {
	quote, at := s.Open().Text(), s.Open().Span().End
	for part := range s.Parts().Items() {
		if part.Kind() != KindStringText {
			at = part.Span().End
			continue
		}
		text := part.Text()
		if i := strings.IndexAny(text, ">\n"); i >= 0 {
			text = strings.TrimRight(text[:i], " \t\r")
			if strings.HasPrefix(part.Text()[i:], ">") {
				text = strings.TrimSuffix(text, "/")
			}
			return insertFix(part.Span().Start+len(text), quote, quote)
		}
		at = part.Span().End
	}
	return insertFix(at, quote, quote)
}

// commentFix offers to end the comment from start to end with its line.
func (d *diagnoser) commentFix(start, end int, shut string) diag.Fix {
	line, _ := d.tree.text.LineCol(start)
	text := d.tree.text.Slice(source.Span{Start: start, End: min(d.tree.text.LineSpan(line).End, end)})
	return insertFix(start+len(strings.TrimRight(text, " \t\r\n")), " "+shut, shut)
}

// tokenFix offers to write a token that is missing before what stands at a place, if it has one spelling and nothing more is missing with it.
func (d *diagnoser) tokenFix(f diag.Diagnostic, missing Node) diag.Diagnostic {
	text := missing.Kind().Spelling()
	at := int(missing.pos)
	switch missing.Kind() {
	case KindComma, KindColon:
		return f.WithFix(insertFix(at, text, text))
	case KindEq, KindFatArrow, KindArrow, KindKwIn:
		return f.WithFix(insertFix(at, " "+text, text))
	}
	return f
}

// unicodeFix is the finding about a `\u` at a place, with the offer to write the `\uXXXX` of JavaScript and JSON that begins there, or the two of a
// character beyond U+FFFF, as it must be; without one if none begins there.
func (d *diagnoser) unicodeFix(f diag.Diagnostic, at source.Span) diag.Diagnostic {
	const width = len(`\u0000`)
	unit := func(start int) (rune, bool) {
		end := start + width
		if end > d.tree.text.Len() {
			return 0, false
		}
		digits, ok := strings.CutPrefix(d.tree.text.Slice(source.Span{Start: start, End: end}), `\u`)
		v, err := strconv.ParseUint(digits, 16, 16)
		return rune(v), ok && err == nil
	}
	r, ok := unit(at.Start)
	at.End = at.Start + width
	if ok && utf16.IsSurrogate(r) {
		low, _ := unit(at.End)
		r = utf16.DecodeRune(r, low)
		at.End += width
		ok = r != utf8.RuneError
	}
	if !ok {
		return f
	}
	wanted := `\u{` + fmt.Sprintf("%04X", r) + "}"
	return f.WithFix(replaceFix(at, d.tree.text.Slice(at), wanted))
}

// lineFix offers to begin a new line at a place.
func (d *diagnoser) lineFix(at int) diag.Fix {
	line, _ := d.tree.text.LineCol(at)
	start := d.tree.text.LineSpan(line).Start
	before := strings.TrimRight(d.tree.text.Slice(source.Span{Start: start, End: at}), " \t")
	return diag.Fix{
		Title: diag.FixBreakLine, Edits: []diag.Edit{{Span: source.Span{Start: start + len(before), End: at}, New: "\n" + d.indentOf(at)}},
	}
}

// indentFix offers to put a piece of a string over lines where it belongs.
func (d *diagnoser) indentFix(s String, variant string, at Node) diag.Fix {
	start := at.Span().Start
	switch variant {
	case indentLess:
		text := at.Text()
		if at.Kind() != KindStringText {
			text = ""
		}
		space := source.Span{Start: start, End: start + len(text) - len(strings.TrimLeft(text, " \t"))}
		return diag.Fix{Title: diag.FixIndent, Edits: []diag.Edit{{Span: space, New: tripleIndent(s)}}}
	case indentFirst:
		return diag.Fix{Title: diag.FixBreakLine, Edits: []diag.Edit{{Span: source.Span{Start: start, End: start}, New: "\n" + tripleIndent(s)}}}
	}
	return d.lineFix(start)
}

// withoutSeparators is a number without the `_` that stand elsewhere than between digits.
func withoutSeparators(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if text[i] == '_' && (i == 0 || i+1 == len(text) || !isHexDigit(text[i-1]) || !isHexDigit(text[i+1])) {
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func isHexDigit(c byte) bool { return isDigit(c) || 'a' <= lower(c) && lower(c) <= 'f' }

// lookAlikes are characters of keyboards and word processors, with the one of Codescript for which each is written.
var lookAlikes = map[string]string{
	"“": `"`, "”": `"`, "„": `"`, "‟": `"`, "〝": `"`, "〞": `"`, "＂": `"`, "‘": `'`, "’": `'`, "‚": `'`, "＇": `'`, "´": `'`,
	"（": "(", "）": ")", "［": "[", "］": "]", "｛": "{", "｝": "}", "【": "[", "】": "]", "，": ",", "、": ",", "；": ";", "：": ":", "。": ".", "．": ".",
	"＝": "=", "＋": "+", "－": "-", "–": "-", "—": "-", "−": "-", "＊": "*", "×": "*", "÷": "/", "／": "/", "％": "%", "＜": "<", "＞": ">",
	"！": "!", "？": "?", "｜": "|", "＆": "&", "≠": "!=", "≤": "<=", "≥": ">=", "→": "=>", "⇒": "=>", "…": "...",
}

// directiveFix offers to write a statement in a hole of markup as the directive that is meant.
func (d *diagnoser) directiveFix(f diag.Diagnostic, hole Hole, first Node) diag.Diagnostic {
	if hole.Close().Missing() {
		return f
	}
	word := first.Text()
	fix := replaceFix(source.Span{Start: hole.Open().Span().Start, End: first.Span().Start}, "{"+word, "@"+word)
	fix.Edits[0].New = "@"
	for at := first.Span().End; at < hole.Close().Span().Start; {
		token := d.tree.TokenAt(at)
		if token.Kind() == KindKwElse {
			fix.Edits = append(fix.Edits, diag.Edit{Span: source.Span{Start: token.Span().Start, End: token.Span().Start}, New: "@"})
		}
		at = max(token.FullSpan().End, at+1)
	}
	fix.Edits = append(fix.Edits, diag.Edit{Span: source.Span{Start: hole.Close().Span().Start, End: hole.Close().Span().End}})
	return f.WithFix(fix)
}

// localFunctionFix offers to write a function that is declared among statements as a value with its name.
func (d *diagnoser) localFunctionFix(fn FnDecl) diag.Fix {
	name := fn.Name().Text()
	head := source.Span{Start: fn.Fn().Span().Start, End: fn.Name().Span().End}
	return replaceFix(head, d.tree.text.Slice(head), "let "+name+" = fn")
}

// ternaryFix is the finding about a statement where n takes a value, with the offer to write it with `? :`: where it is all of what is unexpected,
// an `if` that has an `else`, and one expression in each branch.
func ternaryFix(f diag.Diagnostic, n, unexpected Node) diag.Diagnostic {
	switch n.Kind() {
	case KindLetStmt, KindReturnStmt, KindAssignStmt, KindFnDecl, KindFnExpr, KindArg, KindRecordField:
	default:
		return f // an operator may stand beside it
	}
	statement := IfStmt{}
	for child := range unexpected.Children() {
		if statement.Ok() || child.Kind() != KindIfStmt || child.HasError() || child.HasComment() {
			return f
		}
		statement = IfStmt{child}
	}
	var b strings.Builder
	ended := false // by a branch without a condition
	for item := range statement.Clauses().Items() {
		clause := IfClause{item}
		if clause.If().Ok() {
			b.WriteString(ternaryPart(clause.Cond()) + " ? ")
		}
		value := Node{}
		for s := range (Block{clause.Body()}).Body().Items() {
			if value.Ok() || !s.Kind().IsExpr() || s.Kind() == KindMatchExpr {
				return f
			}
			value = s
		}
		if !value.Ok() {
			return f
		}
		b.WriteString(ternaryPart(value))
		if ended = !clause.If().Ok(); !ended {
			b.WriteString(" : ")
		}
	}
	if !ended {
		return f
	}
	return f.WithFix(diag.Fix{
		Title: diag.FixWrap, Args: []diag.Arg{diag.Quote("text", "? :")}, Edits: []diag.Edit{{Span: statement.Span(), New: b.String()}},
	})
}

// ternaryPart is an expression as a part of `a ? b : c`.
func ternaryPart(n Node) string {
	if n.Kind() == KindTernaryExpr || n.Kind() == KindFnExpr {
		return "(" + n.Text() + ")"
	}
	return n.Text()
}
