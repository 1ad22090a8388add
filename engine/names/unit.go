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

// UnitID names a unit across edits: its kind, its first name, and which of those with the same kind and name it is. A statement is told by
// the name of the last unit with one before it, so that one that comes or goes leaves the names of those behind the next declaration.
type UnitID struct {
	Path    string
	Kind    Kind
	Name    string
	After   string // of a statement
	Ordinal int
}

// Unit is a top-level declaration or statement.
type Unit struct {
	ID       UnitID
	Kind     Kind
	Node     syntax.Node // without `export`
	Outer    syntax.Node // with it
	Exported bool
	Doc      string      // Markdown, may be empty
	Decls    []*Decl     // the names it gives, in order
	Import   *ImportDecl // of an import, else nil
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

// Text returns the text of a name in the form in which names are compared, NFC.
func Text(n syntax.Node) string { return n.NameText() }

// StringValue returns what a PlainString token says, and false for any other node.
func StringValue(n syntax.Node) (string, bool) {
	if n.Kind() != syntax.KindPlainString || len(n.Text()) < 2 {
		return "", false
	}
	return n.StringValue(), true
}

// newUnit finds out what unit an item of a file is; ok is false when it is none. The unit has no ID and no doc comment yet.
func newUnit(item syntax.Node) (u *Unit, ok bool) {
	u = &Unit{Node: item, Outer: item}
	if e, ok := syntax.AsExportDecl(item); ok {
		u.Node, u.Exported = e.Decl(), true
		if !u.Node.Ok() {
			return nil, false
		}
	}
	var given []syntax.Node
	switch n := u.Node; n.Kind() {
	case syntax.KindSemicolon, syntax.KindError:
		return nil, false
	case syntax.KindImportDecl:
		u.Outer, u.Exported, u.Kind = n, false, Import
		u.readImport()
		return u, true
	case syntax.KindFnDecl:
		d := syntax.FnDecl{Node: n}
		if d.Client().Ok() {
			u.Kind = ClientFn
		}
		given = []syntax.Node{d.Name()}
	case syntax.KindTypeDecl:
		u.Kind, given = Type, []syntax.Node{syntax.TypeDecl{Node: n}.Name()}
	case syntax.KindModelDecl:
		u.Kind, given = Model, []syntax.Node{syntax.ModelDecl{Node: n}.Name()}
	case syntax.KindActionDecl:
		u.Kind, given = Action, []syntax.Node{syntax.ActionDecl{Node: n}.Name()}
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		u.Kind = Let
		if d.Keyword().Kind() == syntax.KindKwVar {
			u.Kind = Var
		}
		given = PatternNames(d.Pattern())
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
	for _, n := range given {
		if n.Ok() && !n.Missing() {
			u.Decls = append(u.Decls, &Decl{Name: Text(n), Node: n, Unit: u})
		}
	}
	return u, true
}

// readImport reads what an import gives.
func (u *Unit) readImport() {
	d := syntax.ImportDecl{Node: u.Node}
	spec, _ := StringValue(d.Path())
	u.Import = &ImportDecl{Unit: u, Spec: syntax.NFC(spec), PathNode: d.Path()}
	give := func(name string, nameNode, local syntax.Node) {
		if !local.Ok() || local.Missing() {
			return
		}
		im := &Imported{Name: name, NameNode: nameNode, Local: Text(local), From: u.Import}
		u.Import.Names = append(u.Import.Names, im)
		u.Decls = append(u.Decls, &Decl{Name: im.Local, Node: local, Unit: u, Import: im})
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
}

// name is what the ID of the unit calls it.
func (u *Unit) name() string {
	switch {
	case u.Import != nil:
		return u.Import.Spec
	case len(u.Decls) > 0:
		return u.Decls[0].Name
	}
	return ""
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
