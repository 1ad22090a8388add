package syntax

import (
	"math"
	"strings"
	"testing"
)

func TestDecodeNumber(t *testing.T) {
	for text, want := range map[string]float64{
		"0": 0, "12": 12, "1_000": 1000, "1.5": 1.5, "2e-3": 0.002, "2E+3": 2000, "0xff": 255, "0xF_F": 255, "0b101": 5, "0o17": 15, "1_0.2_5e1_0": 10.25e10,
		"007": 7, "1e400": math.Inf(1), "0x20000000000001": 9007199254740993 - 1, "0x20000000000003": 9007199254740996,
		"0x10000000000000000": 18446744073709551616, "0x100000000000000001": 295147905179352825856, "0x1ffffffffffffffffff": 9444732965739290427392,
	} {
		if got := DecodeNumber(text); got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"", "1_", "_1", "1__0", "0x", "0x_f", "0b2", "0o8", "1e", "1e+", "1.", "1.e1", "12px", "0xfg", "1_.5", "1._5", "1e_5"} {
		if got := DecodeNumber(text); !math.IsNaN(got) {
			t.Errorf("%q is %v, want no number", text, got)
		}
	}
}

// valueOf is the expression that a text gives to a.
func valueOf(t *testing.T, text string) Node {
	t.Helper()
	for d := range (File{parseText("let a = " + text + "\n").Root()}).Decls().Items() {
		if let, ok := AsLetStmt(d); ok {
			return let.Value()
		}
	}
	t.Fatalf("%q gives no value", text)
	return Node{}
}

func TestStringValue(t *testing.T) {
	for text, want := range map[string]string{
		`"a"`:                                 "a",
		`''`:                                  "",
		`"a\n\t\r\\\"\'\{\}\u{1F600}"`:        "a\n\t\r\\\"'{}😀",
		`"a{b}c"`:                             "ac",
		"`a\\n{b}\r\nc`":                      "a\\n{b}\nc",
		"\"\"\"\n\ta\n\t\tb\n\n\tc\n\t\"\"\"": "a\n\tb\n\nc",
		"\"\"\"\r\n\ta\r\n\tb\r\n\t\"\"\"":    "a\nb",
		"\"\"\"\na\n\"\"\"":                   "a",
		"\"\"\"\n\"\"\"":                      "",
		"\"\"\"\n\t\"\"\"":                    "",
		"\"\"\"\n\n\"\"\"":                    "",
		"\"\"\"\n\n\n\"\"\"":                  "\n",
		"\"\"\"\n\ta\\n\n\tb\\{\n\t\"\"\"":    "a\n\nb{",
		"\"\"\"\n\ta \"quoted\" b\n\t\"\"\"":  `a "quoted" b`,
		"\"\"\"\n  a\n \tb\n\"\"\"":           "  a\n \tb",
		"\"a\xff\xfeb\"":                      "a\ufffdb",
	} {
		if got := valueOf(t, text).StringValue(); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// The pieces of a string keep their holes in place, and the last line end is taken off whatever stands before it.
func TestStringParts(t *testing.T) {
	for text, want := range map[string]string{
		`"a{b}{c}d"`:                           "a|b|c|d",
		"\"\"\"\n\t{a}\n\tb {c}\n\t\"\"\"":     "a|\n|b |c",
		"\"\"\"\n\t\t{a}\n\t\"\"\"":            "\t|a",
		"\"\"\"\n\t{f(\n\t\tx\n\t)}\n\t\"\"\"": "f(\n\t\tx\n\t)",
	} {
		var got []string
		for part := range StringParts(valueOf(t, text)) {
			if part.Hole.Ok() {
				got = append(got, Hole{part.Hole}.Value().Text())
			} else {
				got = append(got, part.Text)
			}
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q has the parts %q, want %q", text, g, want)
		}
	}
}

func TestMarkupText(t *testing.T) {
	e, _ := AsElement(valueOf(t, `<p a="x &amp; y &copy=1 &#65; \{" b=c&lt;d>x &amp; &copy &nosuch; &#x41; \} @@if a@if < 3</p>`))
	var text strings.Builder
	for c := range e.Children().Items() {
		if c.Kind() == KindHole || c.Kind() == KindElement {
			t.Errorf("%s in %q", c.Kind(), e.Text())
		}
		text.WriteString(c.MarkupText())
	}
	if got, want := text.String(), "x & © &nosuch; A } @if a@if < 3"; got != want {
		t.Errorf("text is %q, want %q", got, want)
	}
	var attrs []string
	for a := range (StartTag{e.Start()}).Attrs().Items() {
		attrs = append(attrs, Attr{a}.Name().Text()+"="+Attr{a}.Value().AttrText())
	}
	if got, want := strings.Join(attrs, " "), "a=x & y &copy=1 A { b=c<d"; got != want {
		t.Errorf("attributes are %q, want %q", got, want)
	}
}

func TestNameText(t *testing.T) {
	if got := valueOf(t, "e\u0301").NameText(); got != "\u00e9" {
		t.Errorf("a name is %+q, want it in NFC", got)
	}
}

func TestDocComment(t *testing.T) {
	for text, want := range map[string]string{
		"/// a\n/// b\nfn f() { }":                "a\nb",
		"/// a\n\n/// b\nfn f() { }":              "b",
		"/// a\n\nfn f() { }":                     "",
		"/// a\n// b\nfn f() { }":                 "",
		"// b\n/// a\nfn f() { }":                 "a",
		"///a\n///\n///  b\r\nfn f() { }":         "a\n\n b",
		"//// a\nfn f() { }":                      "",
		"\ufeff/// a\nfn f() { }":                 "a",
		"#!/usr/bin/env coder\n/// a\nfn f() { }": "a",
	} {
		for d := range (File{parseText(text).Root()}).Decls().Items() {
			if got := d.DocComment(); got != want {
				t.Errorf("%q documents %q, want %q", text, got, want)
			}
		}
	}
}

// Trivia tile what stands before a token.
func TestLeading(t *testing.T) {
	var kinds []TriviaKind
	text := "\ufeff#!x\r\n \t// a\n/* b\n */ /// c\n\rx"
	first := parseText(text).Root()
	end := 0
	for piece := range first.Leading() {
		kinds = append(kinds, piece.Kind)
		if piece.Span.Start != end || text[piece.Span.Start:piece.Span.End] != piece.Text {
			t.Errorf("%v does not follow %d", piece, end)
		}
		end = piece.Span.End
	}
	want := []TriviaKind{TriviaHeader, TriviaHeader, TriviaNewline, TriviaSpace, TriviaLineComment, TriviaNewline, TriviaBlockComment, TriviaSpace, TriviaDocComment, TriviaNewline, TriviaSpace}
	if len(kinds) != len(want) || end != first.First().Span().Start {
		t.Fatalf("trivia are %v up to %d", kinds, end)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("trivia %d is %d, want %d", i, kinds[i], want[i])
		}
	}
	if !first.NewlineBefore() || first.BlankLineBefore() || !first.CommentBefore() {
		t.Error("the flags of the trivia are wrong")
	}
}
