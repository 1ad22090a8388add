// Every program of testdata/programs, run by the real command, prints what stands beside it.

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestPrograms(t *testing.T) {
	from := filepath.Join("..", "..", "testdata", "programs")
	dir := t.TempDir() // programs may write files
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.out"))
	if err != nil {
		t.Fatal(err)
	}
	bench, err := filepath.Glob(filepath.Join(dir, "bench", "*.out"))
	if err != nil {
		t.Fatal(err)
	}
	found = append(found, bench...)
	if len(found) < 12 {
		t.Fatalf("found %d programs with an expected output, want at least 12", len(found))
	}
	for _, out := range found {
		base := strings.TrimSuffix(out, ".out")
		name, err := filepath.Rel(dir, base)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			args, _ := os.ReadFile(base + ".args") // most have none
			input, _ := os.ReadFile(base + ".in")
			cmd := exec.Command("coder", append([]string{"run", base + ".code"}, strings.Fields(string(args))...)...)
			cmd.Dir = dir
			cmd.Stdin = bytes.NewReader(input)
			var complaint bytes.Buffer
			cmd.Stderr = &complaint
			got, err := cmd.Output()
			if err != nil {
				t.Errorf("%v\n%s", err, complaint.String())
			}
			if !bytes.Equal(got, want) {
				t.Errorf("printed\n%s\nwant\n%s", got, want)
			}
		})
	}
}
