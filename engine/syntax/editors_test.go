package syntax

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
)

// The grammars in editors/ are written by hand; these tests hold them to the tables of the engine.

func editorFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "editors", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEditorsKnowTheKeywords(t *testing.T) {
	for _, name := range []string{
		"neovim/syntax/codescript.vim", "vscode/syntaxes/codescript.tmLanguage.json", "emacs/codescript-mode.el",
	} {
		text := editorFile(t, name)
		for kind := KindKwLet; kind <= lastToken; kind++ {
			if word := kind.Spelling(); !regexp.MustCompile(`(?:\b|\\zs)` + word + `\b`).MatchString(text) {
				t.Errorf("%s does not know the keyword %s", name, word)
			}
		}
	}
}

func TestEditorsKnowTheVoidElements(t *testing.T) {
	for _, name := range []string{
		"neovim/indent/codescript.vim", "vscode/syntaxes/codescript.tmLanguage.json", "vscode/language-configuration.json",
		"vscode/language-configuration.markup.json",
	} {
		text := editorFile(t, name)
		for _, e := range html.Elements() {
			if e.Is(html.Void) && !e.Is(html.Obsolete) && !regexp.MustCompile(`[(|:]`+e.Name+`[)|]`).MatchString(text) {
				t.Errorf("%s does not know that <%s> has no end tag", name, e.Name)
			}
		}
	}
}

// Zed closes pairs everywhere unless the scopes in which it should not are those of the query for them.
func TestZedKnowsItsScopes(t *testing.T) {
	query := editorFile(t, "zed/languages/codescript/overrides.scm")
	scopes := map[string]bool{}
	for _, list := range regexp.MustCompile(`not_in = \[([^\]]*)\]`).FindAllStringSubmatch(editorFile(t, "zed/languages/codescript/config.toml"), -1) {
		for _, name := range regexp.MustCompile(`"(\w+)"`).FindAllStringSubmatch(list[1], -1) {
			scopes[name[1]] = true
		}
	}
	captured := map[string]bool{}
	for _, name := range regexp.MustCompile(`@(\w+)`).FindAllStringSubmatch(query, -1) {
		captured[name[1]] = true
	}
	if len(scopes) == 0 || !maps.Equal(scopes, captured) {
		t.Errorf("the configuration names %v, the query %v", scopes, captured)
	}
}

// What a snippet inserts is read without a complaint, with its defaults as with names instead.
func TestEditorsSnippetsAreCodescript(t *testing.T) {
	type snippet struct {
		Body []string
	}
	read := func(name string) map[string]snippet {
		var list map[string]snippet
		if err := json.Unmarshal([]byte(editorFile(t, "vscode/snippets/"+name)), &list); err != nil {
			t.Fatal(err)
		}
		return list
	}
	bodies := map[string]string{} // the English name by what is inserted
	for name, s := range read("codescript.json") {
		text := strings.Join(s.Body, "\n")
		bodies[text] = name
		defaults := map[string]string{"0": ""}
		for _, m := range snippetHole.FindAllStringSubmatch(text, -1) {
			defaults[m[1]] = m[2]
		}
		text = snippetHole.ReplaceAllString(text, "$$$1")
		text = snippetMark.ReplaceAllStringFunc(text, func(mark string) string { return defaults[mark[1:]] })
		for _, d := range parseText(text).Diagnostics() {
			t.Errorf("%s: %s\n%s", name, d.Message(diag.English), text)
		}
	}
	for name, s := range read("codescript.ko.json") {
		text := strings.Join(s.Body, "\n")
		if bodies[text] == "" {
			t.Errorf("%s inserts what no English one does", name)
		}
		delete(bodies, text)
	}
	if len(bodies) > 0 {
		t.Errorf("not in Korean: %v", slices.Sorted(maps.Values(bodies)))
	}
}

var (
	snippetHole = regexp.MustCompile(`\$\{(\d):((?:[^{}]|\{[^{}]*\})*)\}`)
	snippetMark = regexp.MustCompile(`\$\d`)
)

func TestEditorsFilesAreJSON(t *testing.T) {
	for _, name := range []string{
		"vscode/package.json", "vscode/package.nls.json", "vscode/package.nls.ko.json", "vscode/l10n/bundle.l10n.ko.json",
		"vscode/language-configuration.json", "vscode/language-configuration.markup.json",
	} {
		var v any
		if err := json.Unmarshal([]byte(editorFile(t, name)), &v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
