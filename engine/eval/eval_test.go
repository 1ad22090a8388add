package eval

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/value"
)

func fib() *ir.Func {
	n := numVar("n")
	f := &ir.Func{Name: "fib", Rep: ir.RepNumber, Params: []ir.Param{{Var: n}}}
	f.Body = block(
		&ir.If{Cond: bin(ir.OpLt, local(n), num(2)), Then: block(ret(local(n)))},
		ret(bin(ir.OpAdd, call(f, bin(ir.OpSub, local(n), num(1))), call(f, bin(ir.OpSub, local(n), num(2))))),
	)
	return f
}

func TestCalls(t *testing.T) {
	f := fib()
	prints(t, program([]*ir.Func{f}, print(call(f, num(20)))), "6765\n")
}

func TestClosureSharesVariable(t *testing.T) {
	n := &ir.Var{Name: "n", Rep: ir.RepNumber, Mutable: true}
	inc := &ir.Func{Body: block(assign(n, bin(ir.OpAdd, local(n), num(1))), ret(local(n)))}
	f := anyVar("f")
	callF := &ir.CallValue{Fn: local(f)}
	prints(t, program(nil,
		let(n, num(0)),
		let(f, &ir.FuncLit{Func: inc}),
		do(callF), do(callF),
		print(local(n)),
	), "2\n")
}

// A loop variable is fresh in every turn.
func TestLoopVariableIsFresh(t *testing.T) {
	i, fs, f := numVar("i"), anyVar("fs"), anyVar("f")
	get := &ir.Func{Body: block(ret(local(i)))}
	prints(t, program(nil,
		let(fs, list()),
		&ir.For{Var: i, X: &ir.Range{From: num(0), To: num(3)}, Body: block(
			&ir.Update{Place: ir.Place{Var: fs}, Op: ir.OpAdd, X: list(&ir.FuncLit{Func: get})},
		)},
		&ir.For{Var: f, X: local(fs), Body: block(print(&ir.CallValue{Fn: local(f)}))},
	), "0\n1\n2\n")
}

func TestValueSemantics(t *testing.T) {
	p, q := anyVar("p"), anyVar("q")
	set := &ir.Update{Place: ir.Place{Var: q, Path: []ir.Step{{Name: "n"}}}, X: num(2)}
	prints(t, program(nil,
		let(p, record("n", num(1))),
		let(q, local(p)),
		set,
		print(local(p), local(q)),
	), "{n: 1} {n: 2}\n")
}

// Nested parts are values, too: what was read out of a list before does not change with it.
func TestNestedValueSemantics(t *testing.T) {
	grid, row := anyVar("grid"), anyVar("row")
	at := func(i float64) ir.Step { return ir.Step{Index: num(i)} }
	prints(t, program(nil,
		let(grid, list(list(num(1), num(2)), list(num(3)))),
		let(row, &ir.Index{X: local(grid), I: num(0)}),
		&ir.Update{Place: ir.Place{Var: grid, Path: []ir.Step{at(0), at(1)}}, X: num(9)},
		print(local(grid), local(row)),
	), "[[1, 9], [3]] [1, 2]\n")
}

// What `for` walks is what it was when the loop began.
func TestLoopWalksSnapshot(t *testing.T) {
	xs, x := anyVar("xs"), anyVar("x")
	prints(t, program(nil,
		let(xs, list(num(1), num(2))),
		&ir.For{Var: x, X: local(xs), Body: block(&ir.Update{Place: ir.Place{Var: xs}, Op: ir.OpAdd, X: list(local(x))})},
		print(local(xs)),
	), "[1, 2, 1, 2]\n")
}

