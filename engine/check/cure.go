// Cures: what fixes write where there is one plain way to mend what is wrong.

package check

import (
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// removeFix offers to remove what stands at a span.
func removeFix(text string, span source.Span) diag.Fix {
	return diag.Fix{Title: diag.FixRemove, Args: []diag.Arg{diag.Quote("text", text)}, Edits: []diag.Edit{{Span: span}}}
}

// orElse is a finding about an expression of type t that may be none, with the offer to give a value for that case, between before and after.
func orElse(d diag.Diagnostic, n syntax.Node, t types.Type, before, after string) diag.Diagnostic {
	if instead := placeholder(types.Exclude(t, types.None)); instead != "none" {
		return d.WithFix(wrapFix(n, before+operandText(n)+" ?? "+instead+after))
	}
	return d
}

// asText is a finding about a value of type t that is no text, with the offer to make it one; a function has none, nor markup.
func asText(d diag.Diagnostic, n syntax.Node, t types.Type) diag.Diagnostic {
	for {
		list, ok := types.Under(t).(*types.List)
		if !ok {
			break
		}
		t = list.Elem
	}
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case types.Basic:
			if u != types.Bool && u != types.Number && u != types.Time && u != types.String && u != types.None {
				return d
			}
		case types.Literal, *types.List, *types.Map, *types.Record:
		default:
			return d
		}
	}
	return d.WithFix(wrapFix(n, "string("+n.Text()+")"))
}

// asCondition is a finding about a value of type t in a condition, with the offer to ask whether there is anything in it.
func asCondition(d diag.Diagnostic, n syntax.Node, t types.Type) diag.Diagnostic {
	text := operandText(n)
	switch under := types.Under(types.Widen(t)); {
	case under == types.Type(types.Number):
		text += " != 0"
	case under == types.Type(types.String):
		text += ` != ""`
	default:
		switch under.(type) {
		case *types.List, *types.Map:
			text += ".length > 0"
		default:
			return d
		}
	}
	if before := n.Span().Start - 1; before >= 0 && n.Tree().Text().Slice(source.Span{Start: before, End: before + 1}) == "!" {
		text = "(" + text + ")"
	}
	return d.WithFix(wrapFix(n, text))
}

// textOperand is a finding about `+` with a text on one side, with the offer to make the other one text too.
func textOperand(d diag.Diagnostic, o operation) diag.Diagnostic {
	if o.op.Kind() != syntax.KindPlus {
		return d
	}
	isString := func(t types.Type) bool { return types.Assignable(t, types.String) && !types.IsAny(t) }
	switch {
	case isString(o.lt) && o.right.Kind() != syntax.KindElement:
		return asText(d, o.right, o.rt)
	case isString(o.rt) && o.left.Ok():
		return asText(d, o.left, o.lt)
	}
	return d
}

// withoutRest is a finding about arguments by place that are too many from index i on, with the offer to remove them.
func withoutRest(d diag.Diagnostic, call syntax.CallPart, i int) diag.Diagnostic {
	span := source.Span{Start: call.Open().Span().End}
	place := 0
	for item := range call.Args().Items() {
		a := syntax.Arg{Node: item}
		if a.Name().Ok() || a.HasComment() {
			return d
		}
		if place < i {
			span.Start = a.Value().Span().End
		}
		span.End = item.Span().End
		place++
	}
	if place <= i {
		return d
	}
	text := strings.TrimLeft(call.Tree().Text().Slice(span), ", \t\r\n")
	return d.WithFix(removeFix(strings.TrimRight(text, ", \t\r\n"), span))
}

// withoutItem is a finding about an argument, an attribute or a field, with the offer to remove it.
func withoutItem(d diag.Diagnostic, item syntax.Node) diag.Diagnostic {
	if !item.Ok() || item.HasComment() || item.Kind() == syntax.KindSpreadAttr {
		return d
	}
	span := item.Span()
	switch item.Kind() {
	case syntax.KindAttr, syntax.KindShorthandAttr:
		span = item.FullSpan() // with the space before it
	}
	return d.WithFix(removeFix(strings.TrimRight(item.Text(), ","), span))
}

// itemAround is the node around a place of one of some kinds; absent if there is none.
func itemAround(n syntax.Node, kinds ...syntax.Kind) syntax.Node {
	path := n.Tree().PathAt(n.Span().Start)
	for i := len(path) - 1; i >= 0; i-- {
		for _, k := range kinds {
			if path[i].Kind() == k {
				return path[i]
			}
		}
	}
	return syntax.Node{}
}

