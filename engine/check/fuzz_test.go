package check_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// FuzzPrograms checks random programs and sites, half of them broken: nothing crashes, no invariant breaks, no unit is checked twice, every
// fix edits what is there, and what is found does not hang on which unit is asked about first.
func FuzzPrograms(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed, []byte(nil), seed%2 == 0, seed%4 < 2)
	}
	f.Fuzz(func(t *testing.T, seed uint64, choices []byte, site, broken bool) {
		p := testkit.NewPrograms(seed, choices)
		files := map[string]string{"main.code": p.Script()}
		if site {
			files = p.Site()
		}
		paths := slices.Sorted(maps.Keys(files))
		if broken {
			for _, path := range paths {
				files[path] = p.Broken(files[path])
			}
		}
		forwards := checked(t, files, paths)
		slices.Reverse(paths)
		if backwards := checked(t, files, paths); forwards != backwards {
			t.Errorf("what is found hangs on what is asked about first:\n%s\nof\n%v", testkit.Diff(forwards, backwards), files)
		}
	})
}

// checked writes all that is found in files, each of whose units is asked about first, file by file in the given order, from the last
// unit to the first.
func checked(t *testing.T, files map[string]string, paths []string) string {
	t.Helper()
	disk := fstest.MapFS{}
	for path, text := range files {
		disk[path] = &fstest.MapFile{Data: []byte(text)}
	}
	ctx := context.Background()
	snap := workspace.Open(disk, workspace.Config{}).Snapshot()
	units := 0
	for _, path := range paths {
		mod, err := snap.Module(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if mod == nil {
			continue // no source
		}
		for _, u := range slices.Backward(mod.Units()) {
			info, err := snap.Info(ctx, u.ID)
			if err != nil {
				t.Fatal(err)
			}
			inspectAll(info, u.Node)
			units++
		}
	}
	all, err := snap.AllDiagnostics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range all {
		fmt.Fprintf(&b, "%s:%d-%d %s %s %v %v\n", d.Path, d.Span.Start, d.Span.End, d.Code, d.Message(diag.English), d.Related, d.Fixes)
		d.Message(diag.Korean)
		for _, fix := range d.Fixes {
			for _, e := range fix.Edits {
				text := files[cmp.Or(e.Path, d.Path)]
				if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(text) {
					t.Errorf("%s: the fix of %s edits %v of %d bytes", d.Path, d.Code, e.Span, len(text))
				}
			}
		}
	}
	if w := snap.Work(); w.Checked > units {
		t.Errorf("%d units were checked %d times", units, w.Checked)
	}
	return b.String()
}

// inspectAll asks everything that can be asked about a node and those in it.
func inspectAll(info *check.Info, n syntax.Node) {
	if t := info.TypeOf(n); t != nil {
		types.Print(t)
	}
	info.SymbolOf(n)
	info.CallOf(n)
	info.MemberOf(n)
	for c := range n.Children() {
		inspectAll(info, c)
	}
}
