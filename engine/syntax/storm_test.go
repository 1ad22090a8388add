package syntax

import (
	"os"
	"strconv"
	"testing"

	"github.com/codescript-lang/coder/engine/testkit"
)

// TestStorm makes as many random edits as CODER_STORM says, in thousands, on slices of all sources: the long run behind
// TestReparseEqualsParse.
func TestStorm(t *testing.T) {
	thousands, err := strconv.Atoi(os.Getenv("CODER_STORM"))
	if err != nil {
		t.Skip("CODER_STORM is not set")
	}
	var pieces []string
	for _, s := range testkit.Sources(t) {
		pieces = append(pieces, s.Text)
	}
	base := uint64(0)
	if s, err := strconv.ParseUint(os.Getenv("CODER_SEED"), 10, 64); err == nil {
		base = s
	}
	const steps = 20
	for i := range thousands * 1000 / (2 * steps) {
		text := pieces[(i*7919+int(base))%len(pieces)]
		if len(text) > 1500 {
			text = text[len(text)/3 : min(len(text), len(text)/3+1500)]
		}
		runEdits(t, text, testkit.EditConfig{Seed: base + uint64(i), Pieces: pieces, AnyByte: i%3 == 0}, steps)
	}
}
