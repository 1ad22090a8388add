// The grammar of patterns for editors that use TextMate's, held to our parser: over the whole corpus both say the same of every
// character that is not white space, but for what is listed here.

package syntax

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// colour is what a character is coloured as.
type colour string

// Colours that both can tell. Names, operators and brackets are plain: semantic tokens tell them apart.
const (
	plain     colour = "plain"
	keywordC  colour = "keyword"
	constant  colour = "constant"
	number    colour = "number"
	text      colour = "string"
	escape    colour = "escape"
	entityC   colour = "entity"
	comment   colour = "comment"
	tagged    colour = "string tag"
	elementC  colour = "element"
	component colour = "component"
	attribute colour = "attribute"
	prose     colour = "text"
	doctype   colour = "doctype"
	embedded  colour = "embedded"
)

// scopeColours are the colours of scopes; the innermost scope that begins with one of these decides.
var scopeColours = []struct {
	prefix string
	colour colour
}{
	{"keyword.control.tag.", tagged}, {"keyword.control.", keywordC}, {"keyword.operator.", plain}, {"storage.type.function.arrow", plain},
	{"constant.language.", constant}, {"constant.numeric.codescript", number}, {"constant.character.escape.codescript", escape},
	{"constant.character.entity.codescript", entityC}, {"comment.", comment},
	{"entity.name.tag.codescript", elementC}, {"support.class.component.", component}, {"entity.other.attribute-name.codescript", attribute},
	{"punctuation.definition.string.", text}, {"punctuation.", plain}, {"entity.name.", plain}, {"variable.", plain}, {"support.type.", plain},
	{"meta.embedded.hole.", plain}, {"string.", text}, {"meta.text.", prose},
	{"meta.tag.doctype.", doctype}, {"meta.element.", plain}, {"source.codescript", plain},
}

// tokenColours are the colours of tokens that are always coloured alike, but keywords.
var tokenColours = map[Kind]colour{
	KindKwTrue: constant, KindKwFalse: constant, KindKwNone: constant, KindAt: keywordC,
	KindNumber: number, KindPlainString: text, KindStringOpen: text, KindStringText: text, KindStringClose: text, KindBacktick: text,
	KindAttrWord: text, KindStringEscape: escape, KindTextEscape: escape, KindEntity: entityC, KindAttrName: attribute, KindText: prose,
	KindDoctype: doctype, KindCommentOpen: comment, KindCommentClose: comment,
}

// textMateDiffers are the places where patterns cannot know better, with the reason. Each must be of use.
var textMateDiffers = []struct {
	file   string // of the corpus, or a part of its path
	at     string // the token; "" is any
	theirs colour
	why    string
}{
	{"text-entities.txtar#main.code", " a & b &nosuch;", entityC, "there is no table of HTML's entities"},
	{"script-holes.txtar#main.code", "", embedded, "the grammar of JavaScript is still inside what it takes for a type behind `<`"},
	{"style-raw.txtar#main.code", "", embedded, "the same"},
	{"style-raw-hole.txtar#main.code", "", embedded, "the same"},
}

func TestTextMate(t *testing.T) {
	var sources []testkit.Source
	var texts []string
	for _, s := range testkit.Sources(t) {
		if !parseText(s.Text).Root().HasError() {
			sources = append(sources, s)
			texts = append(texts, s.Text)
		}
	}
	used := make([]bool, len(textMateDiffers))
	for i, tokens := range textMate(t, "source.codescript", texts) {
		s := sources[i]
		theirs := make([]colour, len(s.Text))
		for _, token := range tokens {
			for at := token.start; at < token.end; at++ {
				theirs[at] = colourOfScopes(token.scopes)
			}
		}
		checkTextMate(t, s, theirs, used)
	}
	for i, d := range textMateDiffers {
		if !used[i] {
			t.Errorf("%s: %q is coloured as it should be: take it off the list (%s)", d.file, d.at, d.why)
		}
	}
}

// checkTextMate reports the first token of a file that is coloured otherwise.
func checkTextMate(t *testing.T, s testkit.Source, theirs []colour, used []bool) {
	t.Helper()
	wrong := 0
	check := func(span source.Span, want colour) {
		for at := span.Start; at < span.End; at++ {
			if strings.IndexByte(" \t\r\n\v\f", s.Text[at]) >= 0 || theirs[at] == want {
				continue
			}
			for i, d := range textMateDiffers {
				if strings.Contains(s.Path, d.file) && (d.at == "" || s.Text[span.Start:span.End] == d.at) && theirs[at] == d.theirs {
					used[i] = true
					return
				}
			}
			if wrong++; wrong == 1 {
				line := strings.Count(s.Text[:at], "\n") + 1
				t.Errorf("%s:%d: %q is %s, with TextMate %s", s.Path, line, s.Text[span.Start:span.End], want, theirs[at])
			}
			return
		}
	}
	for n := range tokensOf(parseText(s.Text).Root()) {
		for piece := range n.Leading() {
			switch piece.Kind {
			case TriviaLineComment, TriviaDocComment, TriviaBlockComment:
				check(piece.Span, comment)
			case TriviaHeader:
				if strings.HasPrefix(piece.Text, "#!") {
					check(piece.Span, comment)
				}
			}
		}
		check(n.Span(), colourOfToken(n))
	}
}

