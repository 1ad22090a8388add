// Texts kept in step: typed left to right, and changed at random.

package server

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/testkit"
)

// sample is every n-th source of the repository that is short enough to be gone through step by step.
func sample(t testing.TB, n, longest int) []testkit.Source {
	t.Helper()
	var out []testkit.Source
	for i, s := range testkit.Sources(t) {
		if i%n == 0 && len(s.Text) <= longest && utf8.ValidString(s.Text) {
			out = append(out, s)
		}
	}
	if len(out) < 5 {
		t.Fatal("hardly any sources")
	}
	return out
}

// asked are the requests about one place that an editor sends while somebody types.
var asked = []string{"completion", "hover", "definition", "signatureHelp", "linkedEditingRange"}

// ask sends the requests about a place. Every answer must be one: an error is a fault of the server.
func (e *editor) ask(path string, offset int, methods ...string) {
	e.t.Helper()
	for _, method := range methods {
		var result any
		e.call("textDocument/"+method, map[string]any{
			"textDocument": e.document(path), "position": e.position(e.texts[path], offset),
		}, &result)
	}
}

// survey sends the requests about a whole file.
func (e *editor) survey(path string) {
	e.t.Helper()
	for _, method := range []string{"documentSymbol", "semanticTokens/full", "foldingRange"} {
		var result any
		e.call("textDocument/"+method, map[string]any{"textDocument": e.document(path)}, &result)
	}
}

func TestTyping(t *testing.T) {
	every, longest, methods := 40, 500, asked
	if stormy() {
		every, longest, methods = 1, 1<<20, asked[:1]
	}
	for _, source := range sample(t, every, longest) {
		t.Run(source.Path, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, editorConfig{root: t.TempDir(), encoding: utf16Units, noFolder: true})
			e.open("main.code", "")
			for _, r := range source.Text {
				end := len(e.texts["main.code"])
				e.change("main.code", splice{end, end, string(r)})
				e.ask("main.code", len(e.texts["main.code"]), methods...)
			}
			e.survey("main.code")
			if got := e.served("main.code"); got != source.Text {
				t.Errorf("the server has another text:\n%s", testkit.Diff(source.Text, got))
			}
		})
	}
}

// TestTypingBeforeCode types a source into the middle of a sound file, so that what follows is half-typed context.
func TestTypingBeforeCode(t *testing.T) {
	const before, after = "let a = 1\n\nfn f() {\n", "\n}\n\nfn g() => <p>{a}</p>\n"
	for _, source := range sample(t, 90, 300) {
		t.Run(source.Path, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, editorConfig{root: t.TempDir(), encoding: utf8Bytes, noFolder: true})
			e.open("main.code", before+after)
			at := len(before)
			for _, r := range source.Text {
				e.change("main.code", splice{at, at, string(r)})
				at += utf8.RuneLen(r)
				e.ask("main.code", at, asked...)
			}
			e.survey("main.code")
		})
	}
}

// served is the text that the server has of a file: a formatter's edits of it would be placed wrong otherwise, but here it is told
// by the outermost selection and by what a fresh server says of the same text.
func (e *editor) served(path string) string {
	e.t.Helper()
	var list []protocol.SelectionRange
	e.call("textDocument/selectionRange", map[string]any{
		"textDocument": e.document(path), "positions": []any{map[string]any{"line": 0, "character": 0}},
	}, &list)
	r := &list[0]
	for r.Parent != nil {
		r = r.Parent
	}
	return e.texts[path][e.offset(e.texts[path], r.Range.Start):e.offset(e.texts[path], r.Range.End)]
}

// stormPieces are what is typed into texts beside pieces of sources: line ends of every kind, letters of every length.
var stormPieces = []string{"\r\n", "\r", "\n", "글", "한글 이름", "😀", "é", "\u2028", "\ufeff", "\"", "`", "{", "}", "<p", "</p>", "/*", "*/", "//", "@if", "\t", "import ", "fn f(", "\u0000"}

