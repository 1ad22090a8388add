// The scenarios of testdata/lsp, played by the fake editor. testdata/README.md says how they are written.

package server

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"golang.org/x/tools/txtar"

	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/lsp/feature"
)

// mark is a place in a scenario's file: `[|text|]#name`, or `[||]#name` for a caret.
type mark struct {
	path       string
	start, end int
}

var markPattern = regexp.MustCompile(`(?s)\[\|(.*?)\|\]#([\pL\d-]+)`)

// cutMarks takes the marks out of a text.
func cutMarks(path, text string, marks map[string]mark) string {
	for {
		m := markPattern.FindStringSubmatchIndex(text)
		if m == nil {
			return text
		}
		inner := text[m[2]:m[3]]
		marks[text[m[4]:m[5]]] = mark{path, m[0], m[0] + len(inner)}
		text = text[:m[0]] + inner + text[m[1]:]
	}
}

// scenario is one file of testdata/lsp.
type scenario struct {
	files  map[string]string
	marks  map[string]mark
	script string
	locale string
	pull   bool
}

func readScenario(t *testing.T, file string) scenario {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := scenario{files: map[string]string{}, marks: map[string]mark{}}
	for line := range strings.Lines(string(archive.Comment)) {
		switch line = strings.TrimSpace(line); {
		case line == "#pull":
			s.pull = true
		case strings.HasPrefix(line, "#locale: "):
			s.locale = strings.TrimPrefix(line, "#locale: ")
		}
	}
	for _, f := range archive.Files {
		if f.Name == "script" {
			s.script = string(f.Data)
			continue
		}
		s.files[f.Name] = cutMarks(f.Name, string(f.Data), s.marks)
	}
	if s.script == "" {
		t.Fatalf("%s has no script", file)
	}
	return s
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testkit.Root(t), "testdata", "lsp", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		for _, encoding := range []encoding{utf16Units, utf8Bytes} {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+string(encoding.kind()), func(t *testing.T) {
				t.Parallel()
				play(t, readScenario(t, file), encoding)
			})
		}
	}
}

// step is a line of a script with the indented lines below it.
type step struct {
	words []string
	want  string
}

func steps(script string) []step {
	var out []step
	for line := range strings.Lines(script) {
		if rest, ok := strings.CutPrefix(line, "\t"); ok && len(out) > 0 {
			out[len(out)-1].want += rest
		} else if words := strings.Fields(line); len(words) > 0 {
			out = append(out, step{words: words})
		} else if len(out) > 0 {
			out[len(out)-1].want += "\n"
		}
	}
	return out
}

// player plays one scenario.
type player struct {
	*editor
	marks map[string]mark
}

