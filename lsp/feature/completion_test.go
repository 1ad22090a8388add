package feature

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
)

// fileOf is a file by itself.
func fileOf(text string) File {
	snapshot := workspace.Open(fstest.MapFS{"main.code": {Data: []byte(text)}}, workspace.Config{}).Snapshot()
	return File{Snapshot: snapshot, Path: "main.code", Tree: snapshot.Tree("main.code")}
}

func TestManyItems(t *testing.T) {
	var text strings.Builder
	for i := range 300 {
		fmt.Fprintf(&text, "let name%d = %d\n", i, i)
	}
	all := Complete(t.Context(), fileOf(text.String()+"nam"), text.Len()+3, "")
	if len(all.Items) != maxItems || !all.Incomplete {
		t.Errorf("%d items, incomplete %v", len(all.Items), all.Incomplete)
	}
	few := Complete(t.Context(), fileOf(text.String()+"name29"), text.Len()+6, "")
	if few.Items[0].Label != "name29" || few.Incomplete {
		t.Errorf("%v, incomplete %v", few.Items[0], few.Incomplete)
	}
}

func TestTriggers(t *testing.T) {
	for _, c := range []struct {
		text    string // up to the caret, the last character the trigger
		offered bool
	}{
		{"let a = ", false}, {"fn f() {", false}, {"print(\"", false}, {"let a = 1 /", false}, {"let a =", false},
		{"print(<input ", true}, {"print(<input type=", true}, {"print(<input type=\"", true}, {"print(<", true}, {"print(<p>a</", true},
		{"print(\"a\".", true}, {"fn f() => <p>@", true}, {"import { read } from \"", true},
		{"print(<p>", true}, {"print(<p></p>", false}, {"let a = 1 >", false}, {"print(<p title=", true}, {"fn f() =>", false},
		{"print(<style>.a {", false}, {"print(<style>.a ", false}, {"print(<style>@media print {", false}, {"print(<p style=\"color: red; ", false},
		{"print(<style>.a { color:", true}, {"print(<style>.a { color: ", true}, {"print(<style>.", false}, {"print(<p style=\"color: ", true},
	} {
		trigger := c.text[len(c.text)-1:]
		if got := len(Complete(t.Context(), fileOf(c.text), len(c.text), trigger).Items) > 0; got != c.offered {
			t.Errorf("%s: offered %v", c.text, got)
		}
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		label, word string
		want        bool
	}{
		{"padStart", "pad", true}, {"padStart", "PS", true}, {"padStart", "start", true}, {"padStart", "tart", false},
		{"padStart", "pst", true}, {"글목록", "목록", false}, {"글목록", "글록", true}, {"std/fs", "fs", true}, {"a", "", true}, {"a", "ab", false},
	} {
		if matches(c.label, c.word) != c.want {
			t.Errorf("%s against %s: not %v", c.label, c.word, c.want)
		}
	}
}

func TestLinesEndWithCRLF(t *testing.T) {
	const text = "fn A() => <section>\r\n\t<di\r\n</section>\r\n"
	c := Complete(t.Context(), fileOf(text), strings.Index(text, "<di")+3, "")
	if len(c.Items) == 0 || c.Items[0].Snippet != "div$1>$0</div>" || c.Replace != c.Span {
		t.Errorf("%+v", c)
	}
	const open = "import { read } from \"std/\r\n"
	if c := Complete(t.Context(), fileOf(open), strings.Index(open, "\r"), ""); c.Replace.End != strings.Index(open, "\r") {
		t.Errorf("%v", c.Replace)
	}
}

func TestNoBracketsTwice(t *testing.T) {
	const before = "let a = \"x\".up"
	for _, i := range Complete(t.Context(), fileOf(before+"(1)\n"), len(before), "").Items {
		if i.Snippet != "" {
			t.Errorf("%s brings brackets where there are some", i.Label)
		}
	}
}

// TestEveryPlace asks for everything at every place of a sample of the corpus: whatever is asked, spans lie in the text, and
// stretches that must be apart or nested are.
func TestEveryPlace(t *testing.T) {
	sources := testkit.Sources(t)
	for i := 0; i < len(sources); i += 12 {
		text := sources[i].Text
		if len(text) > 1500 {
			continue
		}
		f := fileOf(text)
		whole := source.Span{Start: 0, End: len(text)}
		inside := func(what string, s source.Span) {
			if s.Start < 0 || s.Start > s.End || s.End > len(text) {
				t.Errorf("%s: %s: %v is outside of the text", sources[i].Path, what, s)
			}
		}
		last := 0
		for _, token := range tokenSpans(text, JoinTokens(TokenRuns(t.Context(), f))) {
			inside("a token", token)
			if token.Start < last || token.Len() == 0 || strings.Contains(text[token.Start:token.End], "\n") {
				t.Errorf("%s: token %v overlaps, is empty, or spans lines", sources[i].Path, token)
			}
			last = token.End
		}
		for at := range len(text) + 1 {
			c := Complete(t.Context(), f, at, "")
			inside("a completion", c.Span)
			if c.Span.End != at {
				t.Errorf("%s: the completion at %d replaces %v", sources[i].Path, at, c.Span)
			}
			if h, ok := Explain(t.Context(), f, at); ok {
				inside("a hover", h.Span)
			}
			Definition(t.Context(), f, at)
			if s, ok := SignatureAt(t.Context(), f, at); ok {
				for _, p := range s.Params {
					if p.Start < 0 || p.End > len(s.Label) || p.Start > p.End || s.Active >= len(s.Params) {
						t.Errorf("%s: the signature at %d: %+v", sources[i].Path, at, s)
					}
				}
			}
			if pair, ok := Linked(f.Tree, at); ok && (pair[0].End > pair[1].Start || text[pair[0].Start:pair[0].End] != text[pair[1].Start:pair[1].End]) {
				t.Errorf("%s: linked at %d: %v", sources[i].Path, at, pair)
			}
			if at > 0 {
				Inserted(t.Context(), f, at, text[at-1:at])
			}
			grown := Selections(f.Tree, at)
			if !slices.IsSortedFunc(grown, func(a, b source.Span) int { return a.Len() - b.Len() }) || grown[len(grown)-1] != whole && len(text) > 0 {
				t.Errorf("%s: selections at %d: %v", sources[i].Path, at, grown)
			}
		}
	}
}

// What a word is written with has no syntax error where the word may begin, once a name stands at its stops, or none at the last.
func TestSnippetsParse(t *testing.T) {
	stop := regexp.MustCompile(`\$(\d+)|\$\{\d+(?::([^}]*))?\}`)
	seen := 0
	for _, before := range []string{"", "fn f() {\n\t", "let a = "} {
		for _, i := range Complete(t.Context(), fileOf(before), len(before), "").Items {
			if i.Snippet == "" || i.Kind != ItemKeyword && i.Kind != ItemSnippet {
				continue
			}
			seen++
			named := stop.ReplaceAllString(strings.ReplaceAll(i.Snippet, "$0", "x"), "x$2")
			ended := stop.ReplaceAllString(strings.ReplaceAll(i.Snippet, "$0", ""), "x$2")
			after := strings.Repeat("\n}", strings.Count(before, "{"))
			broken := func(s string) bool {
				return len(syntax.Parse(source.NewText(before+s+after)).Diagnostics()) > 0
			}
			if broken(named) && broken(ended) {
				t.Errorf("%s%s", before, named)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d snippets", seen)
	}
}