// colourOfToken is what a token is to be coloured as.
func colourOfToken(n Node) colour {
	if c, known := tokenColours[n.Kind()]; known {
		return c
	}
	switch around := n.Tree().PathAt(n.Span().Start); {
	case n.Kind().IsKeyword():
		return keywordC
	case n.Kind() == KindTagName && IsElementName(n.Text()):
		return elementC
	case n.Kind() == KindTagName:
		return component
	case n.Kind() == KindRawLine:
		return rawColour(around)
	case n.Kind() == KindIdent && around[len(around)-2].Kind() == KindTaggedString:
		return tagged
	}
	return plain
}

// rawColour is the colour of a line of text that is not Codescript, by what it stands in.
func rawColour(path []Node) colour {
	for i := len(path) - 1; i >= 0; i-- {
		switch path[i].Kind() {
		case KindRawString:
			return text
		case KindHtmlComment:
			return comment
		case KindElement:
			return embedded
		}
	}
	return plain
}

func colourOfScopes(scopes string) colour {
	if strings.Contains(scopes, "source.css") || strings.Contains(scopes, "source.js") {
		return embedded
	}
	for scope := range strings.FieldsSeq(scopes) {
		for _, c := range scopeColours {
			if strings.HasPrefix(scope, c.prefix) {
				return c.colour
			}
		}
	}
	return plain
}

// textMateToken is a stretch of one line with its scopes, innermost first.
type textMateToken struct {
	start, end int // bytes
	scopes     string
}

// textMate has VS Code's own reader of grammars read texts.
func textMate(t *testing.T, scope string, texts []string) [][]textMateToken {
	t.Helper()
	home := testkit.VSCode(t)
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(filepath.Join(home, "bin", "node"), "scopes.mjs", filepath.Join(home, "node_modules", "code-server", "lib", "vscode", "extensions"), scope)
	c.Dir = filepath.Join(testkit.Root(t), "editors", "vscode", "test")
	c.Stdin, c.Stderr = bytes.NewReader(in), os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var files [][]textMateToken
	decoder := json.NewDecoder(bytes.NewReader(out))
	for decoder.More() {
		var tokens []textMateToken
		if err := decoder.Decode(&tokens); err != nil {
			t.Fatal(err)
		}
		files = append(files, tokens)
	}
	if len(files) != len(texts) {
		t.Fatalf("%d texts, %d answers", len(texts), len(files))
	}
	return files
}

// UnmarshalJSON reads `[start, end, scopes]`.
func (token *textMateToken) UnmarshalJSON(data []byte) error {
	var fields [3]any
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	start, a := fields[0].(float64)
	end, b := fields[1].(float64)
	scopes, c := fields[2].(string)
	if !a || !b || !c {
		return fmt.Errorf("%s is no token", data)
	}
	*token = textMateToken{int(start), int(end), scopes}
	return nil
}

// What is left open before a declaration does not colour the declaration.
func TestTextMateRecovers(t *testing.T) {
	const after = "\nfn after() => \"x\"\n"
	open := []string{
		"let a = <p>", "let a = <p class=", "let a = <p class=\"x", "let a = <p class={", "let a = <p>{x", "let a = <p>@if x {", "let a = <p>@match x {",
		"let a = <p>@match x { 1 { <b>", "let a = <p\n\tid=\"a\"\n<b>", "let a = {", "let a = (", "let a = [1, {", "let a = \"x", "let a = \"x{f(", "let a = 1 <b",
		"fn f() {", "page {\n\treturn <>", "model A {\n\ta: string", "import { a, b", "import", "test \"x\" {\n\tassert (", "let a = <br", "let a = <Card x",
	}
	texts := make([]string, len(open))
	for i, text := range open {
		texts[i] = text + after
	}
	for i, tokens := range textMate(t, "source.codescript", texts) {
		var b strings.Builder
		for _, token := range tokens {
			if token.start > len(open[i]) {
				fmt.Fprintf(&b, "%s=%s ", strings.TrimSpace(texts[i][token.start:token.end]), colourOfScopes(token.scopes))
			}
		}
		const want = `fn=keyword =plain after=plain (=plain )=plain =plain =>=plain =plain "=string x=string "=string `
		if b.String() != want {
			t.Errorf("behind %q: %s", open[i], b.String())
		}
	}
}

// Fenced code of Markdown is coloured, and nothing behind it.
func TestTextMateInMarkdown(t *testing.T) {
	texts := []string{"# A\n\n```codescript\nlet a = 1\n```\n\nlet\n", "~~~code\nlet a = 1\n~~~\nlet\n", "- x\n\n  ```code title=\"x\"\n  let a = <p>\n  ```\n\nlet\n", "```go\nlet\n```\n"}
	for i, tokens := range textMate(t, "text.html.markdown", texts) {
		var seen []colour
		for _, token := range tokens {
			if word := texts[i][token.start:token.end]; strings.TrimSpace(word) == "let" {
				seen = append(seen, colourOfScopes(token.scopes))
			}
		}
		want := []colour{keywordC, plain}
		if i == len(texts)-1 {
			want = []colour{plain}
		}
		if !slices.Equal(seen, want) {
			t.Errorf("%q: %v, want %v", texts[i], seen, want)
		}
	}
}

// TestTextMateIsMade holds the grammars to what they are made from.
func TestTextMateIsMade(t *testing.T) {
	home, root, folder := testkit.VSCode(t), testkit.Root(t), t.TempDir()
	c := exec.Command(filepath.Join(home, "bin", "node"), filepath.Join(root, "editors", "vscode", "grammar", "grammar.mjs"), "file://"+filepath.ToSlash(folder))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{"codescript.tmLanguage.json", "codescript.markdown.tmLanguage.json"} {
		made, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if string(made) != editorFile(t, "vscode/syntaxes/"+name) {
			t.Errorf("%s is not what grammar.mjs makes: npm run grammar", name)
		}
	}
}
