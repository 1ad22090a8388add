package lower_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/testkit"
)

// readFile returns a file's text, "" when there is none.
func readFile(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(data)
}

// BenchmarkPrograms runs the programs of testdata/programs/bench.
func BenchmarkPrograms(b *testing.B) {
	dir := filepath.Join(testkit.Root(b), "testdata", "programs", "bench")
	paths, _ := filepath.Glob(filepath.Join(dir, "*.code"))
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".code")
		b.Run(name, func(b *testing.B) {
			lowered, problem := lowered(source(readFile(path)), "main.code")
			if problem != "" {
				b.Fatal(problem)
			}
			prog := eval.Compile(lowered)
			var out bytes.Buffer
			b.ReportAllocs()
			for b.Loop() {
				out.Reset()
				if err := prog.NewMachine(eval.Host{Stdout: &out}, eval.Limits{}).Run(context.Background()); err != nil {
					b.Fatal(err.Report())
				}
			}
			if want := readFile(filepath.Join(dir, name+".out")); out.String() != want {
				b.Errorf("printed %s\nwant %s", out.String(), want)
			}
		})
	}
}
