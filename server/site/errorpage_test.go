package site

import "testing"

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
