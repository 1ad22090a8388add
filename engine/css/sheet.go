// Sheets: the rules, at-rules and declarations of a style sheet (CSS Syntax 3, section 5, and CSS Nesting).

package css

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// maxDepth is how deep blocks are told apart; what is deeper belongs to the block at this depth. No sheet needs as many.
const maxDepth = 200

// Block is a rule, or an at-rule with a block.
type Block struct {
	At      string      // of an at-rule its name in lower case, without `@`; "" of a style rule
	Prelude source.Span // the selectors; of an at-rule what follows its name
	Span    source.Span // all of it
	Body    source.Span // between the braces
	Closed  bool        // its closing brace is there
	Parent  int         // the index in Sheet.Blocks of the block that it stands in; -1 at the top
}

// Declaration is `name: value`, or as much of it as is there.
type Declaration struct {
	Property string      // its name; of a value read by itself what was said
	Name     source.Span // empty of a value read by itself
	Value    source.Span // with `!important`; empty where there is none yet
	Block    int         // the index in Sheet.Blocks; -1 at the top, where only those of a style attribute belong
}

// Sheet is a style sheet, read. All places are byte offsets in its file.
type Sheet struct {
	Text         string // of the sheet
	Base         int    // where it starts in its file
	Tokens       []Token
	Blocks       []Block // by where they start
	Declarations []Declaration
}

// Read reads a style sheet that starts at byte base of its file.
func Read(text string, base int) *Sheet {
	r := reader{sheet: &Sheet{Text: text, Base: base, Tokens: Tokens(text, base)}}
	r.statements(-1, 0)
	return r.sheet
}

// ReadValue reads what is written as the value of a property, which starts at byte base of its file: a sheet of one declaration.
func ReadValue(property, text string, base int) *Sheet {
	value := source.Span{Start: base, End: base + len(text)}
	return &Sheet{
		Text: text, Base: base, Tokens: Tokens(text, base),
		Declarations: []Declaration{{Property: property, Name: source.Span{Start: base, End: base}, Value: value, Block: -1}},
	}
}

// Slice is the text of a place in the sheet.
func (s *Sheet) Slice(span source.Span) string { return s.Text[span.Start-s.Base : span.End-s.Base] }

// BlockAt is the index of the innermost block whose body holds the place between two bytes; -1 when there is none.
func (s *Sheet) BlockAt(offset int) int {
	found := -1
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Body.Start <= offset && (offset <= b.Body.End) {
			found = i
		}
	}
	return found
}

// DeclarationAt returns the declaration that holds the place between two bytes; nil when there is none.
func (s *Sheet) DeclarationAt(offset int) *Declaration {
	for i := range s.Declarations {
		d := &s.Declarations[i]
		if d.Name.Start <= offset && offset <= max(d.Name.End, d.Value.End) {
			return d
		}
	}
	return nil
}

// Mention is a class or an id in the selectors of a rule.
type Mention struct {
	Name  string
	Span  source.Span // without the dot or `#`
	Block int         // the index of the rule
}

// Classes returns the classes that the rules of the sheet speak of, in order.
func (s *Sheet) Classes() []Mention {
	return s.mentions(func(t, next Token) (source.Span, bool) {
		return next.Span, t.Mark == '.' && next.Kind == Ident && next.Span.Start == t.Span.End
	})
}

// IDs returns the ids that the rules of the sheet speak of, in order.
func (s *Sheet) IDs() []Mention {
	return s.mentions(func(t, _ Token) (source.Span, bool) {
		return source.Span{Start: t.Span.Start + 1, End: t.Span.End}, t.Kind == Hash
	})
}

// mentions are the names in selectors that is finds in a token and the one behind it.
func (s *Sheet) mentions(is func(t, next Token) (name source.Span, ok bool)) []Mention {
	var out []Mention
	at := 0
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.At != "" && b.At != "scope" {
			continue
		}
		for at < len(s.Tokens) && s.Tokens[at].Span.Start < b.Prelude.Start {
			at++
		}
		for ; at+1 < len(s.Tokens) && s.Tokens[at].Span.End <= b.Prelude.End; at++ { // a brace is behind the last
			if name, ok := is(s.Tokens[at], s.Tokens[at+1]); ok {
				out = append(out, Mention{Unescape(s.Slice(name)), name, i})
			}
		}
	}
	return out
}

