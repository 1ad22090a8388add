package html

import (
	"encoding/json"
	"testing"
)

func TestAppendText(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"a b":                    "a b",
		`<a href="x">&amp;'</a>`: `&lt;a href="x"&gt;&amp;amp;'&lt;/a&gt;`,
		"글 & 그림":                 "글 &amp; 그림",
		"]]>":                    "]]&gt;",
	} {
		if got := string(AppendText(nil, in)); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func TestAppendAttr(t *testing.T) {
	for in, want := range map[string]string{
		"":           "",
		`a'b"c<d>&e`: `a'b&quot;c&lt;d>&amp;e`,
		"a\nb":       "a\nb",
	} {
		if got := string(AppendAttr(nil, in)); got != want {
			t.Errorf("%q: got %q", in, got)
		}
		if got := string(AppendAttr(nil, []byte(in))); got != want {
			t.Errorf("bytes %q: got %q", in, got)
		}
	}
}

func TestAppendScriptJSON(t *testing.T) {
	for _, value := range []string{"</script><script>alert(1)</script>", "<!--<script>", "]]>", "a&b", "\u2028\u2029\u2027\u202a", "글", "\xe2", "<\u2028>"} {
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		var back string
		got := AppendScriptJSON(nil, encoded)
		for _, c := range string(got) {
			if c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029' {
				t.Errorf("%q: %s holds %q", value, got, c)
			}
		}
		var want string
		if json.Unmarshal(got, &back) != nil || json.Unmarshal(encoded, &want) != nil || back != want {
			t.Errorf("%q: reads back as %q", value, back)
		}
	}
	if got := string(AppendScriptJSON(nil, `"</script>"`)); got != `"\u003c/script\u003e"` {
		t.Errorf("got %s", got)
	}
	if got := string(AppendScriptJSON(nil, "\"a\u2028b\"")); got != `"a\u2028b"` {
		t.Errorf("got %s", got)
	}
}

func TestDecode(t *testing.T) {
	for _, tt := range []struct{ in, text, attr string }{
		{"a&amp;b", "a&b", "a&b"},
		{"&lt;&gt;&quot;&apos;", "<>\"'", "<>\"'"},
		{"&#65;&#x42;", "AB", "AB"},
		{"&copy;", "©", "©"},
		{"&copy", "©", "©"},
		{"&copy=1", "©=1", "&copy=1"},
		{"&copyx", "©x", "&copyx"},
		{"?a=1&copy=2&lt=3", "?a=1©=2<=3", "?a=1&copy=2&lt=3"},
		{"&notit;", "¬it;", "&notit;"},
		{"&notin;", "∉", "∉"},
		{"&nothing", "¬hing", "&nothing"},
		{"&unknown;", "&unknown;", "&unknown;"},
		{"&", "&", "&"},
		{"& &;", "& &;", "& &;"},
		{"&#0;", "\ufffd", "\ufffd"},
		{"&#65", "A", "A"},
		{"&#65x", "Ax", "Ax"},
		{"글&nbsp;글", "글\u00a0글", "글\u00a0글"},
		{"&amp;lt;", "&lt;", "&lt;"},
		{"&lt &gt", "< >", "< >"},
	} {
		if got := DecodeText(tt.in); got != tt.text {
			t.Errorf("text %q: got %q, want %q", tt.in, got, tt.text)
		}
		if got := DecodeAttr(tt.in); got != tt.attr {
			t.Errorf("attribute %q: got %q, want %q", tt.in, got, tt.attr)
		}
	}
}

func TestStyle(t *testing.T) {
	for _, s := range []string{"color", "--x", "--X_1", "-webkit-mask", "border-top-width", "grid-area"} {
		if !IsStyleKey(s) {
			t.Errorf("key %q is refused", s)
		}
	}
	for _, s := range []string{"", "-", "--", "Color", "fontSize", "a b", "a:b", "a;b", "1a", "color:", "글", "--a b", "a\n"} {
		if IsStyleKey(s) {
			t.Errorf("key %q is accepted", s)
		}
	}
	for _, s := range []string{"red", "1px", "1px solid #fff", "calc(1px + 2%)", "CALC(1px)", "rgb(1 2 3 / 50%)", "linear-gradient(red, blue)", "translateX(1px) rotate(3deg)",
		"min(1px, max(2px, 3px))", `"a b", serif`, "50% / 2", "repeat", "color-mix(in oklch, red, blue)", "100%", "[a] 1fr", "글꼴"} {
		if !IsStyleValue(s) {
			t.Errorf("value %q is refused", s)
		}
	}
	for _, s := range []string{"", " ", "red; color: blue", "{", "}", `\72 ed`, "<", "a/*b", "url(x)", "URL(x)", "u(x)", "expression(alert(1))", "(1px)", "calc ((1px))",
		"image-set('x' 1x)", "image(x)", "element(#a)", "attr(x)", "env(x)", "var(--x)", "src(x)", "calc(url(x))", "-calc(1px)", "xcalc(1px)", "calc(1px", "1px)", `"a`, "'a\"", "a\nb", "a\x00", "paint(x)", "cross-fade(x)"} {
		if IsStyleValue(s) {
			t.Errorf("value %q is accepted", s)
		}
	}
	start := []byte(`<p style="`)
	got := AppendDeclaration(start, len(start), "color", "red")
	got = AppendDeclaration(got, len(start), "bad key", "x")
	got = AppendDeclaration(got, len(start), "background", "url(x)")
	got = AppendDeclaration(got, len(start), "font-family", `"A & B"`)
	if want := `<p style="color: red; font-family: &quot;A &amp; B&quot;`; string(got) != want {
		t.Errorf("got %s", got)
	}
}
