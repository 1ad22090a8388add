package workspace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// BenchmarkKeystroke is what passes between a key and the diagnostics of its file, in the module of the example site that
// most pages lean on.
func BenchmarkKeystroke(b *testing.B) {
	ws := Open(os.DirFS(filepath.Join(testkit.Root(b), "testdata/sites/blog")), Config{})
	ctx := context.Background()
	if _, err := ws.Snapshot().AllDiagnostics(ctx); err != nil {
		b.Fatal(err)
	}
	const p = "lib/posts.code"
	text := ws.Snapshot().Text(p)
	at := text.Len()
	for i := 0; b.Loop(); i++ {
		e := source.Edit{Span: source.Span{Start: at, End: at}, New: "x"}
		if i%2 == 1 {
			e = source.Edit{Span: source.Span{Start: at, End: at + 1}}
		}
		text = text.Apply(e)
		snap := ws.Change([]Change{{Path: p, Text: text, Edits: []source.Edit{e}}})
		if _, err := snap.Diagnostics(ctx, p); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is what it takes to find everything in the example site from nothing.
func BenchmarkOpen(b *testing.B) {
	files := os.DirFS(filepath.Join(testkit.Root(b), "testdata/sites/blog"))
	for b.Loop() {
		if _, err := Open(files, Config{}).Snapshot().AllDiagnostics(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// manyFiles is a project of n modules, each of about 30 lines that import from the one before it: types, functions that call
// each other, and a component.
func manyFiles(n int) fstest.MapFS {
	const module = `%[2]s
/// One thing that is for sale.
export type Item = { name: string, price: number, tags: [string], next?: string }

export let items: [Item] = [
	{ name: "a%[1]d", price: %[1]d, tags: ["x", "y"] },
	{ name: "b%[1]d", price: 2, tags: [], next: "a%[1]d" },
]

fn total(list: [Item]) => list.map(fn(i) => i.price).sum()

export fn cheapest(limit: number) {
	var found: [Item] = []
	for item in items {
		if item.price < limit && item.tags.contains("x") {
			found += [item]
		}
	}
	let first = found.first()
	return first == none ? "nothing below {limit}" : "{first.name}: {first.price} of {total(found)}"
}

export fn Card(item: Item, on = false) {
	return <article class={["card", on ? "on" : none]}>
		<h2 id="t%[1]d">{item.name}</h2>
		@for tag, i in item.tags { <a href="/tags/{tag}">{i + 1}. {tag}</a> } @empty { <p>-</p> }
		<p>{%[3]s}</p>
	</article>
}
`
	files := fstest.MapFS{}
	for i := range n {
		head, use := "", "cheapest(3)"
		if i > 0 {
			head, use = fmt.Sprintf("import { cheapest as before } from \"./m%d\"\n", i-1), "before(3)"
		}
		files[fmt.Sprintf("m%d.code", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, module, i, head, use)}
	}
	return files
}

// longer makes files about three times as long, by repeating what they declare under other names.
func longer(files fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for p, f := range files {
		head, body, _ := strings.Cut(string(f.Data), "\n")
		var b strings.Builder
		b.WriteString(head + "\n" + body)
		for _, n := range []string{"Two", "Three"} {
			b.WriteString(strings.NewReplacer("Item", "Item"+n, "items", "items"+n, "total", "total"+n, "cheapest(", "cheapest"+n+"(", "Card", "Card"+n, "id=\"t", "id=\""+n).Replace(body))
		}
		out[p] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return out
}

// peak watches how much the heap holds, garbage included, until stop is called, which returns the most in bytes.
func peak() (stop func() uint64) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		for {
			metrics.Read(sample)
			top = max(top, sample[0].Value.Uint64())
			select {
			case <-done:
				most <- top
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(done)
		return <-most
	}
}

// BenchmarkCheckCold is what it takes to find everything in 1,000 files of about 100 lines from nothing: time, memory at its peak,
// and memory that stays.
func BenchmarkCheckCold(b *testing.B) {
	files := longer(manyFiles(1000))
	b.ReportAllocs()
	runtime.GC()
	var most, live uint64
	for b.Loop() {
		stop := peak()
		ws := Open(files, Config{})
		found, err := ws.Snapshot().AllDiagnostics(context.Background())
		if err != nil || len(found) != 0 {
			b.Fatal(err, show(found[:min(3, len(found))]))
		}
		most = max(most, stop())
		b.StopTimer()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		live = m.HeapAlloc
		runtime.KeepAlive(ws)
		b.StartTimer()
	}
	b.ReportMetric(float64(most)/(1<<20), "peak-MB")
	b.ReportMetric(float64(live)/(1<<20), "live-MB")
}

// BenchmarkCheckEdit is what it takes to find everything again in 1,000 files after the body of one function changed.
func BenchmarkCheckEdit(b *testing.B) {
	ws := Open(manyFiles(1000), Config{})
	ctx := context.Background()
	if _, err := ws.Snapshot().AllDiagnostics(ctx); err != nil {
		b.Fatal(err)
	}
	const p = "m500.code"
	text := ws.Snapshot().Text(p)
	at := strings.Index(text.String(), "+ 1}. {tag}") + len("+ ")
	for i := 0; b.Loop(); i++ {
		e := source.Edit{Span: source.Span{Start: at, End: at + 1}, New: "12"[i%2 : i%2+1]}
		text = text.Apply(e)
		snap := ws.Change([]Change{{Path: p, Text: text, Edits: []source.Edit{e}}})
		if _, err := snap.AllDiagnostics(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

// longFile is one file of about n lines: functions and components that lean on each other.
func longFile(n int) string {
	const part = `/// Counts up to a limit.
fn count%[1]d(limit: number) {
	var found: [number] = []
	for i in 0..limit {
		if i %% 2 == 0 {
			found += [i * %[1]d]
		}
	}
	return found.length > 0 ? "{found.length} of {limit}" : "none"
}

export fn Part%[1]d(title: string, children: html? = none) => <section>
	<h2 class="part">{title}: {count%[1]d(%[1]d)}</h2>
	{children}
	<p>{%[2]s}</p>
</section>

`
	var b strings.Builder
	for i := 0; strings.Count(part, "\n")*i < n; i++ {
		use := "count0(1)"
		if i > 0 {
			use = fmt.Sprintf("count%d(1)", i-1)
		}
		fmt.Fprintf(&b, part, i, use)
	}
	fmt.Fprintf(&b, "print(Part0(title: \"a\"))\n")
	return b.String()
}

// longScript is one file of about n lines of top-level code.
func longScript(n int) string {
	var b strings.Builder
	for i := range n / 2 {
		fmt.Fprintf(&b, "let value%[1]d = %[2]s + %[1]d\nprint(\"{value%[1]d}\")\n", i, map[bool]string{true: fmt.Sprintf("value%d", i-1), false: "0"}[i > 0])
	}
	return b.String()
}

// BenchmarkCheckEditLong is what passes between a key in the middle of a file of 10,000 lines and its diagnostics.
func BenchmarkCheckEditLong(b *testing.B) {
	for name, c := range map[string]struct{ text, at string }{
		"functions": {longFile(10_000), "i * 300"},
		"script":    {longScript(10_000), "+ 2500\n"},
	} {
		b.Run(name, func(b *testing.B) {
			const p = "main.code"
			ws := Open(fstest.MapFS{p: {Data: []byte(c.text)}}, Config{})
			ctx := context.Background()
			if ds, err := ws.Snapshot().Diagnostics(ctx, p); err != nil || len(ds) > 300*3 {
				b.Fatal(err, len(ds))
			}
			text := ws.Snapshot().Text(p)
			at := strings.Index(c.text, c.at) + len(c.at) - 2
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				e := source.Edit{Span: source.Span{Start: at, End: at + 1}, New: "12"[i%2 : i%2+1]}
				text = text.Apply(e)
				snap := ws.Change([]Change{{Path: p, Text: text, Edits: []source.Edit{e}}})
				if _, err := snap.Diagnostics(ctx, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkInsert is what a statement or a declaration costs that comes into a file of 10,000 lines and goes again, with the diagnostics of each.
func BenchmarkInsert(b *testing.B) {
	for _, c := range []struct{ name, text, before, new string }{
		{"statement", script(10_000), "total = v500 * 3", "print(v500)\n"},
		{"value", script(10_000), "total = v500 * 3", "let more = 1\n"},
		{"function", declarations(10_000), "export fn f1000(", "export fn more() => 1\n\n"},
	} {
		b.Run(c.name, func(b *testing.B) {
			files := map[string]string{"main.code": c.text}
			if c.name == "function" {
				files["site.code"] = siteOfFile
			}
			ws := Open(memory(files), Config{})
			ctx := context.Background()
			if _, err := ws.Snapshot().AllDiagnostics(ctx); err != nil {
				b.Fatal(err)
			}
			text, at := ws.Snapshot().Text("main.code"), strings.Index(c.text, c.before)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				e := source.Edit{Span: source.Span{Start: at, End: at}, New: c.new}
				if i%2 == 1 {
					e = source.Edit{Span: source.Span{Start: at, End: at + len(c.new)}}
				}
				text = text.Apply(e)
				snap := ws.Change([]Change{{Path: "main.code", Text: text, Edits: []source.Edit{e}}})
				if _, err := snap.Diagnostics(ctx, "main.code"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
