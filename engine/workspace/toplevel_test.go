package workspace

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// script is one file of n statements of top-level code that lean on each other: values that are narrowed, loops, handlers, functions
// that capture variables, and a variable that each row of ten assigns and reads.
func script(n int) string {
	const row = `let v%[1]d = number("%[1]d")
if v%[1]d == none { fail("no number") }
var n%[1]d = 0
for k in 0..3 { n%[1]d += k + v%[1]d }
try { n%[1]d = n%[1]d * 2 } catch e { print(e.message, v%[1]d + 1) }
let f%[1]d = fn() => n%[1]d + v%[1]d
total = v%[1]d * 3
while n%[1]d > 3 { n%[1]d -= total }
match v%[1]d { 1 => print("one"), else => print(v%[1]d - 1) }
print(f%[1]d() + total)
`
	var b strings.Builder
	b.WriteString("var total: number? = none\n")
	for i := range n / 10 {
		fmt.Fprintf(&b, row, i)
	}
	return b.String()
}

// TestWorkInALongScript edits one statement of a script: whatever its length, those are checked whose text changed, or what they ask about
// others, and the same questions are answered anew.
func TestWorkInALongScript(t *testing.T) {
	sizes := []int{100, 1_000, 10_000}
	if testing.Short() {
		sizes = sizes[:2]
	}
	var editors []*editor
	for _, n := range sizes {
		editors = append(editors, newEditor(t, map[string]string{"main.code": script(n)}))
	}
	for _, c := range []struct {
		name, old, new string
		want           int
	}{
		{"a value", `number("5")`, `number("55")`, 1},
		{"a space", `let v5 =`, `let  v5 =`, 0},
		{"a word in a body", `print("one"), else => print(v5 - 1)`, `print("eins"), else => print(v5 - 1)`, 1},
		{"an assignment of the same type", "total = v5 * 3", "total = v5 * 4", 1},
		{"a loop", "n5 += k", "n5 += 2 * k", 1},
		{"what is known no more", "if v5 == none {", "if v5 == 3 {", 1 + 5}, // and the five behind it that read v5
		// The loop, the last statement of the row, and the next assignment.
		{"an assignment of another type", "total = v5 * 3", "total = none", 1 + 3},
		{"the type of a value", `let v5 = number("5")`, `let v5 = "5"`, 1 + 6}, // what numbers are made with stays a number
		// A statement is known by the declaration before it: the four behind it up to the next are others now.
		{"a statement more", "total = v5 * 3", "print(v5)\ntotal = v5 * 3", 1 + 4},
		{"a statement less", "match v5 { 1 => print(\"one\"), else => print(v5 - 1) }", "// gone", 1},
		{"a declaration more", "total = v5 * 3", "let more = v5\nprint(more)\ntotal = v5 * 3", 2 + 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			var first Work
			for i, e := range editors {
				e.replace("main.code", c.old, c.new)
				e.all()
				w := e.ws.Snapshot().Work()
				looked := w.Looked
				w.Looked = 0
				if i == 0 {
					first = w
				}
				if w != first || w.Checked != c.want {
					t.Errorf("%d statements: work %+v, of %d %+v, want %d checked", sizes[i], w, sizes[0], first, c.want)
				}
				// What is asked about the whole file looks at its parts, two or three of them at each.
				if most := 1_000 + 4*sizes[i]/partUnits; looked > most {
					t.Errorf("%d statements: %d answers were looked at, more than %d", sizes[i], looked, most)
				}
				e.replace("main.code", c.new, c.old)
				e.all()
			}
		})
	}
}