// TestStorm changes texts at random, several places in a notification, some of them given beyond their line or the text. What the
// server then says of the text is what a fresh one says of it.
func TestStorm(t *testing.T) {
	every, rounds := 40, 40
	if stormy() {
		every, rounds = 5, 300
	}
	pieces := slices.Clone(stormPieces)
	sources := sample(t, every, 2000)
	for _, s := range sources {
		pieces = append(pieces, s.Text)
	}
	for i, source := range sources {
		t.Run(source.Path, func(t *testing.T) {
			t.Parallel()
			encoding := encoding(i % 2)
			e := newEditor(t, editorConfig{root: t.TempDir(), encoding: encoding, noFolder: true})
			text := source.Text
			if i%3 == 0 {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			e.open("main.code", text)
			edits := testkit.NewEdits(testkit.EditConfig{Seed: uint64(i), Pieces: pieces})
			r := rand.New(rand.NewPCG(uint64(i), 7))
			for round := range rounds {
				e.storm("main.code", edits, r)
				e.ask("main.code", r.IntN(len(e.texts["main.code"])+1), "completion")
				if round%20 == 19 {
					e.sameAsFresh("main.code")
				}
			}
			e.sameAsFresh("main.code")
		})
	}
}

// storm makes up to three random changes in one notification.
func (e *editor) storm(path string, edits *testkit.Edits, r *rand.Rand) {
	e.t.Helper()
	text := e.texts[path]
	var changes []map[string]any
	for range 1 + r.IntN(3) {
		edit := edits.Next(text)
		if r.IntN(3) == 0 {
			edit.New = stormPieces[r.IntN(len(stormPieces))]
		}
		if partsCRLF(text, edit.Start) || partsCRLF(text, edit.End) || !utf8.ValidString(edit.Apply(text)) {
			continue // no editor has a place there
		}
		where := e.rangeIn(text, edit.Start, edit.End)
		end := where["end"].(map[string]any)
		switch {
		case edit.End == len(text) && r.IntN(2) == 0:
			end["line"] = end["line"].(int) + 1 + r.IntN(1000)
		case (edit.End == len(text) || strings.HasPrefix(text[edit.End:], "\n") || strings.HasPrefix(text[edit.End:], "\r\n")) && r.IntN(2) == 0:
			end["character"] = end["character"].(int) + 1 + r.IntN(1000)
		}
		if edit.Start == edit.End {
			where["start"] = end
		}
		changes = append(changes, map[string]any{"range": where, "text": edit.New})
		text = edit.Apply(text)
	}
	e.texts[path] = text
	e.versions[path]++
	e.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": e.address(path), "version": e.versions[path]}, "contentChanges": changes,
	})
}

func partsCRLF(text string, at int) bool {
	return at > 0 && at < len(text) && text[at-1] == '\r' && text[at] == '\n'
}

// sameAsFresh compares all that is said of a whole file with what a fresh server says of it.
func (e *editor) sameAsFresh(path string) {
	e.t.Helper()
	fresh := newEditor(e.t, editorConfig{root: e.root, encoding: e.encoding, noFolder: true})
	fresh.open(path, e.texts[path])
	compare := func(what, got, want string) {
		e.t.Helper()
		if got != want {
			e.t.Errorf("a fresh server has other %s of the same text:\n%s", what, testkit.Diff(want, got))
		}
	}
	compare("diagnostics", e.show(e.texts[path], e.await(path)), fresh.show(fresh.texts[path], fresh.await(path)))
	for _, method := range []string{"documentSymbol", "foldingRange"} {
		compare(method, e.said(method, path), fresh.said(method, path))
	}
	compare("tokens", fmt.Sprint(e.tokensOf(path)), fmt.Sprint(fresh.tokensOf(path)))
}

// said is the answer to a request about a whole file, a line for each of its values.
func (e *editor) said(method, path string) string {
	e.t.Helper()
	var result any
	e.call("textDocument/"+method, map[string]any{"textDocument": e.document(path)}, &result)
	data, err := json.MarshalIndent(result, "", " ")
	if err != nil {
		e.t.Fatal(err)
	}
	return string(data)
}

func (e *editor) tokensOf(path string) []uint32 {
	e.t.Helper()
	var result protocol.SemanticTokens
	e.call("textDocument/semanticTokens/full", map[string]any{"textDocument": e.document(path)}, &result)
	return result.Data
}

// bareSession is a session without a connection, whose texts are looked at directly.
func bareSession(e encoding) *session {
	s := newSession(Config{Log: slog.New(slog.DiscardHandler)})
	s.encoding = e
	return s
}

func (s *session) syncJSON(t testing.TB, method string, params any) {
	t.Helper()
	data, err := json.Marshal(params)
	if err != nil {
		t.Fatal(err)
	}
	if handled, err := s.sync(method, jsonrpc2.RawMessage(data)); !handled || err != nil {
		t.Fatal(method, handled, err)
	}
}

func (s *session) openText(t testing.TB, address, text string) {
	t.Helper()
	s.syncJSON(t, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": address, "version": 1, "text": text}})
}

func (s *session) changeText(t testing.TB, address string, changes ...map[string]any) {
	t.Helper()
	s.syncJSON(t, "textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": address, "version": 2}, "contentChanges": changes,
	})
}

func lineChange(line, from, to int, text string) map[string]any {
	return map[string]any{"text": text, "range": map[string]any{
		"start": map[string]any{"line": line, "character": from}, "end": map[string]any{"line": line, "character": to},
	}}
}