// Unescape is a name without its escapes (CSS Syntax 3, section 4.3.7).
func Unescape(name string) string {
	if !strings.Contains(name, `\`) {
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] != '\\' || i+1 == len(name) {
			b.WriteByte(name[i])
			continue
		}
		r, n := rune(0), 0
		for n < 6 && i+1+n < len(name) && hexValue(name[i+1+n]) >= 0 {
			r = r<<4 | rune(hexValue(name[i+1+n]))
			n++
		}
		if n == 0 {
			i++
			b.WriteByte(name[i])
			continue
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// reader finds statements among tokens.
type reader struct {
	sheet *Sheet
	at    int // the next token
}

func (r *reader) token() *Token {
	for r.at < len(r.sheet.Tokens) && r.sheet.Tokens[r.at].Kind == Comment {
		r.at++
	}
	if r.at == len(r.sheet.Tokens) {
		return nil
	}
	return &r.sheet.Tokens[r.at]
}

// statements reads to the end of a block, its closing brace not included.
func (r *reader) statements(block, depth int) {
	for {
		t := r.token()
		switch {
		case t == nil || t.Mark == '}' && block >= 0:
			return
		case t.Mark == ';' || t.Mark == '}':
			r.at++
		default:
			r.statement(block, depth)
		}
	}
}

// statement reads one rule, at-rule or declaration.
func (r *reader) statement(block, depth int) {
	first := r.at
	start := *r.token()
	end, braced := r.prelude(block)
	last := source.Span{Start: start.Span.Start, End: start.Span.Start}
	if end > first {
		last.End = r.sheet.Tokens[end-1].Span.End
	}
	if !braced {
		if start.Kind != AtWord {
			r.declaration(first, end, block)
		}
		return
	}
	b := Block{Prelude: last, Parent: block}
	if start.Kind == AtWord {
		b.At = strings.ToLower(r.sheet.Slice(start.Span)[1:])
		b.Prelude.Start = start.Span.End
		if end > first+1 {
			b.Prelude.Start = r.sheet.Tokens[first+1].Span.Start
		}
	}
	open := r.sheet.Tokens[r.at].Span
	r.at++
	index := len(r.sheet.Blocks)
	r.sheet.Blocks = append(r.sheet.Blocks, b)
	if depth < maxDepth {
		r.statements(index, depth+1)
	} else {
		r.skip()
	}
	end = r.sheet.Base + len(r.sheet.Text)
	b.Body, b.Span = source.Span{Start: open.End, End: end}, source.Span{Start: start.Span.Start, End: end}
	if t := r.token(); t != nil {
		b.Body.End, b.Span.End, b.Closed = t.Span.Start, t.Span.End, true
		r.at++
	}
	r.sheet.Blocks[index] = b
}

// skip goes to the brace that closes the block, whatever stands in it.
func (r *reader) skip() {
	for depth := 0; r.token() != nil; r.at++ {
		switch r.token().Mark {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return
			}
			depth--
		}
	}
}

// prelude goes to the end of a statement's head: the brace that opens its block, or what ends a declaration. It returns the token
// after the head's last.
func (r *reader) prelude(block int) (end int, braced bool) {
	first := r.at
	depth := 0
	end = first
	for t := r.token(); t != nil; t = r.token() {
		switch {
		case t.Kind == Function || t.Mark == '(' || t.Mark == '[':
			depth++
		case t.Mark == ')' || t.Mark == ']':
			depth = max(depth-1, 0)
		case t.Mark == '{':
			if !r.isCustom(first) {
				return end, true
			}
			r.at++
			r.skip()
			if r.token() == nil {
				return r.at, false
			}
		case t.Mark == '}' && block >= 0 || t.Mark == ';' && depth == 0:
			return end, false
		case t.Kind == AtWord && r.at > first && depth == 0:
			return end, false // it starts a statement, whatever was being typed before it
		}
		r.at++
		end = r.at
	}
	return end, false
}

// isCustom reports whether a declaration of a custom property starts at a token: its value may hold braces.
func (r *reader) isCustom(i int) bool {
	t := r.sheet.Tokens
	return i+1 < len(t) && t[i].Kind == Ident && strings.HasPrefix(r.sheet.Slice(t[i].Span), "--") && t[i+1].Mark == ':'
}

// declaration notes the declaration between two tokens.
func (r *reader) declaration(first, end, block int) {
	t := r.sheet.Tokens[first:end]
	if len(t) == 0 || t[0].Kind != Ident {
		return
	}
	d := Declaration{Property: r.sheet.Slice(t[0].Span), Name: t[0].Span, Value: source.Span{Start: t[0].Span.End, End: t[0].Span.End}, Block: block}
	if len(t) > 1 && t[1].Mark == ':' {
		d.Value = source.Span{Start: t[1].Span.End, End: t[1].Span.End}
		if len(t) > 2 {
			d.Value = source.Span{Start: t[2].Span.Start, End: t[len(t)-1].Span.End}
		}
	}
	r.sheet.Declarations = append(r.sheet.Declarations, d)
}
