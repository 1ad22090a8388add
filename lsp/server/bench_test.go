// What an editor waits for, measured by a scripted client that starts `coder lsp` as editors do and speaks to it over its standard input
// and output. `go test -run - -bench Editor -benchtime 1x ./lsp/server` prints a table of two workspaces.

package server

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/testkit"
)

// benchSize is one workspace: files of about 180 lines, and one that is longer.
type benchSize struct {
	name       string
	files      int
	blocks     int // of the long file; a block has 30 lines
	usesInFile int // of the name that is renamed: 1,000 in all
}

var benchSizes = []benchSize{{"40files", 40, 30, 25}, {"1000files", 1000, 333, 1}}

const (
	benchEdits = 100
	benchKey   = 150 * time.Millisecond // between keys at 80 words a minute
	benchKeys  = 60
	benchMain  = "main.code"
	benchWrong = "wrong.code" // has a mistake; it is the last file that is looked at
)

func BenchmarkEditor(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "coder")
	build := exec.Command("go", "build", "-o", binary, "./cmd/coder")
	build.Dir = testkit.Root(b)
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	// The client shares the processors with the server: its own collections of garbage are made between the rows.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for _, size := range benchSizes {
		b.Run(size.name, func(b *testing.B) {
			root := b.TempDir()
			writeBenchWorkspace(b, root, size)
			for range b.N {
				r := newBenchRun(b, binary, root)
				r.all()
				r.end()
				fmt.Print(b.Name(), r.table()) // a log would be cut
			}
		})
	}
}

