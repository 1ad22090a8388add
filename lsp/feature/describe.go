// Describing what a name means: its kind, its signature, its documentation, where it comes from.

package feature

import (
	"context"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// docOf is the documentation of a symbol, Markdown; that of standard names in the reader's language.
func docOf(s *check.Symbol, lang diag.Lang) string {
	switch s.Kind {
	case check.SymTop:
		return s.Decl.Doc
	case check.SymStd:
		return standardDoc(s.Std.Doc, lang)
	case check.SymNamespace:
		if m := std.Get().Module(s.Import.Path); m != nil {
			return standardDoc(m.Doc, lang)
		}
	}
	return ""
}

// standardDoc is documentation in the reader's language, if it is the standard library's; any other stays as it is.
func standardDoc(doc string, lang diag.Lang) string {
	if korean := std.Get().Korean(doc); lang == diag.Korean && korean != "" {
		return korean
	}
	return doc
}

// origin says where a symbol comes from, or "" when it is from this file or always there.
func (f File) origin(s *check.Symbol) string {
	switch {
	case s.Kind == check.SymStd:
		return s.Std.Module
	case s.Kind == check.SymTop && s.Ref.Path != f.Path:
		return names.ImportSpec(f.Path, s.Ref.Path)
	case s.Import == nil || s.Kind != check.SymNamespace && s.Kind != check.SymData:
		return ""
	case s.Import.Target == names.ToStd:
		return s.Import.Path
	}
	return names.ImportSpec(f.Path, s.Import.Path)
}

// isComponent reports whether a symbol can be used as a tag.
func isComponent(s *check.Symbol) bool {
	f, ok := s.Type.(*types.Func)
	return ok && names.IsComponentTag(s.Name) && (types.IsAny(f.Result) || types.Assignable(f.Result, renderable))
}

// renderable is what a component may give.
var renderable = types.NewUnion(types.HTML, types.String, types.Number, types.None)

// defaultsOf are the defaults of a function's parameters, as its declaration writes them; none when ctx has ended.
func defaultsOf(ctx context.Context, snapshot *workspace.Snapshot, s *check.Symbol) types.Defaults {
	if s.Kind == check.SymStd {
		return s.Std.Defaults
	}
	if f, ok := s.Type.(*types.Func); !ok || s.Kind != check.SymTop || !slices.ContainsFunc(f.Params, func(p types.Parameter) bool { return p.Default }) {
		return nil
	}
	m, err := snapshot.Module(ctx, s.Ref.Path)
	if err != nil || m == nil || m.Decl(s.Ref.Name) == nil {
		return nil
	}
	out := types.Defaults{}
	for item := range parametersOf(m.Decl(s.Ref.Name).Unit.Node).Items() {
		if p, ok := syntax.AsParam(item); ok && p.Default().Ok() {
			out[names.Text(p.Name())] = p.Default().Text()
		}
	}
	return out
}

// signatureOf writes a symbol as its declaration begins, in the type t where that is known better than from the declaration.
func signatureOf(s *check.Symbol, t types.Type, defaults types.Defaults) string {
	if t == nil {
		t = s.Type
	}
	if t == nil || types.IsInvalid(t) && s.Kind != check.SymNamespace {
		t = types.Any
	}
	switch s.Kind {
	case check.SymNamespace:
		return "import * as " + s.Name
	case check.SymData:
		return "import " + s.Name + ": " + types.Print(t)
	case check.SymLocal:
		return localWord(s.Local.Kind) + s.Name + ": " + types.Print(t)
	case check.SymModelMethod:
		return callable("fn", s.Name, t, nil)
	case check.SymStd:
		switch s.Std.Kind {
		case std.TypeName:
			return "type " + s.Name
		case std.Func, std.Method:
			return callable("fn", s.Std.Name, t, defaults)
		}
		return s.Std.Name + ": " + types.Print(t)
	}
	switch s.Decl.Kind {
	case names.Fn, names.ClientFn, names.Action:
		return callable(s.Decl.Kind.String(), s.Ref.Name, t, defaults)
	case names.Type:
		return "type " + s.Ref.Name + " = " + types.Print(types.Under(t))
	case names.Model:
		return modelText(s)
	}
	return s.Decl.Kind.String() + " " + s.Ref.Name + ": " + types.Print(t)
}

// localWord is what a local is declared with.
func localWord(k names.LocalKind) string {
	switch k {
	case names.LocalLet:
		return "let "
	case names.LocalVar:
		return "var "
	}
	return ""
}

// callable writes a function as its declaration begins, with the word that it begins with.
func callable(word, name string, t types.Type, defaults types.Defaults) string {
	f, ok := t.(*types.Func)
	if !ok {
		return word + " " + name
	}
	return word + strings.TrimPrefix(defaults.Signature(name, f), "fn")
}

func modelText(s *check.Symbol) string {
	var b strings.Builder
	b.WriteString("model " + s.Ref.Name + " {\n")
	if s.Model != nil {
		for _, field := range s.Model.Row.Fields {
			b.WriteString("\t" + field.Name + ": " + types.Print(field.Type) + "\n")
		}
	}
	return b.String() + "}"
}

// Plain is a text in Markdown for readers that do not show Markdown: without the marks of code, emphasis and links.
func Plain(markdown string) string {
	var out []string
	code := false
	for line := range strings.Lines(markdown) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			code = !code
			continue
		}
		if !code {
			line = plainLinks(line)
			line = strings.NewReplacer("`", "", "**", "", "\\", "").Replace(line)
			line = strings.TrimLeft(line, "#")
		}
		out = append(out, line)
	}
	return strings.TrimSpace(strings.Join(out, ""))
}

// plainLinks writes `[text](address)` as its text.
func plainLinks(line string) string {
	for {
		middle := strings.Index(line, "](")
		if middle < 0 {
			return line
		}
		start, end := strings.LastIndexByte(line[:middle], '['), strings.IndexByte(line[middle:], ')')
		if start < 0 || end < 0 {
			return line
		}
		line = line[:start] + line[start+1:middle] + line[middle+end+1:]
	}
}

// WithoutTags is a text in Markdown in which no character begins a tag of HTML outside of code: some editors drop what they take for
// one, and a doc comment that speaks of `<p>` without saying that it is code would lose it.
func WithoutTags(markdown string) string {
	if !strings.Contains(markdown, "<") {
		return markdown
	}
	var b strings.Builder
	fenced := false
	for line := range strings.Lines(markdown) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if fenced {
			b.WriteString(line)
			continue
		}
		code := false
		for i := range len(line) {
			switch line[i] {
			case '`':
				code = !code
			case '<':
				if !code {
					b.WriteByte('\\')
				}
			}
			b.WriteByte(line[i])
		}
	}
	return b.String()
}