// TestWorkOfSuppositions supposes that a value is called otherwise and asks what would be found then: whatever the length of the script, those
// statements are checked that name it or are known by it, and nobody looks at the others.
func TestWorkOfSuppositions(t *testing.T) {
	var first Work
	for _, n := range []int{100, 1_000, 10_000} {
		e := newEditor(t, map[string]string{"main.code": script(n)})
		e.replace("main.code", "let v5 =", "let  v5 =") // now it is open
		e.all()
		text := e.ws.Snapshot().Text("main.code")
		change := Change{Path: "main.code"}
		for _, at := range slices.Backward(regexp.MustCompile(`\bv5\b`).FindAllStringIndex(text.String(), -1)) {
			edit := source.Edit{Span: source.Span{Start: at[0], End: at[1]}, New: "other"}
			text = text.Apply(edit)
			change.Edits = append(change.Edits, edit)
		}
		change.Text = text
		before := e.ws.Snapshot()
		after := before.Suppose([]Change{change})
		ds, err := after.Diagnostics(context.Background(), "main.code")
		if err != nil || show(ds) != freshFindings(t, map[string]string{"main.code": text.String()}) {
			t.Errorf("%d statements: %v, found %s", n, err, show(ds))
		}
		w := after.Work()
		if w.Looked > 2_000+4*n/partUnits {
			t.Errorf("%d statements: looked at %d answers", n, w.Looked)
		}
		if w.Looked = 0; first == (Work{}) {
			first = w
		}
		// The declaration, what stands behind it up to the next, and the others that name it.
		if w != first || w.Checked > 10 {
			t.Errorf("%d statements: work %+v, of fewer %+v", n, w, first)
		}
		e.all()
		if w := before.Work(); w != e.ws.Snapshot().Work() {
			t.Errorf("%d statements: the version that it was supposed from had work, too: %+v", n, w)
		}
	}
}

// statements are what the scripts of a storm are made of. They mean something in any order, and something else in most others.
var statements = []string{
	"let a = number(\"1\")", "let b: number? = a", "var c = a", "var c: string? = none", "var d = 0", "let a = \"again\"", "let { a, b } = { a: 1, b: number(\"2\") }",
	"let r: { ok: true, v: number } | { ok: false, e: string } = { ok: true, v: 1 }", "let f = fn() => c", "let f = fn() { d += 1 }", "fn g() => d + 1", "fn g() { c = none }",
	"fn stop() => fail(\"s\")", "fn stop() => 1", "let shown = r.ok ? r.v : r.e", "let m = match a { none => 0, else => a + 1 }", "let w = [1].map(fn(x) => a == none ? x : a)",
	"if a == none { fail(\"a\") }", "if b == none { exit(1) }", "if c == none { c = 1 }", "if c != none && c == 2 { print(c) } else { stop() }", "if a == none { stop() }",
	"if r.ok { print(r.v) } else { exit(2) }", "if !r.ok { fail(r.e) }", "if other == none { fail(\"o\") }", "if a != none { print(a + 1) }",
	"match a { none => fail(\"none\"), else => print(a + 1) }", "match c { 1 => print(\"one\"), 2 => { d = c }, else => exit(3) }", "print(match r.ok { true => r.v, false => fail(\"e\") })",
	"for x in [1, 2] { if b == none { break }\n\tc = b }", "for x in 0..2 { d += x\n\tprint(c) }", "while c != none { print(c)\n\tc = none }", "while c == none { c = a }", "while true { print(d) }",
	"try { c = a } catch e { print(e.message) }", "try { c = none\n\tstop() } catch e { fail(e.message) }", "assert a != none",
	"c = a", "c = 1", "c = none", "d += 1", "d = a", "d = c", "other = 1", "c += 1", "f()", "g()", "stop()", "exit(0)", "print(a + 1)", "print(b + 1)", "print(c + 1)", "print(c.length)",
	"print(d + 1)", "print(r.v)", "print(r.e)", "print(other + 1)", "print(shown, m, w)", "print(f())", "{ let a = 1\n\tprint(a) }", "if true { return }", "test \"t\" { print(a + 1) }",
	"let h = fn(n: number) { if n > 0 { h(n - 1) } }", "print(<p>{a == none ? 0 : a + 1}</p>)", "let l = <ul>@for x in [a] { <li>{x}</li> }</ul>", "if a == none {", "}", "let = ", "",
}

