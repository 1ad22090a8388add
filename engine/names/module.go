package names

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Kind is what a top-level name, or a unit, is.
type Kind uint8

// Kinds of units. Those up to Type and Model give names.
const (
	Fn Kind = iota
	ClientFn
	Let
	Var
	Type
	Model
	Action
	Import
	Page
	Layout
	Paths
	Test
	Statement
)

// kindWords is how a unit of a kind begins.
var kindWords = [...]string{
	Fn: "fn", ClientFn: "client fn", Let: "let", Var: "var", Type: "type", Model: "model", Action: "action",
	Import: "import", Page: "page", Layout: "layout", Paths: "paths", Test: "test", Statement: "",
}

// String returns the words that a unit of the kind begins with.
func (k Kind) String() string { return kindWords[k] }

// IsValue reports whether a name of the kind holds a value that top-level code computes.
func (k Kind) IsValue() bool { return k == Let || k == Var }

// IsTopCode reports whether a unit of the kind is run, in order, when its module starts.
func (k Kind) IsTopCode() bool { return k == Let || k == Var || k == Statement }

// UnitID names a unit across edits: its kind, its first name, and which of those with the same kind and name it is.
type UnitID struct {
	Path    string
	Kind    Kind
	Name    string
	Ordinal int
}

// Unit is a top-level declaration or statement.
type Unit struct {
	ID       UnitID
	Kind     Kind
	Node     syntax.Node // without `export`
	Outer    syntax.Node // with it
	Exported bool
	Doc      string  // Markdown, may be empty
	Decls    []*Decl // the names it gives, in order
}

// Start is the byte offset that positions in the unit are relative to.
func (u *Unit) Start() int { return u.Node.Span().Start }

// NameSpan is where the unit says what it is called; of one without a name, its keyword.
func (u *Unit) NameSpan() source.Span {
	if len(u.Decls) > 0 {
		return u.Decls[0].Node.Span()
	}
	for n := range u.Node.Children() {
		if n.IsToken() {
			return n.Span()
		}
		break
	}
	return u.Node.Span()
}

// Decl is one top-level name.
type Decl struct {
	Name   string // NFC
	Node   syntax.Node
	Unit   *Unit
	Import *Imported // of a name that an import gives, else nil
}

// ImportDecl is one import.
type ImportDecl struct {
	Unit     *Unit
	Spec     string      // what is written between the quotes, NFC
	PathNode syntax.Node // with the quotes
	Names    []*Imported
}

// Namespace is the name under which Imported.Name records `import * as`; Default that of `import data from`.
const (
	Namespace = "*"
	Default   = "default"
)

// Imported is one name that an import gives.
type Imported struct {
	Name     string // as the other module exports it, Namespace or Default
	NameNode syntax.Node
	Local    string
	From     *ImportDecl
}

// Module is what one file declares. It is immutable.
type Module struct {
	Path    string
	Tree    *syntax.Tree // that of all nodes
	Units   []*Unit
	Imports []*ImportDecl
	// Duplicates are the names that were declared before in the file, in order.
	Duplicates []*Decl
	byName     map[string]*Decl
	byID       map[localID]*Unit
}

// localID names a unit in its file: a table of it is made with every edit.
type localID struct {
	kind    Kind
	ordinal int
	name    string
}

// Decl returns the first declaration of a top-level name; nil when there is none.
func (m *Module) Decl(name string) *Decl { return m.byName[name] }

// Unit returns the unit with an ID; nil when there is none.
func (m *Module) Unit(id UnitID) *Unit {
	if id.Path != m.Path {
		return nil
	}
	return m.byID[localID{id.Kind, id.Ordinal, id.Name}]
}

