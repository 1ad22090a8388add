package lower_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/codescript-lang/coder/engine/eval"
)

// Values are immutable, however a function comes by them: what it was given does not change while it runs.
func TestArgumentsAreValues(t *testing.T) {
	prints(t, "var xs = [1, 2]\nfn f(a: [number]) {\n\txs[0] = 9\n\treturn a[0]\n}\nprint(f(xs), xs)\n", "1 [9, 2]\n")
	prints(t, `fn outer() {
	var xs = [1]
	let change = fn() {
		xs[0] = 9
	}
	let see = fn(a: [number]) {
		change()
		return a[0]
	}
	return [see(xs), xs[0]]
}
print(outer())
`, "[1, 9]\n")
	prints(t, `fn keep(a: [number]) => { held: a }
fn run() {
	var xs = [1]
	let k = keep(xs)
	xs[0] = 9
	return [k.held[0], xs[0]]
}
print(run())
`, "[1, 9]\n")
	prints(t, `fn inner(a: [number]) => a
fn pass(a: [number]) => inner(a)
fn run() {
	var xs = [1]
	let k = pass(xs)
	xs += [2]
	return [k.length, xs.length]
}
print(run())
`, "[1, 2]\n")
	prints(t, `fn run() {
	var xs = [1, 2, 3]
	var seen: [number] = []
	xs.some(fn(x) {
		xs[2] = 9
		seen += [x]
		return false
	})
	return seen
}
print(run())
`, "[1, 2, 3]\n")
}

// Handing a variable to a function that only reads it does not make the next update copy.
func TestReadersDoNotCauseCopies(t *testing.T) {
	prog, problem := lowered(source(`fn holds(xs: [number], n: number) -> bool {
	for x in xs {
		if x == n {
			return true
		}
	}
	return xs.contains(n) || xs.length > 0 && xs[0] == n
}
fn again(xs: [number], n: number) => holds(xs, n)

var top: [number] = []
for i in 0..2000 {
	if !again(top, i) {
		top += [i]
	}
}

fn run() {
	var xs: [number] = []
	var grid = [[0]]
	for i in 0..2000 {
		if !again(xs, i) && !holds(grid[0], i + 1) {
			xs = xs.append(i)
			grid[0][0] = i
		}
	}
	return xs.length
}
print(top.length, run())
`), "main.code")
	if problem != "" {
		t.Fatal(problem)
	}
	var out bytes.Buffer
	m := eval.Compile(prog).NewMachine(eval.Host{Stdout: &out}, eval.Limits{})
	if err := m.Run(context.Background()); err != nil {
		t.Fatal(err.Report())
	}
	if out.String() != "2000 2000\n" {
		t.Errorf("printed %q", out.String())
	}
	if c := m.Copies(); c.Objects > 4 {
		t.Errorf("%d copies of %d elements", c.Objects, c.Values)
	}
}
