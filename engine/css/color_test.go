package css

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestParseColor(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // as the first notation; "" of what is no colour
	}{
		{"#f00", "#ff0000"}, {"#F008", "#ff000088"}, {"#12345678", "#12345678"}, {"#12", ""}, {"#ggg", ""},
		{"red", "#ff0000"}, {"RebeccaPurple", "#663399"}, {"transparent", "#00000000"}, {"reddish", ""},
		{"rgb(255, 0, 51)", "#ff0033"}, {"rgba(255 0 51 / 50%)", "#ff003380"}, {"rgb(100% 0% 0%)", "#ff0000"}, {"rgb(1 2)", ""},
		{"hsl(120 100% 25%)", "#008000"}, {"hsl(0.5turn, 100%, 50%)", "#00ffff"}, {"hsla(-120deg 100% 50% / .5)", "#0000ff80"},
		{"hwb(0 50% 0%)", "#ff8080"}, {"hwb(0 100% 100%)", "#808080"},
		{"oklch(1 0 0)", "#ffffff"}, {"oklch(62.796% 0.25768 29.234)", "#ff0000"}, {"oklab(0 0 0)", "#000000"},
		{"rgb(300 -5 0)", "#ff0000"}, {"rgb(var(--x) 0 0)", ""}, {"rgb(0x1 0 0)", ""}, {"rgb(inf 0 0)", ""}, {"calc(1 2 3)", ""},
	} {
		got, ok := ParseColor(c.text)
		if ok != (c.want != "") || ok && got.Notations()[0] != c.want {
			t.Errorf("%s: %v %v, want %s", c.text, got.Notations()[0], ok, c.want)
		}
	}
}

// TestNotations writes colours in every notation and reads them back.
func TestNotations(t *testing.T) {
	for _, name := range ColorNames() {
		c, _ := NamedColor(name)
		if !slices.ContainsFunc(c.Notations(), func(n string) bool { other, ok := NamedColor(n); return ok && other == c }) {
			t.Errorf("%s is not named", name)
		}
		for _, n := range c.Notations() {
			back, ok := ParseColor(n)
			if far := math.Abs(back.Red-c.Red) + math.Abs(back.Green-c.Green) + math.Abs(back.Blue-c.Blue); !ok || far > 0.02 {
				t.Errorf("%s as %s is %v, not %v", name, n, back, c)
			}
		}
	}
	if got := strings.Join(Color{1, 0, 0, 0.5}.Notations(), "; "); got != "#ff000080; rgb(255 0 0 / 50%); hsl(0 100% 50% / 50%); hwb(0 0% 0% / 50%)" {
		t.Error(got)
	}
}

func TestColors(t *testing.T) {
	s := Read(`.a { color: red; font-family: red; --x: blue; background: url(#fff) #0f0 rgb(1 2 3), linear-gradient(#fff, tan); border: 1px solid`, 0)
	var got []string
	for _, c := range s.Colors() {
		got = append(got, s.Slice(c.Span))
	}
	if strings.Join(got, " ") != "red blue #0f0 rgb(1 2 3) #fff tan" {
		t.Error(got)
	}
}

func TestTables(t *testing.T) {
	if !slices.IsSortedFunc(Properties(), func(a, b Property) int { return strings.Compare(a.Name, b.Name) }) || len(Properties()) < 500 {
		t.Error("the properties are not in order, or few")
	}
	if len(ColorNames()) != 148 {
		t.Errorf("%d named colours, CSS Color 4 has 148", len(ColorNames()))
	}
	p := LookupProperty("Display")
	own, wide := p.Keywords()
	if !slices.Contains(own, "grid") || !slices.Contains(wide, "inherit") || p.Meaning.Korean == "" {
		t.Error(p)
	}
	for _, p := range Properties() {
		if m := p.Says(); m.English == "" || m.Korean == "" {
			t.Errorf("%s is not explained in both languages: %q", p.Name, m)
		}
	}
	for name, want := range map[string]Meaning{
		"border-inline-start-color": {"The colour of the border where the lines begin (on the left in most languages).", "줄이 시작하는 쪽(대개 왼쪽)의 테두리 색."},
		"row-rule-width":            {"How thick the lines between rows are.", "행 사이의 선의 굵기."},
		"overflow-x":                {"What happens to content that is larger than the box sideways.", "가로 방향에서 상자보다 큰 내용을 다루는 방식."},
	} {
		if got := LookupProperty(name).Says(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for name := range families() {
		if p := LookupProperty(name); p != nil && p.Meaning != (Meaning{}) && !p.Common {
			t.Errorf("%s says what its family says", name)
		}
	}
}