// SameUnit reports whether a unit says the same in both modules, white space and comments included. Where it stands may
// differ.
func (m *Module) SameUnit(old *Module, id UnitID) bool {
	a, b := m.Unit(id), old.Unit(id)
	if a == nil || b == nil {
		return a == b
	}
	if a.Node.IsToken() {
		return b.Node.IsToken() && a.Exported == b.Exported && a.Node.Text() == b.Node.Text()
	}
	return a.Exported == b.Exported && a.Node.ID() == b.Node.ID()
}

// SameShape reports whether both modules have the same units in the same order, as far as can be told from without:
// their kinds, names, doc comments, and imports with all that they say.
func (m *Module) SameShape(old *Module) bool {
	if len(m.Units) != len(old.Units) {
		return false
	}
	for i, a := range m.Units {
		b := old.Units[i]
		if a.Node.ID() == b.Node.ID() && !a.Node.IsToken() && a.Exported == b.Exported && a.Doc == b.Doc && a.ID == b.ID {
			continue
		}
		if a.Kind == Import || a.ID != b.ID || a.Exported != b.Exported || a.Doc != b.Doc || len(a.Decls) != len(b.Decls) {
			return false
		}
		for j := range a.Decls {
			if a.Decls[j].Name != b.Decls[j].Name {
				return false
			}
		}
	}
	return true
}

// Names returns the top-level names in the order of the file.
func (m *Module) Names() []string {
	var out []string
	for _, u := range m.Units {
		for _, d := range u.Decls {
			if m.byName[d.Name] == d {
				out = append(out, d.Name)
			}
		}
	}
	return out
}

// First returns the first unit of a kind; nil when there is none.
func (m *Module) First(k Kind) *Unit {
	for _, u := range m.Units {
		if u.Kind == k {
			return u
		}
	}
	return nil
}

// Text returns the text of a name in the form in which names are compared, NFC.
func Text(n syntax.Node) string { return n.NameText() }

// StringValue returns what a PlainString token says, and false for any other node.
func StringValue(n syntax.Node) (string, bool) {
	if n.Kind() != syntax.KindPlainString || len(n.Text()) < 2 {
		return "", false
	}
	return n.StringValue(), true
}

// NewModule lists what the file at path declares.
func NewModule(path string, root syntax.Node) *Module {
	b := moduleBuilder{
		m:    &Module{Path: path, Tree: root.Tree()},
		seen: map[localID]int{},
	}
	file, ok := syntax.AsFile(root)
	if !ok {
		return b.m
	}
	count := 0
	for range file.Decls().Items() {
		count++
	}
	b.m.Units = make([]*Unit, 0, count)
	b.m.byName, b.m.byID = make(map[string]*Decl, count), make(map[localID]*Unit, count)
	for n := range file.Decls().Items() {
		b.item(n)
	}
	return b.m
}

type moduleBuilder struct {
	m    *Module
	seen map[localID]int // how many units after the first had this kind and name
}

func (b *moduleBuilder) item(n syntax.Node) {
	outer, exported := n, false
	if e, ok := syntax.AsExportDecl(n); ok {
		n, exported = e.Decl(), true
		if !n.Ok() {
			return
		}
	}
	u := &Unit{Node: n, Outer: outer, Exported: exported}
	var names []syntax.Node
	switch n.Kind() {
	case syntax.KindSemicolon, syntax.KindError:
		return
	case syntax.KindImportDecl:
		b.importDecl(n)
		return
	case syntax.KindFnDecl:
		d := syntax.FnDecl{Node: n}
		if d.Client().Ok() {
			u.Kind = ClientFn
		}
		names = append(names, d.Name())
	case syntax.KindTypeDecl:
		u.Kind = Type
		names = append(names, syntax.TypeDecl{Node: n}.Name())
	case syntax.KindModelDecl:
		u.Kind = Model
		names = append(names, syntax.ModelDecl{Node: n}.Name())
	case syntax.KindActionDecl:
		u.Kind = Action
		names = append(names, syntax.ActionDecl{Node: n}.Name())
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		u.Kind = Let
		if d.Keyword().Kind() == syntax.KindKwVar {
			u.Kind = Var
		}
		names = PatternNames(d.Pattern())
	case syntax.KindPageDecl:
		u.Kind = Page
	case syntax.KindLayoutDecl:
		u.Kind = Layout
	case syntax.KindPathsDecl:
		u.Kind = Paths
	case syntax.KindTestDecl:
		u.Kind = Test
	default:
		u.Kind = Statement
	}
	u.Doc = outer.DocComment()
	b.add(u, names)
}