// TestStormOfScripts puts statements into scripts at random, takes them out and swaps them, and holds that every answer is that of a fresh
// workspace, in whichever order somebody asks, also about versions that the workspace has left behind and about files that it let go of.
func TestStormOfScripts(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 4))
			some := func(n int) (lines []string) {
				for range n {
					lines = append(lines, statements[r.IntN(len(statements))])
				}
				return lines
			}
			const head = "import { exit } from \"std/process\"\nimport { value as other } from \"./lib\"\n"
			lines := some(int(20 + 30*(seed%3)))
			text := func() string { return head + strings.Join(lines, "\n") + "\n" }
			libs := []string{"export let value = number(\"3\")\n", "export var value = 3\n", "export var value: number? = 3\n\nexport fn drop() { value = none }\n", "export let value = \"x\"\n"}
			e := newEditor(t, map[string]string{"main.code": text(), "lib.code": libs[0]})
			var past []version
			for round := range stormRounds(t, 30) {
				for range 1 + r.IntN(3) {
					switch at := r.IntN(len(lines)); r.IntN(6) {
					case 0:
						lines = slices.Insert(lines, at, some(1+r.IntN(2))...)
					case 1:
						if len(lines) > 10 {
							lines = slices.Delete(lines, at, at+1)
						}
					case 2:
						other := r.IntN(len(lines))
						lines[at], lines[other] = lines[other], lines[at]
					default:
						lines[at] = some(1)[0]
					}
					e.change("main.code", text(), seed%2 == 0 || r.IntN(3) == 0)
					if r.IntN(8) == 0 {
						e.change("lib.code", libs[r.IntN(len(libs))], r.IntN(2) == 0)
					}
					for range r.IntN(3) {
						askSomething(t, r, e.ws.Snapshot(), []string{"main.code", "lib.code"})
					}
				}
				past = append(past[max(0, len(past)-4):], version{e.ws.Snapshot(), freshFindings(t, e.files)})
				if r.IntN(4) > 0 {
					e.sameAsFresh(fmt.Sprintf("round %d of\n%s", round, e.files["main.code"]))
				}
				old := past[r.IntN(len(past))]
				ds, err := old.snap.AllDiagnostics(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				if show(ds) != old.want {
					t.Fatalf("round %d: an old version changed:\n%s", round, testkit.Diff(old.want, show(ds)))
				}
			}
		})
	}
}

// TestStormOfLongScripts puts lines into a script of many parts whose names are told apart, takes them out, copies and moves them, and holds
// that every answer is that of a fresh workspace, also about versions that the workspace has left behind and about supposed ones.
func TestStormOfLongScripts(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 5))
			const rows = 40
			lines := strings.Split(strings.TrimSpace(script(10*rows)), "\n")
			text := func(lines []string) string { return strings.Join(lines, "\n") + "\n" }
			fresh := 0
			line := func() string {
				fresh++
				return fmt.Sprintf([]string{
					"let x%[2]d = v%[1]d", "var x%[2]d = total", "fn x%[2]d() => v%[1]d", "print(v%[1]d)", "total = v%[1]d", "total = none", "if total == none { fail(\"t\") }",
					"print(total + 1)", "n%[1]d = 1", "let { x%[2]d, y%[2]d } = { x%[2]d: v%[1]d, y%[2]d: total }", "test \"t\" { print(v%[1]d) }", "let v%[1]d = number(\"2\")", "let", "x%[2]d", "if v%[1]d == none {",
				}[r.IntN(15)], r.IntN(rows), fresh)
			}
			step := func(lines []string) []string {
				at := r.IntN(len(lines))
				switch r.IntN(6) {
				case 0, 1:
					return slices.Insert(lines, at, line())
				case 2:
					return slices.Delete(lines, at, min(at+1+r.IntN(2), len(lines)-1))
				case 3:
					moved := lines[at]
					lines = slices.Delete(lines, at, at+1)
					return slices.Insert(lines, r.IntN(len(lines)), moved)
				case 4:
					return slices.Insert(lines, at, lines[r.IntN(len(lines))])
				}
				lines[at] = line()
				return lines
			}
			e := newEditor(t, map[string]string{"main.code": text(lines)})
			good := slices.Clone(lines)
			old := version{e.ws.Snapshot(), freshFindings(t, e.files)}
			for round := range stormRounds(t, 12) {
				if round%8 == 7 {
					lines = slices.Clone(good)
				}
				for range 1 + r.IntN(3) {
					lines = step(lines)
					e.change("main.code", text(lines), seed%2 == 0 || r.IntN(3) == 0)
					for range r.IntN(3) {
						askSomething(t, r, e.ws.Snapshot(), []string{"main.code"})
					}
				}
				e.sameAsFresh(fmt.Sprintf("round %d of\n%s", round, e.files["main.code"]))
				next := text(step(slices.Clone(lines)))
				edit := leastEdit(e.files["main.code"], next)
				supposed := e.ws.Snapshot().Suppose([]Change{{Path: "main.code", Text: e.ws.Snapshot().Text("main.code").Apply(edit), Edits: []source.Edit{edit}}})
				now := version{supposed, freshFindings(t, map[string]string{"main.code": next})}
				for _, past := range []version{now, old} {
					ds, err := past.snap.AllDiagnostics(context.Background())
					if err != nil {
						t.Fatal(err)
					}
					if show(ds) != past.want {
						t.Fatalf("round %d: an old version, or a supposed one (%v), is another:\n%s", round, past.snap.supposed, testkit.Diff(past.want, show(ds)))
					}
				}
				switch r.IntN(4) {
				case 0:
					old = version{e.ws.Snapshot(), show(e.all())}
				case 1:
					old = now
				}
			}
		})
	}
}

