package diag

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
)

// FuzzRender shows a diagnostic with any argument at any place of any text: each format is
// whole, and the forms of one line a diagnostic are one line.
func FuzzRender(f *testing.F) {
	f.Add("let a = 1\n", "a", 4, 5)
	f.Add("\xff\t한글\r\n\x1b[0m", "\n\x00", 3, 90)
	f.Add(strings.Repeat("é\t", 300), strings.Repeat("x", 300), 400, 2)
	f.Add("", "", -1, 1<<40)
	f.Fuzz(func(t *testing.T, text, arg string, start, end int) {
		file := source.NewText(text)
		d := New(UnknownName, source.Span{Start: start, End: end}, Quote("name", arg)).
			WithRelated(Related{Span: source.Span{Start: end, End: start}, Note: NoteDeclared, Args: []Arg{Quote("name", arg)}})
		d.Path = "a.code"
		for _, lang := range []Lang{English, Korean} {
			for _, format := range []Format{Plain, Terminal, JSON, SARIF, GitHub} {
				out := string(Render(nil, []Diagnostic{d}, Config{Format: format, Lang: lang, Text: func(string) *source.Text { return file }}))
				if (format == Plain || format == JSON || format == GitHub) && (strings.Count(out, "\n") != 1 || !strings.HasSuffix(out, "\n")) {
					t.Errorf("format %d: not one line: %q", format, out)
				}
				if (format == JSON || format == SARIF) && !json.Valid([]byte(out)) {
					t.Errorf("format %d: not JSON: %q", format, out)
				}
				if strings.ContainsAny(out, "\x00\x1b\r") || !utf8.ValidString(out) {
					t.Errorf("format %d: not for people: %q", format, out)
				}
			}
		}
	})
}
