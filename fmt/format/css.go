// Style sheets. They are formatted from their tokens, so that what is new in CSS needs no change here: of each statement only where it ends is looked at,
// and whether it is a rule, a declaration or an at-rule. A sheet that is wrong is only indented to its place.
//
// White space is put and taken where CSS gives it no meaning: around braces, semicolons, the colon of a declaration, commas, the inner side of brackets,
// and the combinators of a selector outside brackets. Elsewhere white space becomes a space, and where there is none there stays none. The value of a custom property is
// kept as it is, since scripts can read it.

package format

import (
	"slices"
	"strings"
)

// cssStatement is a part of a style sheet that stands on its own line.
type cssStatement struct {
	kind  cssStatementKind
	from  int  // first token
	to    int  // after the last token of the prelude, of a declaration without its semicolon
	lines int  // line ends before it
	kept  bool // a comment asks to leave it as it is
	next  int  // the token after it; for a rule the first in its block
}

type cssStatementKind uint8

const (
	cssNote        cssStatementKind = iota // a comment
	cssDeclaration                         //
	cssCustom                              // a declaration of a custom property
	cssAt                                  // an at-rule without a block
	cssAtBlock                             // one with a block
	cssRule                                // a style rule
	cssClose                               // the end of a block
)

// sheet is a style sheet being printed.
type sheet struct {
	*printer
	tokens     []cssToken
	statements []cssStatement
}

// css prints a style sheet, the source between start and end, one tab in. It reports whether the sheet is right; it prints nothing if not.
func (p *printer) css(start, end int) bool {
	tokens, ok := cssTokens(p.src[start:end], start)
	if !ok {
		return false
	}
	s := sheet{printer: p, tokens: tokens}
	if !s.parse() {
		return false
	}
	s.print()
	p.pos = end
	return true
}

// text returns the source of a token.
func (s *sheet) text(i int) string { return s.src[s.tokens[i].start:s.tokens[i].end] }

// is reports whether a token is a mark.
func (s *sheet) is(i int, mark byte) bool { return i < len(s.tokens) && s.tokens[i].mark == mark }

// pastSpace returns the first token from i on that is not white space.
func (s *sheet) pastSpace(i int) int {
	for i < len(s.tokens) && s.tokens[i].kind == cssSpace {
		i++
	}
	return i
}

// parse divides the tokens into statements. It reports whether the sheet is right, as far as it looks.
func (s *sheet) parse() bool {
	var open []cssStatementKind // of the blocks
	lines, leave := 0, false
	for i := 0; i < len(s.tokens); {
		t := &s.tokens[i]
		var x cssStatement
		switch {
		case t.kind == cssSpace:
			lines = t.newlines
			i++
			continue
		case t.kind == cssComment:
			x = cssStatement{kind: cssNote, from: i, to: i + 1, next: i + 1}
		case t.mark == '}':
			open = open[:len(open)-1]
			x = cssStatement{kind: cssClose, from: i, to: i, next: i + 1}
		case t.mark == ';':
			if len(open) == 0 || open[len(open)-1] != cssRule {
				return false // elsewhere it can be a part of the rule after it
			}
			i++
			continue
		default:
			x = s.statement(i)
			switch x.kind {
			case cssRule, cssAtBlock:
				open = append(open, x.kind)
			case cssDeclaration, cssCustom:
				if len(open) == 0 || !s.declares(x) {
					return false
				}
			}
			if x.from == x.to {
				return false
			}
		}
		x.lines, lines = lines, 0
		if x.kind == cssNote {
			leave = leave || asksToLeave(s.text(i))
		} else {
			x.kept, leave = leave && x.kind != cssClose, false
		}
		s.statements = append(s.statements, x)
		i = x.next
	}
	return true
}

