package syntax

import (
	"math/bits"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

// localEdits are edits of one declaration in the middle of a program, each with what it replaces and by what.
var localEdits = []struct{ name, old, new string }{
	{"a name", "items.length", "itemz.length"},
	{"a letter of a name", "count * 2", "county * 2"},
	{"a number away", "1, 2, ", "1, "},
	{"a new statement", "\treturn <section", "\tlet extra = 1\n\treturn <section"},
	{"a line of text", "and goes on in a second line", "and goes\non in a second line"},
	{"an attribute", "class=\"card {title}\"", "class=\"card {title}\" hidden"},
	{"a hole", "&amp; {count + 1}", "&amp; {count + 1}{title}"},
	{"an element", "<h2>", "<hr/><h2>"},
	{"a quote", "\"card {title} has", "\"card \"{title} has"},
	{"a brace", "{ print(", "{{ print("},
	{"a closing brace", "</section>\n}", "</section>\n}}"},
	{"a paren", "print(\"card", "print((\"card"},
	{"a start tag", "<b>", "<b><i>"},
	{"an end tag away", "</b>", ""},
	{"a less-than", "{item}", "{item <}"},
	{"a doc comment", "/// Card", "/// The card"},
	{"a block comment", "let items", "/* the items */ let items"},
	{"a directive away", "@for item, index in items {", ""},
	{"half a declaration", "export fn Card", "fn half(\nexport fn Card"},
}

// Local edits cost what they touch and the way to it, however long the file: the bounds of the project's targets.
func TestLocalEditsAreLocal(t *testing.T) {
	const maxTokens = 200
	worst := map[int]Work{}
	for _, lines := range []int{1_000, 10_000, 100_000} {
		text := program(lines)
		tree := parseText(text)
		maxNodes := 40 + 16*bits.Len(uint(lines))
		for _, c := range localEdits {
			at := len(text)/2 + strings.Index(text[len(text)/2:], c.old)
			e := source.Edit{Span: source.Span{Start: at, End: at + len(c.old)}, New: c.new}
			after := Reparse(tree, []source.Edit{e}, source.NewText(text[:at]+c.new+text[at+len(c.old):]))
			back := Reparse(after, []source.Edit{{Span: source.Span{Start: at, End: at + len(c.new)}, New: c.old}}, source.NewText(text))
			for _, w := range []Work{after.Work(), back.Work()} {
				if w.Tokens > maxTokens || w.Nodes > maxNodes {
					t.Errorf("%s in %d lines: %+v, want at most %d tokens and %d nodes", c.name, lines, w, maxTokens, maxNodes)
				}
				if w.Chunks == 0 {
					t.Errorf("%s in %d lines takes over no chunk: %+v", c.name, lines, w)
				}
				m := worst[lines]
				worst[lines] = Work{max(m.Tokens, w.Tokens), max(m.Nodes, w.Nodes), max(m.Chunks, w.Chunks), max(m.Reused, w.Reused), max(m.Steps, w.Steps)}
			}
		}
	}
	t.Logf("at most: %+v", worst)
	if small, large := worst[10_000], worst[100_000]; 2*large.Tokens > 3*small.Tokens || 2*large.Nodes > 3*small.Nodes || 2*large.Steps > 3*small.Steps {
		t.Errorf("edits cost %+v in 10,000 lines and %+v in 100,000", small, large)
	}
}

// The same holds inside one long construct of each kind.
func TestLongConstructsAreLists(t *testing.T) {
	const n = 20_000
	for name, c := range map[string]struct{ before, item, after string }{
		"statements":   {"fn f() {\n", "\tprint(x)\n", "}\n"},
		"top level":    {"", "print(x)\n", ""},
		"list":         {"let a = [\n", "\tx,\n", "]\n"},
		"record":       {"let a = {\n", "\tx: 1\n", "}\n"},
		"arguments":    {"f(\n", "\tx,\n", ")\n"},
		"parameters":   {"fn f(\n", "\tx,\n", ") {}\n"},
		"operators":    {"let a = 1", "\n\t+ x", "\n"},
		"members":      {"let a = b", "\n\t.x()", "\n"},
		"else if":      {"if a { }", "\nelse if x { }", "\n"},
		"arms":         {"let a = match b {\n", "\tx => 1\n", "}\n"},
		"fields":       {"model M {\n", "\tx: string\n", "}\n"},
		"type fields":  {"type T = {\n", "\tx: string\n", "}\n"},
		"unions":       {"type T =\n", "\t| x\n", "\n"},
		"unions after": {"type T = a", " |\n\tx", "\n"},
		"long strings": {"let a = \"\"\"\n", "\tx {b}\n", "\t\"\"\"\n"},
		"pre":          {"let a = <pre>\n", "x {b}\n", "</pre>\n"},
		"imports":      {"import {\n", "\tx,\n", "} from \"a\"\n"},
		"children":     {"let a = <p>\n", "\t<b>x</b>\n", "</p>\n"},
		"text":         {"let a = <p>\n", "\tx y z\n", "</p>\n"},
		"attributes":   {"let a = <p\n", "\tx\n", "></p>\n"},
		"style":        {"let a = <style>\n", "\tx { }\n", "</style>\n"},
		"backticks":    {"let a = `\n", "\tx\n", "`\n"},
		"comment":      {"let a = <p><!--\n", "\tx\n", "--></p>\n"},
		"attr string":  {"let a = <p b=\"\n", "\tx\n", "\"></p>\n"},
		"directives":   {"let a = <p>@if a { }", "\n@else if x { }", "</p>\n"},
	} {
		text := c.before + strings.Repeat(c.item, n) + c.after
		at := len(c.before) + n/2*len(c.item) + strings.Index(c.item, "x")
		tree := parseText(text)
		if tree.Root().HasError() && name != "attributes" {
			t.Errorf("%s: %s", name, firstError(tree.Root()))
		}
		after := Reparse(tree, []source.Edit{{Span: source.Span{Start: at, End: at}, New: "y"}}, source.NewText(text[:at]+"y"+text[at:]))
		if w := after.Work(); w.Tokens > 200 || w.Nodes > 40+16*bits.Len(n) {
			t.Errorf("%s: %+v", name, w)
		}
	}
}

// What is looked at to parse an element is within what it says was looked at: bytes outside may change as they like. Each
// element that may be reused is parsed again with other bytes around it.
func TestLookAheadIsKept(t *testing.T) {
	for _, s := range []string{
		"let a = 1\nlet b = a .. 2\nf(x)\n.g()\n\n// c\nif a { } else { }\nlet c = fn(x) => x\n",
		"fn f(a: number, b = 1) {\n\treturn <p class=\"a {b}\" c=d {e} {...f}>x &amp; y <b/>\n@if a { b } @else { c }\n</p>\n}\nf(1, b: 2)\n",
		"let a = match b { 1, 2 => x, else => y }\nlet s = \"a {b} \\n c\"\nlet t = \"\"\"\n\ta {b}\n\tc\n\t\"\"\"\n`a\nb`\n",
	} {
		tree := parseText(s)
		var walk func(n Node)
		walk = func(n Node) {
			if n.Kind().IsList() && !n.IsToken() {
				for c := range n.Children() {
					checkLookAhead(t, s, n.Kind(), c)
				}
			}
			for c := range n.Children() {
				walk(c)
			}
		}
		walk(tree.Root())
	}
}

// checkLookAhead replaces all bytes behind those that were inspected for an element and holds that a fresh parse finds the same
// element in its place.
func checkLookAhead(t *testing.T, text string, list Kind, n Node) {
	t.Helper()
	look, known := n.t.mem.lookOf(n.w)
	end := n.FullSpan().End + look
	if !known || n.w.full() == 0 || end > len(text) || n.t.mem.flagsOf(n.w)&(flagAncestors|flagFixed) != 0 {
		return
	}
	want := elementDump(t, n)
	for _, rest := range []string{"", "x", " ", "\n", "\"", "}", ")", "<", "é", "\xff", "0", ".5 = 1\n", "/*"} {
		fresh := parseText(text[:end] + rest)
		for _, at := range fresh.PathAt(n.FullSpan().Start) {
			if at.FullSpan() == n.FullSpan() && at.Kind() == n.Kind() {
				if got := elementDump(t, at); got != want {
					t.Errorf("%s in %s looked %d bytes ahead, but with %q there it is another:\n%s\n%s\n%q", n.Kind(), list, look, rest, got, want, text)
				}
				want = ""
				break
			}
		}
		if want != "" {
			t.Errorf("%s %q in %s looked %d bytes ahead, but with %q there it is gone from\n%q", n.Kind(), n.Text(), list, look, rest, text[:end]+rest)
			return
		}
		want = elementDump(t, n)
	}
}

func elementDump(t *testing.T, n Node) string {
	t.Helper()
	var b strings.Builder
	if err := n.t.dump(&b, n, 0); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