// A loop of n updates in place copies a bounded number of elements, whatever n is.
func TestUpdatesAreLinear(t *testing.T) {
	const n = 10_000
	updates := map[string]func(x *ir.Var, i ir.Expr) ir.Stmt{
		"x += [i]": func(x *ir.Var, i ir.Expr) ir.Stmt {
			return &ir.Update{Place: ir.Place{Var: x}, Op: ir.OpAdd, X: list(i)}
		},
		"x = x.append(i)": func(x *ir.Var, i ir.Expr) ir.Stmt {
			return &ir.Update{Place: ir.Place{Var: x}, Method: "list.append", Args: []ir.Expr{i}}
		},
		"x[0] = i": func(x *ir.Var, i ir.Expr) ir.Stmt {
			return &ir.Update{Place: ir.Place{Var: x, Path: []ir.Step{{Index: num(0)}}}, X: i}
		},
		"x[1].a = i": func(x *ir.Var, i ir.Expr) ir.Stmt {
			return &ir.Update{Place: ir.Place{Var: x, Path: []ir.Step{{Index: num(1)}, {Name: "a"}}}, X: i}
		},
		"x[2] += [i]": func(x *ir.Var, i ir.Expr) ir.Stmt {
			return &ir.Update{Place: ir.Place{Var: x, Path: []ir.Step{{Index: num(2)}}}, Op: ir.OpAdd, X: list(i)}
		},
		"x[3] = x[3].with(k)": func(x *ir.Var, i ir.Expr) ir.Stmt {
			return &ir.Update{Place: ir.Place{Var: x, Path: []ir.Step{{Index: num(3)}}}, Method: "map.with", Args: []ir.Expr{builtinCall("string", i), i}}
		},
	}
	for name, update := range updates {
		x, i := anyVar("x"), numVar("i")
		emptyMap := &ir.Record{Node: ir.Node{R: ir.RepMap}}
		p := program(nil,
			let(x, list(num(0), record("a", num(1)), list(), emptyMap)),
			&ir.For{Var: i, X: &ir.Range{From: num(0), To: num(n)}, Body: block(update(x, local(i)))},
		)
		m := Compile(p).NewMachine(Host{}, Limits{})
		if err := m.Run(context.Background()); err != nil {
			t.Fatalf("%s: %s", name, err.Report())
		}
		if c := m.Copies(); c.Objects > 4 {
			t.Errorf("%s: %d copies of %d elements for %d updates", name, c.Objects, c.Values, n)
		}
	}
}

func TestErrorsNamePlaceAndCalls(t *testing.T) {
	xs := anyVar("xs")
	double := &ir.Func{Name: "double", Params: []ir.Param{{Var: xs}}, Body: block(ret(&ir.Index{Node: ir.Node{Pos: 4010}, X: local(xs), I: num(5)}))}
	p := program([]*ir.Func{double},
		do(&ir.Call{Node: ir.Node{Pos: 9001}, Func: double, Args: []ir.Expr{list(num(1), num(2), num(3))}}))
	_, err := run(t, p)
	want := "error: index 5 is out of range for a list of 3\n  at double (main.code:4:10)\n  at main.code:9:1\n"
	if err == nil || err.Report() != want {
		t.Errorf("got %v, want %q", err.Report(), want)
	}
}

func TestTryCatchesButLimits(t *testing.T) {
	e := anyVar("e")
	try := func(body ...ir.Stmt) *ir.Program {
		return program(nil, &ir.Try{Body: block(body...), Var: e, Catch: block(print(field(local(e), "kind", 0), field(local(e), "message", 0)))})
	}
	prints(t, try(do(builtinCall("fail", str("no")))), "fail no\n")
	prints(t, try(do(&ir.Index{X: list(), I: num(0)})), "index index 0 is out of range for a list of 0\n")

	f := &ir.Func{Name: "f"}
	f.Body = block(ret(bin(ir.OpAdd, num(1), call(f))))
	_, err := run(t, program([]*ir.Func{f}, &ir.Try{Body: block(do(call(f))), Catch: block()}))
	if err == nil || err.Kind != ir.KindLimit {
		t.Fatalf("endless recursion gave %v", err)
	}
	if len(err.Stack) != ir.MaxDepth+1 {
		t.Errorf("%d calls on the stack", len(err.Stack))
	}
	if lines := strings.Count(err.Report(), "\n"); lines != 22 {
		t.Errorf("the report has %d lines", lines)
	}
}

