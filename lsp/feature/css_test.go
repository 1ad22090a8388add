package feature

import (
	"fmt"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

func TestClasses(t *testing.T) {
	const text = `fn Card(on: bool, kind: string) => <div class="a b{kind} c">
	<style scoped>
		.a { color: red }
		@media print { .d > .a { top: 0 } }
	</style>
	<p class={["e", on ? "f g" : none, kind == "no" ? "h" : kind]} class2="x"/>
	<i class=i></i>
</div>
`
	tree := syntax.Parse(source.NewText(text))
	var rules, uses []string
	for _, r := range ClassRules(tree) {
		rules = append(rules, fmt.Sprintf("%s %t %s", r.Name, r.Style.Scoped, tree.Text().Slice(r.Selector)))
		if tree.Text().Slice(r.Span) != r.Name {
			t.Error(r)
		}
	}
	for _, u := range ClassUses(tree) {
		uses = append(uses, u.Name)
		if tree.Text().Slice(u.Span) != u.Name {
			t.Error(u)
		}
		if at, ok := ClassAt(tree, u.Span.End); !ok || at != u {
			t.Error("at", u, "is", at)
		}
	}
	if got := strings.Join(rules, ", "); got != "a true .a, d true .d > .a, a true .d > .a" {
		t.Error(got)
	}
	if got := strings.Join(uses, " "); got != "a c e f g h i" {
		t.Error(got)
	}
	if _, ok := ClassAt(tree, strings.Index(text, `"no"`)+2); ok {
		t.Error("a string that is compared is no class")
	}
	at := strings.Index(text, ".d")
	if c, ok := ClassAt(tree, at+1); !ok || c.Name != "d" {
		t.Error(c, ok)
	}
}
