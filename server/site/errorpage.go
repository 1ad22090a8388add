// Built-in pages for failures, for sites without a 404 or 500 page of their own, and the developer's page with diagnostics.

package site

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"net/http"
	"strings"
)

//go:embed errorpage.html
var errorPageSource string

var errorPage = template.Must(template.New("error").Funcs(template.FuncMap{"mark": mark}).Parse(errorPageSource))

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

// marked is a line of source in three parts: before what is wrong, that, and after it.
type marked struct{ Before, Wrong, After string }

// mark parts the line of a problem. What is wrong is at least one character: past the end of the line, a space.
func mark(p Problem) marked {
	line := []rune(p.Source)
	start := min(max(p.Column-1, 0), len(line))
	end := min(start+max(p.Width, 1), len(line))
	return marked{string(line[:start]), cmp.Or(string(line[start:end]), " "), string(line[end:])}
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
