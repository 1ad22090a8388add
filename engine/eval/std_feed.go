package eval

import (
	"bytes"
	"time"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// feedModule is std/feed.
var feedModule = map[string]builtin{
	"std/feed.rss":  {run: feedRSS, min: 3, max: 4},
	"std/feed.atom": {run: feedAtom, min: 3, max: 4},
}

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// feed is the arguments of rss and atom.
type feed struct {
	title, url, description string
	items                   []value.Value
	updated                 time.Time // the newest entry's date
}

func (fr *frame) feed(args []value.Value) (feed, bool) {
	f := feed{title: fr.str(args, 0, ""), url: fr.str(args, 1, ""), description: fr.str(args, 3, "")}
	if fr.m.err == nil {
		f.items = fr.elements(args[2])
	}
	for _, it := range f.items {
		if t := it.Field("date"); t.Kind() != value.KindTime {
			fr.fail(ir.FaultExpectedAt, "time", t.TypeName(), ".date")
		} else if t.Time().After(f.updated) {
			f.updated = t.Time()
		}
	}
	return f, fr.m.err == nil
}

// xmlWriter writes elements.
type xmlWriter struct{ bytes.Buffer }

func (w *xmlWriter) element(name, text string) {
	w.WriteString("<" + name + ">")
	w.text(text)
	w.WriteString("</" + name + ">\n")
}

// text writes text with & < > " as entities; characters that XML 1.0 (§2.2) does not allow become U+FFFD.
func (w *xmlWriter) text(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			w.WriteString("&amp;")
		case r == '<':
			w.WriteString("&lt;")
		case r == '>':
			w.WriteString("&gt;")
		case r == '"':
			w.WriteString("&quot;")
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
			w.WriteRune('\uFFFD')
		default:
			w.WriteRune(r)
		}
	}
}

func feedResponse(mediaType, body string) value.Value {
	return value.MakeResponse(&value.Response{Kind: value.ResponseText, Status: 200, Body: body, ContentType: mediaType})
}

// feedRSS writes RSS 2.0 (https://www.rssboard.org/rss-specification).
func feedRSS(fr *frame, args []value.Value) value.Value {
	f, ok := fr.feed(args)
	if !ok {
		return value.None
	}
	var w xmlWriter
	w.WriteString(xmlHeader + `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">` + "\n<channel>\n")
	w.element("title", f.title)
	w.element("link", f.url)
	w.element("description", f.description)
	if len(f.items) > 0 {
		w.element("lastBuildDate", f.updated.Format(time.RFC1123Z))
	}
	for _, it := range f.items {
		w.WriteString("<item>\n")
		w.element("title", it.Field("title").Text())
		w.element("link", it.Field("url").Text())
		w.element("guid", it.Field("url").Text())
		w.element("pubDate", it.Field("date").Time().Format(time.RFC1123Z))
		if s := it.Field("summary"); !s.IsNone() {
			w.element("description", s.Text())
		}
		if s := it.Field("content"); !s.IsNone() {
			w.element("content:encoded", value.PlainHTML(s.Text()))
		}
		w.WriteString("</item>\n")
	}
	w.WriteString("</channel>\n</rss>\n")
	return feedResponse("application/rss+xml; charset=utf-8", w.String())
}

// feedAtom writes Atom 1.0 (RFC 4287).
func feedAtom(fr *frame, args []value.Value) value.Value {
	f, ok := fr.feed(args)
	if !ok {
		return value.None
	}
	var w xmlWriter
	w.WriteString(xmlHeader + `<feed xmlns="http://www.w3.org/2005/Atom">` + "\n")
	w.element("title", f.title)
	if f.description != "" {
		w.element("subtitle", f.description)
	}
	w.link(f.url)
	w.element("id", f.url)
	w.element("updated", f.updated.Format(time.RFC3339))
	for _, it := range f.items {
		w.WriteString("<entry>\n")
		w.element("title", it.Field("title").Text())
		w.link(it.Field("url").Text())
		w.element("id", it.Field("url").Text())
		w.element("updated", it.Field("date").Time().Format(time.RFC3339))
		if s := it.Field("author"); !s.IsNone() {
			w.WriteString("<author>")
			w.element("name", s.Text())
			w.WriteString("</author>\n")
		}
		if s := it.Field("summary"); !s.IsNone() {
			w.element("summary", s.Text())
		}
		if s := it.Field("content"); !s.IsNone() {
			w.WriteString(`<content type="html">`)
			w.text(value.PlainHTML(s.Text()))
			w.WriteString("</content>\n")
		}
		w.WriteString("</entry>\n")
	}
	w.WriteString("</feed>\n")
	return feedResponse("application/atom+xml; charset=utf-8", w.String())
}

func (w *xmlWriter) link(url string) {
	w.WriteString(`<link href="`)
	w.text(url)
	w.WriteString("\"/>\n")
}
