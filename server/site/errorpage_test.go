package site

import (
	"io/fs"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
)

func TestMark(t *testing.T) {
	for _, c := range []struct {
		source        string
		column, width int
		want          string
	}{
		{"let 합계 = 없는이름", 10, 4, "let 합계 = [없는이름]"}, {"\tx", 2, 1, "\t[x]"}, {"x", 2, 1, "x[ ]"}, {"x", 9, 9, "x[ ]"}, {"", 1, 1, "[ ]"}, {"abc", 0, 0, "[a]bc"},
	} {
		if m := mark(Problem{Source: c.source, Column: c.column, Width: c.width}); m.Before+"["+m.Wrong+"]"+m.After != c.want {
			t.Errorf("%q at %d, %d wide: %q", c.source, c.column, c.width, m)
		}
	}
}

func TestRunErrorsInBothLanguages(t *testing.T) {
	err := NewRunError(diag.Both{English: "%s: found %d", Korean: "%[2]d: %[1]s에서"}, "a.code", 3)
	plain := &RunError{Message: "only English"}
	for _, c := range []struct {
		err  error
		lang diag.Lang
		want string
	}{
		{err, diag.English, "a.code: found 3"}, {err, diag.Korean, "3: a.code에서"}, {plain, diag.Korean, "only English"}, {fs.ErrExist, diag.Korean, fs.ErrExist.Error()},
	} {
		if got := ErrorIn(c.err, c.lang).Error(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
