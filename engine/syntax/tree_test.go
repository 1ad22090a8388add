package syntax

import (
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

func TestTreeKeepsItsText(t *testing.T) {
	tree := Parse(source.NewText("let x = 1\n"))
	if got := tree.Root().Text(); got != "let x = 1\n" {
		t.Errorf("text of the root is %q", got)
	}
}
