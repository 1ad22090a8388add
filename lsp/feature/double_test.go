package feature

import (
	"fmt"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

// TestTypesThatDouble asks about a record in which each level holds the one below it twice: every answer comes, although there are more
// places in it than could be counted, and nothing is offered to be written that would be cut short.
func TestTypesThatDouble(t *testing.T) {
	const levels = 60
	var b strings.Builder
	b.WriteString("let b0 = { word: 1 }\n")
	for i := range levels {
		fmt.Fprintf(&b, "let b%d = { l: b%d, r: b%d }\n", i+1, i, i)
	}
	fmt.Fprintf(&b, "let box = { kind: \"x\", all: b%d }\n\nfn f(of: { kind: string }) => of.kind\n\nprint(f(box))\n", levels)
	text := b.String()
	f := fileOf(text)
	for _, h := range Hints(t.Context(), f, source.Span{End: len(text)}) {
		if strings.Contains(h.Insert, "…") {
			t.Fatalf("%q is offered to be written", h.Insert)
		}
	}
	changes, no := Rename(t.Context(), f, strings.Index(text, "kind:"), "sort")
	if no == "" && len(changes.Files) != 1 {
		t.Errorf("renamed in %d files", len(changes.Files))
	}
}
