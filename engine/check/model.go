package check

import (
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Model is what a `model` declares: a table.
type Model struct {
	Ref    Ref
	Row    *types.Object // one row: its fields, `id` first
	Table  *types.Object // the model itself, as its name means it in an expression
	Fields []ModelField
}

// ModelField is one column.
type ModelField struct {
	Name    string
	Type    types.Type
	Unique  bool
	Default bool
}

// idField is the column that every table has.
const idField = "id"

// modelOperation is what can be done with a model, a query on it, or a row (codescript.md §8).
type modelOperation struct {
	name  string
	row   bool // done with a row
	write bool
	of    func(m *Model) *types.Func
}

var modelOperations = []modelOperation{
	{"find", false, false, func(m *Model) *types.Func { return fn(types.Optional(m.Row), param("id", types.Number)) }},
	{"where", false, false, func(m *Model) *types.Func { return fn(m.Table, m.optionalFields()...) }},
	{"order", false, false, func(m *Model) *types.Func { return fn(m.Table, param("by", types.String)) }},
	{"limit", false, false, func(m *Model) *types.Func { return fn(m.Table, param("n", types.Number)) }},
	{"offset", false, false, func(m *Model) *types.Func { return fn(m.Table, param("n", types.Number)) }},
	{"all", false, false, func(m *Model) *types.Func { return fn(&types.List{Elem: m.Row}) }},
	{"first", false, false, func(m *Model) *types.Func { return fn(types.Optional(m.Row)) }},
	{"count", false, false, func(m *Model) *types.Func { return fn(types.Number) }},
	{"create", false, true, func(m *Model) *types.Func { return fn(m.Row, m.newFields()...) }},
	{"update", true, true, func(m *Model) *types.Func { return fn(m.Row, m.optionalFields()...) }},
	{"delete", true, true, func(m *Model) *types.Func { return fn(types.None) }},
}

func fn(result types.Type, ps ...types.Parameter) *types.Func {
	return &types.Func{Params: ps, Result: result}
}

func param(name string, t types.Type) types.Parameter { return types.Parameter{Name: name, Type: t} }

// optionalFields are the columns as parameters that may be left out, `id` included.
func (m *Model) optionalFields() []types.Parameter {
	ps := []types.Parameter{{Name: idField, Type: types.Number, Default: true}}
	for _, f := range m.Fields {
		ps = append(ps, types.Parameter{Name: f.Name, Type: f.Type, Default: true})
	}
	return ps
}

// newFields are the columns as parameters of a new row.
func (m *Model) newFields() []types.Parameter {
	var ps []types.Parameter
	for _, f := range m.Fields {
		ps = append(ps, types.Parameter{Name: f.Name, Type: f.Type, Default: f.Default || types.HasNone(f.Type)})
	}
	return ps
}

// tablePrefix begins the name of the type of a model itself, which a program cannot write.
const tablePrefix = "model "

// ModelName is the name of the model that an object is, or is a row of; the name of any other object.
func ModelName(o *types.Object) string { return strings.TrimPrefix(o.Name, tablePrefix) }

// newModel makes a model without fields, so that models can name each other and themselves.
func newModel(ref Ref) *Model {
	return &Model{Ref: ref, Row: &types.Object{Name: ref.Name}, Table: &types.Object{Name: tablePrefix + ref.Name}}
}

// complete reads the fields of m from its declaration.
func (c *checker) completeModel(m *Model, u *names.Unit) {
	seen := map[string]bool{idField: true}
	for item := range (syntax.ModelDecl{Node: u.Node}).Fields().Items() {
		f, ok := syntax.AsModelField(item)
		if !ok || f.Name().Missing() {
			continue
		}
		name := names.Text(f.Name())
		if seen[name] {
			c.duplicate(f.Node, f.Name(), name, "key")
			continue
		}
		seen[name] = true
		m.Fields = append(m.Fields, ModelField{Name: name, Type: c.typ(f.Type()), Unique: f.Unique().Ok(), Default: f.Default().Ok()})
	}
	m.Row.Fields = append(m.Row.Fields, types.Field{Name: idField, Type: types.Number})
	for _, f := range m.Fields {
		m.Row.Fields = append(m.Row.Fields, types.Field{Name: f.Name, Type: f.Type})
	}
	for _, op := range modelOperations {
		to := m.Table
		if op.row {
			to = m.Row
		}
		to.Methods = append(to.Methods, types.Method{Name: op.name, Type: op.of(m)})
	}
}

// modelRead records at n that the method called name of a row or table is called, which reads or changes rows.
func (c *checker) modelRead(recv *types.Object, name string, n syntax.Node) {
	write := false
	for _, op := range modelOperations {
		write = write || op.name == name && op.write
	}
	model := recv.Name
	if len(model) > len(tablePrefix) && model[:len(tablePrefix)] == tablePrefix {
		model = model[len(tablePrefix):]
	}
	c.read(Read{Effect: effectModels, Name: model, Write: write, Span: c.rel(n.Span())})
}