// version is one version of a workspace, and what is to be found in it.
type version struct {
	snap *Snapshot
	want string
}

// change makes the least edit that gives a file another text, in an editor or on disk.
func (e *editor) change(p, text string, open bool) {
	edit := leastEdit(e.files[p], text)
	if open {
		e.edit(p, edit)
	} else {
		e.save(p, edit)
	}
}

// leastEdit is the least edit that makes a text another.
func leastEdit(old, text string) source.Edit {
	before := 0
	for before < min(len(old), len(text)) && old[before] == text[before] {
		before++
	}
	behind := 0
	for behind < min(len(old), len(text))-before && old[len(old)-1-behind] == text[len(text)-1-behind] {
		behind++
	}
	return source.Edit{Span: source.Span{Start: before, End: len(old) - behind}, New: text[before : len(text)-behind]}
}

// TestStatementsTellThoseBehind holds what a statement tells the next ones, and when it does not.
func TestStatementsTellThoseBehind(t *testing.T) {
	const decl = "import { exit } from \"std/process\"\nlet a = number(\"1\")\nvar c: number? = a\n"
	for _, c := range []struct {
		name, code string
		want       []diag.Code
	}{
		{"nothing", "print(a + 1)\n", []diag.Code{diag.PossiblyNone}},
		{"a test that leaves", "if a == none { exit(1) }\nfn between() => 1\nlet b = a + between()\nprint(a + b)\n", nil},
		{"a declared function that does not know", "if a == none { exit(1) }\nprint(f())\nfn f() => a + 1\n", []diag.Code{diag.PossiblyNone}},
		{"an assignment", "c = 1\nprint(c + 1)\nc = none\nprint(c ?? 1)\n", nil},
		{"a branch that forgets", "c = 1\nif a == 2 { c = none }\nprint(c + 1)\n", []diag.Code{diag.PossiblyNone}},
		{"a handler that forgets", "c = 1\ntry { c = none } catch e { print(e.message) }\nprint(c + 1)\n", []diag.Code{diag.PossiblyNone}},
		{"a handler that knows what was known before", "c = 1\ntry {\n\tif c == 2 { fail(\"two\") }\n} catch e { print(e.message, c + 1) }\nprint(c + 1)\n", nil},
		{"a loop whose function literals read it", "if a == none { exit(1) }\nfor x in [1] { print([2].map(fn(y) => x + y + a)) }\nprint(a + 1)\n", nil},
		{"a loop that asks for it once more", "c = 1\nfor x in [1] {\n\tprint([2].map(fn(y) => c == y))\n\tprint(c + x)\n}\nprint(c + 1)\n", nil},
		{"a loop that forgets", "c = 1\nfor x in [1] {\n\tprint(c + x)\n\tc = none\n}\n", []diag.Code{diag.PossiblyNone}},
		{"a function that knows as much", "fn f(n: number?) {\n\tif n == none { return 1 }\n\ttry {\n\t\tif n == 2 { fail(\"two\") }\n\t} catch e { print(e.message, n + 1) }\n\treturn n + 1\n}\nprint(f(1))\n", nil},
		{"a loop until there is one", "while c == none { c = a }\nprint(c + 1)\n", nil},
		{"a variable that a function assigns", "c = 1\nprint(c + 1)\nfn drop() { c = none }\ndrop()\n", []diag.Code{diag.PossiblyNone}},
		{"the first statement of a row that is never reached", "exit(1)\nexit(2)\nprint(1)\nexit(3)\nprint(2)\n", []diag.Code{diag.UnreachableCode, diag.UnreachableCode}},
		{"a match that stays in one arm", "let n = match a { none => exit(1), else => a + 1 }\nprint(n + a)\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			ds, err := Open(memory(map[string]string{"main.code": decl + c.code}), Config{}).Snapshot().AllDiagnostics(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			var got []diag.Code
			for _, d := range ds {
				if d.Code != diag.UnusedName && d.Code != diag.UnusedImport {
					got = append(got, d.Code)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %s, want %v", show(ds), c.want)
			}
		})
	}
}

