// Types that are inferred, written out.

package feature

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// writeType offers to write the type of the variable, or the result of the function, whose name is at the place.
func (a *actions) writeType(n syntax.Node) {
	info := a.info()
	var name syntax.Node
	at, before := 0, ": "
	switch n.Kind() {
	case syntax.KindFnDecl:
		d := syntax.FnDecl{Node: n}
		if d.Result().Ok() {
			return
		}
		name, at, before = d.Name(), d.Close().Span().End, " -> "
	case syntax.KindLetStmt:
		if (syntax.LetStmt{Node: n}).Type().Ok() {
			return
		}
		name = syntax.LetStmt{Node: n}.Pattern()
		at = name.Span().End
	case syntax.KindLetDirective:
		if (syntax.LetDirective{Node: n}).Type().Ok() {
			return
		}
		name = syntax.LetDirective{Node: n}.Pattern()
		at = name.Span().End
	}
	if info == nil || name.Kind() != syntax.KindIdent || name != a.path[len(a.path)-1] || a.span.End > name.Span().End {
		return
	}
	s, t := a.file.symbolAt(a.ctx, a.path)
	if t == nil && s != nil {
		t = s.Type
	}
	if f, ok := t.(*types.Func); ok && n.Kind() == syntax.KindFnDecl {
		t = f.Result
	}
	if t == nil {
		return
	}
	for _, t := range []types.Type{types.Widen(t), t} {
		text := a.file.writtenType(a.ctx, t)
		edits := []source.Edit{insertion(at, before+text)}
		if text != "" && a.staysClean(edits) {
			title := diag.Fix{Title: diag.FixAddType, Args: []diag.Arg{diag.Quote("type", types.Brief(t))}}.Text(a.file.Lang)
			a.add(title, ActionRewrite, func() []source.Edit { return edits })
			return
		}
	}
}
