package format_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
)

// stormRounds is how many changed sources TestStorm looks at; CODER_STORM overrides it, for hours instead of seconds.
const stormRounds = 500

// TestStorm holds what formatting must keep for sources changed at random: comments and white space put in and taken out where the tree allows it, and
// edits as people make them. What no longer parses is left out.
func TestStorm(t *testing.T) {
	rounds := stormRounds
	if n, err := strconv.Atoi(os.Getenv("CODER_STORM")); err == nil {
		rounds = n
	}
	var sources []string
	for _, s := range testkit.Sources(t) {
		if len(s.Text) < 4000 && !parse(s.Text).Root().HasError() {
			sources = append(sources, s.Text)
		}
	}
	seed := uint64(rounds)
	edits := testkit.NewEdits(testkit.EditConfig{Seed: seed, Pieces: sources})
	r := rand.New(rand.NewPCG(seed, 1))
	for range rounds {
		src := sources[r.IntN(len(sources))]
		for range 1 + r.IntN(6) {
			next := ""
			if r.IntN(4) == 0 {
				next = edits.Next(src).Apply(src)
			} else {
				next = sprinkle(r, parse(src))
			}
			if !parse(next).Root().HasError() {
				src = next
			}
		}
		if !t.Run("", func(t *testing.T) { checkInvariants(t, src) }) {
			t.Fatalf("in the source\n%s", src)
		}
	}
}

// sprinkled is what sprinkle puts between tokens.
var sprinkled = []string{" ", "\n", "\n\n", "\n\n\n\t", " // c\n", "\n// c\n", "\n\n// c\n\n", " /* c */ ", "/*c*/", "\n/* c\n */\n", "// c1\n// c2\n", ";", " ;\n", "\r\n", "/* c */ // d\n"}

// sprinkledText is what it puts into text.
var sprinkledText = []string{" ", "\n", "\n\n", "{/* c */}", " {/* c */}\n", "{1}", " {2} ", "<b>x</b>", " <b>x</b>\n", "<p>x</p>", "<br>", "&amp;", "<Card/>", "\n<Card/> ", "@if 1 < 2 { y } ", " @if 1 < 2 { <p>y</p> }", "@for q in [1, 2] { <i>y</i> }\n@if 2 < 1 { y }", "\n@let q = 1\n", "<!-- c -->", "<i>a {3} c</i>"}

// sprinkle puts something between two tokens of a tree, or takes white space away there.
func sprinkle(r *rand.Rand, tree *syntax.Tree) string {
	var tokens []syntax.Node
	var visit func(n syntax.Node)
	visit = func(n syntax.Node) {
		if n.IsToken() {
			tokens = append(tokens, n)
			return
		}
		for c := range n.Children() {
			visit(c)
		}
	}
	visit(tree.Root())
	n := tokens[r.IntN(len(tokens))]
	src := tree.Text().String()
	at, pool := n.Span().Start, sprinkled
	if n.Kind() == syntax.KindText {
		pool = sprinkledText
		if text := n.Text(); len(text) > 1 {
			if i := strings.IndexByte(text, ' '); i >= 0 && r.IntN(2) == 0 {
				at += i
			}
		}
	} else if r.IntN(3) == 0 {
		return src[:n.FullSpan().Start] + src[at:]
	}
	return src[:at] + pool[r.IntN(len(pool))] + src[at:]
}
