package syntax

import (
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// FuzzParse holds the invariants of trees for any text.
func FuzzParse(f *testing.F) {
	for _, s := range testkit.Sources(f) {
		f.Add(s.Text)
	}
	for _, c := range halfTyped {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree := parseText(text)
		checkTree(t, tree)
		tree.Diagnostics()
	})
}

// FuzzReparse holds that a tree made by edits is the one that a fresh parse makes: one edit given, then random ones from a seed,
// and all of them undone.
func FuzzReparse(f *testing.F) {
	for i, s := range testkit.Sources(f) {
		if len(s.Text) < 2000 {
			f.Add(s.Text, len(s.Text)/2, len(s.Text)/2+i%5, "{", uint64(i))
		}
	}
	f.Fuzz(func(t *testing.T, text string, start, end int, typed string, seed uint64) {
		if len(text) > 10_000 || len(typed) > 10_000 {
			t.Skip("long texts find nothing that short ones do not")
		}
		if start < 0 || end < start || end > len(text) {
			t.Skip("no edit")
		}
		e := testkit.Edit{Start: start, End: end, New: typed}
		changed := e.Apply(text)
		tree := Reparse(parseText(text), []source.Edit{editOf(e)}, source.NewText(changed))
		checkEqual(t, tree, changed, nil)
		runEdits(t, strings.Clone(changed), testkit.EditConfig{Seed: seed, AnyByte: seed%2 == 1}, 4)
	})
}
