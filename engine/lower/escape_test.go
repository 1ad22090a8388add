package lower_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/value"
)

// everyContext has a hole in each place where one may stand.
const everyContext = `fn Card(title: string, children: html? = none, ...rest: {[string]: any}) => <section {...rest}><h2>{title}</h2>{children}</section>

page(s: string) {
	let attrs: {[string]: any} = { title: s, href: s, style: s, onclick: s, srcdoc: s, "data-x": s, src: s, action: s, formaction: s }
	return <main>
		<p>{s}</p>
		<p title="a {s} b" class={["x", s]} id={s} data-y={s}>{[s, s]}</p>
		<a href={s}>whole</a>
		<a href="/x/{s}/y?q={s}#{s}">parts</a>
		<a href="{s}/tail">first</a>
		<img src={s} srcset="{s} 1x, /b/{s} 2x" alt={s}>
		<form action={s}><button formaction="/do/{s}">b</button></form>
		<div style={{ color: s, "--x": s }}>style</div>
		<a {...attrs}>spread</a>
		<Card title={s} href={s} style={s} onclick={s} data-x={s}>{s}</Card>
		<textarea>{s}</textarea>
		<script type="application/json" data={{ a: s, b: [s] }}></script>
		<pre>{s}</pre>
		<svg><a xlink:href={s}><text>{s}</text></a></svg>
	</main>
}
`

// hostile are values that have broken out of markup elsewhere.
var hostile = []string{
	"plain", "", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</textarea><script>1</script>",
	"</script><script>1</script>", "<!--", "-->", "]]>", "&lt;script&gt;", "&#60;", "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)",
	"java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)", "java\x00script:alert(1)", "vbscript:x", "data:text/html,<script>1</script>",
	"data:image/svg+xml,<svg onload=alert(1)>", "//evil.example", "\\\\evil.example", "/\\evil.example", "..", ".", "%2e%2e", "a b,c 2x, javascript:alert(1) 3x",
	"red; background: url(//evil.example)", "url(javascript:1)", "expression(1)", "}body{display:none", "/*", "\\3c", "\x00h<meta>\x00e", "\x00i", "\u2028", "`", "=", "{", "글 & <그림>",
	"x onload=alert(1)", "http://ok.example/\"onclick=", "https:evil.example", "mailto:a@b", "feed:javascript:alert(1)", "\xff\xfe",
}

func TestHolesCannotBreakOut(t *testing.T) {
	prog, problem := lowered(source(everyContext), "main.code")
	if problem != "" {
		t.Fatal(problem)
	}
	m := eval.Compile(prog).NewMachine(eval.Host{}, eval.Limits{})
	draw := func(s string) string {
		arg := value.String(strings.ToValidUTF8(s, "\uFFFD"))
		d, err := m.Draw(context.Background(), eval.PageCall{Func: prog.Entry.Page, Args: []value.Value{arg}})
		if err != nil {
			t.Fatalf("%q: %s", s, err.Report())
		}
		return string(d.Body)
	}
	want := skeleton(t, draw("plain"))
	for _, s := range hostile {
		body := draw(s)
		if got := skeleton(t, body); got != want && s != "" {
			t.Errorf("%q changes the markup to\n%s\nfrom\n%s", s, got, want)
		}
		if strings.IndexByte(body, 0) >= 0 {
			t.Errorf("%q leaves a NUL in %q", s, body)
		}
		checkAddresses(t, s, body)
	}
}

// skeleton lists the elements and the names of their attributes as a browser reads them. `style` may be left out with its declarations.
func skeleton(t *testing.T, body string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			b.WriteString("comment\n")
		}
		if n.Type == html.ElementNode {
			b.WriteString(n.Data)
			for _, a := range n.Attr {
				if a.Key != "style" {
					b.WriteString(" " + a.Key)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// checkAddresses reads every address as a browser does and refuses what runs or leaves the site by a trick.
func checkAddresses(t *testing.T, s, body string) {
	t.Helper()
	root, _ := html.Parse(strings.NewReader(body))
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src", "action", "formaction", "srcset":
			default:
				continue
			}
			items := []string{a.Val}
			if a.Key == "srcset" {
				items = items[:0]
				for _, item := range strings.Split(a.Val, ",") {
					url, _, _ := strings.Cut(strings.Join(strings.Fields(item), " "), " ")
					items = append(items, url)
				}
			}
			for _, item := range items {
				address := strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(strings.TrimLeft(item, "\x00\x01\x02\x03 "))
				address = strings.ToLower(strings.ReplaceAll(address, "\\", "/"))
				for _, bad := range []string{"javascript:", "vbscript:", "data:text", "data:image/svg", "feed:", "//"} {
					if strings.HasPrefix(address, bad) {
						t.Errorf("%q gives %s %s=%q", s, n.Data, a.Key, a.Val)
					}
				}
			}
		}
	}
}
