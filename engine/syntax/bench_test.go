package syntax

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/source"
)

func BenchmarkParseFull(b *testing.B) {
	text := source.NewText(benchText(b))
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		Parse(text)
	}
}

// BenchmarkParseEdit types a character and takes it away again at places all over the file: the text's part is not measured.
// It also reports percentiles of single edits.
func BenchmarkParseEdit(b *testing.B) {
	for _, kind := range []struct{ name, typed string }{{"letter", "x"}, {"newline", "\n"}, {"quote", "\""}, {"brace", "{"}, {"less", "<"}, {"paste", program(30)}} {
		for _, lines := range []int{1_000, 10_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, lines), func(b *testing.B) {
				text := source.NewText(program(lines))
				tree := Parse(text)
				var times []time.Duration
				edit := func(e source.Edit) {
					after := tree.Text().Apply(e)
					start := time.Now()
					tree = Reparse(tree, []source.Edit{e}, after)
					times = append(times, time.Since(start))
				}
				at := 0
				for b.Loop() {
					at = (at + 7919*13) % text.Len()
					edit(source.Edit{Span: source.Span{Start: at, End: at}, New: kind.typed})
					edit(source.Edit{Span: source.Span{Start: at, End: at + len(kind.typed)}})
				}
				slices.Sort(times)
				b.ReportMetric(float64(times[len(times)/2].Nanoseconds()), "p50-ns")
				b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds()), "p99-ns")
				b.ReportMetric(float64(times[len(times)-1].Nanoseconds()), "max-ns")
			})
		}
	}
}

// BenchmarkTreeMemory reports the bytes of a tree for each byte of its text.
func BenchmarkTreeMemory(b *testing.B) {
	text := source.NewText(benchText(b))
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		tree := Parse(text)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(text.Len()), "bytes/byte")
		b.ReportMetric(float64(8*tree.arena.used)/float64(text.Len()), "used/byte")
		runtime.KeepAlive(tree)
	}
}
