// Completion of what a place lacks: arguments by name, fields of a record, arms of a match, and the texts that a type consists of.

package feature

import (
	"strings"
	"unicode"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// missingArguments offers the parameters of the function that is being called, to be given by name.
func (c *completer) missingArguments() {
	token, around := c.left()
	if token.Kind() != syntax.KindLParen && token.Kind() != syntax.KindComma || around.Kind() != syntax.KindCallPart && around.Kind() != syntax.KindArg {
		return
	}
	call := syntax.CallPart{Node: inner(c.before.path, syntax.KindCallPart)}
	name, _ := calleeOf(syntax.PostfixExpr{Node: inner(c.before.path, syntax.KindPostfixExpr)}, call.Node)
	info := c.info()
	if info == nil || !name.Ok() {
		return
	}
	s := info.SymbolOf(name)
	if !s.IsFunction() {
		return
	}
	f, ok := s.Type.(*types.Func)
	if !ok {
		return
	}
	given, places := map[string]bool{}, 0
	for a := range call.Args().Items() {
		switch arg := (syntax.Arg{Node: a}); {
		case a.Span().Start >= c.span.Start:
		case arg.Colon().Ok():
			given[names.Text(arg.Name())] = true
		default:
			places++
		}
	}
	for i, p := range f.Params {
		if p.Name != "" && !p.Rest && !given[p.Name] && i >= places {
			c.add(Item{
				Label: p.Name + ":", Insert: p.Name + ": ", Detail: types.Brief(p.Type), Kind: ItemField, Filter: p.Name,
				rank: rankArgument, order: i, // behind what can be given by place
			})
		}
	}
}

// missingFields offers the fields that a record still lacks, where one can begin.
func (c *completer) missingFields() {
	record, path := c.recordAt()
	info := c.info()
	if !record.Ok() || info == nil {
		return
	}
	given := map[string]bool{}
	for item := range record.Fields().Items() {
		if d, ok := syntax.AsRecordField(item); ok && d.Span().Start != c.span.Start {
			given[std.FieldName(d.Name())] = true
		}
	}
	if a, ok := syntax.AsHole(parent(path)); ok {
		if attr, ok := syntax.AsAttr(inner(path, syntax.KindAttr)); ok && attr.Value() == a.Node && attr.Name().Text() == "style" {
			c.styleKeys(given)
			return
		}
	}
	x := expecter{info, c.component}
	for _, r := range x.records(path) {
		for i, f := range r.Fields {
			if given[f.Name] {
				continue
			}
			item := Item{
				Label: f.Name, Detail: types.Brief(f.Type), Doc: standardDoc(f.Doc, c.file.Lang), Kind: ItemField, Insert: writtenField(f.Name) + ": ",
				rank: rankMissing, order: i,
			}
			if f.Optional {
				item.order += len(r.Fields)
			}
			if f.Type == types.String && c.next() != ":" {
				item.Snippet = escapeSnippet(writtenField(f.Name)) + `: "$1"$0`
			}
			c.add(item)
		}
	}
}

// styleKeys offers the properties of CSS as keys of the record of a style attribute.
func (c *completer) styleKeys(given map[string]bool) {
	for i := range css.Properties() {
		if p := &css.Properties()[i]; !given[p.Name] {
			key, says := writtenField(p.Name), p.Says()
			c.add(Item{
				Label: p.Name, Doc: c.file.say(says.English, says.Korean), Kind: ItemField, Insert: key + ": ",
				Snippet: key + `: "$1"$0`, rank: rankMissing,
			})
			if !p.Common {
				c.items[len(c.items)-1].order = 1
			}
		}
	}
}

// recordAt is the record in which a field can begin at the word, and the path to it; absent elsewhere.
func (c *completer) recordAt() (syntax.RecordExpr, []syntax.Node) {
	token, around := c.left()
	for i := len(c.before.path) - 1; i >= 0; i-- {
		n := c.before.path[i]
		r, ok := syntax.AsRecordExpr(n)
		if !ok {
			if n.Kind() == syntax.KindBlock && c.before.covers(n) || n.Kind() == syntax.KindElement && c.before.covers(n) {
				break
			}
			continue
		}
		if !c.before.after(r.Open()) || !c.before.covers(n) {
			continue
		}
		separated := token == r.Open() ||
			token.Kind() == syntax.KindComma && (around.Kind() == syntax.KindRecordField || around.Kind() == syntax.KindRecordSpread) ||
			c.begins() && !joins(token)
		if !separated {
			break
		}
		return r, c.before.path[:i+1]
	}
	return syntax.RecordExpr{}, nil
}

// joins reports whether an expression goes on behind a token on the next line.
func joins(token syntax.Node) bool {
	switch token.Kind() {
	case syntax.KindColon, syntax.KindEq, syntax.KindFatArrow, syntax.KindDot, syntax.KindQuestion, syntax.KindLParen, syntax.KindLBracket,
		syntax.KindPlus, syntax.KindMinus, syntax.KindStar, syntax.KindSlash, syntax.KindAndAnd, syntax.KindOrOr, syntax.KindEqEq:
		return true
	}
	return false
}

// writtenField writes the name of a field as a record does.
func writtenField(name string) string {
	if name == "" || unicode.IsDigit(rune(name[0])) || strings.IndexFunc(name, func(r rune) bool { return !isNameRune(r) }) >= 0 {
		return types.Quote(name)
	}
	return name
}

// missingArms offers the cases that a match does not name yet, where an arm can begin.
func (c *completer) missingArms() {
	info := c.info()
	token, _ := c.left()
	if info == nil {
		return
	}
	for i := len(c.before.path) - 1; i >= 0; i-- {
		n := c.before.path[i]
		var subject, open, arms syntax.Node
		switch n.Kind() {
		case syntax.KindMatchExpr:
			m := syntax.MatchExpr{Node: n}
			subject, open, arms = m.Subject(), m.Open(), m.Arms()
		case syntax.KindMatchDirective:
			m := syntax.MatchDirective{Node: n}
			subject, open, arms = m.Subject(), m.Open(), m.Arms()
		case syntax.KindBlock, syntax.KindMarkupBlock:
			if c.before.covers(n) {
				return
			}
			continue
		default:
			continue
		}
		if !c.before.after(open) || !c.before.covers(n) || token != open && !c.begins() {
			return
		}
		t := info.TypeOf(subject)
		if t == nil {
			return
		}
		c.arms(t, arms, armBody(c.before.path[:i+1]))
		return
	}
}

// armBody is what follows the pattern of an arm of the match that ends path: a block where it stands as a statement or directive.
func armBody(path []syntax.Node) string {
	if n := path[len(path)-1]; n.Kind() == syntax.KindMatchDirective || len(path) > 1 && path[len(path)-2].Kind() == syntax.KindStmtList {
		return " {\n\t$0\n}"
	}
	return " => $0"
}

func (c *completer) arms(t types.Type, arms syntax.Node, body string) {
	given := map[string]bool{}
	for item := range arms.Items() {
		if item.Span().Start == c.span.Start {
			continue
		}
		patterns := syntax.MatchArm{Node: item}.Patterns()
		if d, ok := syntax.AsMatchDirectiveArm(item); ok {
			patterns = d.Patterns()
		}
		for p := range patterns.Items() {
			value := syntax.MatchPattern{Node: p}.Value()
			if text, ok := names.StringValue(value); ok {
				given[types.Quote(text)] = true
			} else {
				given[value.Text()] = true
			}
		}
	}
	cases, _ := types.Cases(t)
	for i, one := range cases {
		if _, literal := one.(types.Literal); !literal && one != types.None {
			continue
		}
		written := types.Print(one)
		if given[written] {
			continue
		}
		item := Item{Label: written, Kind: ItemValue, Snippet: escapeSnippet(written) + body, rank: rankMissing, order: i}
		if strings.HasPrefix(written, `"`) {
			item.Filter = strings.Trim(written, `"`)
		}
		c.add(item)
	}
	c.word(Item{Label: "else", Snippet: "else" + body, rank: rankMissing, order: len(cases)})
}

// stringLiteral offers, in the quotes of a string, the texts of which the type that is asked for consists, and the classes of style
// sheets in a class attribute. It reports whether the caret stands in a string: nothing else is offered there.
func (c *completer) stringLiteral() bool {
	path := c.spot.path
	at := len(path) - 1
	for ; at >= 0; at-- {
		switch n := path[at]; n.Kind() {
		case syntax.KindPlainString, syntax.KindString, syntax.KindRawString:
			if c.offset <= n.Span().Start || !c.spot.covers(n) {
				return false
			}
		case syntax.KindHole:
			return false
		default:
			continue
		}
		break
	}
	if at < 0 {
		return false
	}
	literal := path[at]
	open := literal.Span().Start + 1
	c.span.Start, c.rest = open, c.offset
	if end := literal.Span().End - 1; literal.Kind() == syntax.KindPlainString && end >= c.offset {
		c.rest = end
	}
	if a, ok := syntax.AsAttr(inner(path[:at], syntax.KindAttr)); ok && a.Name().Text() == "class" {
		c.classNames()
		return true
	}
	info := c.file.infoAt(c.ctx, open)
	if info == nil {
		return true
	}
	want := expecter{info, c.component}.at(path[:at], literal.Span().Start).typ
	if want == nil {
		return true
	}
	for i, m := range types.Members(want) {
		if l, ok := m.(types.Literal); ok && l.Kind == types.String {
			c.add(Item{Label: l.Str, Kind: ItemValue, Insert: inQuotes(l.Str), order: i})
		}
	}
	return true
}

// inQuotes writes text as it stands between the quotes of a string.
func inQuotes(s string) string {
	q := types.Quote(s)
	return q[1 : len(q)-1]
}
