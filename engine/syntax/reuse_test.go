package syntax

import (
	"fmt"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// checkEqual holds that a tree made by Reparse is the one that Parse makes of its text.
func checkEqual(t testing.TB, tree *Tree, text string, history []string) {
	t.Helper()
	fresh := parseText(strings.Clone(text))
	got, want := dumpOf(t, tree), dumpOf(t, fresh)
	if got != want {
		t.Fatalf("%s\ntext: %q\nedits: %s", firstDifference(got, want), text, strings.Join(history, "\n"))
	}
	if g, w := fmt.Sprint(tree.Diagnostics()), fmt.Sprint(fresh.Diagnostics()); g != w {
		t.Fatalf("diagnostics differ:\n%s\n%s\ntext: %q", g, w, text)
	}
}

// firstDifference shows the first lines that differ between two dumps, with some before.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	around := func(lines []string) string {
		return strings.Join(lines[max(0, i-6):min(len(lines), i+8)], "\n")
	}
	return "reparsed:\n" + around(g) + "\nparsed:\n" + around(w)
}

func editOf(e testkit.Edit) source.Edit {
	return source.Edit{Span: source.Span{Start: e.Start, End: e.End}, New: e.New}
}

// runEdits makes random edits of a text and undoes them again, and compares each tree with a fresh one.
func runEdits(t testing.TB, text string, cfg testkit.EditConfig, steps int) {
	edits := testkit.NewEdits(cfg)
	tree := parseText(text)
	var undo []testkit.Edit
	history := []string{fmt.Sprintf("%q", text)}
	apply := func(e testkit.Edit) {
		history = append(history, fmt.Sprintf("%d-%d %q", e.Start, e.End, e.New))
		text = e.Apply(text)
		tree = Reparse(tree, []source.Edit{editOf(e)}, source.NewText(text))
		checkEqual(t, tree, text, history)
	}
	for range steps {
		e := edits.Next(text)
		undo = append(undo, e.Undo(text))
		apply(e)
	}
	for i := len(undo) - 1; i >= 0; i-- {
		apply(undo[i])
	}
}

func TestReparseEqualsParse(t *testing.T) {
	sources := testkit.Sources(t)
	var pieces []string
	for _, s := range sources {
		pieces = append(pieces, s.Text)
	}
	for i, s := range sources {
		if i%(2*thinning) != 0 {
			continue
		}
		text := s.Text[:min(len(s.Text), 2000)]
		runEdits(t, text, testkit.EditConfig{Seed: uint64(i), Pieces: pieces, AnyByte: i%3 == 0}, 10)
	}
}

// Single edits that once made another tree: the text before, and what is replaced.
func TestReparseEqualsParseAgain(t *testing.T) {
	for _, c := range []struct {
		text string
		edit source.Edit
	}{
		// The body of a directive ends at the end tag of an element around it, which goes.
		{"let a = <p><b>@if c {d</p>e}</b>\n", source.Edit{Span: source.Span{Start: 8, End: 11}}},
		{"let a = <b><p>@if c {d</p>e}</p></b>\n", source.Edit{Span: source.Span{Start: 11, End: 14}}},
		// Raw text without an end tag gets one.
		{"print(<script>let a = { b }</", source.Edit{Span: source.Span{Start: 29, End: 29}, New: "script>)\n"}},
		{"f(<style>a\n</sty\nfn g() { }\n", source.Edit{Span: source.Span{Start: 16, End: 16}, New: "le>)"}},
		// A statement without braces becomes one of the file.
		{"@else fn a b\n", source.Edit{Span: source.Span{Start: 3, End: 3}, New: ","}},
		// The one member of a union with a leading bar, which goes.
		{"type T = | a\n", source.Edit{Span: source.Span{Start: 9, End: 10}}},
		{"let a: | b | c = 1\n", source.Edit{Span: source.Span{Start: 7, End: 8}}},
		{"let a = b is c | d\n", source.Edit{Span: source.Span{Start: 5, End: 12}, New: ": "}},
	} {
		changed := c.text[:c.edit.Span.Start] + c.edit.New + c.text[c.edit.Span.End:]
		checkEqual(t, Reparse(parseText(c.text), []source.Edit{c.edit}, source.NewText(changed)), changed, []string{c.text})
	}
}
