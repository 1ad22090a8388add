package lower_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/eval"
)

// prints checks what a program prints, its error report included.
func prints(t *testing.T, text, want string) {
	t.Helper()
	prog, problem := lowered(source(text), "main.code")
	if problem != "" {
		t.Fatal(problem)
	}
	var out bytes.Buffer
	m := eval.Compile(prog).NewMachine(testHost(&out, &out), eval.Limits{})
	if err := m.Run(context.Background()); err != nil && !err.Exit {
		out.WriteString(err.Report())
	}
	if out.String() != want {
		t.Errorf("%s\nprinted %q\nwant    %q", text, out.String(), want)
	}
}

func TestPrograms(t *testing.T) {
	prints(t, "let x = 1\nprint(x + 2, \"a{x}b\")\n", "3 a1b\n")
	prints(t, "fn fact(n: number) -> number => n < 2 ? 1 : n * fact(n - 1)\nprint(fact(10))\n", "3628800\n")
	prints(t, "var xs = [1]\nfor i in 0..3 {\n\txs += [i]\n}\nprint(xs, xs.length)\n", "[1, 0, 1, 2] 4\n")
	prints(t, "let f = fn(n: number) => n * 2\nprint([1, 2].map(f), [3].map(fn(x: number, i: number) -> number => x + i))\n", "[2, 4] [3]\n")
	prints(t, "let p = { a: 1, b: { c: [1, 2] } }\nvar q = p\nq.b.c[0] = 9\nprint(p, q)\n", "{a: 1, b: {c: [1, 2]}} {a: 1, b: {c: [9, 2]}}\n")
	prints(t, "fn f(x: number?) => x ?? 7\nprint(f(none), f(1))\n", "7 1\n")
	prints(t, "try {\n\tfail(\"no\")\n} catch e {\n\tprint(e.message, e.kind)\n}\n", "no fail\n")
	prints(t, "var m: {[string]: number} = {}\nm[\"a\"] = 1\nm = m.with(\"b\", 2)\nprint(m, m[\"c\"], m.keys())\n", "{a: 1, b: 2} none [\"a\", \"b\"]\n")
	prints(t, "import { parse } from \"std/json\"\nlet v = parse(\"[1, 2]\")\nprint(v[1], v.length)\n", "2 2\n")
	prints(t, "fn f(a: number, b = 2, c = a + b) => [a, b, c]\nprint(f(1), f(1, c: 9), f(b: 5, a: 4))\n", "[1, 2, 3] [1, 2, 9] [4, 5, 9]\n")
}

func TestMarkup(t *testing.T) {
	prints(t, "print(<p class=\"a\">Hi, {\"<b>\"}</p>)\n", "<p class=\"a\">Hi, &lt;b&gt;</p>\n")
	prints(t, "fn Card(title: string, children: html? = none) => <section><h2>{title}</h2>{children}</section>\nprint(<Card title=\"x\">y</Card>)\n",
		"<section><h2>x</h2>y</section>\n")
	prints(t, "print(<ul>\n\t@for x in [1, 2] {\n\t\t<li>{x}</li>\n\t}\n</ul>)\n", "<ul><li>1</li><li>2</li></ul>\n")
	prints(t, "print(<p>\n\ta <b>b</b>\n\tc\n</p>)\n", "<p>a <b>b</b> c</p>\n")
	prints(t, "let on = true\nprint(<input disabled={on} value=\"{1}\" />)\n", "<input disabled value=\"1\">\n")
}

// A component's own style applies to the elements it writes itself, and is sent once a document.
func TestScopedStyle(t *testing.T) {
	prog, problem := lowered(source(`fn Card(children: html? = none) => <section>
	<style scoped>h2 { color: red }</style>
	<h2>t</h2>
	{children}
</section>

page => <html lang="en"><head><title>t</title></head><body><Card><p>x</p></Card><Card /></body></html>
`), "main.code")
	if problem != "" {
		t.Fatal(problem)
	}
	m := eval.Compile(prog).NewMachine(eval.Host{}, eval.Limits{})
	d, err := m.Draw(context.Background(), eval.PageCall{Func: prog.Entry.Page})
	if err != nil {
		t.Fatal(err.Report())
	}
	mark := string(regexp.MustCompile("data-c-[0-9a-f]{8}").Find(d.Body))
	want := strings.ReplaceAll("<html lang=\"en\"><head><title>t</title><style>h2[MARK] { color: red }</style></head><body>"+
		"<section MARK><h2 MARK>t</h2><p>x</p></section><section MARK><h2 MARK>t</h2></section></body></html>", "MARK", mark)
	if mark == "" || string(d.Body) != want {
		t.Errorf("%s\nwant %s", d.Body, want)
	}
}
