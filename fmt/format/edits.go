// Minimal edits: what stands between two pieces of the source that were printed is compared with what was printed between them.

package format

import (
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// edits returns the edits that turn the text of a tree into its formatted text.
func edits(tree *syntax.Tree, c Config) ([]source.Edit, error) {
	f := formatted{src: tree.Text().String()}
	s := c.Cache.takeScratch()
	defer c.Cache.putScratch(s)
	f.out, s.places = s.out[:0], s.places[:0]
	if err := f.format(tree, c, &s.places); err != nil {
		return nil, err
	}
	s.out = f.out
	places, out := s.places, f.out
	w := editor{src: f.src}
	from, to := 0, 0 // up to where src and out have been compared
	overtaken := 0   // what stands before it was printed behind it
	for i := 0; i < len(places); i++ {
		src, end, start, stop := places[i].Src, places[i].Src+places[i].Len, places[i].Out, places[i].Out+places[i].Len
		if f.sorted.Len() > 0 && src >= f.sorted.Start {
			if src < f.sorted.End+f.grown {
				continue // compared as a whole, with what follows
			}
			src, end = src-f.grown, end-f.grown
		}
		if src < overtaken {
			continue
		}
		if i+1 < len(places) && places[i+1].Src < places[i].Src {
			overtaken = end // a comma, of the comments that follow: one edit, of which no part can be left out
			continue
		}
		w.compare(from, src, out[to:start])
		w.inside(src, end)
		from, to = end, stop
	}
	w.compare(from, len(f.src), out[to:])
	return w.edits, nil
}

// editor collects edits.
type editor struct {
	src   string
	edits []source.Edit
}

// compare adds the edit that turns src[from:to] into text, without the ends they share.
func (w *editor) compare(from, to int, printed []byte) {
	old := w.src[from:to]
	if old == string(printed) {
		return
	}
	text := string(lineFeeds(printed))
	head := 0
	for head < len(old) && head < len(text) && old[head] == text[head] {
		head++
	}
	for head > 0 && head < len(old) && !utf8.RuneStart(old[head]) {
		head--
	}
	tail := 0
	for tail < len(old)-head && tail < len(text)-head && old[len(old)-1-tail] == text[len(text)-1-tail] {
		tail++
	}
	for tail > 0 && !utf8.RuneStart(old[len(old)-tail]) {
		tail--
	}
	if head+tail == len(old) && len(old) == len(text) {
		return
	}
	w.add(from+head, to-tail, text[head:len(text)-tail])
}

// inside adds the edits of a piece that was printed as it is: a line end in it becomes LF.
func (w *editor) inside(from, to int) {
	for {
		i := strings.Index(w.src[from:to], "\r\n")
		if i < 0 {
			return
		}
		if from+i == 0 || w.src[from+i-1] != '\r' { // as lineFeeds does
			w.add(from+i, from+i+1, "")
		}
		from += i + 2
	}
}

func (w *editor) add(start, end int, text string) {
	w.edits = append(w.edits, source.Edit{Span: source.Span{Start: start, End: end}, New: text})
}
