package workspace

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/types"
)

// imported is what `import x from spec` in main.code gives among files: its value, its type, and what is wrong.
func imported(t *testing.T, spec string, files map[string]string) (value, typ, wrong string) {
	t.Helper()
	files = maps.Clone(files)
	files["main.code"] = fmt.Sprintf("import x from %q\n\nprint(x)\n", spec)
	snap := Open(memory(files), Config{}).Snapshot()
	ctx := context.Background()
	ds, err := snap.AllDiagnostics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		text := snap.Text(d.Path)
		wrong += fmt.Sprintf("%s %s %q;", d.Code, d.Message(diag.English), text.Slice(d.Span))
	}
	target, kind := names.ImportPath("main.code", spec)
	err = snap.With(ctx, "main.code", func(q check.Queries) {
		if t, ok := q.Data(target, kind); ok {
			typ = types.Print(t)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := (lowering{snap.memo()}).Data(target, kind); d != nil {
		value = written(*d)
	}
	return value, typ, wrong
}

// written writes data as Codescript would, times and markup marked.
func written(d ir.Data) string {
	var parts []string
	switch d.Kind {
	case ir.DataNone:
		return "none"
	case ir.DataTrue:
		return "true"
	case ir.DataFalse:
		return "false"
	case ir.DataNumber:
		return fmt.Sprint(d.Num)
	case ir.DataString:
		return fmt.Sprintf("%q", d.Str)
	case ir.DataHTML:
		return "html " + fmt.Sprintf("%q", d.Str)
	case ir.DataTime:
		return "time " + d.Str
	case ir.DataList:
		for _, v := range d.Items {
			parts = append(parts, written(v))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for _, f := range d.Fields {
		parts = append(parts, f.Name+": "+written(f.Value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func TestJSON(t *testing.T) {
	for _, c := range []struct{ text, value, typ, wrong string }{
		{`{"b": 1, "a": [true, null, "x"]}`, `{b: 1, a: [true, none, "x"]}`, `{b: number, a: [bool | string | none]}`, ""},
		{"\ufeff{\r\n\t\"a\": -2.5e1\r\n}\r\n", "{a: -25}", "{a: number}", ""},
		{`[{"a": 1}, {"a": "x", "b": []}]`, `[{a: 1}, {a: "x", b: []}]`, `[{a: number | string, b?: [never]}]`, ""},
		{`[[1], ["a"]]`, `[[1], ["a"]]`, `[[number | string]]`, ""},
		{`null`, "none", "none", ""},
		{`"\u00e9"`, `"é"`, "string", ""},
		{`1e999`, "+Inf", "number", ""},
		{`{"a": 1, "b": 2, "a": 3}`, "{a: 3, b: 2}", "{a: number, b: number}", "duplicate-name field `a` is already written in this record \"\\\"a\\\"\";"},
		{`{"a": 가}`, "none", "any", "bad-data data in `d.json` cannot be read: it is not JSON \"가\";"},
		{`[1, 2`, "none", "any", "bad-data data in `d.json` cannot be read: it is not JSON \"\";"},
		{`[1] x`, "none", "any", "bad-data data in `d.json` cannot be read: it is not JSON \"x\";"},
		{"", "none", "any", "bad-data data in `d.json` cannot be read: it is not JSON \"\";"},
		{"\"\xff\"", "none", "any", "bad-data data in `d.json` cannot be read: it is not UTF-8 \"\\xff\";"},
		{strings.Repeat("[", 1001) + strings.Repeat("]", 1001), "none", "any", "too-deep nesting is deeper than 1000 \"[\";"},
	} {
		value, typ, wrong := imported(t, "./d.json", map[string]string{"d.json": c.text})
		if value != c.value || typ != c.typ || wrong != c.wrong {
			t.Errorf("%.40q:\n got %s · %s · %s\nwant %s · %s · %s", c.text, value, typ, wrong, c.value, c.typ, c.wrong)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ front, fields, typ, wrong string }{
		{"a: x\nb: 1\nc: true\nd: null\ne: ~", `a: "x", b: 1, c: true, d: none, e: none`, "a: string, b: number, c: bool, d: none, e: none", ""},
		{"a: \"1\"\nb: '2'\nc: 3.0\nd: 1.0.0\ne: 0x10", `a: "1", b: "2", c: 3, d: "1.0.0", e: 16`, "a: string, b: string, c: number, d: string, e: number", ""},
		{"a: [x, 1]\nb:\n  - y\nc: {d: e}", `a: ["x", 1], b: ["y"], c: {d: "e"}`, "a: [string | number], b: [string], c: {d: string}", ""},
		{"a: 2013-05-06", "a: time 2013-05-06T00:00:00Z", "a: time", ""},
		{"a: 2013-05-06 02:12:52 +0200", "a: time 2013-05-06T00:12:52Z", "a: time", ""},
		{"a: 2013-05-06 02:12:52.5 +02:00", "a: time 2013-05-06T00:12:52.5Z", "a: time", ""},
		{"a: 2013-05-06T02:12:52Z", "a: time 2013-05-06T02:12:52Z", "a: time", ""},
		{"a: \"2013-05-06 02:12:52 +0200\"", `a: "2013-05-06 02:12:52 +0200"`, "a: string", ""},
		{"a: &x [1]\nb: *x", "a: [1], b: [1]", "a: [number], b: [number]", ""},
		{"", "", "", ""},
		{"# nothing", "", "", ""},
		{"제목: 글", `제목: "글"`, "제목: string", ""},
		{"a: 1\r\nb: 2\r", "a: 1, b: 2", "a: number, b: number", ""},
		{"a: 1\na: 2", "a: 2", "a: number", "duplicate-name field `a` is already written in this record \"a\";"},
		{"글: 1\nexcerpt: 2", "글: 1", "글: number", "bad-data front matter of `p/a.md` sets `excerpt`, which is reserved \"excerpt\";"},
		{"글: {나: 1, \"나\": 2}", "글: {나: 2}", "글: {나: number}", "duplicate-name field `나` is already written in this record \"\\\"나\\\"\";"},
		{"a: 1\nb: [1\nc: 2\nd: 3", "", "", "bad-data data in `p/a.md` cannot be read: its front matter is not YAML \"b: [1\";"},
		{"- a", "", "", "bad-data data in `p/a.md` cannot be read: its front matter is not a record \"- a\";"},
		{"a: 1\nb: [1", "", "", "bad-data data in `p/a.md` cannot be read: its front matter is not YAML \"b: [1\";"},
	} {
		value, typ, wrong := imported(t, "./p/*.md", map[string]string{"p/a.md": "---\n" + c.front + "\n---\nText.\n"})
		wantValue := `[{slug: "a", path: "p/a.md", content: html "<p>Text.</p>\n", excerpt: "Text."` + comma(c.fields) + "}]"
		wantType := "[{slug: string, path: string, content: html, excerpt: string" + comma(c.typ) + "}]"
		if value != wantValue || typ != wantType || wrong != c.wrong {
			t.Errorf("%q:\n got %s · %s · %s\nwant %s · %s · %s", c.front, value, typ, wrong, wantValue, wantType, c.wrong)
		}
	}
}

func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

func TestFrontMatterMustEnd(t *testing.T) {
	_, _, wrong := imported(t, "./a.md", map[string]string{"a.md": "\ufeff---\ntitle: x\n\nText.\n"})
	if want := "bad-data data in `a.md` cannot be read: its front matter has no closing line `---` \"---\";"; wrong != want {
		t.Errorf("got %s, want %s", wrong, want)
	}
}

// TestAliasesEnd holds that front matter that stands for billions of values is refused.
func TestAliasesEnd(t *testing.T) {
	front := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 12; i++ {
		front += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	_, _, wrong := imported(t, "./a.md", map[string]string{"a.md": "---\n" + front + "---\n"})
	if !strings.HasPrefix(wrong, string(diag.TooDeep)) && !strings.HasPrefix(wrong, string(diag.BadData)) {
		t.Errorf("got %q", wrong)
	}
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ text, content, excerpt string }{
		{"A *b* `c & d`\nnext &amp; \\* ![x](y) <http://e.x>\n\nmore", "<p>A <em>b</em> <code>c &amp; d</code>\nnext &amp; * <img src=\"y\" alt=\"x\"> <a href=\"http://e.x\">http://e.x</a></p>\n<p>more</p>\n", "A b c & d next & * http://e.x"},
		{"# 첫 제목!\n\n# 첫 제목\n\n글", "<h1 id=\"첫-제목\">첫 제목!</h1>\n<h1 id=\"첫-제목-1\">첫 제목</h1>\n<p>글</p>\n", "글"},
		{"<script>x</script>\n\na <b>c</b> [d](javascript:e)", "<!-- raw HTML omitted -->\n<p>a <!-- raw HTML omitted -->c<!-- raw HTML omitted --> <a href=\"\">d</a></p>\n", "a c d"},
		{"~~a~~ www.b.cc", "<p><del>a</del> <a href=\"http://www.b.cc\">www.b.cc</a></p>\n", "a www.b.cc"},
		{"|a|\n|-|\n|b|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n", ""},
		{"", "", ""},
	} {
		content, excerpt := renderMarkdown([]byte(c.text))
		if content != c.content || excerpt != c.excerpt {
			t.Errorf("%q:\n got %q · %q\nwant %q · %q", c.text, content, excerpt, c.content, c.excerpt)
		}
	}
}

func TestPatterns(t *testing.T) {
	files := map[string]string{
		"p/b.md": "b", "p/a.md": "a", "p/.hidden.md": "h", "p/sub/c.md": "c", "p/a.txt": "t", "[x]/d.md": "d", "p/e.markdown": "e",
	}
	for spec, want := range map[string]string{
		"./p/*.md": "p/a.md p/b.md", "./p/*/*.md": "p/sub/c.md", "./*/a.md": "p/a.md", "./[x]/*.md": "[x]/d.md", "./p/*.markdown": "p/e.markdown",
		"./q/*.md": "", "./p/a*a.md": "",
	} {
		target, _ := names.ImportPath("main.code", spec)
		got := Open(memory(files), Config{}).Snapshot().memo().matching(target)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", spec, got, want)
		}
	}
}

func TestContentChanges(t *testing.T) {
	e := newEditor(t, map[string]string{
		"p/a.md":    "---\ntitle: a\n---\nText.\n",
		"main.code": "import posts from \"./p/*.md\"\n\nfn titles() => posts.map(fn(p) => p.title)\n\nprint(titles())\n",
	})
	e.replace("p/a.md", "Text.", "Another text.")
	if got := e.checked(); got != 0 {
		t.Errorf("a text: %d units checked", got)
	}
	e.replace("p/a.md", "title: a", "title: b")
	if got := e.checked(); got != 0 {
		t.Errorf("a title: %d units checked", got)
	}
	e.replace("p/a.md", "title: b", "title: 2")
	if got := e.checked(); got != 2 {
		t.Errorf("the type of a title: %d units checked, want titles and the print", got)
	}
	e.sameAsFresh("edits of content")
	e.ws.Change([]Change{{Path: "p/b.md", Text: e.ws.Snapshot().Text("p/a.md")}})
	e.files["p/b.md"] = e.files["p/a.md"]
	if got := e.checked(); got != 0 {
		t.Errorf("one more of the same type: %d units checked", got)
	}
	reached, err := e.ws.Snapshot().Reachable(context.Background(), "main.code")
	if want := []string{"main.code", "p/a.md", "p/b.md"}; err != nil || !slices.Equal(reached, want) {
		t.Errorf("reached %v, %v", reached, err)
	}
	e.sameAsFresh("a new file")
}