func TestChanges(t *testing.T) {
	const at = "untitled:Untitled-1"
	for _, c := range []struct {
		name     string
		encoding encoding
		text     string
		changes  []map[string]any
		want     string
	}{
		{"in order", utf16Units, "abc", []map[string]any{lineChange(0, 0, 1, "xy"), lineChange(0, 0, 1, "")}, "ybc"},
		{"whole", utf16Units, "abc", []map[string]any{{"text": "new"}}, "new"},
		{"a null range is the whole document", utf16Units, "abc", []map[string]any{{"text": "new", "range": nil}}, "new"},
		{"whole, then a part", utf16Units, "abc", []map[string]any{{"text": "new"}, lineChange(0, 3, 3, "er")}, "newer"},
		{"behind the line", utf16Units, "ab\ncd", []map[string]any{lineChange(0, 99, 99, "!")}, "ab!\ncd"},
		{"behind the text", utf16Units, "ab\ncd", []map[string]any{lineChange(7, 0, 3, "!")}, "ab\ncd!"},
		{"before the text", utf16Units, "ab", []map[string]any{lineChange(-1, -5, -2, "!")}, "!ab"},
		{"before the end of a CRLF line", utf16Units, "ab\r\ncd", []map[string]any{lineChange(0, 2, 2, "!")}, "ab!\r\ncd"},
		{"UTF-16 behind an emoji", utf16Units, "😀한b", []map[string]any{lineChange(0, 3, 4, "x")}, "😀한x"},
		{"UTF-8 behind an emoji", utf8Bytes, "😀한b", []map[string]any{lineChange(0, 7, 8, "x")}, "😀한x"},
		{"inside a surrogate pair", utf16Units, "😀b", []map[string]any{lineChange(0, 1, 2, "x")}, "xb"},
		{"inside a character", utf8Bytes, "한b", []map[string]any{lineChange(0, 2, 3, "x")}, "xb"},
		{"end before start", utf16Units, "abc", []map[string]any{lineChange(0, 2, 1, "x")}, "abxc"},
	} {
		s := bareSession(c.encoding)
		s.openText(t, at, c.text)
		s.changeText(t, at, c.changes...)
		d := s.view.documents[uriKey(at)]
		if got := d.text.String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if tree := s.view.snapshots[d.at.project].Tree(d.at.path); tree == nil || tree.Text().String() != c.want {
			t.Errorf("%s: the snapshot has another text", c.name)
		}
	}
}

func TestTooLarge(t *testing.T) {
	const at = "untitled:big"
	s := bareSession(utf16Units)
	s.openText(t, at, "let a = 1\n")
	s.changeText(t, at, map[string]any{"text": strings.Repeat("x", maxDocument+1)})
	if d := s.view.documents[uriKey(at)]; !d.refused || d.text.Len() != 0 {
		t.Error("a text over the limit is kept")
	}
	s.changeText(t, at, lineChange(0, 0, 1, "y"))
	if !s.view.documents[uriKey(at)].refused {
		t.Error("a change of a text that is not known was made")
	}
	s.changeText(t, at, map[string]any{"text": "let b = 1\n"})
	if d := s.view.documents[uriKey(at)]; d.refused || d.text.String() != "let b = 1\n" {
		t.Error("a new text within the limit is not taken")
	}
	if len(s.publisher.errands) != 1 {
		t.Errorf("%d messages, want 1", len(s.publisher.errands))
	}
}

func TestURIKeys(t *testing.T) {
	for _, c := range [][2]string{
		{"file:///a/[slug].code", "file:///a/%5Bslug%5D.code"},
		{"file:///글.code", "file:///%EA%B8%80.code"},
		{"file:///C:/x.code", "file:///c%3A/x.code"},
		{"FILE:///x.code", "file:///x.code"},
	} {
		if uriKey(c[0]) != uriKey(c[1]) {
			t.Errorf("%s and %s are two: %s, %s", c[0], c[1], uriKey(c[0]), uriKey(c[1]))
		}
	}
}

// FuzzSync opens a text and changes it: the server's text must be that of the client, whatever the places.
func FuzzSync(f *testing.F) {
	f.Add("let a = 1\n", "x", uint16(0), uint16(4), uint16(0), uint16(5), false)
	f.Add("한글 😀\r\nb", "\n😀", uint16(0), uint16(3), uint16(1), uint16(9), true)
	f.Add("<p>{a</p>", "}", uint16(0), uint16(5), uint16(0), uint16(5), false)
	f.Fuzz(func(t *testing.T, text, piece string, line, from, endLine, to uint16, bytes bool) {
		if !utf8.ValidString(text) || !utf8.ValidString(piece) {
			t.Skip()
		}
		e := utf16Units
		if bytes {
			e = utf8Bytes
		}
		const at = "untitled:f.code"
		s := bareSession(e)
		s.openText(t, at, text)
		start := protocol.Position{Line: uint32(line), Character: uint32(from)}
		end := protocol.Position{Line: uint32(endLine), Character: uint32(to)}
		old := s.view.documents[uriKey(at)].text
		span := e.rangeToSpan(old, protocol.Range{Start: start, End: end})
		s.changeText(t, at, map[string]any{"text": piece, "range": map[string]any{"start": start, "end": end}})
		d := s.view.documents[uriKey(at)]
		want := text[:span.Start] + piece + text[span.End:]
		if d.text.String() != want || !utf8.ValidString(want) {
			t.Fatalf("%q became %q, want %q", text, d.text.String(), want)
		}
		got, err := s.diagnosticsOf(t.Context(), s.view, d)
		if err != nil {
			t.Fatal(err)
		}
		fresh := bareSession(e)
		fresh.openText(t, at, want)
		expected, err := fresh.diagnosticsOf(t.Context(), fresh.view, fresh.view.documents[uriKey(at)])
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(expected) {
			t.Fatalf("of %q a fresh server says %v, this one %v", want, expected, got)
		}
	})
}
