package main

import (
	"os"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/std"
)

func TestReferenceIsCurrent(t *testing.T) {
	kept, err := os.ReadFile("../../REFERENCE.md")
	if err != nil {
		t.Fatal(err)
	}
	if reference(std.Get()) != string(kept) {
		t.Error("engine/std/REFERENCE.md is not what the declarations give: go generate ./engine/std")
	}
}

func TestSignatures(t *testing.T) {
	text := reference(std.Get())
	for _, want := range []string{
		"`range(a: number, b: number, step: number = 1) -> [number]`\\\n",
		"`xs.map(f: fn(T, number) -> U) -> [U]`\\\n",
		"`xs.length: number`\\\n",
		"`t.in(zone: string) -> time`\\\n",
		"`session.get(key: string) -> any`\\\n",
		"- `now() -> time`\\\n  The present moment. *Reads the clock.*\n",
		"`random() -> number`\\\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %s", want)
		}
	}
	for _, s := range std.Get().Global.Symbols {
		if s.Doc == "" {
			t.Errorf("%s has no documentation", s.Name)
		}
	}
	for _, m := range std.Get().Modules {
		if m.Doc == "" {
			t.Errorf("%s does not say what it is for", m.Path)
		}
	}
}
