package feature

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
	"github.com/codescript-lang/coder/fmt/format"
)

// project is a case of the corpus, in which actions are tried.
type project struct {
	ws     *workspace.Workspace
	prints string // what main.code prints; "" if that is not looked at
}

// run is what main.code prints, and how it ends.
func (p *project) run(t *testing.T) string {
	t.Helper()
	program, err := p.ws.Snapshot().Program(t.Context(), "main.code")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	host := eval.Host{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
		Now: func() time.Time { return time.Unix(0, 0) }, Random: func() float64 { return 0.5 },
	}
	fault := eval.Compile(program).NewMachine(host, eval.Limits{Steps: 1_000_000}).Run(t.Context())
	if fault != nil {
		out.WriteString("\nends in " + string(fault.Kind))
	}
	return out.String()
}

func (p *project) file(name string) File {
	snapshot := p.ws.Snapshot()
	return File{Snapshot: snapshot, Path: name, Tree: snapshot.Tree(name), Memo: NewMemo(ByteColumns)}
}

// findings are the diagnostics of all files, counted by severity, name and variant.
func (p *project) findings(t *testing.T) map[string]int {
	t.Helper()
	all, err := p.ws.Snapshot().AllDiagnostics(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, d := range all {
		out[findingOf(&d)]++
	}
	return out
}

func findingOf(d *diag.Diagnostic) string {
	return fmt.Sprint(d.Severity(), " ", d.Code, " ", d.Variant)
}

// remains reports whether a finding of a file is there after changes: one of its kind about the same text at the same place.
func (p *project) remains(t *testing.T, d *diag.Diagnostic, f File, changes Changes) bool {
	t.Helper()
	at, about := d.Span.Start, f.text().Slice(d.Span)
	for _, c := range changes.Files {
		for _, e := range c.Edits {
			if c.Path == f.Path && e.Span.End <= d.Span.Start {
				at += len(e.New) - e.Span.Len()
			}
		}
	}
	found, err := p.ws.Snapshot().Diagnostics(t.Context(), f.Path)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(found, func(other diag.Diagnostic) bool {
		return findingOf(&other) == findingOf(d) && other.Span.Start == at && p.ws.Snapshot().Text(f.Path).Slice(other.Span) == about
	})
}

// with runs f while the files have edits made in them.
func (p *project) with(t *testing.T, changes Changes, f func()) {
	t.Helper()
	var there, back []workspace.Change
	for _, c := range changes.Files {
		text := p.ws.Snapshot().Text(c.Path)
		last := text.Len() + 1
		for _, e := range slices.Backward(c.Edits) {
			if e.Span.End > last || e.Span.Start > e.Span.End || e.Span.End > text.Len() {
				t.Fatalf("edits of %s meet or are out of order: %v", c.Path, c.Edits)
			}
			last = e.Span.Start
			text = text.Apply(e)
		}
		there = append(there, workspace.Change{Path: c.Path, Text: text})
		back = append(back, workspace.Change{Path: c.Path})
	}
	p.ws.Change(there)
	defer p.ws.Change(back)
	f()
}

// places are the spans that actions are asked for in a file: every n-th token, and every n-th inner node.
func places(tree *syntax.Tree, n int) []source.Span {
	var out []source.Span
	i := 0
	var walk func(n syntax.Node)
	step := n
	walk = func(n syntax.Node) {
		if i++; i%step == 0 && !n.Missing() {
			span := n.Span()
			if n.IsToken() {
				span.End = span.Start
			}
			out = append(out, span)
		}
		for c := range n.Children() {
			walk(c)
		}
	}
	walk(tree.Root())
	return out
}

// TestEveryAction does everything that is offered anywhere in testdata, and looks at what comes of it. Only a sample of the places is
// looked at unless CODER_STORM is set.
func TestEveryAction(t *testing.T) {
	every := 29
	if os.Getenv("CODER_STORM") != "" {
		every = 1
	}
	done := map[string]int{}
	cases, ran := sources(t), 0
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ran++
			everyAction(t, c, every, done)
		})
	}
	t.Log(done)
	for _, kind := range ActionKinds() {
		if done[string(kind)] == 0 && ran == len(cases) {
			t.Errorf("nowhere is there an action of kind %s", kind)
		}
	}
}

// everyAction does what is offered at every n-th place of a case, and counts it.
func everyAction(t *testing.T, c projectFiles, n int, done map[string]int) {
	p := &project{ws: workspace.Open(c.files, workspace.Config{})}
	if c.prints {
		p.prints = p.run(t)
	}
	before := p.findings(t)
	for _, name := range p.ws.Snapshot().Sources() {
		f := p.file(name)
		if f.Tree == nil {
			continue
		}
		for _, span := range places(f.Tree, n) {
			for _, only := range [][]ActionKind{nil, {"source"}} {
				for _, a := range Actions(t.Context(), f, ActionQuery{Span: span, Only: only}) {
					done[string(a.Kind)]++
					p.try(t, name, f, a, before)
				}
			}
		}
	}
}

