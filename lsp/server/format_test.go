package server

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/fmt/format"
)

// formatting asks for the edits of a whole file.
func (e *editor) formatting(path string) []protocol.TextEdit {
	e.t.Helper()
	var edits []protocol.TextEdit
	e.call("textDocument/formatting", map[string]any{"textDocument": e.document(path), "options": map[string]any{"tabSize": 4, "insertSpaces": false}}, &edits)
	return edits
}

// TestFormattingStorm edits texts at random and holds that the server, which keeps what it formatted, formats each version as a text that was never seen.
func TestFormattingStorm(t *testing.T) {
	const rounds = 30
	var pieces []string
	sources := sample(t, 25, 3000)
	for _, s := range sources {
		pieces = append(pieces, s.Text)
	}
	for i, s := range sources {
		if strings.Contains(s.Text, "\r") {
			continue // columns behind a lone CR are counted differently by every editor
		}
		t.Run(s.Path, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, editorConfig{root: t.TempDir(), encoding: encoding(i % 2), noFolder: true})
			e.open("main.code", s.Text)
			random := testkit.NewEdits(testkit.EditConfig{Seed: uint64(i), Pieces: pieces})
			for round := range rounds {
				text := e.texts["main.code"]
				tree := syntax.Parse(source.NewText(text))
				want, err := format.Source(tree, format.Config{})
				if err != nil && !errors.Is(err, format.ErrSyntax) {
					t.Fatal(err)
				}
				if got := e.apply(text, e.formatting("main.code")); got != string(want) {
					t.Fatalf("round %d\n%s", round, testkit.Diff(string(want), got))
				}
				var edits []protocol.TextEdit
				e.call("textDocument/rangeFormatting", map[string]any{
					"textDocument": e.document("main.code"), "range": e.rangeIn(text, len(text)/3, len(text)*2/3), "options": map[string]any{},
				}, &edits)
				fresh := format.Range(tree, source.Span{Start: len(text) / 3, End: len(text) * 2 / 3}, format.Config{})
				if got, want := e.apply(text, edits), e.apply(text, e.encoding.textEdits(tree.Text(), fresh)); got != want {
					t.Fatalf("round %d, a range\n%s", round, testkit.Diff(want, got))
				}
				edit := random.Next(text)
				if next := edit.Apply(text); utf8.ValidString(next) && !strings.Contains(next, "\r") && utf8.ValidString(text[:edit.Start]) && utf8.ValidString(text[:edit.End]) {
					e.change("main.code", splice{edit.Start, edit.End, edit.New})
				}
			}
		})
	}
}

// BenchmarkFormatting asks for the edits of files over the wire, after an edit that makes one declaration worth formatting.
func BenchmarkFormatting(b *testing.B) {
	const part = "/// A card.\nexport fn Card%04d(title: string, size = 1) {\n\tlet words = title.split(\" \").map(fn(w) => w.upper())\n\treturn <article class=\"card\">\n\t\t<h2>{title}</h2>\n" +
		"\t\t@for w, i in words {\n\t\t\t<p class={i > 1 ? \"b\" : none}>{w} {size}</p>\n\t\t}\n\t</article>\n}\n"
	for _, lines := range []int{1000, 10000} {
		var all strings.Builder
		for i := range lines / strings.Count(part, "\n") {
			fmt.Fprintf(&all, part, i)
		}
		text := all.String()
		b.Run(strconv.Itoa(lines), func(b *testing.B) {
			e := newEditor(b, editorConfig{root: b.TempDir(), encoding: utf16Units, noFolder: true})
			e.open("main.code", text)
			at := len(text)/2 + strings.Index(text[len(text)/2:], "size = ")
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				if i%2 == 0 {
					e.change("main.code", splice{at, at, " "})
				} else {
					e.change("main.code", splice{at, at + 1, ""})
				}
				b.StartTimer()
				e.formatting("main.code")
			}
		})
	}
}