// TestLongRowOfStatements holds that statements each of which stands on the one before take no stack, first met from either end.
func TestLongRowOfStatements(t *testing.T) {
	const links = 5_000
	defer debug.SetMaxStack(debug.SetMaxStack(8 << 20))
	var b strings.Builder
	b.WriteString("let v0 = number(\"1\")\nif v0 == none { fail(\"none\") }\n")
	for i := range links {
		fmt.Fprintf(&b, "let v%[1]d = number(\"1\")\nif v%[1]d == none || v%[2]d > 9 { fail(\"none\") }\n", i+1, i)
	}
	fmt.Fprintf(&b, "print(v%d + 1)\n", links)
	ws := Open(memory(map[string]string{"main.code": b.String()}), Config{})
	ctx := context.Background()
	mod, err := ws.Snapshot().Module(ctx, "main.code")
	if err != nil {
		t.Fatal(err)
	}
	last := mod.Units()[len(mod.Units())-1]
	if info, err := ws.Snapshot().Info(ctx, last.ID); err != nil || len(info.Result.Diags) != 0 {
		t.Errorf("%v, found in the last statement %v", err, info.Result.Diags)
	}
	if w := ws.Snapshot().Work(); w.Checked != links+1 {
		t.Errorf("%d units were checked for the last, want the %d that it stands on", w.Checked, links+1)
	}
	e := newEditor(t, map[string]string{"main.code": b.String()})
	e.replace("main.code", "if v0 == none", "if v0 == 1")
	if ds := e.all(); len(ds) != 1 || ds[0].Code != diag.PossiblyNone {
		t.Errorf("found %s", show(ds))
	}
	if last.Kind != names.Statement {
		t.Errorf("the last unit is a %v", last.Kind)
	}
}

// TestTopLevelEffects holds that in a site top-level code that does something is found however else it mentions what does it, and that
// an edit does not look at the other statements for it.
func TestTopLevelEffects(t *testing.T) {
	const site = "export let site: Site = { name: \"S\", url: \"https://s.example\", mode: \"build\" }\n"
	const lib = "fn say() {\n\tprint(\"x\")\n\treturn 1\n}\n\nlet quiet = [fn() => say()]\nlet later = say\nexport let both = [say, say(), quiet, later]\n"
	e := newEditor(t, map[string]string{"site.code": site, "lib.code": lib})
	if ds := e.all(); len(ds) != 1 || ds[0].Code != diag.TopLevelEffect || ds[0].Span.Start != strings.Index(lib, "say(), quiet") {
		t.Errorf("found %s", show(ds))
	}
	var first Work
	for _, n := range []int{100, 3_000} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "export let v%d = %d + %s\n", i, i, map[bool]string{true: "1", false: fmt.Sprintf("v%d", i-1)}[i == 0])
		}
		e := newEditor(t, map[string]string{"site.code": site, "lib.code": b.String()})
		e.replace("lib.code", "= 50 +", "= 51 +")
		e.all() // now it is open
		e.replace("lib.code", "= 51 +", "= 50 +")
		if ds := e.all(); len(ds) != 0 {
			t.Errorf("found %s", show(ds))
		}
		w := e.ws.Snapshot().Work()
		if w.Looked > 200+8*n/partUnits || w.Visited > 50 { // what was known of the file before it was open counts, too
			t.Errorf("%d statements: looked at %d answers and at %d users", n, w.Looked, w.Visited)
		}
		if w.Looked, w.Visited = 0, 0; first == (Work{}) {
			first = w
		}
		if w != first || w.Checked != 1 {
			t.Errorf("%d statements: work %+v, of fewer %+v", n, w, first)
		}
	}
}