// missingFields is a finding about a record literal that lacks a field of the type that is asked for, with the offer to write all that it
// lacks, to be replaced.
func missingFields(d diag.Diagnostic, n syntax.Node, got, want types.Type) diag.Diagnostic {
	record, ok := syntax.AsRecordExpr(n)
	has, isRecord := types.Under(got).(*types.Record)
	var r *types.Record
	for _, m := range types.Members(want) {
		if u, is := types.Under(m).(*types.Record); is && r == nil {
			r = u
		}
	}
	if !ok || !isRecord || r == nil || record.Close().Missing() {
		return d
	}
	var written, named []string
	for _, f := range r.Fields {
		if _, there := has.Field(f.Name); !there && !f.Optional {
			key := f.Name
			if !isName(key) {
				key = strconv.Quote(key)
			}
			written, named = append(written, key+": "+placeholder(f.Type)), append(named, f.Name)
		}
	}
	text, at := strings.Join(written, ", "), record.Close().Span().Start
	if last := lastItem(record.Fields()); last.Ok() {
		at = last.Span().End
		if !strings.HasSuffix(last.Text(), ",") {
			text = ", " + text
		}
	}
	return d.WithFix(diag.Fix{
		Title: diag.FixAddField, Args: []diag.Arg{diag.Quote("name", strings.Join(named, ", "))},
		Edits: []diag.Edit{{Span: source.Span{Start: at, End: at}, New: text}},
	})
}

func lastItem(list syntax.Node) syntax.Node {
	var last syntax.Node
	for item := range list.Items() {
		last = item
	}
	return last
}

// styleFix offers to write the text of a style attribute, in which a hole stands, as a record. It returns false where the text is not made of
// declarations.
func styleFix(value syntax.Node) (diag.Fix, bool) {
	s, ok := syntax.AsAttrString(value)
	if !ok {
		return diag.Fix{}, false
	}
	var fields []string
	var name, written strings.Builder // of the declaration being read
	holes, named := 0, false
	only := "" // the expression of its first hole
	flush := func() bool {
		key, text := strings.TrimSpace(name.String()), strings.TrimSpace(written.String())
		switch {
		case key == "" && text == "" && !named:
			return true
		case !named || text == "" || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz-") != "" || key == "":
			return false
		}
		if !isName(key) {
			key = `"` + key + `"`
		}
		if holes == 1 && text == "{"+only+"}" {
			fields = append(fields, key+": "+only)
		} else {
			fields = append(fields, key+`: "`+text+`"`)
		}
		name.Reset()
		written.Reset()
		holes, named, only = 0, false, ""
		return true
	}
	for part := range s.Parts().Items() {
		if h, is := syntax.AsHole(part); is && h.Value().Ok() && !strings.Contains(h.Text(), "\n") && named {
			holes++
			only = h.Value().Text()
			written.WriteString("{" + only + "}")
			continue
		}
		if part.Kind() != syntax.KindStringText || strings.ContainsAny(part.Text(), "\\\"{}()\n") {
			return diag.Fix{}, false
		}
		for _, r := range part.Text() {
			switch {
			case r == ';':
				if !flush() {
					return diag.Fix{}, false
				}
			case r == ':' && !named:
				named = true
			case named:
				written.WriteRune(r)
			default:
				name.WriteRune(r)
			}
		}
	}
	if !flush() || len(fields) == 0 {
		return diag.Fix{}, false
	}
	return wrapFix(value, "{{ "+strings.Join(fields, ", ")+" }}"), true
}

// renameDuplicate is a finding about a local that its block has declared before, with the offer to give it another name, where it is declared
// and behind that: before, and in its own value, the first is meant. What says the same as the first is removed.
func (c *checker) renameDuplicate(d diag.Diagnostic, l, first *names.Local) diag.Diagnostic {
	name := c.nameLike(l.Name)
	fix := diag.Fix{Title: diag.FixRename, Args: []diag.Arg{diag.Quote("name", name)}}
	declared := c.span(l.Span)
	from := declared.End
	if let := c.letAround(declared); let.Ok() {
		from = let.Span().End
		if twin := c.letAround(c.span(first.Span)); twin.Ok() && twin.Text() == let.Text() && twin.Kind() == syntax.KindLetStmt {
			return d.WithFix(removeFix(let.Text(), let.Span()))
		}
	}
	edits, plain := c.renameIn(c.owner.Node, l, name)
	for _, e := range edits {
		if at := e.Span.Start; at == declared.Start || at >= from {
			fix.Edits = append(fix.Edits, e)
		}
	}
	if !plain || len(fix.Edits) == 0 {
		return d
	}
	return d.WithFix(fix)
}

