package syntax

import (
	"bytes"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

func dump(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	tree := Parse(source.NewText(text))
	if err := tree.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestX(t *testing.T) {
	for _, s := range []string{"let x = 1\n", "print(1 + 2 * 3, a: \"b\")\nfn f(a: number?, b = 1) -> string => <p class=\"a {b}\">x {y} &amp; <br> </p>", "fn f() {\n return <p>@if a { x } @else { y }</p>\n}\n"} {
		t.Log(dump(t, s))
	}
}
