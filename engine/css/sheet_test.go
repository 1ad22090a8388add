package css

import (
	"fmt"
	"strings"
	"testing"
)

// show writes a sheet as its blocks and declarations, each with its text.
func show(s *Sheet) string {
	var b strings.Builder
	for _, x := range s.Blocks {
		fmt.Fprintf(&b, "[%d %s|%s|%v]", x.Parent, x.At, s.Slice(x.Prelude), x.Closed)
	}
	for _, d := range s.Declarations {
		fmt.Fprintf(&b, "(%d %s=%s)", d.Block, s.Slice(d.Name), s.Slice(d.Value))
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{".a { color: red; margin: 0 auto }", "[-1 |.a|true](0 color=red)(0 margin=0 auto)"},
		{"a:hover, b > c{}", "[-1 |a:hover, b > c|true]"},
		{"@media (width > 3px) { p { top: 1px } }", "[-1 media|(width > 3px)|true][0 |p|true](1 top=1px)"},
		{"@import 'x.css'; p { top: 1px }", "[-1 |p|true](0 top=1px)"},
		{".a { .b & { top: 1px } left: 2px }", "[-1 |.a|true][0 |.b &|true](1 top=1px)(0 left=2px)"},
		{".a { --x: { a: b }; top: 1px", "[-1 |.a|false](0 --x={ a: b })(0 top=1px)"},
		{".a { co", "[-1 |.a|false](0 co=)"},
		{".a { color: }", "[-1 |.a|true](0 color=)"},
		{".a { background: url(a;b) }", "[-1 |.a|true](0 background=url(a;b))"},
		{".a { background: url(x.png) no-repeat !important }", "[-1 |.a|true](0 background=url(x.png) no-repeat !important)"},
		{"} .a { /* } */ top: 1px }", "[-1 |.a|true](0 top=1px)"},
		{"/* open", ""},
		{".a { content: 'x\n } .b {", "[-1 |.a|true][-1 |.b|false](0 content='x)"},
		{".a { co @media x { } } @ @layer b { }", "[-1 |.a|true][0 media|x|true][-1 layer|b|true](0 co=)"},
		{"@font-face{font-family:x}", "[-1 font-face||true](0 font-family=x)"},
	} {
		if got := show(Read(c.text, 0)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestClasses(t *testing.T) {
	s := Read(`.a.b > p, .c\:d:not(.e) { width: .5em } @media x { .f { } } @scope (.g) { } @keyframes k { 12.5% { } }`, 7)
	var names []string
	for _, c := range s.Classes() {
		names = append(names, c.Name)
		if got := s.Slice(c.Span); Unescape(got) != c.Name {
			t.Errorf("%s is at %q", c.Name, got)
		}
	}
	if got := strings.Join(names, " "); got != "a b c:d e f g" {
		t.Error(got)
	}
}

func TestIDs(t *testing.T) {
	s := Read(`#a .b#c-d, a[href="#no"]{ color: #fff } @media x { #e { } }`, 3)
	var names []string
	for _, id := range s.IDs() {
		names = append(names, id.Name)
		if got := s.Slice(id.Span); got != id.Name {
			t.Errorf("%s is at %q", id.Name, got)
		}
	}
	if got := strings.Join(names, " "); got != "a c-d e" {
		t.Error(got)
	}
}

func TestDeep(t *testing.T) {
	Read(strings.Repeat("a{", 1_000_000), 0)
	if s := Read(strings.Repeat("a{", 300)+strings.Repeat("}", 300)+"b{}", 0); !s.Blocks[len(s.Blocks)-1].Closed {
		t.Error("what follows deep blocks is lost")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(".a { color: red }")
	f.Add("@x { --y: {([ } \\")
	f.Fuzz(func(t *testing.T, text string) {
		s := Read(text, 3)
		last := 3
		for _, tok := range s.Tokens {
			if tok.Span.Start < last || tok.Span.Len() <= 0 || tok.Span.End > 3+len(text) {
				t.Fatal(tok)
			}
			last = tok.Span.End
		}
		for _, b := range s.Blocks {
			s.Slice(b.Prelude)
			s.Slice(b.Body)
			s.Slice(b.Span)
		}
		for _, d := range s.Declarations {
			s.Slice(d.Name)
			s.Slice(d.Value)
		}
		s.Classes()
	})
}