// nameLike is a name made from another one that nothing in the unit has, or mentions.
func (c *checker) nameLike(name string) string {
	taken := map[string]bool{}
	for _, other := range c.res.Locals {
		taken[other.Name] = true
	}
	for _, m := range c.res.Free {
		taken[m.Name] = true
	}
	free := name + "2"
	for i := 3; taken[free]; i++ {
		free = name + strconv.Itoa(i)
	}
	return free
}

// renameIn are the edits that give a local another name where a node declares or mentions it. It reports whether the name is only that
// everywhere, and not that of a field or an attribute, too.
func (c *checker) renameIn(n syntax.Node, l *names.Local, name string) (edits []diag.Edit, plain bool) {
	plain = true
	var walk func(n, around syntax.Node)
	walk = func(n, around syntax.Node) {
		if n.IsToken() {
			if c.res.Local(n, c.owner.Start()) != l {
				return
			}
			switch around.Kind() {
			case syntax.KindPatternName, syntax.KindShorthandAttr:
				plain = false
			case syntax.KindRecordField:
				plain = plain && (syntax.RecordField{Node: around}).Colon().Ok()
			}
			edits = append(edits, diag.Edit{Span: n.Span(), New: name})
			return
		}
		for child := range n.Children() {
			walk(child, n)
		}
	}
	walk(n, syntax.Node{})
	return edits, plain
}

// copied is a finding about an assignment to a parameter or to a name of a loop, with the offer to assign a variable instead that begins with
// its value, and is meant from there on. What is assigned in the default of another parameter has none.
func (c *checker) copied(d diag.Diagnostic, l *names.Local, t types.Type) diag.Diagnostic {
	list := c.bodyOf(c.span(l.Span))
	if !list.Ok() || d.Span.Start < list.Span().Start || !types.Identical(types.Widen(t), t) {
		return d
	}
	first := list.First()
	if list.HasError() || !first.Ok() || first.Missing() {
		return d
	}
	name := c.nameLike(l.Name)
	edits, plain := c.renameIn(list, l, name)
	if !plain || len(edits) == 0 {
		return d
	}
	text := list.Tree().Text()
	at := first.Span().Start
	line, _ := text.LineCol(at)
	let, end := "var "+name+" = "+l.Name, "; "
	if indent := text.Slice(source.Span{Start: text.LineSpan(line).Start, End: at}); strings.TrimSpace(indent) == "" {
		end = "\n" + indent
	}
	if edits[0].Span.Start == at { // the two would be at one place
		edits[0].New = let + end + name
	} else {
		edits = append([]diag.Edit{{Span: source.Span{Start: at, End: at}, New: let + end}}, edits...)
	}
	return d.WithFix(diag.Fix{Title: diag.FixInsert, Args: []diag.Arg{diag.Quote("text", let)}, Edits: edits})
}

// bodyOf is the list of statements of the function or loop that declares a parameter or a name at a place; absent if its body is no block.
func (c *checker) bodyOf(declared source.Span) syntax.Node {
	path := c.owner.Node.Tree().PathAt(declared.Start)
	for i := len(path) - 1; i >= 0; i-- {
		body := syntax.Node{}
		switch n := path[i]; n.Kind() {
		case syntax.KindFnDecl:
			body = syntax.FnDecl{Node: n}.Body()
		case syntax.KindFnExpr:
			body = syntax.FnExpr{Node: n}.Body()
		case syntax.KindActionDecl:
			body = syntax.ActionDecl{Node: n}.Body()
		case syntax.KindPageDecl:
			body = syntax.PageDecl{Node: n}.Body()
		case syntax.KindForStmt:
			body = syntax.ForStmt{Node: n}.Body()
		case syntax.KindForDirective: // has children for a body
		default:
			continue
		}
		block, ok := syntax.AsBlock(body)
		if !ok || block.Open().Missing() || block.Close().Missing() {
			return syntax.Node{}
		}
		return block.Body()
	}
	return syntax.Node{}
}

// letAround is the innermost declaration of variables around a place; absent if there is none.
func (c *checker) letAround(span source.Span) syntax.Node {
	var let syntax.Node
	for _, n := range c.owner.Node.Tree().PathAt(span.Start) {
		switch n.Kind() {
		case syntax.KindLetStmt, syntax.KindLetDirective:
			let = n
		case syntax.KindFnExpr:
			let = syntax.Node{}
		}
	}
	return let
}

// successors are the elements to write for obsolete ones that mean the same (HTML, "Non-conforming features").
var successors = map[string]string{"acronym": "abbr", "dir": "ul", "strike": "s", "tt": "code"}

// nearestValue is the value of an attribute that a wrong one was meant to be; "" if none is near.
func nearestValue(known html.Attribute, found string) string {
	return names.Suggest(found, strings.Fields(known.Values))
}
