package eval

import (
	"bytes"
	"context"
	"testing"

	"github.com/codescript-lang/coder/engine/ir"
)

// Small constructors for programs built by hand. A position is a number of thousands for the line and the rest for the column.

type places struct{}

func (places) Place(offset int) (line, column int) { return offset / 1000, offset % 1000 }

func num(f float64) ir.Expr { return &ir.Num{Node: ir.Node{R: ir.RepNumber}, Value: f} }
func str(s string) ir.Expr  { return &ir.Str{Node: ir.Node{R: ir.RepString}, Value: s} }

func local(v *ir.Var) ir.Expr { return &ir.Local{Node: ir.Node{R: v.Rep}, Var: v} }

func bin(op ir.Op, l, r ir.Expr) ir.Expr {
	rep := ir.RepAny
	if l.Rep() == ir.RepNumber && r.Rep() == ir.RepNumber {
		rep = ir.RepNumber
	}
	if op >= ir.OpEq && op <= ir.OpGe {
		rep = ir.RepBool
	}
	return &ir.Binary{Node: ir.Node{R: rep}, Op: op, L: l, R: r}
}

func call(f *ir.Func, args ...ir.Expr) ir.Expr {
	return &ir.Call{Node: ir.Node{R: f.Rep}, Func: f, Args: args}
}

func builtinCall(name string, args ...ir.Expr) ir.Expr { return &ir.Builtin{Name: name, Args: args} }
func list(xs ...ir.Expr) ir.Expr {
	l := &ir.List{Node: ir.Node{R: ir.RepList}}
	for _, x := range xs {
		l.Items = append(l.Items, ir.Item{X: x})
	}
	return l
}

func record(pairs ...any) ir.Expr {
	r := &ir.Record{Node: ir.Node{R: ir.RepRecord}}
	for i := 0; i < len(pairs); i += 2 {
		r.Fields = append(r.Fields, ir.FieldInit{Name: pairs[i].(string), X: pairs[i+1].(ir.Expr)})
	}
	return r
}

func field(x ir.Expr, name string, rep ir.Rep) ir.Expr {
	return &ir.Field{Node: ir.Node{R: rep}, X: x, Name: name}
}

func let(v *ir.Var, x ir.Expr) ir.Stmt    { return &ir.Let{Var: v, X: x} }
func assign(v *ir.Var, x ir.Expr) ir.Stmt { return &ir.Assign{Var: v, X: x} }
func do(x ir.Expr) ir.Stmt                { return &ir.ExprStmt{X: x} }
func ret(x ir.Expr) ir.Stmt               { return &ir.Return{X: x} }
func print(xs ...ir.Expr) ir.Stmt         { return do(builtinCall("print", xs...)) }

func block(stmts ...ir.Stmt) *ir.Block { return &ir.Block{Stmts: stmts} }

func fn(name string, rep ir.Rep, params []*ir.Var, stmts ...ir.Stmt) *ir.Func {
	f := &ir.Func{Name: name, Rep: rep, Body: block(stmts...)}
	for _, p := range params {
		f.Params = append(f.Params, ir.Param{Var: p})
	}
	return f
}

func numVar(name string) *ir.Var { return &ir.Var{Name: name, Rep: ir.RepNumber} }
func anyVar(name string) *ir.Var { return &ir.Var{Name: name} }

// program makes a program of one module, main.code.
func program(funcs []*ir.Func, top ...ir.Stmt) *ir.Program {
	mod := &ir.Module{Path: "main.code", Lines: places{}, Funcs: funcs}
	mod.Init = &ir.Func{Kind: ir.FuncInit, Body: block(top...)}
	own(mod, mod.Init)
	for _, f := range funcs {
		own(mod, f)
	}
	ir.Allocate(mod)
	return &ir.Program{Modules: []*ir.Module{mod}, Entry: mod}
}

func own(mod *ir.Module, f *ir.Func) {
	f.Module = mod
	v := ir.Visitor{Expr: func(e ir.Expr) bool {
		if lit, ok := e.(*ir.FuncLit); ok {
			own(mod, lit.Func)
		}
		return true
	}}
	v.Func(f)
}

// run runs a program and returns what it printed and, if it failed, its report.
func run(t *testing.T, p *ir.Program) (string, *Error) {
	t.Helper()
	var out bytes.Buffer
	m := Compile(p).NewMachine(Host{Stdout: &out}, Limits{})
	err := m.Run(context.Background())
	return out.String(), err
}

// prints checks what a program prints.
func prints(t *testing.T, p *ir.Program, want string) {
	t.Helper()
	got, err := run(t, p)
	if err != nil {
		t.Fatalf("failed: %s", err.Report())
	}
	if got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}
