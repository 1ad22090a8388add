// Linked editing of tag pairs on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

// tagPattern is what may stand in a tag's name while it is typed, as a regular expression of JavaScript without flags: classes of
// letters are not known there.
const tagPattern = `[^\s<>/="'{}()]*`

// linkedNames are the two names that were last found linked in a document, where they stand in one text of it. A name that is
// deleted before another is typed leaves `< class="a">`, which is no tag (`<` before white space is less-than), so that only who
// remembers the pair knows that it is one.
type linkedNames struct {
	text *source.Text
	pair [2]source.Span
}

// after returns the names in the text that an edit leads to, or nil if it changed more than one of the names, or what is around it.
// What is inserted at an end of a name belongs to the name.
func (l *linkedNames) after(edit source.Edit, text *source.Text) *linkedNames {
	next := linkedNames{text: text, pair: l.pair}
	delta := len(edit.New) - edit.Span.Len()
	for i, name := range l.pair {
		switch {
		case name.Start <= edit.Span.Start && edit.Span.End <= name.End:
			next.pair[i].End += delta
		case edit.Span.End <= name.Start:
			next.pair[i] = name.Shift(delta)
		case edit.Span.Start < name.End:
			return nil
		}
	}
	return &next
}

// LinkedEditingRange answers with the names of the element's two tags.
func (s *session) LinkedEditingRange(ctx context.Context, p *protocol.LinkedEditingRangeParams) (*protocol.LinkedEditingRanges, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	pair, ok := f.linked(f.offset(p.Position))
	if !ok {
		return nil, nil
	}
	return &protocol.LinkedEditingRanges{
		Ranges: []protocol.Range{f.rangeOf(pair[0]), f.rangeOf(pair[1])}, WordPattern: new(tagPattern),
	}, nil
}

// linked returns where the two names stand of which one is at offset. Those that were linked before they were deleted still are.
func (f *file) linked(offset int) (pair [2]source.Span, ok bool) {
	last := f.kept.linked.Load()
	if last != nil && last.text == f.text {
		start, end := last.pair[0], last.pair[1]
		if start.Len() == 0 && end.Len() == 0 && (offset == start.Start || offset == end.Start) {
			return last.pair, true
		}
	}
	if pair, ok = feature.Linked(f.Tree, offset); ok {
		// Where a change has come meanwhile, what it made of the pair counts.
		f.kept.linked.CompareAndSwap(last, &linkedNames{f.text, pair})
	}
	return pair, ok
}
