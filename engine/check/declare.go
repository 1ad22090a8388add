// Declaring what is missing: fixes that write the head of a function or component from its use. What it does fails until it is written.

package check

import (
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// declareFix offers to declare the function that a name calls; false where it is not called.
func (c *checker) declareFix(n syntax.Node, name string) (diag.Fix, bool) {
	path := n.Tree().PathAt(n.Span().Start)
	for i := len(path) - 1; i >= 0; i-- {
		p, ok := syntax.AsPostfixExpr(path[i])
		if !ok || p.Base() != n {
			continue
		}
		for part := range p.Parts().Items() {
			call, ok := syntax.AsCallPart(part)
			if !ok {
				return diag.Fix{}, false
			}
			return c.declare(name, "fn "+name+"("+strings.Join(parametersFor(call), ", ")+") => fail(\"not written yet\")"), true
		}
	}
	return diag.Fix{}, false
}

// parametersFor names the parameters of a function that is called so.
func parametersFor(call syntax.CallPart) []string {
	var out []string
	seen := map[string]bool{}
	for item := range call.Args().Items() {
		a, ok := syntax.AsArg(item)
		if !ok {
			continue
		}
		name := "arg" + strconv.Itoa(len(out)+1)
		switch {
		case a.Colon().Ok():
			name = names.Text(a.Name())
		case a.Value().Kind() == syntax.KindIdent:
			name = names.Text(a.Value())
		}
		for seen[name] {
			name += "_"
		}
		seen[name] = true
		out = append(out, name)
	}
	return out
}

// declareComponent offers to declare the component that a tag names.
func (c *checker) declareComponent(e syntax.Element, name string) diag.Fix {
	var params []string
	seen := map[string]bool{}
	for item := range (syntax.StartTag{Node: e.Start()}).Attrs().Items() {
		_, label := attributeName(item)
		if label != "" && !seen[label] && isName(label) {
			seen[label] = true
			params = append(params, label)
		}
	}
	body := "<></>"
	if hasContent(e.Children()) && !seen[childrenParam] {
		params = append(params, childrenParam+": html")
		body = "<>{" + childrenParam + "}</>"
	}
	return c.declare(name, "fn "+name+"("+strings.Join(params, ", ")+") => "+body)
}

// isName reports whether a text can be the name of a parameter.
func isName(s string) bool {
	tree := syntax.Parse(source.NewText(s))
	token := tree.TokenAt(0)
	return token.Kind() == syntax.KindIdent && token.Span().End == len(s)
}

// declare offers to write a declaration behind the one that is being checked.
func (c *checker) declare(name, text string) diag.Fix {
	at := c.owner.Outer.Span().End
	return diag.Fix{
		Title: diag.FixDeclare, Args: []diag.Arg{diag.Quote("name", name)},
		Edits: []diag.Edit{{Span: source.Span{Start: at, End: at}, New: "\n\n" + text + "\n"}},
	}
}
