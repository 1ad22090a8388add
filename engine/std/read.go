package std

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

//go:embed code/*.code code/method/*.code code/module/*.code
var embedded embed.FS

// native is what stands for a body, and for the type of an object, that the evaluator supplies; property for the body
// of a field.
const (
	native   = "native"
	property = "property"
)

// read builds the library from its files.
func read() *Library {
	l := &Library{
		Global: &Module{byName: map[string]*Symbol{}}, methods: map[Receiver][]*Symbol{},
		files: map[string]string{}, korean: map[string]string{},
	}
	code, err := fs.Sub(embedded, "code")
	if err != nil {
		bug.Reportf("std: %v", err)
		return l
	}
	r := &reader{lib: l}
	for _, dir := range []string{".", "method", "module"} {
		paths, _ := fs.Glob(code, strings.TrimPrefix(dir+"/*.code", "./"))
		for _, p := range paths {
			text, err := fs.ReadFile(code, p)
			if err != nil {
				bug.Reportf("std: %v", err)
				continue
			}
			l.files[p] = string(text)
			m := l.Global
			if name, ok := strings.CutPrefix(p, "module/"); ok {
				m = &Module{Path: "std/" + strings.TrimSuffix(name, ".code"), Doc: r.doc(head(string(text))), byName: map[string]*Symbol{}}
				l.Modules = append(l.Modules, m)
			}
			r.file(p, m, string(text))
		}
	}
	return l
}

// pointer ends the comment at the top of a declaration file; it is for who reads the file itself.
const pointer = "How these files are read"