// TestActionsInPrograms does what is offered in random programs, sampled unless CODER_STORM is set.
func TestActionsInPrograms(t *testing.T) {
	programs, every := 5, 97
	if os.Getenv("CODER_STORM") != "" {
		programs, every = 60, 23
	}
	for seed := range uint64(programs) {
		files := fstest.MapFS{"main.code": {Data: []byte(testkit.NewPrograms(seed, nil).Script())}}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			everyAction(t, projectFiles{name: "main.code", files: files}, every, map[string]int{})
		})
	}
}

// try does an action: the result must parse, be formatted where the file was, have no finding that was not there, and lack the one that the
// action cures; a program that was written in other words prints the same. Actions for a whole file come to nothing the second time.
func (p *project) try(t *testing.T, where string, f File, a Action, before map[string]int) {
	t.Helper()
	formatted := func(f File) bool {
		edits, err := format.Edits(f.Tree, f.style(t.Context(), nil))
		return err == nil && len(edits) == 0
	}
	was, broken := formatted(f), f.Tree.Root().HasError()
	changes := a.Changes(t.Context(), f)
	if len(changes.Files) == 0 {
		t.Errorf("%s: %q does nothing", where, a.Title)
		return
	}
	p.with(t, changes, func() {
		after := p.file(f.Path)
		fail := func(what string, args ...any) {
			t.Errorf("%s: %q %s in\n%s\nwhich was\n%s", where, a.Title, fmt.Sprintf(what, args...), after.text(), f.text())
		}
		if !broken && after.Tree.Root().HasError() {
			fail("leaves errors")
			return
		}
		if was && !formatted(after) {
			fail("leaves it unformatted")
		}
		now := p.findings(t)
		if a.Diagnostic != nil {
			was := findingOf(a.Diagnostic)
			if now[was] >= before[was] && p.remains(t, a.Diagnostic, f, changes) {
				fail("does not cure %s", was)
			}
			return
		}
		kinds := map[string]int{} // by name; what is said of it may have changed
		for what, n := range now {
			kinds[strings.Join(strings.Fields(what)[:2], " ")] += n - before[what]
		}
		for what, n := range before {
			if _, still := now[what]; !still {
				kinds[strings.Join(strings.Fields(what)[:2], " ")] -= n
			}
		}
		for what, more := range kinds {
			if more > 0 {
				fail("brings %s", what)
			}
		}
		if was && strings.HasPrefix(string(a.Kind), "refactor.") && p.prints != "" && a.Title != "Wrap with `<div>`" && a.Title != "Wrap with `<span>`" {
			if got := p.run(t); got != p.prints {
				fail("makes it print %q, not %q", got, p.prints)
			}
		}
		switch a.Kind {
		case ActionOrganize, ActionUnused, ActionFixAll:
			for _, again := range Actions(t.Context(), after, ActionQuery{Only: []ActionKind{a.Kind}}) {
				if more := again.Changes(t.Context(), after); len(more.Files) > 0 && a.Kind != ActionUnused {
					fail("does more the second time: %v", more)
				}
			}
		}
	})
}

// TestAutomatic holds that an editor which asks as the caret moves is told what is found without trying it out, and nothing else.
func TestAutomatic(t *testing.T) {
	files := fstest.MapFS{"main.code": {Data: []byte("fn one(n: number) => n\n\nfn two() {\n\tlet a = one(1)\n}\n\ntwo()\n")}}
	p := &project{ws: workspace.Open(files, workspace.Config{})}
	f := p.file("main.code")
	for _, c := range []struct {
		word                string
		automatic, explicit string
	}{
		{"one(1)", "", "Inline call of `one`"},
		{"a = ", "Rename to `_a`, Allow `unused-name` here", "Rename to `_a`, Allow `unused-name` here, Write the type `number`"},
	} {
		at := strings.Index(f.text().String(), c.word)
		for automatic, want := range map[bool]string{true: c.automatic, false: c.explicit} {
			var got []string
			for _, a := range Actions(t.Context(), f, ActionQuery{Span: source.Span{Start: at, End: at}, Automatic: automatic}) {
				got = append(got, a.Title)
			}
			if strings.Join(got, ", ") != want {
				t.Errorf("%q, automatic %t: %q, want %q", c.word, automatic, got, want)
			}
		}
	}
}
