package feature

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
)

// tokenSpans are the bytes of tokens as the protocol writes them, in UTF-16.
func tokenSpans(text string, data []uint32) []source.Span {
	lines := strings.SplitAfter(text, "\n")
	var out []source.Span
	line, col, start := 0, 0, 0
	for i := 0; i < len(data); i += tokenWidth {
		for range data[i] {
			start += len(lines[line])
			line, col = line+1, 0
		}
		col += int(data[i+1])
		at := func(col int) int {
			for offset, r := range lines[line] {
				if col <= 0 {
					return start + offset
				}
				col -= utf16.RuneLen(r)
			}
			return start + len(lines[line])
		}
		out = append(out, source.Span{Start: at(col), End: at(col + int(data[i+2]))})
	}
	return out
}

// typist is a file that is edited, with a memo.
type typist struct {
	ws   *workspace.Workspace
	file File
}

func newTypist(f File, columns Columns) *typist {
	ws := workspace.Open(fstest.MapFS{}, workspace.Config{})
	p := &typist{ws, f}
	p.file.Memo = NewMemo(columns)
	p.set(f.text(), nil)
	return p
}

func (p *typist) set(text *source.Text, edits []source.Edit) {
	p.file.Snapshot = p.ws.Change([]workspace.Change{{Path: p.file.Path, Text: text, Edits: edits}})
	p.file.Tree = p.file.Snapshot.Tree(p.file.Path)
}

func (p *typist) edit(e source.Edit) { p.set(p.file.text().Apply(e), []source.Edit{e}) }

// TestMemo changes files at random: what is remembered of a file must never show in what is said of it.
func TestMemo(t *testing.T) {
	const rounds = 60
	sources := testkit.Sources(t)
	var pieces []string
	for i := 0; i < len(sources); i += 40 {
		pieces = append(pieces, sources[i].Text)
	}
	for i := 0; i < len(sources); i += 25 {
		columns := Columns(i / 25 % 2)
		p := newTypist(fileOf(sources[i].Text), columns)
		edits := testkit.NewEdits(testkit.EditConfig{Seed: uint64(i), Pieces: pieces})
		before := TokenRuns(t.Context(), p.file)
		for range rounds {
			e := edits.Next(p.file.text().String())
			p.edit(source.Edit{Span: source.Span{Start: e.Start, End: e.End}, New: e.New})
			text := p.file.text()
			fresh := File{Snapshot: p.file.Snapshot, Path: p.file.Path, Tree: p.file.Tree, Lang: diag.English, Memo: NewMemo(columns)}
			runs := TokenRuns(t.Context(), p.file)
			want := JoinTokens(TokenRuns(t.Context(), fresh))
			if got := JoinTokens(runs); !slices.Equal(got, want) {
				t.Fatalf("%s: the tokens of\n%s\nare %v, not %v", sources[i].Path, text, got, want)
			}
			if got := changed(t, before, runs); !slices.Equal(got, want) {
				t.Fatalf("%s: the change of tokens leads to %v, not %v", sources[i].Path, got, want)
			}
			before = runs
			if got, want := fmt.Sprint(Folds(p.file)), fmt.Sprint(Folds(fresh)); got != want {
				t.Fatalf("%s: the folds of\n%s\nare %s, not %s", sources[i].Path, text, got, want)
			}
			if got, want := fmt.Sprint(Symbols(p.file)), fmt.Sprint(Symbols(fresh)); got != want {
				t.Fatalf("%s: the symbols of\n%s\nare %s, not %s", sources[i].Path, text, got, want)
			}
			if got, want := fmt.Sprint(Colors(p.file)), fmt.Sprint(Colors(fresh)); got != want {
				t.Fatalf("%s: the colours of\n%s\nare %s, not %s", sources[i].Path, text, got, want)
			}
			within := text.LineSpan(text.Lines() / 2)
			if got, want := TokensWithin(t.Context(), fresh, within), onLine(want, text.Lines()/2); !slices.Equal(got, want) {
				t.Fatalf("%s: the tokens of line %d of\n%s\nare %v, not %v", sources[i].Path, text.Lines()/2, text, got, want)
			}
		}
	}
}

// changed makes the change between two answers in the first.
func changed(t *testing.T, before, after []*TokenRun) []uint32 {
	t.Helper()
	data := JoinTokens(before)
	e, any := TokenChanges(before, after)
	if !any {
		return data
	}
	if e.Delete == 0 && len(e.Data) == 0 {
		t.Error("a change of nothing")
	}
	return slices.Replace(data, e.Start, e.Start+e.Delete, e.Data...)
}

// onLine are the tokens of one line.
func onLine(data []uint32, line int) []uint32 {
	var out []uint32
	at, col := 0, uint32(0)
	for i := 0; i < len(data); i += tokenWidth {
		if at += int(data[i]); data[i] > 0 {
			col = 0
		}
		col += data[i+1]
		if at != line {
			continue
		}
		first := append([]uint32(nil), data[i:i+tokenWidth]...)
		if len(out) == 0 {
			first[0], first[1] = uint32(line), col
			if line == 0 {
				first[1] = col
			}
		}
		out = append(out, first...)
	}
	return out
}

// TestMemoWork counts what an edit makes new: its own declaration, and those that use a name which came or went.
func TestMemoWork(t *testing.T) {
	p := newTypist(longFile(t), ByteColumns)
	look := func() (tokens, folds, symbols int) {
		m := p.file.Memo
		m.tokens.runs.fresh, m.folds.runs.fresh, m.outline.runs.fresh = 0, 0, 0
		TokenRuns(t.Context(), p.file)
		Folds(p.file)
		Outline(p.file)
		return m.tokens.runs.fresh, m.folds.runs.fresh, m.outline.runs.fresh
	}
	look()
	before := TokenRuns(t.Context(), p.file)
	at := func(s string) source.Span {
		i := strings.Index(p.file.text().String(), s)
		return source.Span{Start: i, End: i + len(s)}
	}
	p.edit(source.Edit{Span: at("words.length"), New: "words.length + 12"})
	if tokens, folds, symbols := look(); tokens != 1 || folds != 1 || symbols != 1 {
		t.Errorf("an edit in a body made %d runs of tokens, %d of folds and %d of symbols", tokens, folds, symbols)
	}
	if e, _ := TokenChanges(before, TokenRuns(t.Context(), p.file)); len(e.Data)+e.Delete > 3*tokenWidth {
		t.Errorf("two more tokens are a change of %d numbers", len(e.Data)+e.Delete)
	}
	p.edit(source.Edit{Span: at("Card50"), New: "Card5O"})
	if tokens, _, _ := look(); tokens != 1 {
		t.Errorf("a name that nobody uses made %d runs", tokens)
	}
	p.edit(source.Edit{Span: source.Span{}, New: "let upper = 1\n"})
	if tokens, _, _ := look(); tokens > 2 {
		t.Errorf("a new name at the top made %d runs", tokens)
	}
}
