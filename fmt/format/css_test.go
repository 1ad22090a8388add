package format_test

import (
	"io"
	"strings"
	"testing"

	tdewolff "github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"github.com/codescript-lang/coder/engine/testkit"
)

// TestCSS works through what may stand in a style sheet. Each sheet comes back as it is when formatted again.
func TestCSS(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"one rule", "a{color:red}", "a {\n\tcolor: red;\n}"},
		{"no rule", "a{}", "a {}"},
		{"selectors", "a,b>c+d~e f{x:y}", "a,\nb > c + d ~ e f {\n\tx: y;\n}"},
		{"a pseudo class is no declaration", "a{b:hover{c:d}e :hover{c:d}}", "a {\n\tb:hover {\n\t\tc: d;\n\t}\n\te :hover {\n\t\tc: d;\n\t}\n}"},
		{"selectors in brackets", "a:not( .b , .c ):nth-child( 2n + 1 )[ d = \"e\" ]{x:y}", "a:not(.b, .c):nth-child(2n + 1)[d = \"e\"] {\n\tx: y;\n}"},
		{"a signed frame is no combinator", "@keyframes a{+50%{x:y}}", "@keyframes a {\n\t+50% {\n\t\tx: y;\n\t}\n}"},
		{"nesting", "a{x:y;&:b{x:y}> c{x:y}}", "a {\n\tx: y;\n\t&:b {\n\t\tx: y;\n\t}\n\t> c {\n\t\tx: y;\n\t}\n}"},
		{"important", "a{x:y!important;z:y ! important}", "a {\n\tx: y !important;\n\tz: y !important;\n}"},
		{"a custom property is kept", "a{--x:{b:c; d};--y: 1  2;--z:;--w: }", "a {\n\t--x: {b:c; d};\n\t--y: 1  2;\n\t--z:;\n\t--w: ;\n}"},
		{"strings and addresses are kept", "a{b:url( x.png );c:\"d;}\";e:url(f;g,h) no-repeat}", "a {\n\tb: url( x.png );\n\tc: \"d;}\";\n\te: url(f;g,h) no-repeat;\n}"},
		{"at-rules", "@import 'a' screen;@media(a:1px)and (b :2px){c{d:e}}@layer x,y;", "@import 'a' screen;\n@media (a: 1px)and (b: 2px) {\n\tc {\n\t\td: e;\n\t}\n}\n@layer x, y;"},
		{"a selector in a condition", "@supports selector(a:hover) and (b:c){d{e:f}}", "@supports selector(a:hover) and (b: c) {\n\td {\n\t\te: f;\n\t}\n}"},
		{"comments", "/* a */\nb{/* c */d:e;/* f */\n/* g */}/* h */", "/* a */\nb { /* c */\n\td: e; /* f */\n\t/* g */\n} /* h */"},
		{"a comment of several lines moves as one", "a{\n    /* b\n     * c\n\n       d */\n    e:f\n}", "a {\n\t/* b\n\t * c\n\n\t   d */\n\te: f;\n}"},
		{"a comment instead of the last semicolon", "a{b:c /* d */}", "a {\n\tb: c; /* d */\n}"},
		{"empty lines", "\n\na{b:c;\n\n\nd:e;\n\n}\n\n\nf{g:h}\n\n", "a {\n\tb: c;\n\n\td: e;\n}\n\nf {\n\tg: h;\n}"},
		{"rows of a grid", "a{grid-template:\"b c\" 1fr \"d e\" 2fr/1fr 1fr}", "a {\n\tgrid-template:\n\t\t\"b c\" 1fr\n\t\t\"d e\" 2fr/1fr 1fr;\n}"},
		{"an escape and its space", `.\31 0,.\31  b{c:\9}`, ".\\31 0,\n.\\31  b {\n\tc: \\9;\n}"},
		{"what is left as it is", "a{/* coder: leave */b:c(1,0,\n  0,1);d:e}/* coder: leave */\n/* f */g{h:i;\n j{k:l}}\nm{/* coder: leave */}n{o:p}",
			"a { /* coder: leave */\n\tb:c(1,0,\n  0,1);\n\td: e;\n} /* coder: leave */\n/* f */\ng{h:i;\n j{k:l}}\nm { /* coder: leave */\n}\nn {\n\to: p;\n}"},
		{"further semicolons", "a{b:c;;;d:e}", "a {\n\tb: c;\n\td: e;\n}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := "let view = <style>\n" + indented(test.want) + "</style>\n"
			src := "let view = <style>" + test.in + "</style>\n"
			got := formatted(t, src, 0)
			if got != want {
				t.Error(testkit.Diff(want, got))
			}
			checkInvariants(t, src)
		})
	}
}

// indented returns lines one tab in.
func indented(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s + "\n") {
		if line != "\n" && line[0] != ' ' { // what is left as it is stays where it is
			b.WriteString("\t")
		}
		b.WriteString(line)
	}
	return b.String()
}