func play(t *testing.T, s scenario, encoding encoding) {
	root := t.TempDir()
	for path, text := range s.files {
		file := filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := &player{newEditor(t, editorConfig{root: root, encoding: encoding, pull: s.pull, locale: s.locale}), s.marks}
	for _, step := range steps(s.script) {
		step.want = strings.TrimRight(step.want, "\n") + "\n"
		if got := strings.TrimRight(p.step(s, step), "\n") + "\n"; got != step.want {
			t.Errorf("%s\n%s", strings.Join(step.words, " "), testkit.Diff(step.want, got))
		}
	}
}

// step does what a line says and returns what came of it.
func (p *player) step(s scenario, step step) string {
	p.t.Helper()
	verb, object := step.words[0], strings.Join(step.words[1:], " ")
	switch verb {
	case "open":
		p.open(object, s.files[object])
		return ""
	case "close":
		p.close(object)
		return ""
	case "replace": // replace #mark "text"
		m := p.mark(step.words[1])
		var text string
		if _, err := fmt.Sscanf(strings.Join(step.words[2:], " "), "%q", &text); err != nil {
			p.t.Fatal(err)
		}
		p.change(m.path, splice{m.start, m.end, text})
		return ""
	case "diagnostics":
		if s.pull {
			return p.diagnostics(object, p.pulled(object))
		}
		return p.eventually(object, step.want)
	case "message":
		return fmt.Sprint(p.await(object)[0].Message)
	case "hover":
		return p.hover(p.mark(object))
	case "complete":
		return p.complete(p.mark(object), step.want)
	case "accept":
		return p.accept(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
	case "definition":
		return p.definition(p.mark(object))
	case "symbols":
		return p.symbols(object)
	case "tokens":
		return p.tokens(object)
	case "format":
		return p.format(object)
	case "fix":
		return p.fix(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
	case "folds":
		return p.folds(object)
	case "select":
		return p.selections(p.mark(object))
	}
	p.t.Fatalf("no such step: %s", verb)
	return ""
}

// eventually returns the diagnostics of a file once they are those wanted, or, when patience ends, as they are: a change of one
// file may change those of another without a new version of it.
func (p *player) eventually(path, want string) string {
	p.t.Helper()
	limit := time.After(patience)
	for {
		got := p.diagnostics(path, p.await(path))
		if strings.TrimSpace(got) == strings.TrimSpace(want) {
			return got
		}
		select {
		case <-p.news:
		case <-limit:
			return got
		}
	}
}

func (p *player) mark(name string) mark {
	p.t.Helper()
	m, ok := p.marks[strings.TrimPrefix(name, "#")]
	if !ok {
		p.t.Fatalf("no mark %s", name)
	}
	return m
}

// place is a span as a script names it: a mark, or line and column in bytes from 1.
func (p *player) place(path string, start, end int) string {
	for _, name := range slices.Sorted(maps.Keys(p.marks)) {
		if p.marks[name] == (mark{path, start, end}) {
			return "#" + name
		}
	}
	text := p.texts[path]
	line := func(offset int) string {
		return fmt.Sprintf("%d:%d", strings.Count(text[:offset], "\n")+1, offset-strings.LastIndexByte(text[:offset], '\n'))
	}
	return line(start) + "-" + line(end)
}

func (p *player) placeOf(path string, r protocol.Range) string {
	p.t.Helper()
	text, open := p.texts[path]
	if !open {
		data, err := os.ReadFile(filepath.Join(p.root, path))
		if err != nil {
			p.t.Fatal(err)
		}
		text = string(data)
	}
	start, end := p.offset(text, r.Start), p.offset(text, r.End)
	if !open {
		for _, name := range slices.Sorted(maps.Keys(p.marks)) {
			if p.marks[name] == (mark{path, start, end}) {
				return "#" + name
			}
		}
		return fmt.Sprintf("%s at %d", path, start)
	}
	return p.place(path, start, end)
}

func (p *player) diagnostics(path string, list []protocol.Diagnostic) string {
	p.t.Helper()
	var b strings.Builder
	for _, d := range list {
		severity := "error"
		if d.Severity == protocol.DiagnosticSeverityWarning {
			severity = "warning"
		}
		fmt.Fprintf(&b, "%s %s[%s]\n", p.placeOf(path, d.Range), severity, d.Code)
		for _, r := range d.RelatedInformation {
			fmt.Fprintf(&b, "  related %s\n", p.placeOf(p.path(r.Location.URI), r.Location.Range))
		}
	}
	return b.String()
}

func (p *player) at(m mark) map[string]any {
	return map[string]any{"textDocument": p.document(m.path), "position": p.position(p.texts[m.path], m.end)}
}

func (p *player) hover(m mark) string {
	p.t.Helper()
	var h *protocol.Hover
	params := p.at(m)
	params["position"] = p.position(p.texts[m.path], m.start)
	p.call("textDocument/hover", params, &h)
	if h == nil {
		return "nothing"
	}
	if m.start < m.end && p.placeOf(m.path, *h.Range) != p.place(m.path, m.start, m.end) {
		p.t.Errorf("the hover is of %s", p.placeOf(m.path, *h.Range))
	}
	return h.Contents.(*protocol.MarkupContent).Value
}

func (p *player) completions(m mark) *protocol.CompletionList {
	p.t.Helper()
	list := &protocol.CompletionList{}
	p.call("textDocument/completion", p.at(m), list)
	for _, item := range list.Items {
		edit := item.TextEdit.(*protocol.TextEdit)
		if end := p.offset(p.texts[m.path], edit.Range.End); end != m.end {
			p.t.Errorf("%s: the edit of %s does not end at the caret", m.path, item.Label)
		}
	}
	return list
}

// complete checks the lines of want: `+ a b` must be offered, `- a b` must not, `= a b` are all there are, `^ a b` come first, in
// this order. It returns want where all hold.
func (p *player) complete(m mark, want string) string {
	p.t.Helper()
	var labels []string
	for _, item := range p.completions(m).Items {
		labels = append(labels, item.Label)
	}
	var b strings.Builder
	for line := range strings.Lines(want) {
		words := strings.Fields(line)
		if len(words) == 0 {
			b.WriteString(line)
			continue
		}
		ok := true
		switch words[0] {
		case "+":
			for _, w := range words[1:] {
				ok = ok && slices.Contains(labels, w)
			}
		case "-":
			for _, w := range words[1:] {
				ok = ok && !slices.Contains(labels, w)
			}
		case "=":
			ok = slices.Equal(slices.Sorted(slices.Values(words[1:])), slices.Sorted(slices.Values(labels)))
		case "^":
			ok = len(labels) >= len(words)-1 && slices.Equal(labels[:len(words)-1], words[1:])
		default:
			p.t.Fatalf("what is %q?", line)
		}
		if ok {
			b.WriteString(line)
		} else {
			fmt.Fprintf(&b, "offered: %s\n", strings.Join(labels[:min(len(labels), 40)], " "))
		}
	}
	return b.String()
}

// accept returns the line that the caret is on after an item was taken.
func (p *player) accept(m mark, label string) string {
	p.t.Helper()
	for _, item := range p.completions(m).Items {
		if item.Label == label {
			text := p.apply(p.texts[m.path], []protocol.TextEdit{*item.TextEdit.(*protocol.TextEdit)})
			start := strings.LastIndexByte(p.texts[m.path][:m.start], '\n') + 1
			line, _, _ := strings.Cut(text[start:], "\n")
			return strings.TrimLeft(line, "\t")
		}
	}
	return "not offered"
}

func (p *player) definition(m mark) string {
	p.t.Helper()
	var list []protocol.Location
	params := p.at(m)
	params["position"] = p.position(p.texts[m.path], m.start)
	p.call("textDocument/definition", params, &list)
	var out []string
	for _, at := range list {
		out = append(out, p.placeOf(p.path(at.URI), at.Range))
	}
	return strings.Join(out, " ")
}

func (p *player) symbols(path string) string {
	p.t.Helper()
	var list []protocol.DocumentSymbol
	p.call("textDocument/documentSymbol", map[string]any{"textDocument": p.document(path)}, &list)
	var b strings.Builder
	var write func(list []protocol.DocumentSymbol, depth int)
	write = func(list []protocol.DocumentSymbol, depth int) {
		for _, s := range list {
			line := strings.Repeat("  ", depth) + s.Name
			if s.Detail != nil {
				line += " " + *s.Detail
			}
			fmt.Fprintf(&b, "%s @ %s\n", line, p.placeOf(path, s.SelectionRange))
			write(s.Children, depth+1)
		}
	}
	write(list, 0)
	return b.String()
}

func (p *player) tokens(path string) string {
	p.t.Helper()
	var tokens protocol.SemanticTokens
	p.call("textDocument/semanticTokens/full", map[string]any{"textDocument": p.document(path)}, &tokens)
	var b strings.Builder
	at := protocol.Position{}
	types, mods := feature.TokenTypes(), feature.TokenModifiers()
	for i := 0; i+4 < len(tokens.Data); i += 5 {
		d := tokens.Data[i : i+5]
		if d[0] > 0 {
			at.Character = 0
		}
		at.Line, at.Character = at.Line+d[0], at.Character+d[1]
		start := p.offset(p.texts[path], at)
		end := p.offset(p.texts[path], protocol.Position{Line: at.Line, Character: at.Character + d[2]})
		fmt.Fprintf(&b, "%s %s", p.texts[path][start:end], types[d[3]])
		for bit, name := range mods {
			if d[4]>>bit&1 == 1 {
				b.WriteString(" " + name)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (p *player) format(path string) string {
	p.t.Helper()
	var edits []protocol.TextEdit
	p.call("textDocument/formatting", map[string]any{
		"textDocument": p.document(path), "options": map[string]any{"tabSize": 4, "insertSpaces": false},
	}, &edits)
	return p.apply(p.texts[path], edits)
}

// fix applies the code action of a title, and returns the file.
func (p *player) fix(m mark, title string) string {
	p.t.Helper()
	var actions []protocol.CodeAction
	p.call("textDocument/codeAction", map[string]any{
		"textDocument": p.document(m.path), "range": p.rangeIn(p.texts[m.path], m.start, m.end), "context": map[string]any{"diagnostics": []any{}},
	}, &actions)
	var titles []string
	for _, a := range actions {
		titles = append(titles, a.Title)
		if a.Title == title {
			return p.apply(p.texts[m.path], a.Edit.Changes[uri.URI(p.address(m.path))])
		}
	}
	return "only: " + strings.Join(titles, "; ")
}

func (p *player) folds(path string) string {
	p.t.Helper()
	var list []protocol.FoldingRange
	p.call("textDocument/foldingRange", map[string]any{"textDocument": p.document(path)}, &list)
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%d-%d %s\n", f.StartLine+1, f.EndLine+1, f.Kind)
	}
	return b.String()
}

func (p *player) selections(m mark) string {
	p.t.Helper()
	var list []protocol.SelectionRange
	p.call("textDocument/selectionRange", map[string]any{
		"textDocument": p.document(m.path), "positions": []any{p.position(p.texts[m.path], m.start)},
	}, &list)
	var b strings.Builder
	for r := &list[0]; r != nil; r = r.Parent {
		text := p.texts[m.path][p.offset(p.texts[m.path], r.Range.Start):p.offset(p.texts[m.path], r.Range.End)]
		fmt.Fprintf(&b, "%q\n", text)
	}
	return b.String()
}
