package syntax

import (
	"fmt"
	"math/bits"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

// varied makes a valid program of about that many lines in which every kind of text over lines stands.
func varied(lines int) string {
	var b strings.Builder
	for i := 0; i*37 < lines; i++ {
		fmt.Fprintf(&b, `import posts%[1]d from "../content/%[1]d/*.md"

/* A block comment
   over lines: number %[1]d. */
type Shape%[1]d = { kind: "circle", r: number } | { kind: "square", side: number? }

let code%[1]d = %[2]c
fn notHere() { return "code" }
%[2]c
let long%[1]d = """
	Some {code%[1]d.length} lines
	of text.
	"""

fn area%[1]d(s: Shape%[1]d, scale = 1.5) -> number {
	var total = 0
	for x, i in [1, 2, 3] { total += x * i }
	while total > 100 && scale != 0 { total -= 10 }
	let r = match s.kind { "circle" => s.r ?? 1, else => 2 } // a line comment
	return total > 3 ? r * scale : -total
}

fn Page%[1]d(title: string, ...rest: {[string]: any}) {
	return <main class={["a", title]} {...rest}>
		<!-- a comment -->
		<style>
			.a { color: red }
		</style>
		{/* another */}
		<pre>
some text
		</pre>
		@if title != "" { <h1 title='{title}'>{title}</h1> } @else { <hr/> }
		@match title { "a", "b" { <b>x</b> } else { y } }
		<script>let a = 1 < 2</script>
	</main>
}

`, i, '`')
	}
	return b.String()
}

// openers are what somebody types that, without what closes it, changes how what follows is read.
var openers = []string{
	"\"", "'", "`", "\"\"\"", "/*", "//", "<!--", "{/*", "<style>", "<script>", "<pre>", "<textarea>", "<p>", "<", "</", "</p>", "{", "}", "(", ")", "[", "]",
	"@if x {", "@for x in y {", "@match x {", "fn(", "fn f(", "match x {", "if x {", "\\", "=", ",", "?", "|", ".", "&", "\x00", "\xff", "글", "\r", "\n", "x", " ",
}

// What somebody types costs about its declaration wherever it is typed, however long the file, and so does taking it back; the
// declarations around keep their trees.
func TestOpenersAreLocal(t *testing.T) {
	const maxTokens = 200
	for _, c := range []struct{ lines, stride int }{{1_000, 3}, {10_000, 7}, {100_000, 29}} {
		text := varied(c.lines)
		start := strings.Index(text, fmt.Sprintf("import posts%d ", c.lines/37/2))
		tree := parseText(text)
		if tree.Root().HasError() {
			t.Fatal(firstError(tree.Root()))
		}
		decls := wholeDecls(tree)
		maxNodes := 40 + 16*bits.Len(uint(c.lines))
		worst := Work{}
		for at := start; at < start+len(varied(1)); at += c.stride * thinning {
			for _, typed := range openers {
				where := fmt.Sprintf("%q at %q of %d lines", typed, text[at-20:at]+"¦"+text[at:at+20], c.lines)
				for _, e := range []source.Edit{{Span: source.Span{Start: at, End: at}, New: typed}, {Span: source.Span{Start: at, End: at + len(typed)}}} {
					tree = Reparse(tree, []source.Edit{e}, tree.Text().Apply(e))
					w := tree.Work()
					worst = Work{Tokens: max(worst.Tokens, w.Tokens), Nodes: max(worst.Nodes, w.Nodes), Steps: max(worst.Steps, w.Steps)}
					if w.Tokens > maxTokens || w.Nodes > maxNodes {
						t.Errorf("%s: %+v, want at most %d tokens and %d nodes", where, w, maxTokens, maxNodes)
					}
					if n := decls; c.lines == 1_000 {
						if n = wholeDecls(tree); n < decls-3 { // what it is typed in, and the `let`s up to the next head of a declaration
							t.Errorf("%s: %d of %d declarations are whole", where, n, decls)
						}
					}
				}
			}
		}
		t.Logf("%d lines: at most %+v", c.lines, worst)
	}
}

// wholeDecls is how many top-level statements and declarations have no error in them.
func wholeDecls(tree *Tree) int {
	n := 0
	for d := range (File{tree.Root()}).Decls().Items() {
		if !d.HasError() {
			n++
		}
	}
	return n
}
