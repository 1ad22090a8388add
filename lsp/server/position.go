// Positions: between the protocol's lines and columns and the engine's byte offsets.

package server

import (
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

// encoding is what columns count.
type encoding uint8

const (
	utf16Units encoding = iota // the protocol's default
	utf8Bytes
)

// kind is the encoding's name in the protocol.
func (e encoding) kind() protocol.PositionEncodingKind {
	if e == utf8Bytes {
		return protocol.PositionEncodingKindUTF8
	}
	return protocol.PositionEncodingKindUTF16
}

// columns is the encoding as features count in it.
func (e encoding) columns() feature.Columns {
	if e == utf8Bytes {
		return feature.ByteColumns
	}
	return feature.UTF16Columns
}

// offsetToPosition is where offset stands in t.
func (e encoding) offsetToPosition(t *source.Text, offset int) protocol.Position {
	line, col := 0, 0
	if e == utf8Bytes {
		line, col = t.LineCol(offset)
	} else {
		line, col = t.OffsetToUTF16(offset)
	}
	return protocol.Position{Line: uint32(line), Character: uint32(col)}
}

// positionToOffset is the byte offset of a place in t. A place outside the text means the nearest one inside (LSP 3.18,
// "Position"), one inside a character its start.
func (e encoding) positionToOffset(t *source.Text, p protocol.Position) int {
	if e == utf16Units {
		return t.UTF16ToOffset(int(p.Line), int(p.Character))
	}
	offset := t.Offset(int(p.Line), int(p.Character))
	for back := 1; back < utf8.UTFMax && offset > 0; back++ {
		if b := t.Slice(source.Span{Start: offset, End: offset + 1}); b == "" || utf8.RuneStart(b[0]) {
			break
		}
		offset--
	}
	return offset
}

// spanToRange is where span stands in t.
func (e encoding) spanToRange(t *source.Text, span source.Span) protocol.Range {
	return protocol.Range{Start: e.offsetToPosition(t, span.Start), End: e.offsetToPosition(t, span.End)}
}

// rangeToSpan is the bytes of a range in t; a range that ends before it begins is empty.
func (e encoding) rangeToSpan(t *source.Text, r protocol.Range) source.Span {
	start := e.positionToOffset(t, r.Start)
	return source.Span{Start: start, End: max(start, e.positionToOffset(t, r.End))}
}

// placeBytes is for how many bytes of a text one place may be asked before a table of its lines, which takes a pass over the text, finds
// places sooner.
const placeBytes = 512

// mapper converts places of one text, be they few or thousands. One goroutine uses it at a time.
type mapper struct {
	text     *source.Text
	encoding encoding
	asked    int
	lines    *feature.Lines // nil until there have been many
}

func (e encoding) mapper(t *source.Text) *mapper { return &mapper{text: t, encoding: e} }

// offsetToPosition is where offset stands.
func (m *mapper) offsetToPosition(offset int) protocol.Position {
	if m.asked++; m.lines == nil {
		if m.asked*placeBytes <= m.text.Len() {
			return m.encoding.offsetToPosition(m.text, offset)
		}
		m.lines = feature.NewLines(m.text)
	}
	line, start := m.lines.Line(offset)
	col := offset - start
	if m.encoding == utf16Units {
		col = 0
		for at := start; at < offset; {
			r, size := utf8.DecodeRuneInString(m.lines.Text[at:offset])
			at += size
			col += utf16.RuneLen(r)
		}
	}
	return protocol.Position{Line: uint32(line), Character: uint32(col)}
}

// spanToRange is where span stands.
func (m *mapper) spanToRange(span source.Span) protocol.Range {
	return protocol.Range{Start: m.offsetToPosition(span.Start), End: m.offsetToPosition(span.End)}
}

// textEdits are edits of t as the protocol writes them.
func (e encoding) textEdits(t *source.Text, edits []source.Edit) []protocol.TextEdit {
	m := e.mapper(t)
	out := make([]protocol.TextEdit, len(edits))
	for i, edit := range edits {
		out[i] = protocol.TextEdit{Range: m.spanToRange(edit.Span), NewText: edit.New}
	}
	return out
}
