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

	"go.lsp.dev/protocol"
	"golang.org/x/tools/txtar"

	"github.com/codescript-lang/coder/engine/testkit"
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

// verb does what a line of a script says and returns what came of it.
type verb func(p *player, s scenario, step step) string

// verbs are the first words of a line: a table for each file of steps.
var verbs = []map[string]verb{textVerbs, readingVerbs, navigationVerbs, editingVerbs, actionVerbs}

func (p *player) step(s scenario, step step) string {
	p.t.Helper()
	for _, table := range verbs {
		if do, ok := table[step.words[0]]; ok {
			return do(p, s, step)
		}
	}
	p.t.Fatalf("no such step: %s", step.words[0])
	return ""
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

func (p *player) at(m mark) map[string]any {
	return map[string]any{"textDocument": p.document(m.path), "position": p.position(p.texts[m.path], m.end)}
}

// object is what a step is about: all its words but the first.
func (s step) object() string { return strings.Join(s.words[1:], " ") }
