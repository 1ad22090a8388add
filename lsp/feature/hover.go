// Hover: what the word at a place means.

package feature

import (
	"context"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// Hover is what can be said of a word.
type Hover struct {
	Span source.Span // of the word
	Code string      // may be empty
	Lang string      // what Code is written in; "" is Codescript
	Doc  string      // Markdown without raw HTML, may be empty
	From string      // where it comes from, as an import would write it; may be empty
}

// Explain says what the word at offset means, or false where there is nothing to say.
func Explain(ctx context.Context, f File, offset int) (Hover, bool) {
	path := touching(f.Tree, offset)
	token, around := path[len(path)-1], parent(path)
	span := token.Span()
	if offset < span.Start || offset > span.End {
		return Hover{}, false
	}
	h := Hover{Span: span}
	if c, ok := f.hoverClass(path, offset); ok {
		return c, true
	}
	if p, ok := f.hoverProperty(path, offset); ok {
		return p, true
	}
	if l, ok := f.hoverLink(ctx, path); ok {
		return l, true
	}
	switch token.Kind() {
	case syntax.KindIdent:
		return f.hoverName(ctx, path)
	case syntax.KindTagName:
		if names.IsComponentTag(token.Text()) {
			return f.hoverName(ctx, path)
		}
		return f.hoverElement(h, token.Text(), namespaceAt(path[:len(path)-3]))
	case syntax.KindAttrName:
		return f.hoverAttribute(ctx, h, path)
	case syntax.KindPlainString:
		if d, ok := syntax.AsImportDecl(around); ok && d.Path() == token {
			return f.hoverModule(h, token)
		}
	case syntax.KindKwPage:
		if p, ok := f.hoverPage(ctx, h); ok {
			return p, true
		}
	}
	return f.hoverKeyword(h, token, around)
}

// hoverName says what a name stands for.
func (f File) hoverName(ctx context.Context, path []syntax.Node) (Hover, bool) {
	token := path[len(path)-1]
	h := Hover{Span: token.Span()}
	s, t := f.symbolAt(ctx, path)
	if s != nil {
		h.Code, h.Doc, h.From = signatureOf(s, t, defaultsOf(ctx, f.Snapshot, s)), docOf(s, f.Lang), f.origin(s)
		return h, true
	}
	around := parent(path)
	if t == nil {
		t = f.fieldType(ctx, path)
	}
	if t == nil || types.IsInvalid(t) {
		return Hover{}, false
	}
	h.Code = token.Text() + ": " + types.Print(t)
	if info := f.infoAt(ctx, token.Span().Start); info != nil && around.Kind() == syntax.KindMemberPart {
		if m := info.MemberOf(around); m != nil {
			h.Doc = standardDoc(fieldDoc(m.Receiver, names.Text(token)), f.Lang)
		}
	}
	return h, true
}

// fieldType is the type of a field where it is declared or given a value; nil elsewhere.
func (f File) fieldType(ctx context.Context, path []syntax.Node) types.Type {
	token, around := path[len(path)-1], parent(path)
	info := f.infoAt(ctx, token.Span().Start)
	if info == nil {
		return nil
	}
	switch around.Kind() {
	case syntax.KindTypeField:
		if d := (syntax.TypeField{Node: around}); d.Name() == token {
			return info.TypeOf(d.Type())
		}
	case syntax.KindModelField:
		if d := (syntax.ModelField{Node: around}); d.Name() == token {
			return info.TypeOf(d.Type())
		}
	case syntax.KindRecordField:
		if d := (syntax.RecordField{Node: around}); d.Name() == token && d.Colon().Ok() {
			return info.TypeOf(d.Value())
		}
	case syntax.KindArg:
		if d := (syntax.Arg{Node: around}); d.Name() == token {
			return info.TypeOf(d.Value())
		}
	}
	return info.TypeOf(token)
}

func fieldDoc(t types.Type, name string) string {
	for _, m := range types.Members(t) {
		for _, field := range fieldsOfOne(m) {
			if field.Name == name {
				return field.Doc
			}
		}
	}
	return ""
}

func (f File) hoverElement(h Hover, name string, space html.Namespace) (Hover, bool) {
	e := html.Lookup(name)
	if e == nil || html.NamespaceOf(name, space) != html.HTML {
		return Hover{}, false
	}
	h.Code, h.Doc = "<"+e.Name+">", f.meaning(e.Meaning)
	return h, h.Doc != ""
}

// hoverAttribute says what an attribute of an element means, or which argument of a component it is.
func (f File) hoverAttribute(ctx context.Context, h Hover, path []syntax.Node) (Hover, bool) {
	token := path[len(path)-1]
	start := syntax.StartTag{Node: inner(path, syntax.KindStartTag)}
	if s, p := f.parameter(ctx, start, names.Text(token)); s != nil {
		h.Code = defaultsOf(ctx, f.Snapshot, s).Parameter(p)
		return h, true
	}
	element := start.Name().Text()
	m, ok := html.MeaningOf(element, token.Text())
	if !ok || names.IsComponentTag(element) {
		return Hover{}, false
	}
	h.Doc = f.meaning(m)
	h.Code = "<" + element + " " + token.Text() + ">"
	if a, ok := html.AttributeOf(element, html.HTML, token.Text()); ok && a.Values != "" {
		h.Doc += "\n\n`" + strings.Join(strings.Fields(a.Values), "` `") + "`"
	}
	return h, true
}

// parameter is the component of a tag, and its parameter that an attribute fills; nil if there is none.
func (f File) parameter(ctx context.Context, start syntax.StartTag, name string) (*check.Symbol, types.Parameter) {
	s := f.tagSymbol(ctx, start.Name())
	if s == nil {
		return nil, types.Parameter{}
	}
	fn, ok := s.Type.(*types.Func)
	if !ok {
		return nil, types.Parameter{}
	}
	for _, p := range fn.Params {
		if p.Name == name {
			return s, p
		}
	}
	return nil, types.Parameter{}
}

// hoverModule says what a path leads to.
func (f File) hoverModule(h Hover, token syntax.Node) (Hover, bool) {
	spec, _ := names.StringValue(token)
	target, to := names.ImportPath(f.Path, syntax.NFC(spec))
	if to == names.ToStd {
		m := std.Get().Module(target)
		if m == nil {
			return Hover{}, false
		}
		h.Code, h.Doc = m.Path, standardDoc(m.Doc, f.Lang)
		return h, true
	}
	if to == names.ToOutside || to == names.ToNothing {
		return Hover{}, false
	}
	h.Code = target
	return h, true
}

// hoverPage says how a page will be drawn, and why (codescript.md §8, "What a page reads").
func (f File) hoverPage(ctx context.Context, h Hover) (Hover, bool) {
	if dir, err := f.Snapshot.SiteOf(ctx, f.Path); err != nil || dir == "" {
		return Hover{}, false
	}
	return f.describePage(ctx, h, f.Path)
}

// describePage says which page a file declares and how it is drawn; false if it declares none.
func (f File) describePage(ctx context.Context, h Hover, path string) (Hover, bool) {
	p, err := f.Snapshot.Page(ctx, path)
	if err != nil || p == nil {
		return Hover{}, false
	}
	if p.Route != nil {
		h.Code = p.Route.String()
	}
	h.Doc = f.drawing(p)
	return h, true
}

// manner is a sentence on how a page is drawn.
func (f File) manner(p *workspace.Page) string {
	switch p.Draw() {
	case workspace.DrawRequest:
		return f.say("Drawn for each request. It cannot be built ahead of time.", "요청마다 그립니다. 미리 만들어 둘 수 없습니다.")
	case workspace.DrawNow:
		return f.say("Written when the site is built; drawn for each request when served dynamically.", "사이트를 빌드할 때 만들고, 동적으로 서비스할 때는 요청마다 그립니다.")
	case workspace.DrawData:
		return f.say("Kept until the models it reads are written.", "읽는 모델이 바뀔 때까지 그대로 씁니다.")
	}
	return f.say("Drawn once, and kept until its sources change.", "한 번 그려 두고, 소스가 바뀔 때까지 그대로 씁니다.")
}

// drawing says how a page is drawn, and names the reads that decide it.
func (f File) drawing(p *workspace.Page) string {
	b := &strings.Builder{}
	b.WriteString(f.manner(p))
	seen := map[string]bool{}
	for _, r := range p.Reads {
		name := r.Read.Name
		if seen[name] {
			continue
		}
		seen[name] = true
		b.WriteString("\n- " + f.say("reads ", "읽는 것: ") + "`" + name + "`")
		for _, via := range r.Via {
			b.WriteString(f.say(" through ", " ← ") + "`" + via.Edge.To.Name + "`")
		}
	}
	for _, a := range p.Actions {
		b.WriteString("\n- " + f.say("has the action ", "액션: ") + "`" + a + "`")
	}
	return b.String()
}
