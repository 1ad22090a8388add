// Built-in pages for failures, for sites without a 404 or 500 page of their own, and the developer's page with diagnostics.

package site

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strings"
	"unicode"
)

//go:embed errorpage.html
var errorPageSource string

var errorPage = template.Must(template.New("error").Funcs(template.FuncMap{"caret": caret}).Parse(errorPageSource))

// failure is what an error page shows.
type failure struct {
	Status   int
	Lang     string
	Text     pageText
	ID       string    // the request's, "" to leave it out
	Problems []Problem // shown to the developer
	Failed   *RunError // shown to the developer
	Detail   string    // shown to the developer
	Dev      bool
}

// BuiltinPage draws the built-in page for a status in a language; "" and unknown languages are English.
func BuiltinPage(status int, lang string) *Answer {
	return failure{Status: status, Lang: chooseLanguage(lang, "")}.render()
}

// render draws the page. The template is part of the program and its fields always fit, which a test shows.
func (f failure) render() *Answer {
	f.Text = textFor(f.Lang, f.Status)
	var b bytes.Buffer
	if err := errorPage.Execute(&b, f); err != nil {
		b.Reset()
		b.WriteString(http.StatusText(f.Status))
	}
	return &Answer{Status: f.Status, Type: "text/html; charset=utf-8", Body: b.Bytes(), Title: f.Text.Title, Vary: []string{"Accept-Language"}}
}

// caret draws the line under a line of source: white space as in the source, so that tabs line up, then a mark for each column.
func caret(p Problem) string {
	var b strings.Builder
	col := 1
	for _, c := range p.Source {
		if col >= p.Column {
			break
		}
		switch {
		case c == '\t':
			b.WriteByte('\t')
		case isWide(c):
			b.WriteRune('\u3000')
		default:
			b.WriteByte(' ')
		}
		col++
	}
	b.WriteString(strings.Repeat("^", max(1, p.Width)))
	return b.String()
}

// isWide reports whether a character takes two columns in a monospaced font; roughly, the East Asian scripts.
func isWide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
}

// baseLanguage returns the language of a tag: "ko" of "ko-KR".
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	return base
}

// acceptLanguageWeight returns the weight an Accept-Language header gives to a language in any of its forms.
func acceptLanguageWeight(header, lang string) float64 {
	best := 0.0
	for item := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(item, ";")
		if baseLanguage(tag) == lang {
			best = max(best, acceptWeight("x;"+params, "x"))
		}
	}
	return best
}