// writeBenchWorkspace writes sources in which every file imports from others, and each has types, functions and components.
func writeBenchWorkspace(b *testing.B, root string, size benchSize) {
	write := func(name string, text string) {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("names.code", "/// What a label says of a thing.\nexport fn label(text: string, n = 1) => \"{text}: {n}\"\n")
	for i := range size.files {
		write(fmt.Sprintf("part%03d.code", i), benchFile(i, 6, size.usesInFile))
	}
	write(benchWrong, "print(nobody)\n")
	write(benchMain, benchFile(size.files, size.blocks, 1))
}

// benchFile is the text of a file that uses the label some times and something of the file before it.
func benchFile(i, blocks, uses int) string {
	var t strings.Builder
	t.WriteString("import { label } from \"./names\"\n")
	before := "[]"
	if i > 0 {
		fmt.Fprintf(&t, "import { items0 as before } from \"./part%03d\"\n", i-1)
		before = "before.map(fn(i) => i.name)"
	}
	fmt.Fprintf(&t, "\nexport let earlier: [string] = %s\n", before)
	for range uses {
		t.WriteString("print(label(\"x\", 2))\n")
	}
	for k := range blocks {
		fmt.Fprintf(&t, `
/// One thing that is for sale, kind %[1]d.
export type Item%[1]d = { name: string, price: number, tags: [string], next?: string }

export let items%[1]d: [Item%[1]d] = [
	{ name: "a%[1]d", price: %[1]d, tags: ["x", "y"] },
	{ name: "b%[1]d", price: 2, tags: [], next: "a%[1]d" },
]

fn total%[1]d(list: [Item%[1]d]) => list.map(fn(i) => i.price).sum()

/// The cheapest thing below a limit.
export fn cheapest%[1]d(limit: number) {
	var found: [Item%[1]d] = []
	for item in items%[1]d {
		if item.price < limit && item.tags.contains("x") {
			found += [item]
		}
	}
	let first = found.first()
	return first == none ? "nothing below {limit}" : "{first.name}: {first.price} of {total%[1]d(found)}"
}

export fn Card%[1]d(item: Item%[1]d, on = false) {
	return <article class={["card", on ? "on" : none]}>
		<h2 id="t%[1]d">{item.name}</h2>
		@for tag, i in item.tags { <a href="/tags/{tag}">{i + 1}. {tag}</a> } @empty { <p>-</p> }
		<p>{cheapest%[1]d(3)}</p>
	</article>
}
`, k)
	}
	return t.String()
}

// benchRun is one client with its server.
type benchRun struct {
	*wire
	b       *testing.B
	cmd     *exec.Cmd
	root    string
	text    string // of the long file, as the server has it
	version int
	typing  int // the offset where is typed
	rows    []benchRow
}

// benchRow is a line of the table: milliseconds, or what the unit says.
type benchRow struct {
	what    string
	samples []float64
	unit    string
}

func newBenchRun(b *testing.B, binary, root string) *benchRun {
	r := &benchRun{b: b, root: root}
	data, err := os.ReadFile(filepath.Join(root, benchMain))
	if err != nil {
		b.Fatal(err)
	}
	r.text = string(data)
	r.typing = strings.Index(r.text[len(r.text)/2:], "\tlet first") + len(r.text)/2
	start := time.Now()
	r.cmd = exec.Command(binary, "lsp")
	r.cmd.Stderr = os.Stderr
	in, err := r.cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	r.wire = newWire(b, out, in)
	answer := r.ask("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": "file://" + root, "workspaceFolders": []any{map[string]any{"uri": "file://" + root, "name": "bench"}},
		"capabilities": map[string]any{
			"textDocument": map[string]any{
				"publishDiagnostics": map[string]any{"relatedInformation": true},
				"documentSymbol":     map[string]any{"hierarchicalDocumentSymbolSupport": true},
				"completion":         map[string]any{"completionItem": map[string]any{"snippetSupport": true}},
				"rename":             map[string]any{"prepareSupport": true},
				"semanticTokens":     map[string]any{"requests": map[string]any{"full": map[string]any{"delta": true}}},
			},
			"workspace": map[string]any{"workspaceFolders": true, "didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}, "workspaceEdit": map[string]any{"documentChanges": true}},
		},
	})
	r.add("start to initialize answered", milliseconds(answer.at.Sub(start)))
	r.notify("initialized", map[string]any{})
	return r
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func (r *benchRun) add(what string, samples ...float64) {
	runtime.GC()
	r.rows = append(r.rows, benchRow{what: what, samples: samples})
}

func (r *benchRun) addAs(unit, what string, value float64) {
	r.rows = append(r.rows, benchRow{what, []float64{value}, unit})
}

// document names the long file in a request.
func (r *benchRun) document() map[string]any {
	return map[string]any{"uri": "file://" + r.root + "/" + benchMain}
}

func (r *benchRun) place(offset int) map[string]any {
	return map[string]any{"line": strings.Count(r.text[:offset], "\n"), "character": offset - strings.LastIndexByte(r.text[:offset], '\n') - 1}
}

// edit replaces bytes of the long file and returns when that was sent.
func (r *benchRun) edit(start, end int, text string) time.Time {
	change := map[string]any{"range": map[string]any{"start": r.place(start), "end": r.place(end)}, "text": text}
	r.text = r.text[:start] + text + r.text[end:]
	r.version++
	document := r.document()
	document["version"] = r.version
	at := time.Now()
	r.notify("textDocument/didChange", map[string]any{"textDocument": document, "contentChanges": []any{change}})
	return at
}

// settled waits for the diagnostics of the newest version and returns when they came.
func (r *benchRun) settled() time.Time { return r.told(benchMain, r.version) }

// told waits for the diagnostics of a version of a file, 0 for one that is not open, and returns when they came.
func (r *benchRun) told(file string, version int) time.Time {
	uri := "file://" + r.root + "/" + file
	return r.until("diagnostics", func(m incoming) bool {
		var p struct {
			URI     string `json:"uri"`
			Version int    `json:"version"`
		}
		return m.Method == "textDocument/publishDiagnostics" && json.Unmarshal(m.Params, &p) == nil && p.URI == uri && p.Version == version
	}).at
}

// benchTyped is typed key by key, with an end of its line.
const benchTyped = "\tlet sum = items1.map(fn(i) => i.price + 1).sum()\n"

// key types the n-th key, or takes all of what was typed back.
func (r *benchRun) key(n int) time.Time {
	i := n % (len(benchTyped) + 1)
	if i == len(benchTyped) {
		return r.edit(r.typing, r.typing+len(benchTyped), "")
	}
	return r.edit(r.typing+i, r.typing+i, benchTyped[i:i+1])
}

// caret is the place behind the n-th key.
func (r *benchRun) caret(n int) map[string]any { return r.place(r.typing + (n+1)%(len(benchTyped)+1)) }

func (r *benchRun) all() {
	r.version = 1
	document := r.document()
	document["version"], document["languageId"], document["text"] = 1, "codescript", r.text
	opened := time.Now()
	r.notify("textDocument/didOpen", map[string]any{"textDocument": document})
	r.add("open to first diagnostics", milliseconds(r.settled().Sub(opened)))
	r.add("open to those of all files", milliseconds(r.told(benchWrong, 0).Sub(opened)))
	for n := range len(benchTyped) + 1 { // the first edits find everything cold
		r.key(n)
		r.settled()
	}

	before := r.processorTime()
	var took []float64
	for n := range benchEdits {
		at := r.key(n)
		took = append(took, milliseconds(r.settled().Sub(at)))
	}
	r.add("edit to diagnostics", took...)
	r.addAs("ms", "processor time of one edit", milliseconds(r.processorTime()-before)/benchEdits)
	r.restore(benchEdits)

	used := strings.LastIndex(r.text[:r.typing], "items")
	r.afterKeys("completion", "textDocument/completion", func(n int) map[string]any { return map[string]any{"position": r.caret(n)} })
	for _, about := range []struct{ what, method string }{{"hover", "textDocument/hover"}, {"definition", "textDocument/definition"}} {
		r.afterKeys(about.what, about.method, func(int) map[string]any { return map[string]any{"position": r.place(used)} })
	}
	r.afterKeys("symbols", "textDocument/documentSymbol", func(int) map[string]any { return map[string]any{} })
	r.afterKeys("folding", "textDocument/foldingRange", func(int) map[string]any { return map[string]any{} })
	r.tokens()
	r.formatting()
	r.rename()
	r.typed()
}

// restore takes back what keys 0 to n-1 have left.
func (r *benchRun) restore(n int) {
	if left := n % (len(benchTyped) + 1); left > 0 {
		r.edit(r.typing, r.typing+left, "")
		r.settled()
	}
}

// afterKeys measures a request that is sent right behind a key.
func (r *benchRun) afterKeys(what, method string, params func(n int) map[string]any) {
	var took []float64
	for n := range benchEdits {
		r.key(n)
		p := params(n)
		p["textDocument"] = r.document()
		d, ok := r.timed(method, p)
		r.settled()
		if !ok {
			took = nil
			r.restore(n + 1)
			break
		}
		took = append(took, d)
	}
	if took != nil {
		r.restore(benchEdits)
	}
	r.add(what, took...)
}

// timed sends a request and says how long its answer took; false if the server refuses it.
func (r *benchRun) timed(method string, params map[string]any) (float64, bool) {
	at := time.Now()
	m := r.ask(method, params)
	return milliseconds(m.at.Sub(at)), m.Error == nil
}

// tokens measures what changes in the semantic tokens after a key.
func (r *benchRun) tokens() {
	var last struct {
		ResultID string `json:"resultId"`
	}
	full := r.ask("textDocument/semanticTokens/full", map[string]any{"textDocument": r.document()})
	if full.Error != nil || json.Unmarshal(full.Result, &last) != nil || last.ResultID == "" {
		r.add("token deltas")
		return
	}
	var took []float64
	for n := range benchEdits {
		r.key(n)
		at := time.Now()
		m := r.ask("textDocument/semanticTokens/full/delta", map[string]any{"textDocument": r.document(), "previousResultId": last.ResultID})
		took = append(took, milliseconds(m.at.Sub(at)))
		if err := json.Unmarshal(m.Result, &last); err != nil {
			r.b.Fatal(err)
		}
		r.settled()
	}
	r.restore(benchEdits)
	r.add("token deltas", took...)
}

// formatting measures formatting of the long file in which one line is out of shape, each time another version.
func (r *benchRun) formatting() {
	var took []float64
	for n := range 20 {
		at := r.typing + len("\tlet")
		if n%2 == 0 {
			r.edit(at, at, "  ")
		} else {
			r.edit(at, at+2, "")
		}
		r.settled()
		d, ok := r.timed("textDocument/formatting", map[string]any{"textDocument": r.document(), "options": map[string]any{"tabSize": 4, "insertSpaces": false}})
		if !ok {
			break
		}
		took = append(took, d)
	}
	r.add("formatting", took...)
}

// rename measures renaming a name with 1,000 uses.
func (r *benchRun) rename() {
	var took []float64
	for i := range 10 {
		d, ok := r.timed("textDocument/rename", map[string]any{
			"textDocument": r.document(), "position": r.place(strings.Index(r.text, "label") + 1), "newName": fmt.Sprintf("caption%d", i),
		})
		if !ok {
			break
		}
		took = append(took, d)
	}
	r.add("rename of 1,000 uses", took...)
}

// typed types as fast as people do and asks for completions where words begin.
func (r *benchRun) typed() {
	before, began := r.processorTime(), time.Now()
	for n := range benchKeys {
		r.key(n)
		if i := n % (len(benchTyped) + 1); i > 0 && i < len(benchTyped) && isLetter(benchTyped[i]) && !isLetter(benchTyped[i-1]) {
			r.ask("textDocument/completion", map[string]any{"textDocument": r.document(), "position": r.caret(n)})
		}
		r.settled()
		time.Sleep(time.Until(began.Add(time.Duration(n+1) * benchKey)))
	}
	r.addAs("%", "of a core at 80 words a minute", 100*float64(r.processorTime()-before)/float64(time.Since(began)))
	r.restore(benchKeys)
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }

// end asks for the peak of the memory and ends the server.
func (r *benchRun) end() {
	r.addAs("MB", "peak memory", r.peak())
	r.ask("shutdown", nil)
	r.notify("exit", nil)
	if err := r.cmd.Wait(); err != nil {
		r.b.Fatal(err)
	}
}

// clockTick is the unit of the times in /proc (USER_HZ, which is 100 on every Linux).
const clockTick = 10 * time.Millisecond

// processorTime is what the server has used so far; 0 where the system does not tell.
func (r *benchRun) processorTime() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", r.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * clockTick
}

// peak is the most memory in MB that the server has held; 0 where the system does not tell.
func (r *benchRun) peak() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return float64(kb) / 1024
}

// table shows the rows: the median and the slowest of 20, of several samples.
func (r *benchRun) table() string {
	var t strings.Builder
	t.WriteString("\n")
	for _, row := range r.rows {
		slices.Sort(row.samples)
		at := func(q float64) float64 { return row.samples[int(q*float64(len(row.samples)-1))] }
		switch {
		case len(row.samples) == 0:
			fmt.Fprintf(&t, "%-32s not offered\n", row.what)
		case row.unit != "":
			fmt.Fprintf(&t, "%-32s %8.2f %s\n", row.what, row.samples[0], row.unit)
		case len(row.samples) == 1:
			fmt.Fprintf(&t, "%-32s %8.2f ms\n", row.what, row.samples[0])
		default:
			fmt.Fprintf(&t, "%-32s %8.2f ms   p95 %8.2f ms   worst %8.2f ms\n", row.what, at(0.5), at(0.95), at(1))
		}
	}
	return t.String()
}
