package syntax

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

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
	} {
		text := editorFile(t, name)
		for _, e := range html.Elements() {
			if e.Is(html.Void) && !e.Is(html.Obsolete) && !regexp.MustCompile(`[(|]`+e.Name+`[)|]`).MatchString(text) {
				t.Errorf("%s does not know that <%s> has no end tag", name, e.Name)
			}
		}
	}
}

func TestEditorsFilesAreJSON(t *testing.T) {
	for _, name := range []string{
		"vscode/package.json", "vscode/language-configuration.json", "vscode/snippets/codescript.json",
		"vscode/syntaxes/codescript.tmLanguage.json",
	} {
		var v any
		if err := json.Unmarshal([]byte(editorFile(t, name)), &v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
