package workspace

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/types"
)

// answers writes what a workspace says of its files, so that equal texts mean equal answers: all findings, what each unit gives, reads,
// mentions and tells those behind it, the type of each of its nodes, and the pages of the site.
func answers(t *testing.T, snap *Snapshot) string {
	t.Helper()
	ctx := context.Background()
	ds, err := snap.AllDiagnostics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(show(ds))
	for _, p := range snap.Sources() {
		mod, err := snap.Module(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range mod.Units() {
			info, err := snap.Info(ctx, u.ID)
			if err != nil {
				t.Fatal(err)
			}
			r := info.Result
			fmt.Fprintf(&b, "%v: %s reads %v mentions %v links %v leaves %v, %d findings\n", u.ID, printed(r.Type), r.Reads, r.Edges, r.Links, r.Leaves, len(r.Diags))
			for _, k := range r.Known {
				fmt.Fprintf(&b, "\tknown %s%s is %s\n", k.Name, k.Path, printed(k.Type))
			}
			var walk func(n syntax.Node)
			walk = func(n syntax.Node) {
				if typ := info.TypeOf(n); typ != nil {
					fmt.Fprintf(&b, "\t%v %s\n", n.Span(), printed(typ))
				}
				for c := range n.Children() {
					walk(c)
				}
			}
			walk(u.Node)
		}
		page, err := snap.Page(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		if page != nil {
			fmt.Fprintf(&b, "page %v %v live %v reads %v\n", page.Route, page.Layouts, page.Live, page.Reads)
		}
	}
	return b.String()
}

func printed(t types.Type) string {
	if t == nil {
		return "-"
	}
	return types.Print(t)
}

// TestStormOfPrograms edits random programs and sites at random, half of them broken at first, and holds that after each edit every
// answer is that of a fresh workspace, whatever was asked before.
func TestStormOfPrograms(t *testing.T) {
	for seed := range uint64(stormRounds(t, 10)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { stormOfProgram(t, seed, 6) })
	}
}

func stormOfProgram(t *testing.T, seed uint64, rounds int) {
	p := testkit.NewPrograms(seed, nil)
	r := rand.New(rand.NewPCG(seed, 5))
	files := map[string]string{"main.code": p.Script()}
	if seed%2 == 0 {
		files = p.Site()
	}
	paths := slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(p string) bool { return p == "site.code" })
	right := maps.Clone(files)
	if seed%4 < 2 {
		for _, at := range paths {
			if r.IntN(2) == 0 {
				files[at] = p.Broken(files[at])
			}
		}
	}
	e := newEditor(t, files)
	for round := range rounds {
		for range 1 + r.IntN(3) {
			at := paths[r.IntN(len(paths))]
			x := p.Edit(e.files[at])
			edit := source.Edit{Span: source.Span{Start: x.Start, End: x.End}, New: x.New}
			if e.files[at] != right[at] && r.IntN(3) == 0 { // back to what makes sense
				edit = source.Edit{Span: source.Span{End: len(e.files[at])}, New: right[at]}
			}
			if r.IntN(4) > 0 {
				e.edit(at, edit)
			} else {
				e.save(at, edit)
			}
			for range r.IntN(3) {
				askSomething(t, r, e.ws.Snapshot(), paths)
			}
		}
		got, want := answers(t, e.ws.Snapshot()), answers(t, Open(memory(e.files), Config{}).Snapshot())
		if got != want {
			var texts strings.Builder
			for _, at := range slices.Sorted(maps.Keys(e.files)) {
				fmt.Fprintf(&texts, "-- %s --\n%s", at, e.files[at])
			}
			t.Fatalf("round %d:\n%s\n%s", round, testkit.Diff(want, got), &texts)
		}
	}
}

// TestProgramsMostlyCheck holds that random programs are what they are said to be: at least half of them have no error.
func TestProgramsMostlyCheck(t *testing.T) {
	for _, site := range []bool{false, true} {
		const programs = 60
		clean := 0
		for seed := range uint64(programs) {
			p := testkit.NewPrograms(seed, nil)
			files := map[string]string{"main.code": p.Script()}
			if site {
				files = p.Site()
			}
			ds := newEditor(t, files).all()
			if !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Severity() == diag.Error }) {
				clean++
			}
		}
		if clean < programs/2 {
			t.Errorf("of %d programs (sites: %v) %d have no error", programs, site, clean)
		}
	}
}
