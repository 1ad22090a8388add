package lower_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/lower"
	"github.com/codescript-lang/coder/engine/testkit"
)

// TestProgramFiles runs the programs of testdata/programs, whose output stands beside them.
func TestProgramFiles(t *testing.T) {
	dir := filepath.Join(testkit.Root(t), "testdata", "programs")
	outs, err := filepath.Glob(filepath.Join(dir, "*.out"))
	if err != nil || len(outs) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	files := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".code") {
			rel, _ := filepath.Rel(dir, path)
			files[filepath.ToSlash(rel)] = readFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range outs {
		name := strings.TrimSuffix(filepath.Base(out), ".out")
		t.Run(name, func(t *testing.T) { runProgram(t, dir, name, files) })
	}
}

func runProgram(t *testing.T, dir, name string, files map[string]string) {
	p, problem := newProject(files)
	if problem != "" {
		t.Skipf("the check finds an error: %s", problem)
	}
	var out bytes.Buffer
	host := eval.Host{
		Stdout: &out, Stderr: &out, Zone: time.LoadLocation, Now: time.Now, Random: rand.Float64, Files: memory{},
		Env:   func(string) (string, bool) { return "", false },
		Stdin: strings.NewReader(readFile(filepath.Join(dir, name+".in"))), Args: strings.Fields(readFile(filepath.Join(dir, name+".args"))),
	}
	err := eval.Compile(lower.Program(p, name+".code")).NewMachine(host, eval.Limits{}).Run(context.Background())
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
			p, problem := newProject(map[string]string{"main.code": readFile(path)})
			if problem != "" {
				b.Skip(problem)
			}
			prog := eval.Compile(lower.Program(p, "main.code"))
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