// statement returns the rule, declaration or at-rule that starts with a token.
func (s *sheet) statement(from int) cssStatement {
	x := cssStatement{kind: cssDeclaration, from: from}
	name := ""
	if s.tokens[from].kind == cssWord {
		name = s.text(from)
	}
	switch {
	case strings.HasPrefix(name, "@"):
		x.kind = cssAt
	case strings.HasPrefix(name, "--") && s.is(s.pastSpace(from+1), ':'):
		x.kind = cssCustom
	}
	depth := 0
	for i := from; ; i++ {
		if i == len(s.tokens) {
			x.to, x.next = i, i
			break
		}
		mark := s.tokens[i].mark
		switch mark {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
		if depth > 0 {
			continue
		}
		if x.kind == cssCustom && mark == '{' {
			depth++ // a block in its value
			for ; depth > 0; i++ {
				switch s.tokens[i+1].mark {
				case '{':
					depth++
				case '}':
					depth--
				}
			}
			continue
		}
		if mark == '{' || mark == ';' || mark == '}' {
			x.to, x.next = i, i+1
			switch {
			case mark == '}':
				x.next = i
			case mark == '{' && x.kind == cssAt:
				x.kind = cssAtBlock
			case mark == '{':
				x.kind = cssRule
			}
			break
		}
	}
	unended := x.next == x.to // no mark of its own ended it
	for x.to > from && (s.tokens[x.to-1].kind == cssSpace || unended && s.tokens[x.to-1].kind == cssComment) {
		x.to--
	}
	if unended {
		x.next = x.to // the comments after it stand by themselves
	}
	return x
}

// declares reports whether a declaration has a name, a colon and, unless it is of a custom property, a value.
func (s *sheet) declares(x cssStatement) bool {
	colon := s.pastSpace(x.from + 1)
	return s.tokens[x.from].kind == cssWord && (x.kind == cssCustom || isProperty(s.text(x.from))) && colon < x.to && s.is(colon, ':') && (x.kind == cssCustom || s.pastSpace(colon+1) < x.to)
}

// isProperty reports whether a word can be the name of a property; some write a star before one for a browser of old.
func isProperty(word string) bool {
	c := strings.TrimLeft(word, "-*")
	return c != "" && (c[0] == '_' || c[0] == '\\' || c[0] >= 0x80 || 'a' <= c[0]|0x20 && c[0]|0x20 <= 'z')
}

// print prints the statements, each on its line.
func (s *sheet) print() {
	s.doc.Indent()
	first := true // of its block
	for i := 0; i < len(s.statements); i++ {
		x := &s.statements[i]
		if x.kind == cssClose {
			s.doc.End()
			if !first {
				s.doc.Hardline()
			}
			s.emit(x.from)
			first = false
			continue
		}
		switch {
		case x.kind == cssNote && i > 0 && x.lines == 0:
			s.space()
		case !first && x.lines >= 2:
			s.doc.Blank()
		default:
			s.doc.Hardline()
		}
		first = false
		if x.kept {
			i = s.keepStatement(i)
			continue
		}
		switch x.kind {
		case cssNote:
			s.note(s.tokens[x.from])
		case cssDeclaration:
			s.declaration(x)
		case cssCustom:
			s.custom(x)
		case cssAt:
			s.atRule(x)
			s.semicolon(x)
		default:
			if x.kind == cssAtBlock {
				s.atRule(x)
			} else {
				s.selectors(x)
			}
			s.space()
			s.emit(x.next - 1)
			s.doc.Indent()
			first = true
		}
	}
	s.doc.End()
	if len(s.statements) > 0 {
		s.doc.Hardline()
	}
}

// keepStatement prints a statement as it is, a rule with its block. It returns the last statement that this was.
func (s *sheet) keepStatement(i int) int {
	x := &s.statements[i]
	start := s.tokens[x.from].start
	if x.kind != cssRule && x.kind != cssAtBlock {
		s.doc.Verbatim(start, s.tokens[x.to-1].end)
		s.semicolon(x)
		return i
	}
	for depth := 1; depth > 0; {
		i++
		switch s.statements[i].kind {
		case cssRule, cssAtBlock:
			depth++
		case cssClose:
			depth--
		}
	}
	s.doc.Verbatim(start, s.tokens[s.statements[i].from].end)
	return i
}

// emit prints a token.
func (s *sheet) emit(i int) {
	t := s.tokens[i]
	if t.kind == cssComment {
		s.doc.Verbatim(t.start, t.end)
		return
	}
	s.doc.Text(t.start, t.end)
}

// semicolon prints the semicolon that ends a statement, which its last may lack.
func (s *sheet) semicolon(x *cssStatement) {
	if s.is(x.next-1, ';') {
		s.emit(x.next - 1)
	} else {
		s.doc.Literal(";")
	}
}

// note prints a comment that is a statement. Its further lines move with the first.
func (s *sheet) note(t cssToken) {
	text := s.src[t.start:t.end]
	lines := strings.Split(text, "\n")
	lineStart := strings.LastIndexByte(s.src[:t.start], '\n') + 1
	line := s.src[lineStart:t.start]
	margin := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	at := t.start
	blanks := 0
	for i, l := range lines {
		start, end := at, at+len(l)-trailing(l)
		at += len(l) + 1
		if i == 0 {
			s.doc.Text(start, end)
			continue
		}
		if isBlank(l) {
			blanks++
			continue
		}
		if blanks > 0 {
			s.doc.Blank()
		} else {
			s.doc.Hardline()
		}
		blanks = 0
		shared := 0
		for shared < len(margin) && shared < len(l) && l[shared] == margin[shared] {
			shared++
		}
		s.doc.Text(start+shared, end)
	}
}

// custom prints the declaration of a custom property, its value as it is.
func (s *sheet) custom(x *cssStatement) {
	s.emit(x.from)
	colon := s.pastSpace(x.from + 1)
	s.emit(colon)
	if value := s.pastSpace(colon + 1); value < x.to {
		s.space()
		s.doc.Verbatim(s.tokens[value].start, s.tokens[x.to-1].end)
	} else if s.tokens[colon+1].kind == cssSpace {
		s.space()
	}
	s.semicolon(x)
}

// selectors prints the prelude of a style rule, each selector on its line.
func (s *sheet) selectors(x *cssStatement) {
	depth := 0
	opened := false // the indentation of the lines after the first
	closed := func() {
		if opened {
			s.doc.End()
		}
		s.doc.End()
		opened = false
	}
	s.doc.Fill()
	var due func() // white space before the next token
	for i := x.from; i < x.to; i++ {
		t := s.tokens[i]
		if t.kind == cssSpace {
			if due == nil {
				due = s.line
				if depth > 0 {
					due = s.space
				}
			}
			continue
		}
		if depth == 0 && s.isCombinator(i) {
			if i > x.from {
				s.line()
			}
			s.emit(i)
			due = s.space
			continue
		}
		if due != nil && t.mark != ',' && t.mark != ')' && t.mark != ']' {
			due()
		}
		due = nil
		s.emit(i)
		if !opened {
			s.doc.Indent()
			opened = true
		}
		switch t.mark {
		case '(', '[':
			depth++
			due = func() {}
		case ')', ']':
			depth--
		case ',':
			due = s.space
			if depth == 0 {
				if next := i + 1; next < x.to && s.tokens[s.pastSpace(next)].kind == cssComment {
					continue
				}
				closed()
				s.doc.Hardline()
				s.doc.Fill()
				due = func() {}
			}
		}
	}
	closed()
}

// isCombinator reports whether a token combines two parts of a selector. In `+50%` the sign is a part of the number.
func (s *sheet) isCombinator(i int) bool {
	switch s.tokens[i].mark {
	case '>', '~':
		return true
	case '+':
		next := s.text(min(i+1, len(s.tokens)-1))
		return strings.Trim(next[:1], "0123456789") != ""
	}
	return false
}

// queried are the at-rules in whose conditions a colon in brackets stands between a name and a value.
var queried = []string{"@media", "@supports", "@container"}

// atRule prints the prelude of an at-rule.
func (s *sheet) atRule(x *cssStatement) {
	spacesColons := slices.Contains(queried, strings.ToLower(s.text(x.from)))
	s.emit(x.from)
	s.doc.Indent()
	s.doc.Fill()
	var plain []bool // of the open brackets, whether they are of no function
	var due func()
	if s.is(x.from+1, '(') {
		due = s.line
	}
	for i := x.from + 1; i < x.to; i++ {
		t := s.tokens[i]
		if t.kind == cssSpace {
			if due == nil {
				due = s.space
				if len(plain) == 0 {
					due = s.line
				}
			}
			continue
		}
		colon := t.mark == ':' && spacesColons && len(plain) > 0 && plain[len(plain)-1]
		if due != nil && t.mark != ',' && t.mark != ')' && t.mark != ']' && !colon {
			due()
		}
		due = nil
		s.emit(i)
		switch {
		case t.mark == '(' || t.mark == '[':
			plain = append(plain, s.tokens[i-1].kind != cssWord || i == x.from+1)
			due = func() {}
		case t.mark == ')' || t.mark == ']':
			plain = plain[:len(plain)-1]
		case t.mark == ',' && len(plain) == 0:
			due = s.line
		case t.mark == ',' || colon:
			due = s.space
		}
	}
	s.doc.End()
	s.doc.End()
}

// valueShape says how a value stands on more than one line.
type valueShape uint8

const (
	valueWhole  valueShape = iota // not broken but in the brackets of a function
	valueFilled                   // broken where the line is full
	valueListed                   // each item below the name, on its line
	valueRows                     // each string below the name starts a line: it is a row of a grid
)

// shapeOf looks at the tokens of a value.
func (s *sheet) shapeOf(name string, from, to int) valueShape {
	depth, commas, inner, strs := 0, 0, false, 0
	for i := from; i < to; i++ {
		t := s.tokens[i]
		switch {
		case t.mark == '(' || t.mark == '[':
			depth++
		case t.mark == ')' || t.mark == ']':
			depth--
		case depth > 0:
		case t.mark == ',':
			commas++
		case t.kind == cssString:
			strs++
		case t.kind == cssSpace && i > from && !s.is(i-1, ',') && !s.is(i+1, ',') && !s.is(i+1, '!'):
			inner = true
		}
	}
	switch {
	case strs > 1 && strings.HasPrefix(strings.ToLower(name), "grid"):
		return valueRows
	case commas > 0 && inner:
		return valueListed
	case commas > 0 || inner:
		return valueFilled
	}
	return valueWhole
}

// declaration prints a declaration and its semicolon.
func (s *sheet) declaration(x *cssStatement) {
	s.doc.Group()
	s.emit(x.from)
	colon := s.pastSpace(x.from + 1)
	s.emit(colon)
	from := s.pastSpace(colon + 1)
	shape := s.shapeOf(s.text(x.from), from, x.to)
	if shape != valueWhole {
		s.doc.Indent()
	}
	switch shape {
	case valueWhole:
		s.space()
	case valueFilled:
		s.space()
		s.doc.Fill()
	case valueListed:
		s.line()
	}
	s.value(from, x.to, shape)
	s.semicolon(x)
	if shape == valueFilled {
		s.doc.End()
	}
	if shape != valueWhole {
		s.doc.End()
	}
	s.doc.End()
}

// value prints the tokens of a value. Arguments of a function that do not fit go one a line.
func (s *sheet) value(from, to int, shape valueShape) {
	var grouped []bool // of the open brackets
	nothing := func() {}
	var due func()
	for i := from; i < to; i++ {
		t := s.tokens[i]
		outside := len(grouped) == 0
		switch {
		case t.kind == cssSpace:
			if due == nil {
				due = s.space
				if outside && shape == valueFilled {
					due = s.line
				}
			}
			continue
		case outside && shape == valueRows && t.kind == cssString:
			due = s.doc.Hardline
		case t.mark == '!':
			due = s.space
		case t.mark == ',' || t.mark == ']':
			due = nil
		case t.mark == ')':
			due = nil
			if grouped[len(grouped)-1] {
				s.doc.End()
				s.softline()
			}
		}
		if due != nil {
			due()
			due = nil
		}
		if t.mark == '(' && t.comma {
			s.doc.Group()
		}
		s.emit(i)
		switch t.mark {
		case '(', '[':
			grouped = append(grouped, t.comma && t.mark == '(')
			due = nothing
			if t.comma && t.mark == '(' {
				s.doc.Indent()
				due = s.softline
			}
		case ')', ']':
			if grouped[len(grouped)-1] {
				s.doc.End()
			}
			grouped = grouped[:len(grouped)-1]
		case '!':
			due = nothing
		case ',':
			due = s.space
			if outside && shape != valueRows || !outside && grouped[len(grouped)-1] {
				due = s.line
			}
		}
	}
}