// TestWrongCSS holds that a sheet that is wrong keeps its lines and only moves.
func TestWrongCSS(t *testing.T) {
	for _, wrong := range []string{"a {", "a }", "a { b: \"c }", "a { b: 'c\n' }", "/* a", "a { b }", "a { 0: c }", "b: c;", "a {};", "<!-- a { b: c } -->", "{ a: b }", "a { b: url(c d \"e) }", "a { b: url(c d) }", "a { (b] }", "@media { ; }", "a { b: c\\\n }"} {
		src := "let view = <style>\n  " + strings.ReplaceAll(wrong, "\n", "\n  ") + "\n</style>\n"
		want := "let view = <style>\n\t" + strings.ReplaceAll(wrong, "\n", "\n\t") + "\n</style>\n"
		if strings.Contains(wrong, "\\\n") {
			want = src // a line that is joined to the next may be in a string
		}
		if got := formatted(t, src, 0); got != want {
			t.Errorf("%q\n%s", wrong, testkit.Diff(want, got))
		}
	}
}

// TestWideCSS holds where lines of a sheet are broken.
func TestWideCSS(t *testing.T) {
	src := "let view = <style>a{transition:color .2s ease,background-color .2s ease;font-family:system-ui,sans-serif,serif,monospace;b:c(dddddddddddd,eeeeeeeeeeee,ffffffffffff)}</style>"
	want := "let view = <style>\n\ta {\n\t\ttransition:\n\t\t\tcolor .2s ease,\n\t\t\tbackground-color .2s ease;\n\t\tfont-family: system-ui,\n\t\t\tsans-serif, serif,\n\t\t\tmonospace;\n\t\tb: c(\n\t\t\tdddddddddddd,\n\t\t\teeeeeeeeeeee,\n\t\t\tffffffffffff\n\t\t);\n\t}\n</style>\n"
	if got := formatted(t, src, 36); got != want {
		t.Error(testkit.Diff(want, got))
	}
}

// TestJSON works through data in scripts.
func TestJSON(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a record", `{"a":1,"b":[],"c":{ },"d":[null , true]}`, `{ "a": 1, "b": [], "c": {}, "d": [null, true] }`},
		{"a broken one", `{"aaaaaaaaaaaaaaaa":"bbbbbbbbbb","c":[100,200,300,400,500,600,700,800,900]}`, "{\n\t\"aaaaaaaaaaaaaaaa\": \"bbbbbbbbbb\",\n\t\"c\": [\n\t\t100, 200, 300, 400, 500, 600, 700, 800,\n\t\t900\n\t]\n}"},
		{"a string", `"{a:\"b\",c}"`, `"{a:\"b\",c}"`},
		{"a number", "\n\n-1e5\n", "-1e5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := `let view = <script type="application/json">` + test.in + "</script>\n"
			want := "let view = <script type=\"application/json\">\n" + indented(test.want) + "</script>\n"
			if got := formatted(t, src, 54); got != want {
				t.Error(testkit.Diff(want, got))
			}
			checkInvariants(t, src)
		})
	}
}

// cssMeaning returns what a style sheet says, as a parser that is not the formatter's reads it; its lines if that finds fault with it.
func cssMeaning(text string) string {
	var b strings.Builder
	p := css.NewParser(tdewolff.NewInputString(text), false)
	for {
		grammar, _, data := p.Next()
		if grammar == css.ErrorGrammar {
			if p.Err() != io.EOF {
				return linesOf(text)
			}
			return b.String()
		}
		if grammar == css.CommentGrammar {
			b.WriteString(linesOf(string(data)))
			continue
		}
		b.WriteString(grammar.String() + " " + strings.TrimSpace(string(data)) + " ")
		values := p.Values()
		for i, v := range values {
			if v.TokenType == css.WhitespaceToken && grammar != css.CustomPropertyGrammar && (i == 0 || i+1 == len(values) || edge(values[i-1]) || edge(values[i+1])) {
				continue
			}
			if v.TokenType == css.WhitespaceToken {
				b.WriteString(" ")
				continue
			}
			b.WriteString(strings.TrimSpace(string(v.Data)))
		}
		b.WriteString("\n")
	}
}

// edge reports whether white space beside a token says nothing, or is held by the tests above.
func edge(t css.Token) bool {
	switch t.TokenType {
	case css.CommaToken, css.LeftParenthesisToken, css.RightParenthesisToken, css.LeftBracketToken, css.RightBracketToken, css.FunctionToken, css.ColonToken:
		return true
	}
	return t.TokenType == css.DelimToken && strings.ContainsAny(string(t.Data), ">+~!")
}

// linesOf returns the lines that are not blank, without the white space around them.
func linesOf(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Trim(line, htmlSpace); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}
