package syntax

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every production of grammar.txt stands, word for word, above the code that parses it, and there are no others.
func TestGrammarStandsAboveTheParser(t *testing.T) {
	grammar, err := os.ReadFile("grammar.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, productions, _ := strings.Cut(string(grammar), "%grammar\n")
	var want, got []string
	for line := range strings.Lines(productions) {
		if line = strings.TrimSpace(line); line != "" {
			want = append(want, line)
		}
	}
	files, err := filepath.Glob("parse*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if rest, ok := strings.CutPrefix(line, "// "); ok && strings.HasSuffix(rest, " .") && strings.Contains(rest, " = ") {
				got = append(got, rest)
			}
		}
	}
	for _, p := range want {
		if !slices.Contains(got, p) {
			t.Errorf("no code has the production\n\t%s", p)
		}
	}
	for _, p := range got {
		if !slices.Contains(want, p) {
			t.Errorf("grammar.txt has no production\n\t%s", p)
		}
	}
}

// The generated files are what the generator makes of grammar.txt: every kind has its row.
func TestKindsFollowTheGrammar(t *testing.T) {
	for k := range Kind(kindCount) {
		if k.String() == "" {
			t.Errorf("kind %d has no name", k)
		}
		if k.IsFixed() && k.Spelling() == "" {
			t.Errorf("%s has no spelling", k)
		}
	}
	for _, w := range Keywords() {
		if !keyword(w).isReserved() || keyword(w).Spelling() != w {
			t.Errorf("%q is not the keyword of its kind %s", w, keyword(w))
		}
	}
	for _, w := range ContextualWords() {
		if keyword(w) != KindIdent {
			t.Errorf("%q is a keyword everywhere", w)
		}
	}
}
