// Edits made after edits: how an action's edits are formatted, and told in the text that the editor has.

package feature

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/format"
)

func itoa(n int) string { return strconv.Itoa(n) }

// sortEdits orders disjoint edits by their places; insertions at one place keep their order.
func sortEdits(edits []source.Edit) {
	slices.SortStableFunc(edits, func(a, b source.Edit) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return a.Span.End - b.Span.End
	})
}

// edited is a file with disjoint edits made in it, and the spans of the new text that they have made.
func (f File) edited(edits []source.Edit) (*syntax.Tree, []source.Span) {
	sortEdits(edits)
	text := f.text()
	steps := make([]source.Edit, 0, len(edits))
	for _, e := range slices.Backward(edits) {
		text = text.Apply(e)
		steps = append(steps, e)
	}
	var spans []source.Span
	moved := 0
	for _, e := range edits {
		start := e.Span.Start + moved
		spans = append(spans, source.Span{Start: start, End: start + len(e.New)})
		moved += len(e.New) - e.Span.Len()
	}
	return syntax.Reparse(f.Tree, steps, text), spans
}

// tidy returns edits that come to what the given disjoint edits do, with the result formatted: the whole file if it was, else the lines that
// the edits have made.
func (f File) tidy(ctx context.Context, edits []source.Edit) []source.Edit {
	if len(edits) == 0 {
		return nil
	}
	style := f.style(ctx, &f.memo().formats)
	tree, spans := f.edited(edits)
	before, err := format.Edits(f.Tree, style)
	if err == nil && len(before) == 0 {
		if after, err := format.Edits(tree, style); err == nil {
			return compose(f.text(), edits, after)
		}
		return edits
	}
	var after []source.Edit
	for _, span := range spans {
		after = append(after, format.Range(tree, span, style)...)
	}
	sortEdits(after)
	return compose(f.text(), edits, slices.Compact(after))
}

// patch is a stretch of a text being edited: of the old one, or new.
type patch struct {
	old  source.Span
	text string
	kept bool
}

func (p patch) len() int {
	if p.kept {
		return p.old.Len()
	}
	return len(p.text)
}

// cut is the part of p between two of its bytes.
func (p patch) cut(from, to int) patch {
	if p.kept {
		return patch{old: source.Span{Start: p.old.Start + from, End: p.old.Start + to}, kept: true}
	}
	return patch{text: p.text[from:to]}
}

// compose returns the edits of text that first and then second come to: second are edits of the text that first leaves. Both are disjoint
// and in order, and so is the result.
func compose(text *source.Text, first, second []source.Edit) []source.Edit {
	patches := applyTo([]patch{{old: source.Span{Start: 0, End: text.Len()}, kept: true}}, first)
	patches = applyTo(patches, second)
	var out []source.Edit
	done := 0 // of the old text
	var added strings.Builder
	flush := func(to int) {
		if to > done || added.Len() > 0 {
			if e := trim(text, source.Edit{Span: source.Span{Start: done, End: to}, New: added.String()}); e.Span.Len() > 0 || e.New != "" {
				out = append(out, e)
			}
		}
		added.Reset()
	}
	for _, p := range patches {
		if !p.kept {
			added.WriteString(p.text)
			continue
		}
		flush(p.old.Start)
		done = p.old.End
	}
	flush(text.Len())
	return out
}

// trim is e without what it leaves as it is at its ends.
func trim(text *source.Text, e source.Edit) source.Edit {
	old := text.Slice(e.Span)
	n := 0
	for n < len(old) && n < len(e.New) && old[n] == e.New[n] {
		n++
	}
	for n > 0 && (n < len(old) && !startsRune(old[n]) || n < len(e.New) && !startsRune(e.New[n])) {
		n--
	}
	old, e.New, e.Span.Start = old[n:], e.New[n:], e.Span.Start+n
	n = 0
	for n < len(old) && n < len(e.New) && old[len(old)-1-n] == e.New[len(e.New)-1-n] {
		n++
	}
	for n > 0 && !startsRune(old[len(old)-n]) {
		n--
	}
	e.New, e.Span.End = e.New[:len(e.New)-n], e.Span.End-n
	return e
}

func startsRune(b byte) bool { return b&0xc0 != 0x80 }

// applyTo makes edits in what the patches are together.
func applyTo(patches []patch, edits []source.Edit) []patch {
	var out []patch
	at, used := 0, 0 // a byte of their text, and how much of patches[0] is before it
	// take goes on to a byte, and keeps what it passes if wanted.
	take := func(to int, keep func(patch)) {
		for at < to && len(patches) > 0 {
			n := min(patches[0].len()-used, to-at)
			keep(patches[0].cut(used, used+n))
			at, used = at+n, used+n
			if used == patches[0].len() {
				patches, used = patches[1:], 0
			}
		}
	}
	for _, e := range edits {
		take(e.Span.Start, func(p patch) { out = append(out, p) })
		take(e.Span.End, func(patch) {})
		if e.New != "" {
			out = append(out, patch{text: e.New})
		}
	}
	take(int(^uint(0)>>1), func(p patch) { out = append(out, p) })
	return out
}
