package feature

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/workspace"
)

// longFile is a file of about a thousand lines of code and markup.
func longFile(b testing.TB) File {
	b.Helper()
	var text strings.Builder
	for i := range 90 {
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
	snapshot := workspace.Open(fstest.MapFS{"main.code": {Data: []byte(text.String())}}, workspace.Config{}).Snapshot()
	return File{Snapshot: snapshot, Path: "main.code", Tree: snapshot.Tree("main.code"), Lang: diag.English}
}

func BenchmarkTokens(b *testing.B) {
	f := longFile(b)
	for b.Loop() {
		TokenRuns(b.Context(), f)
	}
}

func BenchmarkFolds(b *testing.B) {
	f := longFile(b)
	for b.Loop() {
		Folds(f)
	}
}

func BenchmarkComplete(b *testing.B) {
	f := longFile(b)
	at := strings.Index(f.text().String(), "words.length") + 2
	for b.Loop() {
		Complete(b.Context(), f, at, "")
	}
}