// add gives u its names and its ID.
func (b *moduleBuilder) add(u *Unit, names []syntax.Node) {
	for _, n := range names {
		if n.Ok() && !n.Missing() {
			b.declare(u, &Decl{Name: Text(n), Node: n})
		}
	}
	name := ""
	if len(u.Decls) > 0 {
		name = u.Decls[0].Name
	}
	b.addNamed(u, name)
}

// addNamed gives u the ID of a name.
func (b *moduleBuilder) addNamed(u *Unit, name string) {
	id := localID{kind: u.Kind, name: name}
	if b.m.byID[id] != nil {
		b.seen[id]++
		id.ordinal = b.seen[id]
	}
	u.ID = UnitID{Path: b.m.Path, Kind: u.Kind, Name: name, Ordinal: id.ordinal}
	b.m.Units = append(b.m.Units, u)
	b.m.byID[id] = u
}

func (b *moduleBuilder) declare(u *Unit, d *Decl) {
	d.Unit = u
	u.Decls = append(u.Decls, d)
	if b.m.byName[d.Name] != nil {
		b.m.Duplicates = append(b.m.Duplicates, d)
		return
	}
	b.m.byName[d.Name] = d
}

func (b *moduleBuilder) importDecl(n syntax.Node) {
	d := syntax.ImportDecl{Node: n}
	u := &Unit{Node: n, Outer: n, Kind: Import}
	spec, _ := StringValue(d.Path())
	imp := &ImportDecl{Unit: u, Spec: syntax.NFC(spec), PathNode: d.Path()}
	give := func(name string, nameNode, local syntax.Node) {
		if !local.Ok() || local.Missing() {
			return
		}
		im := &Imported{Name: name, NameNode: nameNode, Local: Text(local), From: imp}
		imp.Names = append(imp.Names, im)
		b.declare(u, &Decl{Name: im.Local, Node: local, Import: im})
	}
	give(Default, d.Default(), d.Default())
	give(Namespace, d.Namespace(), d.Namespace())
	for item := range d.Names().Items() {
		name, ok := syntax.AsImportName(item)
		if !ok {
			continue
		}
		local := name.Name()
		if name.Alias().Ok() {
			local = name.Alias()
		}
		give(Text(name.Name()), name.Name(), local)
	}
	b.addNamed(u, imp.Spec)
	b.m.Imports = append(b.m.Imports, imp)
}

// PatternNames returns the name tokens that the pattern of a `let` gives.
func PatternNames(pattern syntax.Node) []syntax.Node {
	var list syntax.Node
	switch pattern.Kind() {
	case syntax.KindIdent:
		return []syntax.Node{pattern}
	case syntax.KindRecordPattern:
		list = syntax.RecordPattern{Node: pattern}.Names()
	case syntax.KindListPattern:
		list = syntax.ListPattern{Node: pattern}.Names()
	default:
		return nil
	}
	var out []syntax.Node
	for item := range list.Items() {
		if p, ok := syntax.AsPatternName(item); ok && p.Name().Ok() {
			out = append(out, p.Name())
		}
	}
	return out
}

// IsComponentTag reports whether the name of a tag names a component: it does not start with a lower-case ASCII letter,
// or has a dot.
func IsComponentTag(name string) bool {
	return name != "" && (name[0] < 'a' || name[0] > 'z' || strings.Contains(name, "."))
}
