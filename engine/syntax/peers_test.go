package syntax

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/source"
)

// TestBesidePeers prints, as a line of JSON, what parsing costs, for a run beside other parsers: the whole file, then one character
// put in and taken out again at each place of the file that CODER_BENCH_EDITS names (lists of offsets and characters by kind:
// "type" are letters, "break" what upsets all that follows). The text is the one that CODER_BENCH_FILE names, or a made-up
// program of 10,000 lines; offsets beyond its end start again at its beginning.
func TestBesidePeers(t *testing.T) {
	name := os.Getenv("CODER_BENCH_EDITS")
	if name == "" {
		t.Skip("CODER_BENCH_EDITS is not set")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var edits map[string][][2]any
	if err := json.Unmarshal(data, &edits); err != nil {
		t.Fatal(err)
	}
	text := source.NewText(benchText(t))
	var full []float64
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	tree := Parse(text)
	first := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	for range 15 {
		start := time.Now()
		tree = Parse(text)
		full = append(full, time.Since(start).Seconds()*1e3)
	}
	slices.Sort(full)
	out := map[string]any{
		"peer": "coder", "bytes": text.Len(), "mem": after.HeapAlloc - before.HeapAlloc, "error": tree.Root().HasError(),
		"full_ms": full[len(full)/2], "full_min_ms": full[0], "first_ms": first.Seconds() * 1e3,
	}
	for kind, list := range edits {
		var typed, undone []float64
		apply := func(e source.Edit, times *[]float64) {
			changed := tree.Text().Apply(e)
			start := time.Now()
			tree = Reparse(tree, []source.Edit{e}, changed)
			*times = append(*times, time.Since(start).Seconds()*1e6)
		}
		for _, e := range list {
			at := int(e[0].(float64)) % text.Len()
			apply(source.Edit{Span: source.Span{Start: at, End: at}, New: e[1].(string)}, &typed)
			apply(source.Edit{Span: source.Span{Start: at, End: at + len(e[1].(string))}}, &undone)
		}
		slices.Sort(typed)
		slices.Sort(undone)
		n := len(typed)
		out[kind] = map[string]any{
			"n": n, "p50": typed[n/2], "p90": typed[n*9/10], "p99": typed[n*99/100], "max": typed[n-1],
			"undo50": undone[n/2], "undo99": undone[n*99/100],
		}
	}
	line, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(string(line))
}
