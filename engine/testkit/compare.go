// Comparing what a consumer made with what a case expects, showing the difference, and rewriting expectations in update mode.

package testkit

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/txtar"
)

// updateVariable is the environment variable that turns on the update mode. A flag would fail in every package that does not declare it.
const updateVariable = "CODER_UPDATE"

// expectedEmpty are the expectations that stand for "nothing" where a case leaves them out; any other that is absent is not compared.
var expectedEmpty = []string{"diag"}

// Compare checks got against the expectation of that name ("stdout", "html", "diag", …) and reports a unified diff with visible white
// space. A section always ends in a newline, so one newline at the end of got makes no difference. An absent expectation is not compared,
// save "diag", which then stands for no diagnostics.
//
// With CODER_UPDATE=1 it rewrites the section instead, but not that of a known failure, which states what is right. Update mode is refused
// under CI, where nobody would read the change.
func Compare(t testing.TB, c *Case, name, got string) {
	t.Helper()
	want, ok := c.Want(name)
	if !ok {
		if !slices.Contains(expectedEmpty, name) {
			return
		}
		want.Line = 1
	}
	if got != "" && !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	if got == want.Data {
		return
	}
	if k, ok := t.(*T); updating(t) && !(ok && k.known) {
		if err := rewrite(filepath.Join(Root(t), filepath.FromSlash(c.Path)), outPrefix+name, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s:%d: %s%s differs:\n%s", c.Path, want.Line, outPrefix, name, Diff(want.Data, got))
}

func updating(t testing.TB) bool {
	t.Helper()
	if os.Getenv(updateVariable) != "1" {
		return false
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s=1 is refused under CI: expectations are changed by people, who read the difference", updateVariable)
	}
	return true
}

// rewrite replaces one section of the archive, or adds it at the end; an empty text takes the section away. The archive is replaced in one step,
// so that a reader in another test process sees the old or the new one.
func rewrite(file, section, text string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	a := txtar.Parse(data)
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == section })
	switch {
	case text == "" && i >= 0:
		a.Files = slices.Delete(a.Files, i, i+1)
	case i >= 0:
		a.Files[i].Data = []byte(text)
	default:
		a.Files = append(a.Files, txtar.File{Name: section, Data: []byte(text)})
	}
	out := txtar.Format(a)
	if bytes.Equal(out, data) {
		return nil
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".update-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(out); err != nil {
		return fmt.Errorf("rewriting %s: %w", file, err)
	}
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("rewriting %s: %w", file, err)
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}

// Diff returns a unified diff from want to got in which tabs, carriage returns, no-break spaces and white space at the end of a line can be seen, or "" if they are equal.
func Diff(want, got string) string {
	diff := udiff.Unified("want", "got", want, got)
	var b strings.Builder
	for line := range strings.Lines(diff) {
		b.WriteString(visible(strings.TrimSuffix(line, "\n")))
		b.WriteByte('\n')
	}
	return b.String()
}

var visibleChars = strings.NewReplacer("\t", "→\t", "\r", "␍", "\u00a0", "⍽", "\ufeff", "⟨BOM⟩", "\x00", "␀")

func visible(line string) string {
	trimmed := strings.TrimRight(line, " ")
	if len(trimmed) > 0 && strings.ContainsRune("+- ", rune(line[0])) && len(trimmed) < len(line) {
		line = trimmed + strings.Repeat("·", len(line)-len(trimmed))
	}
	return visibleChars.Replace(line)
}