func TestLimits(t *testing.T) {
	forever := program(nil, &ir.While{Cond: &ir.Bool{Node: ir.Node{R: ir.RepBool}, Value: true}, Body: block()})
	m := Compile(forever).NewMachine(Host{}, Limits{Steps: 100_000})
	if err := m.Run(context.Background()); err == nil || err.Kind != ir.KindLimit {
		t.Errorf("steps: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Compile(forever).NewMachine(Host{}, Limits{}).Run(ctx); err == nil || err.Kind != ir.KindStopped {
		t.Errorf("cancelled: %v", err)
	}
	s := anyVar("s")
	growing := program(nil, let(s, str("x")), &ir.While{Cond: &ir.Bool{Value: true}, Body: block(
		assign(s, bin(ir.OpAdd, local(s), local(s))))})
	m = Compile(growing).NewMachine(Host{}, Limits{Memory: 1 << 20})
	if err := m.Run(context.Background()); err == nil || err.Kind != ir.KindLimit || !strings.Contains(err.Message, "memory") {
		t.Errorf("memory: %v", err)
	}
	if err := Compile(growing).NewMachine(Host{}, Limits{}).Run(context.Background()); err == nil || err.Kind != ir.KindLimit {
		t.Errorf("longest string: %v", err)
	}
}

// TestShowingIsBounded shows lists each of which holds the one before it twice: there are more places in the last than there is time for.
// Each element takes a step, and a hole has room for so many elements and bytes.
func TestShowingIsBounded(t *testing.T) {
	doubled := func(v value.Value) value.Value {
		for range 60 {
			v = value.MakeList([]value.Value{v, v})
		}
		return v
	}
	empty := program(nil)
	m := Compile(empty).NewMachine(Host{}, Limits{Steps: 100_000})
	m.start(context.Background())
	if m.top.text(doubled(value.None)); m.err == nil || !strings.Contains(m.err.Message, "steps") {
		t.Errorf("steps: %v", m.err)
	}
	for _, left := range []*room{{elements: 1_000, end: 1 << 20}, {elements: 1 << 20, end: 1_000}} {
		m := Compile(empty).NewMachine(Host{}, Limits{})
		m.start(context.Background())
		if m.top.nestedText(doubled(value.Number(1)), 0, left); m.err == nil || m.err.Kind != ir.KindLimit || len(m.out) > 1_001 {
			t.Errorf("%+v: %v after %d bytes", left, m.err, len(m.out))
		}
	}
}

// Every name that engine/std declares is implemented, and nothing else; but for `site`, which is lowered to what site.code exports, and
// `model`, which stands for models.
func TestStandardLibraryIsComplete(t *testing.T) {
	declared := map[string]bool{}
	lib := std.Get()
	for _, s := range lib.Global.Symbols {
		if s.Kind == std.Func || s.Kind == std.Value {
			declared[s.Name] = true
		}
	}
	for _, m := range lib.Modules {
		for _, s := range m.Symbols {
			if s.Kind == std.Func || s.Kind == std.Value {
				declared[m.Path+"."+s.Name] = true
			}
		}
	}
	for _, r := range []std.Receiver{"string", "list", "map", "number", "time", "Request", "Cookies", "Session", "Form", "Database"} {
		for _, s := range lib.Methods(r) {
			declared[string(r)+"."+s.Name] = true
		}
	}
	delete(declared, "site")
	declared["model"] = true
	implemented := map[string]bool{}
	for _, name := range Names() {
		implemented[name] = true
		if !declared[name] {
			t.Errorf("%s is implemented and not declared", name)
		}
	}
	for name := range declared {
		if !implemented[name] {
			t.Errorf("%s is declared and not implemented", name)
		}
	}
}

func TestSharedMachinesCannotChangeTopLevel(t *testing.T) {
	g := &ir.Global{Name: "n", Var: true}
	f := fn("bump", 0, nil, &ir.SetGlobal{Global: g, X: num(1)})
	p := program([]*ir.Func{f}, &ir.SetGlobal{Global: g, X: num(0)})
	p.Entry.Globals = []*ir.Global{g}
	m := Compile(p).NewMachine(Host{}, Limits{})
	if err := m.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Shared(Host{}, Limits{}).Call(context.Background(), f); err == nil || err.Kind != ir.KindType {
		t.Errorf("got %v", err)
	}
	if v := m.Global(g); v != value.Number(0) {
		t.Errorf("the top-level value changed")
	}
}

// Machines over the same frozen values may run at once; run with the race detector this holds that nothing shared is written.
func TestMachinesRunAtOnce(t *testing.T) {
	p, page := tablePage(true)
	g := &ir.Global{Name: "rows"}
	p.Entry.Globals = []*ir.Global{g}
	rows := list(record("id", num(1), "name", str("a"), "email", str("b"), "balance", str("c")), record("name", str("x"), "id", num(2)))
	p.Entry.Init.Body.Stmts = append(p.Entry.Init.Body.Stmts, &ir.SetGlobal{Global: g, X: rows})
	ir.Allocate(p.Entry)
	m := Compile(p).NewMachine(Host{}, Limits{})
	if err := m.Run(context.Background()); err != nil {
		t.Fatal(err.Report())
	}
	var wait sync.WaitGroup
	for range 8 {
		own := m.Shared(Host{}, Limits{})
		wait.Go(func() {
			for range 100 {
				if _, err := own.Draw(context.Background(), PageCall{Func: page, Args: []value.Value{own.Global(g)}}); err != nil {
					t.Error(err.Report())
				}
			}
		})
	}
	wait.Wait()
}
