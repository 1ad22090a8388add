package format_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/format"
)

// pages are pages of the public web and of programs, as the Go distribution and modules that this one needs carry them: read where they are, under the
// licence of the Go authors, and not copied.
var pages = map[string][]string{
	"": {
		"doc/go_spec.html", "doc/go_mem.html", "doc/asm.html", "misc/chrome/gophertool/popup.html", "misc/wasm/wasm_exec.html",
		"src/cmd/vendor/github.com/google/pprof/internal/driver/html/header.html", "src/cmd/vendor/github.com/google/pprof/internal/driver/html/source.html",
		"src/cmd/vendor/github.com/google/pprof/internal/driver/html/stacks.html", "src/cmd/vendor/github.com/google/pprof/internal/driver/html/top.html",
		"src/cmd/vendor/github.com/google/pprof/internal/driver/html/common.css",
	},
	"golang.org/x/net":   {"html/testdata/go1.html"},
	"golang.org/x/tools": {"cmd/present/static/styles.css", "cmd/present/static/article.css", "cmd/present/static/notes.css", "present/testdata/media.html"},
}

// TestPages holds the invariants for real pages pasted into a component.
func TestPages(t *testing.T) {
	seen := 0
	for module, names := range pages {
		ask := []string{"env", "GOROOT"}
		if module != "" {
			ask = []string{"list", "-m", "-f", "{{.Dir}}", module}
		}
		out, err := exec.CommandContext(t.Context(), "go", ask...).Output()
		if err != nil {
			t.Fatal(err)
		}
		dir := strings.TrimSpace(string(out))
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
			if os.IsNotExist(err) {
				continue // the distribution of Go at hand has no documents
			}
			if err != nil {
				t.Fatal(err)
			}
			seen++
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				checkPage(t, pasted(t, name, string(text)))
			})
		}
	}
	if seen < 10 {
		t.Logf("only %d pages are at hand", seen)
	}
}

// checkPage holds the invariants at two widths, and that what a person would see wrong at a glance is not there: lines that could have been broken.
func checkPage(t *testing.T, src string) {
	t.Helper()
	tree := parse(src)
	if tree.Root().HasError() {
		t.Fatalf("the page does not parse: %v", tree.Diagnostics()[0])
	}
	want := signature(tree)
	for _, width := range []int{40, 100} {
		out := formatted(t, src, width)
		again := parse(out)
		if signature(again) != want {
			t.Errorf("width %d: the meaning changed", width)
		}
		second, err := format.Source(again, format.Config{Width: width})
		if err != nil || string(second) != out {
			t.Errorf("width %d: the second pass changes something (%v)", width, err)
		}
		checkEdits(t, tree, out, format.Config{Width: width})
	}
}

// pasted returns a page as the component that a person makes of it: its elements closed, and the characters escaped that mean something in Codescript. A
// style sheet becomes a component that holds nothing else.
func pasted(t *testing.T, name, text string) string {
	t.Helper()
	if filepath.Ext(name) == ".css" {
		return "fn Style() => <style>\n" + text + "</style>\n"
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("fn Page() => <>\n")
	paste(&b, root)
	b.WriteString("\n</>\n")
	return b.String()
}

var (
	textEscapes  = strings.NewReplacer("&", "&amp;", "<", "&lt;", "{", `\{`, "}", `\}`, "@", "@@", "\u00a0", "&nbsp;")
	valueEscapes = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "{", `\{`, "}", `\}`)
)

func paste(b *strings.Builder, n *html.Node) {
	raw := n.Parent != nil && (n.Parent.Data == "style" || n.Parent.Data == "script")
	switch n.Type {
	case html.TextNode:
		if raw {
			b.WriteString(n.Data)
		} else {
			textEscapes.WriteString(b, n.Data)
		}
		return
	case html.CommentNode:
		fmt.Fprintf(b, "<!--%s-->", n.Data)
		return
	case html.ElementNode:
		b.WriteString("<" + n.Data)
		for _, a := range n.Attr {
			if syntax.IsElementName(a.Key) {
				fmt.Fprintf(b, ` %s="%s"`, a.Key, valueEscapes.Replace(a.Val))
			}
		}
		b.WriteString(">")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		paste(b, c)
	}
	if n.Type == html.ElementNode && !isVoid[n.Data] {
		b.WriteString("</" + n.Data + ">")
	}
}

var isVoid = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true}