// head returns what the comment at the top of a declaration file says of the module.
func head(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line, ok := strings.CutPrefix(line, "// ")
		if !ok {
			break
		}
		if strings.HasPrefix(line, inKorean) {
			english, _, _ := strings.Cut(strings.Join(lines, " "), pointer)
			return strings.TrimSpace(english) + "\n" + strings.TrimSpace(line)
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.Join(lines, " ")
}

// inKorean begins the last line of a doc comment, which says the same in Korean.
const inKorean = "ko: "

// doc files the Korean line of a doc comment under what it translates, and returns the rest.
func (r *reader) doc(comment string) string {
	english, korean, ok := strings.Cut(comment, "\n"+inKorean)
	if !ok {
		return comment
	}
	if before, twice := r.lib.korean[english]; twice && before != korean {
		bug.Reportf("std: %q has two translations", english)
	}
	r.lib.korean[english] = korean
	return english
}

type reader struct {
	lib    *Library
	path   string
	mod    *Module
	params map[string]*types.Param // of the function being read
}

func (r *reader) file(path string, m *Module, text string) {
	tree := syntax.Parse(source.NewText(text))
	if ds := tree.Diagnostics(); len(ds) > 0 {
		bug.Reportf("std: %s: %v at %v", path, ds[0].Code, ds[0].Span)
	}
	r.path, r.mod = path, m
	decls := names.NewModule(path, tree.Root(), nil)
	for _, u := range decls.Units() { // types first: functions mention them
		if u.Kind == names.Type {
			r.typeDecl(u)
		}
	}
	for _, u := range decls.Units() {
		switch u.Kind {
		case names.Type:
		case names.Fn:
			r.fn(u)
		case names.Let:
			d := syntax.LetStmt{Node: u.Node}
			s := r.symbol(u, Value, ReadType(d.Type(), r))
			s.Effects = effects(d.Value())
			r.add(s)
		default:
			bug.Reportf("std: %s: unexpected %v", path, u.Kind)
		}
	}
}

func (r *reader) symbol(u *names.Unit, kind SymbolKind, t types.Type) *Symbol {
	return &Symbol{
		Name: strings.TrimSuffix(u.ID.Name, "_"), Kind: kind, Module: r.mod.Path, Type: t, Doc: r.doc(u.Doc),
		File: r.path, Span: u.NameSpan(),
	}
}

func (r *reader) add(s *Symbol) {
	r.mod.Symbols = append(r.mod.Symbols, s)
	r.mod.byName[s.Name] = s
}

func (r *reader) typeDecl(u *names.Unit) {
	value := syntax.TypeDecl{Node: u.Node}.Value()
	if value.Kind() == syntax.KindIdent && names.Text(value) == native {
		r.add(r.symbol(u, TypeName, &types.Object{Name: u.ID.Name}))
		return
	}
	def := &types.Definition{Name: u.ID.Name, Module: r.mod.Path}
	s := r.symbol(u, TypeName, &types.Named{Def: def})
	r.add(s)
	t := ReadType(value, r)
	if record, ok := t.(*types.Record); ok {
		for i := range record.Fields {
			record.Fields[i].Doc = r.doc(record.Fields[i].Doc)
		}
	}
	def.Complete(t)
}

func (r *reader) fn(u *names.Unit) {
	d := syntax.FnDecl{Node: u.Node}
	r.params = map[string]*types.Param{}
	defer func() { r.params = nil }()
	f, defaults := &types.Func{}, types.Defaults{}
	if tp, ok := syntax.AsTypeParams(d.TypeParams()); ok {
		for item := range tp.Names().Items() {
			if p, ok := syntax.AsTypeParam(item); ok {
				tp := &types.Param{Name: names.Text(p.Name())}
				r.params[tp.Name] = tp
				f.TypeParams = append(f.TypeParams, tp)
			}
		}
	}
	for item := range d.Params().Items() {
		p, ok := syntax.AsParam(item)
		if !ok {
			continue
		}
		f.Params = append(f.Params, types.Parameter{
			Name: names.Text(p.Name()), Type: ReadType(p.Type(), r), Default: p.Default().Ok(), Rest: p.Ellipsis().Ok(),
		})
		if p.Default().Ok() {
			defaults[names.Text(p.Name())] = p.Default().Text()
		}
	}
	f.Result = ReadType(d.Result(), r)
	s := r.symbol(u, Func, f)
	s.Effects, s.Defaults = effects(d.Body()), defaults
	if len(f.Params) == 0 || f.Params[0].Name != "self" {
		r.add(s)
		return
	}
	r.method(s, f, names.Text(d.Body()) == property)
}

// method files s under its receiver, without `self`.
func (r *reader) method(s *Symbol, f *types.Func, isProperty bool) {
	s.Kind, s.Self = Method, f.Params[0].Type
	bare := &types.Func{Params: f.Params[1:], Result: f.Result}
	for _, p := range f.TypeParams {
		if types.Mentions(s.Self, []*types.Param{p}) {
			s.SelfParams = append(s.SelfParams, p)
		} else {
			bare.TypeParams = append(bare.TypeParams, p)
		}
	}
	s.Type = bare
	if isProperty {
		s.Kind, s.Type = Property, f.Result
	}
	recv := ReceiverOf(s.Self)
	if recv == "" {
		bug.Reportf("std: %s has no receiver", s.Name)
	}
	r.lib.methods[recv] = append(r.lib.methods[recv], s)
}

// TypeNamed implements TypeNames.
func (r *reader) TypeNamed(_ syntax.Node, name, _ string, _ []types.Type) types.Type {
	if p := r.params[name]; p != nil {
		return p
	}
	if b, ok := types.BasicByName(name); ok {
		return b
	}
	for _, m := range []*Module{r.mod, r.lib.Global} {
		if s := m.byName[name]; s != nil && s.Kind == TypeName {
			return s.Type
		}
	}
	bug.Reportf("std: unknown type %s in %s", name, r.path)
	return types.Invalid
}

// FieldTwice implements TypeNames.
func (r *reader) FieldTwice(_ syntax.Node, name string) {
	bug.Reportf("std: field %s twice in %s", name, r.path)
}

// effects reads the arguments of `native(…)`.
func effects(body syntax.Node) []Effect {
	p, ok := syntax.AsPostfixExpr(body)
	if !ok {
		return nil
	}
	var out []Effect
	for part := range p.Parts().Items() {
		call, ok := syntax.AsCallPart(part)
		if !ok {
			continue
		}
		for item := range call.Args().Items() {
			if a, ok := syntax.AsArg(item); ok {
				s, _ := names.StringValue(a.Value())
				out = append(out, Effect(s))
			}
		}
	}
	return out
}
