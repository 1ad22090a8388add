// Document symbols on the wire.

package server

import (
	"context"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// DocumentSymbol gives the outline: as a tree, or flat for a client that draws no trees.
func (s *session) DocumentSymbol(ctx context.Context, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	if s.can.nestedSymbols {
		return writtenSymbols{json: f.kept.outline.write(feature.Outline(f.File), s.can.outline, s.answers)}, nil
	}
	return protocol.SymbolInformationSlice(f.symbolList(nil, feature.Symbols(f.File), "", s.can.outline)), nil
}

// writtenSymbols is an outline in JSON: that of a file of 10,000 lines takes a megabyte, and most of it is as it was a keystroke ago.
type writtenSymbols struct {
	protocol.DocumentSymbolSlice // for its type only
	json                         []byte
}

// encoded implements encoded.
func (w writtenSymbols) encoded() []byte { return w.json }

// outlineCache remembers the outline of a document as it was last written: after an edit, the symbols of the pieces that it touched are
// written anew, and the numbers of lines of those that moved. Any goroutine may use it.
type outlineCache struct {
	mu    sync.Mutex
	last  writtenOutline
	spare []byte // the memory of the outline before the last, which is used again when nobody reads it any more
	fresh int    // symbols written, but for the numbers of lines; for the tests
}

// writtenOutline is an outline in JSON. It is immutable.
type writtenOutline struct {
	pieces []*writtenPiece // in the order of the text
	lines  []uint32        // in which they start
	ends   []int           // in json, of each
	json   []byte
}

// writtenPiece is the symbols of a piece in JSON, without the numbers of lines. It is immutable.
type writtenPiece struct {
	of     *feature.PieceSymbols
	column uint32 // at which the piece starts
	text   []byte
	lines  []lineNumber
}

// lineNumber is where in a text the number of a line is left out, and which it is, from the start of the piece.
type lineNumber struct{ at, line uint32 }

// write gives the outline of a version of the document in JSON and in the client's words, which must not be changed, and which is counted: when all that was
// handed out is written, the memory of an older outline is used again.
func (c *outlineCache) write(pieces []feature.OutlinePiece, words symbolWords, sent *answers) (json []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() { sent.count(json) }()
	old := c.last
	now := writtenOutline{c.follow(pieces, words), make([]uint32, len(pieces)), make([]int, len(pieces)), nil}
	for i, p := range pieces {
		now.lines[i] = p.Line
	}
	same := func(i, j int) bool { return now.pieces[i] == old.pieces[j] && now.lines[i] == old.lines[j] }
	before, behind := ends(len(now.pieces), len(old.pieces), same)
	if before == len(now.pieces) && before == len(old.pieces) && old.json != nil {
		return old.json
	}
	room := c.spare
	if c.spare = old.json; len(room) < longAnswer || !sent.areWritten() { // nobody knows who reads what is shorter
		room = make([]byte, 0, len(old.json)+len(old.json)/16)
	}
	now.json = append(room[:0], '[')
	if before > 0 {
		now.json = append(now.json[:0], old.json[:old.ends[before-1]]...)
		copy(now.ends, old.ends[:before])
	}
	for i := before; i < len(now.pieces)-behind; i++ {
		if i > 0 {
			now.json = append(now.json, ',')
		}
		now.json = now.pieces[i].append(now.json, now.lines[i])
		now.ends[i] = len(now.json)
	}
	if behind > 0 {
		first := len(old.pieces) - behind // of the old that stay
		from := 1
		if first > 0 {
			from = old.ends[first-1] + 1
		}
		if behind < len(now.pieces) {
			now.json = append(now.json, ',')
		}
		by := len(now.json) - from
		now.json = append(now.json, old.json[from:len(old.json)-1]...)
		for i := range behind {
			now.ends[len(now.ends)-behind+i] = old.ends[first+i] + by
		}
	}
	now.json = append(now.json, ']')
	c.last = now
	return now.json
}

// ends is how many of n things are the same as those of m others from the first on, and how many of the rest from the last on back.
func ends(n, m int, same func(i, j int) bool) (before, behind int) {
	for before < min(n, m) && same(before, before) {
		before++
	}
	for before+behind < min(n, m) && same(n-1-behind, m-1-behind) {
		behind++
	}
	return before, behind
}

// follow returns the pieces as they are written, those that were in the last outline as they were then.
func (c *outlineCache) follow(pieces []feature.OutlinePiece, words symbolWords) []*writtenPiece {
	old := c.last.pieces
	now := make([]*writtenPiece, len(pieces))
	before, behind := ends(len(now), len(old), func(i, j int) bool {
		return old[j].of == pieces[i].PieceSymbols && old[j].column == pieces[i].Column
	})
	copy(now, old[:before])
	copy(now[len(now)-behind:], old[len(old)-behind:])
	for i := before; i < len(now)-behind; i++ {
		w := &writtenPiece{of: pieces[i].PieceSymbols, column: pieces[i].Column}
		c.fresh += w.symbols(w.of.Symbols, words)
		now[i] = w
	}
	return now
}

// append appends the symbols of the piece, which starts in a line.
func (w *writtenPiece) append(out []byte, line uint32) []byte {
	from := uint32(0)
	for _, n := range w.lines {
		out = strconv.AppendUint(append(out, w.text[from:n.at]...), uint64(line+n.line), 10)
		from = n.at
	}
	return append(out, w.text[from:]...)
}

// symbols writes symbols with commas between them, and returns how many there are with those inside.
func (w *writtenPiece) symbols(list []feature.Symbol, words symbolWords) (count int) {
	for i, s := range list {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		w.text = appendString(append(w.text, `{"name":`...), s.Name)
		if s.Detail != "" {
			w.text = appendString(append(w.text, `,"detail":`...), s.Detail)
		}
		w.text = strconv.AppendUint(append(w.text, `,"kind":`...), uint64(words.kinds[s.Kind]), 10)
		if s.Obsolete && words.struck {
			w.text = append(w.text, `,"tags":[1]`...) // protocol.SymbolTagDeprecated
		}
		w.stretch(`,"range":`, s.Range)
		w.stretch(`,"selectionRange":`, s.NameRange)
		if len(s.Children) > 0 {
			w.text = append(w.text, `,"children":[`...)
			count += w.symbols(s.Children, words)
			w.text = append(w.text, ']')
		}
		w.text = append(w.text, '}')
	}
	return count + len(list)
}

// stretch writes a range behind its name.
func (w *writtenPiece) stretch(name string, r feature.Stretch) {
	w.text = append(w.text, name...)
	w.place(`{"start":{"line":`, r.StartLine, r.StartColumn)
	w.place(`},"end":{"line":`, r.EndLine, r.EndColumn)
	w.text = append(w.text, "}}"...)
}

func (w *writtenPiece) place(name string, line, column uint32) {
	if line == 0 {
		column += w.column
	}
	w.text = append(w.text, name...)
	w.lines = append(w.lines, lineNumber{uint32(len(w.text)), line})
	w.text = strconv.AppendUint(append(w.text, `,"character":`...), uint64(column), 10)
}

// appendString appends a string in JSON; what is no UTF-8 in it is written as U+FFFD.
func appendString(out []byte, s string) []byte {
	out, _ = jsontext.AppendQuote(out, s)
	return out
}

func (f *file) symbolList(list []protocol.SymbolInformation, found []feature.Symbol, container string, words symbolWords) []protocol.SymbolInformation {
	for _, s := range found {
		info := protocol.SymbolInformation{Location: protocol.Location{URI: f.view.uriOf(f.at), Range: rangeOf(s.Range)}}
		info.Name, info.Kind, info.Tags = s.Name, words.kinds[s.Kind], words.tags(s.Obsolete)
		if container != "" {
			info.ContainerName = new(container)
		}
		list = f.symbolList(append(list, info), s.Children, s.Name, words)
	}
	return list
}

// rangeOf is a stretch as the protocol writes it.
func rangeOf(s feature.Stretch) protocol.Range {
	return protocol.Range{
		Start: protocol.Position{Line: s.StartLine, Character: s.StartColumn}, End: protocol.Position{Line: s.EndLine, Character: s.EndColumn},
	}
}
