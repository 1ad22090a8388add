package value

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/html"
)

// Markup on its way to a document may hold marks that are no markup: what belongs into the document's head, and styles that are sent once.
// A mark starts with NUL, which markup never holds (escaping and raw replace it by U+FFFD), and a letter.
const (
	MarkByte = '\x00'

	MarkHead    = "\x00h" // … MarkEnd: what a <head> in the content adds to the document's
	MarkTitle   = "\x00t" // … MarkEnd: a <title> element
	MarkStyle   = "\x00s" // id MarkSep css MarkEnd: a component's style
	MarkContent = "\x00c" // … MarkEnd: what a page gives to its outermost layout
	MarkSep     = "\x00:"
	MarkEnd     = "\x00e"
	MarkHeadEnd = "\x00i" // where the document's own head ends
)

// PlainHTML returns the document that markup with marks stands for; see Assemble.
func PlainHTML(s string) string {
	if strings.IndexByte(s, MarkByte) < 0 {
		return s
	}
	return string(Assemble(nil, s).Body)
}

// Frame returns markup with marks as markup of a whole document, which browsers lay out by their standards: one that begins with a doctype is
// one, <html> lacks no more than that, and anything else gets a head, in which its own additions find their place, and a body. What is
// empty stays so. Lang is the language of the document, "" where it is not known.
func Frame(s, lang string) string {
	const doctype = "<!doctype html>"
	first := firstTag(s)
	switch {
	case first == "" || strings.EqualFold(first[:min(len("<!doctype"), len(first))], "<!doctype"):
		return s
	case startsWithTag(first, "html"):
		return doctype + s
	case !startsWithTag(first, "body"):
		s = "<body>" + s + "</body>"
	}
	if lang != "" {
		lang = string(html.AppendAttr([]byte(` lang="`), lang)) + `"`
	}
	return doctype + "<html" + lang + `><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` + MarkHeadEnd + "</head>" + s + "</html>"
}

// firstTag is markup from what a browser sees first on: behind white space, comments and what belongs into the head.
func firstTag(s string) string {
	for {
		s = strings.TrimLeft(s, " \t\n\f\r")
		if rest, ok := strings.CutPrefix(s, "<!--"); ok {
			if _, s, ok = strings.Cut(rest, "-->"); ok {
				continue
			}
			return ""
		}
		if rest, ok := strings.CutPrefix(s, MarkContent); ok { // a layout that adds nothing before its content
			s = rest
			continue
		}
		if len(s) < 2 || s[0] != MarkByte || !strings.Contains("hts", s[1:2]) {
			return s
		}
		s = s[2:]
		s = strings.TrimPrefix(s[markEnd(s):], MarkEnd)
	}
}

// startsWithTag reports whether markup starts with the start tag of an element.
func startsWithTag(s, element string) bool {
	n := 1 + len(element)
	return len(s) > n && s[0] == '<' && strings.EqualFold(s[1:n], element) && strings.IndexByte(" \t\n\f\r/>", s[n]) >= 0
}

// Span is a part of a body: bytes, half-open.
type Span struct{ Start, End int }

// Document is markup without marks.
type Document struct {
	Body    []byte
	Title   string // the text of the <title> element that stands
	Head    Span   // in Body: what the content added to the head
	Content Span   // in Body: what MarkContent held
}

// Assemble makes the document that markup with marks stands for. Additions go where the document's head ends, a <title> among them in
// place of the document's own; without such a place they stay where they are. Of the styles with one id the first is sent.
//
// The body is written into buffer where that is long enough.
func Assemble(buffer []byte, s string) Document {
	a := assembler{doc: Document{Body: buffer[:0]}}
	if strings.IndexByte(s, MarkByte) < 0 {
		a.doc.Body = append(a.doc.Body, s...)
		return a.doc
	}
	a.seen = map[string]bool{}
	a.hasHead = strings.Contains(s, MarkHeadEnd)
	if a.hasHead {
		a.collect(s)
	}
	a.doc.Body = slices.Grow(a.doc.Body, len(s)+64)
	a.write(s)
	return a.doc
}

type assembler struct {
	doc     Document
	seen    map[string]bool // ids of styles
	hasHead bool            // there is a place for additions
	head    strings.Builder // additions without titles
	title   string          // the last title among the additions
	titled  bool            // it has been written
}

// collect finds the additions, wherever they stand.
func (a *assembler) collect(s string) {
	walkMarks(s, func(piece string, kind byte) {
		switch kind {
		case 'h':
			a.addition(piece)
		case 's':
			a.style(piece, func(css string) { a.head.WriteString(css) })
		case 'c':
			a.collect(piece)
		}
	})
}

func (a *assembler) addition(s string) {
	walkMarks(s, func(piece string, kind byte) {
		switch kind {
		case 't':
			a.title = piece
		case 's':
			a.style(piece, func(css string) { a.head.WriteString(css) })
		case 'h':
			a.addition(piece)
		case 0:
			a.head.WriteString(piece)
		}
	})
}

func (a *assembler) style(piece string, write func(string)) {
	id, css, _ := strings.Cut(piece, MarkSep)
	if !a.seen[id] {
		a.seen[id] = true
		write("<style>" + css + "</style>")
	}
}

func (a *assembler) put(s string) { a.doc.Body = append(a.doc.Body, s...) }

// putTitle writes a <title> element.
func (a *assembler) putTitle(s string) {
	a.put(s)
	start, end := strings.IndexByte(s, '>'), strings.LastIndexByte(s, '<')
	if start >= 0 && end > start {
		a.doc.Title = html.DecodeText(s[start+1 : end])
	}
}

func (a *assembler) write(s string) {
	walkMarks(s, func(piece string, kind byte) {
		switch kind {
		case 0:
			a.put(piece)
		case 't':
			switch {
			case a.title == "":
				a.putTitle(piece)
			case !a.titled:
				a.putTitle(a.title)
				a.titled = true
			}
		case 'i':
			if a.title != "" && !a.titled {
				a.putTitle(a.title)
				a.titled = true
			}
			a.doc.Head.Start = len(a.doc.Body)
			a.put(a.head.String())
			a.doc.Head.End = len(a.doc.Body)
		case 'c':
			start := len(a.doc.Body)
			a.write(piece)
			a.doc.Content = Span{start, len(a.doc.Body)}
		case 'h':
			if !a.hasHead {
				a.put("<head>")
				a.write(piece)
				a.put("</head>")
			}
		case 's':
			if !a.hasHead {
				a.style(piece, a.put)
			}
		}
	})
}

// walkMarks calls f for each piece of markup (kind 0) and for the content of each mark (its letter), in order.
func walkMarks(s string, f func(piece string, kind byte)) {
	for s != "" {
		i := strings.IndexByte(s, MarkByte)
		if i < 0 || i+1 >= len(s) {
			f(s, 0)
			return
		}
		if i > 0 {
			f(s[:i], 0)
		}
		kind := s[i+1]
		s = s[i+2:]
		if kind == 'i' {
			f("", kind)
			continue
		}
		end := markEnd(s)
		f(s[:end], kind)
		s = strings.TrimPrefix(s[end:], MarkEnd)
	}
}

// markEnd returns where the mark that s is the content of ends; marks inside it are skipped.
func markEnd(s string) int {
	depth := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] != MarkByte {
			continue
		}
		switch s[i+1] {
		case 'h', 't', 's', 'c':
			depth++
		case 'e':
			if depth == 0 {
				return i
			}
			depth--
		}
		i++
	}
	return len(s)
}
