package main

import (
	"bytes"
	"os"
	"testing"
)

// TestGeneratedFilesAreCurrent holds that `go generate` would change nothing.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	text, err := os.ReadFile("../../grammar.txt")
	if err != nil {
		t.Fatal(err)
	}
	g := read(string(text))
	for name, fill := range map[string]func(*bytes.Buffer){"kinds_gen.go": g.kinds, "views_gen.go": g.views} {
		want, err := source(fill)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s does not follow from grammar.txt any more: run make generate", name)
		}
	}
}
