// Random edits, repeatable from a seed, that look like typing, pasting and deleting, and that break structure far more often than people do.

package testkit

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// breakers are the texts that change the most about what follows them: they open, close, comment out or start something.
var breakers = []string{
	"{", "}", "(", ")", "[", "]", "<", ">", "</", "/>", "<>", "</>", "\"", "'", "`", "\"\"\"", "\"\"\"\n", "\\", "\\{", "\\u{",
	"//", "///", "/*", "*/", "<!--", "-->", "<!doctype html>", "#!", "\ufeff", "\x00", "\xff\xfe", "\r", "\r\n", "\n", "\n\n", "\t", " ",
	"<p>", "</p>", "<div class=\"", "<br>", "<Card ", "<ui.Card>", "<카드>", "<pre>", "</pre>", "<style>", "</style>", "<script>", "</script>", "<textarea>",
	"@if ", "@else ", "@else if ", "@for ", "@empty ", "@match ", "@let ", "@", "&amp;", "&", "{/*", "*/}", "{...", "=", "=>", "->", "==", "..", "...", "?", "?.", "??",
	",", ";", ":", ".", "|", "||", "&&", "+", "-", "!", "is ", "\nfn ", "\nfn f(", "\nlet x = ", "\nimport { ", "\nexport let ", "\ntype T = ", "\npage {", "\nlayout(", "\npaths =>", "\nmodel M {",
	"\naction a {", "\ntest \"", "\nclient fn ", "return ", "if ", "else ", "match ", "for x in ", "while ", "try {", "catch e {", "fn(", "sql\"", "none", "1_", "0x", "2e", "글", "é", "e\u0301", "😀",
}

// EditConfig says what a generator may do.
type EditConfig struct {
	Seed    uint64   // the same seed gives the same edits
	Pieces  []string // texts to paste slices of, beside the document's own
	AnyByte bool     // edits may begin and end inside a character, as no editor would
}

// Edits makes random edits. It is not safe for concurrent use.
type Edits struct {
	cfg EditConfig
	rnd *rand.Rand
}

// An Edit replaces the bytes [Start, End) of a text.
type Edit struct {
	Start, End int // byte offsets in the text before the edit
	New        string
}

// NewEdits returns a generator for that configuration.
func NewEdits(cfg EditConfig) *Edits {
	return &Edits{cfg: cfg, rnd: rand.New(rand.NewPCG(cfg.Seed, 0x5eed))}
}

// Next returns an edit of text: a breaker put in, a short stretch or a line taken away, a stretch doubled, replaced or pasted from elsewhere, or one character typed.
func (e *Edits) Next(text string) Edit {
	at := e.offset(text)
	switch e.rnd.IntN(10) {
	case 0, 1, 2:
		return Edit{at, at, e.breaker()}
	case 3:
		return Edit{at, e.snap(text, min(len(text), at+1+e.rnd.IntN(8))), ""}
	case 4:
		start, end := lineAround(text, at)
		return Edit{start, end, ""}
	case 5:
		start, end := lineAround(text, at)
		return Edit{end, end, text[start:end]}
	case 6:
		return Edit{at, e.snap(text, min(len(text), at+e.rnd.IntN(16))), e.breaker()}
	case 7:
		return Edit{at, at, e.piece(text)}
	case 8:
		return Edit{at, e.snap(text, min(len(text), at+e.rnd.IntN(200))), e.piece(text)}
	default:
		return Edit{at, at, string(rune(' ' + e.rnd.IntN('~'-' '+1)))}
	}
}

// Apply returns text with the edit made, in memory that it does not share with text.
func (e Edit) Apply(text string) string {
	var b strings.Builder
	b.Grow(len(text) - (e.End - e.Start) + len(e.New))
	b.WriteString(text[:e.Start])
	b.WriteString(e.New)
	b.WriteString(text[e.End:])
	return b.String()
}

// Undo returns the edit that takes the edited text back to text.
func (e Edit) Undo(text string) Edit {
	return Edit{e.Start, e.Start + len(e.New), strings.Clone(text[e.Start:e.End])}
}

func (e *Edits) breaker() string { return breakers[e.rnd.IntN(len(breakers))] }

// piece is a stretch of up to 120 bytes of the document or of one of the configured texts.
func (e *Edits) piece(text string) string {
	if n := len(e.cfg.Pieces); n > 0 && e.rnd.IntN(2) == 0 {
		text = e.cfg.Pieces[e.rnd.IntN(n)]
	}
	start := e.offset(text)
	return text[start:e.snap(text, min(len(text), start+e.rnd.IntN(120)))]
}

func (e *Edits) offset(text string) int { return e.snap(text, e.rnd.IntN(len(text)+1)) }

// snap moves an offset back to the start of its character, unless edits may split one.
func (e *Edits) snap(text string, at int) int {
	if e.cfg.AnyByte {
		return at
	}
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// lineAround returns the bounds of the line that holds the offset, its newline included.
func lineAround(text string, at int) (start, end int) {
	start = strings.LastIndexByte(text[:at], '\n') + 1
	end = len(text)
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		end = at + i + 1
	}
	return start, end
}
