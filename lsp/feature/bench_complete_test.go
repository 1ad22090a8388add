package feature

import (
	"fmt"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

// manyCards are components of eleven lines each.
func manyCards(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, `
/// Number %d.
export fn Card%d(title: string, size: number = 1) {
	let words = title.split(" ").map(fn(w) => w.upper())
	let n = words.length * size
	return <article class="card">
		<h2>{title}</h2>
		@for w, i in words {
			<p class={["a", i > 1 ? "b" : none]}>{w} {n}</p>
		}
	</article>
}
`, i, i)
	}
	return text.String()
}

// BenchmarkCompleteTyped completes after each key in a file of 10,000 lines.
func BenchmarkCompleteTyped(b *testing.B) {
	const line = "\tlet x = "
	text := manyCards(900)
	at := strings.Index(text, "\tlet n = ")
	text = text[:at] + line + "\n" + text[at:]
	at += len(line)
	for _, word := range []string{"w", "Car", "words.l", "<Car"} {
		b.Run(word, func(b *testing.B) {
			p := newTypist(fileOf(text), Columns(0))
			insert := func(at int, word string) { p.edit(source.Edit{Span: source.Span{Start: at, End: at}, New: word}) }
			for b.Loop() {
				b.StopTimer()
				insert(at, word[:len(word)-1])
				if _, err := p.file.Snapshot.Diagnostics(b.Context(), p.file.Path); err != nil {
					b.Fatal(err)
				}
				insert(at+len(word)-1, word[len(word)-1:])
				b.StartTimer()
				Complete(b.Context(), p.file, at+len(word), "")
				b.StopTimer()
				p.edit(source.Edit{Span: source.Span{Start: at, End: at + len(word)}})
				b.StartTimer()
			}
		})
	}
}
