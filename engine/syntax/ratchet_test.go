package syntax

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// mistakes are what each token of a text may become, and each line.
var mistakes = []struct {
	name string
	// least is how many of 20 other declarations keep their trees on average, and most how many findings one mistake has on
	// average: what was reached, never to be made worse.
	least, most float64
}{
	{"deleted", 19.9, 1.4},
	{"doubled", 19.9, 1.4},
	{"swapped", 19.9, 1.8},
	{"line deleted", 19.9, 2.0},
}

// tally is what came of one kind of mistake.
type tally struct {
	other, whole int // declarations beside the one with the mistake; those that kept their trees
	count, found int // mistakes with findings; findings
	worst        int
	where        string
}

// One mistake, whatever it is and wherever: the declarations around keep their kinds, places and clean trees, it costs about one
// finding, and the tree made by the edit is that of a fresh parse. All sources are taken; CODER_STORM takes every token of them.
func TestOneMistake(t *testing.T) {
	stride := 23 * thinning
	if os.Getenv("CODER_STORM") != "" {
		stride = 1
	}
	tallies := make([]tally, len(mistakes))
	for k, s := range testkit.Sources(t) {
		tree := parseText(s.Text)
		if tree.Root().HasError() || len(s.Text) > 20_000 {
			continue
		}
		edits := mistakesIn(tree)
		for i := k % stride; i < len(edits); i += stride {
			m := edits[i]
			after := Reparse(tree, []source.Edit{m.edit}, tree.Text().Apply(m.edit))
			changed := after.Text().String()
			if i%(5*stride) < stride {
				checkTree(t, after)
				checkEqual(t, after, changed, []string{s.Path, fmt.Sprint(m.edit)})
			}
			found := len(after.Diagnostics())
			other, whole := survivors(tree, after, m.edit)
			c := &tallies[m.kind]
			c.other += other
			c.whole += whole
			if found > 0 {
				c.count++
				c.found += found
			}
			if found > c.worst {
				from := max(0, m.edit.Span.Start-60)
				c.worst, c.where = found, fmt.Sprintf("%s: %q", s.Path, changed[from:min(len(changed), m.edit.Span.Start+60)])
			}
		}
	}
	for kind, c := range tallies {
		kept, each := 20*float64(c.whole)/float64(max(c.other, 1)), float64(c.found)/float64(max(c.count, 1))
		m := mistakes[kind]
		t.Logf("%s: of 20 other declarations %.2f are kept; %.2f findings each (%d mistakes), at most %d in %s", m.name, kept, each, c.count, c.worst, c.where)
		// The bounds are those of all mistakes. The mean of a sample strays: findings have a standard deviation of about one, and two
		// standard errors are allowed.
		most := m.most + 2/math.Sqrt(float64(max(c.count, 1)))
		if kept < m.least || each > most {
			t.Errorf("%s: %.2f of 20 other declarations are kept and there are %.2f findings, want at least %v and at most %.2f", m.name, kept, each, m.least, most)
		}
	}
}

// mistake is an edit that makes one.
type mistake struct {
	kind int // in mistakes
	edit source.Edit
}

// mistakesIn are all mistakes of a text.
func mistakesIn(tree *Tree) []mistake {
	var tokens []Node
	var collect func(n Node)
	collect = func(n Node) {
		if n.IsToken() && n.Span().Len() > 0 {
			tokens = append(tokens, n)
		}
		for c := range n.Children() {
			collect(c)
		}
	}
	collect(tree.Root())
	var all []mistake
	for i, n := range tokens {
		text, span := n.Text(), n.Span()
		all = append(all, mistake{0, source.Edit{Span: span}}, mistake{1, source.Edit{Span: source.Span{Start: span.End, End: span.End}, New: " " + text}})
		if i+1 < len(tokens) {
			next := tokens[i+1].Span()
			between := tree.text.Slice(source.Span{Start: span.End, End: next.Start})
			all = append(all, mistake{2, source.Edit{Span: source.Span{Start: span.Start, End: next.End}, New: tokens[i+1].Text() + between + text}})
		}
	}
	at := 0
	for line := range strings.Lines(tree.Text().String()) {
		if strings.TrimSpace(line) != "" {
			all = append(all, mistake{3, source.Edit{Span: source.Span{Start: at, End: at + len(line)}}})
		}
		at += len(line)
	}
	return all
}

// survivors are how many top-level declarations of a tree an edit does not touch, and how many of them are there, whole, in the
// tree after it, of the same kind and in the same place.
func survivors(before, after *Tree, e source.Edit) (other, whole int) {
	type decl struct {
		kind Kind
		span source.Span
	}
	var there []decl
	for d := range (File{after.Root()}).Decls().Items() {
		if !d.HasError() {
			there = append(there, decl{d.Kind(), d.Span()})
		}
	}
	shift := len(e.New) - e.Span.Len()
	for d := range (File{before.Root()}).Decls().Items() {
		if !d.Kind().IsDecl() {
			continue
		}
		span := d.Span()
		switch {
		case span.Start > e.Span.End:
			span.Start += shift
			span.End += shift
		case span.End >= e.Span.Start:
			continue
		}
		other++
		if slices.Contains(there, decl{d.Kind(), span}) {
			whole++
		}
	}
	return other, whole
}
