package feature

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/workspace"
)

// longFile is a file of about a thousand lines of code and markup.
func longFile(b testing.TB) File {
	b.Helper()
	snapshot := workspace.Open(fstest.MapFS{"main.code": {Data: []byte(manyCards(90))}}, workspace.Config{}).Snapshot()
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

func BenchmarkSymbols(b *testing.B) {
	f := longFile(b)
	for b.Loop() {
		Symbols(f)
	}
}

// usedOften is a project in which one function is used a thousand times in a number of files.
func usedOften(b testing.TB, count int) File {
	b.Helper()
	files := fstest.MapFS{"lib.code": {Data: []byte("export fn used(n: number) => n\n")}}
	for i := range count {
		var text strings.Builder
		text.WriteString("import { used } from \"./lib\"\n")
		for j := range 1000 / count {
			fmt.Fprintf(&text, `
/// Number %d.
export fn f%d(title: string, size: number = 1) {
	let words = title.split(" ").map(fn(w) => w.upper())
	let n = words.length * used(size)
	return <article class="card">
		<h2>{title}</h2>
		@for w, i in words {
			<p class={["a", i > 1 ? "b" : none]}>{w} {n}</p>
		}
	</article>
}
`, j, j)
		}
		files[fmt.Sprintf("f%d.code", i)] = &fstest.MapFile{Data: []byte(text.String())}
	}
	snapshot := workspace.Open(files, workspace.Config{}).Snapshot()
	if found, err := snapshot.AllDiagnostics(b.Context()); err != nil || len(found) > 0 {
		b.Fatal(err, found)
	}
	return File{Snapshot: snapshot, Path: "lib.code", Tree: snapshot.Tree("lib.code"), Lang: diag.English}
}

func BenchmarkReferences(b *testing.B) {
	for _, files := range []int{1, 1000} {
		b.Run(fmt.Sprint(files, " files"), func(b *testing.B) {
			f := usedOften(b, files)
			for b.Loop() {
				if n := len(References(b.Context(), f, len("export fn "))); n < 1000 {
					b.Fatal(n)
				}
			}
		})
	}
}

func BenchmarkRename(b *testing.B) {
	for _, files := range []int{1, 1000} {
		b.Run(fmt.Sprint(files, " files"), func(b *testing.B) {
			f := usedOften(b, files)
			for b.Loop() {
				if _, no := Rename(b.Context(), f, len("export fn "), "other"); no != "" {
					b.Fatal(no)
				}
			}
		})
	}
}

// BenchmarkRenameInLongFile renames what a few places of a file of 10,000 lines mention: of a script, and of a site.
func BenchmarkRenameInLongFile(b *testing.B) {
	var script, site strings.Builder
	for i := range 2_500 {
		fmt.Fprintf(&script, "let v%[1]d = number(\"%[1]d\")\nif v%[1]d == none { fail(\"no number\") }\nvar n%[1]d = v%[1]d\nprint(n%[1]d + 1)\n", i)
	}
	for i := range 2_000 {
		fmt.Fprintf(&site, "export fn v%[1]d(n: number) {\n\tlet m = n + %[1]d\n\treturn m > 2 ? v%[2]d(m) : none\n}\n\n", i, max(0, i-1))
	}
	for _, c := range []struct {
		name  string
		files fstest.MapFS
	}{
		{"script", fstest.MapFS{"main.code": {Data: []byte(script.String())}}},
		{"site", fstest.MapFS{
			"main.code": {Data: []byte(site.String())},
			"site.code": {Data: []byte("export let site: Site = { name: \"S\", url: \"https://s.example\", mode: \"build\" }\n")},
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			ws := workspace.Open(c.files, workspace.Config{})
			snapshot := ws.Change([]workspace.Change{{Path: "main.code", Text: ws.Snapshot().Text("main.code")}})
			if _, err := snapshot.AllDiagnostics(b.Context()); err != nil {
				b.Fatal(err)
			}
			f := File{Snapshot: snapshot, Path: "main.code", Tree: snapshot.Tree("main.code"), Lang: diag.English}
			at := strings.Index(f.text().String(), "v500")
			b.ReportAllocs()
			for b.Loop() {
				if _, no := Rename(b.Context(), f, at, "other"); no != "" {
					b.Fatal(no)
				}
			}
		})
	}
}

// BenchmarkTokensAfterEdit types in one of 90 functions and asks for the change of the tokens.
func BenchmarkTokensAfterEdit(b *testing.B) {
	p := newTypist(longFile(b), ByteColumns)
	before := TokenRuns(b.Context(), p.file)
	at := strings.Index(p.file.text().String(), "words.length")
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		e := source.Edit{Span: source.Span{Start: at, End: at}, New: "x"}
		if i%2 == 1 {
			e = source.Edit{Span: source.Span{Start: at, End: at + 1}}
		}
		p.edit(e)
		b.StartTimer()
		after := TokenRuns(b.Context(), p.file)
		TokenChanges(before, after)
		before = after
	}
}

// BenchmarkFoldsAfterEdit types in one of 90 functions and asks for the folds.
func BenchmarkFoldsAfterEdit(b *testing.B) {
	p := newTypist(longFile(b), ByteColumns)
	at := strings.Index(p.file.text().String(), "words.length")
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		e := source.Edit{Span: source.Span{Start: at, End: at}, New: "x"}
		if i%2 == 1 {
			e = source.Edit{Span: source.Span{Start: at, End: at + 1}}
		}
		p.edit(e)
		b.StartTimer()
		Folds(p.file)
	}
}
