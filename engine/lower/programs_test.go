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

// TestProgramFiles runs the programs of testdata/programs, whose output stands beside them.
func TestProgramFiles(t *testing.T) {
	dir := filepath.Join(testkit.Root(t), "testdata", "programs")
	outs, err := filepath.Glob(filepath.Join(dir, "*.out"))
	if err != nil || len(outs) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, out := range outs {
		name := strings.TrimSuffix(filepath.Base(out), ".out")
		t.Run(name, func(t *testing.T) { runProgram(t, dir, name) })
	}
}

func runProgram(t *testing.T, dir, name string) {
	prog, problem := lowered(os.DirFS(dir), name+".code")
	if problem != "" {
		t.Skipf("the check finds an error: %s", problem)
	}
	var out bytes.Buffer
	host := testHost(&out, &out)
	host.Stdin = strings.NewReader(readFile(filepath.Join(dir, name+".in")))
	host.Args = strings.Fields(readFile(filepath.Join(dir, name+".args")))
	err := eval.Compile(prog).NewMachine(host, eval.Limits{}).Run(context.Background())
	if err != nil && !err.Exit {
		t.Fatal(err.Report())
	}
	if want := readFile(filepath.Join(dir, name+".out")); out.String() != want {
		t.Errorf("printed %s\nwant %s", out.String(), want)
	}
}

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
				b.Skip(problem)
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
