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

// symbolKinds are the protocol's kinds of what an outline holds.
var symbolKinds = [...]protocol.SymbolKind{
	feature.SymbolFunction:  protocol.SymbolKindFunction,
	feature.SymbolComponent: protocol.SymbolKindClass,
	feature.SymbolConstant:  protocol.SymbolKindConstant,
	feature.SymbolVariable:  protocol.SymbolKindVariable,
	feature.SymbolType:      protocol.SymbolKindInterface,
	feature.SymbolModel:     protocol.SymbolKindStruct,
	feature.SymbolField:     protocol.SymbolKindField,
	feature.SymbolPage:      protocol.SymbolKindModule,
	feature.SymbolAction:    protocol.SymbolKindEvent,
	feature.SymbolTest:      protocol.SymbolKindMethod,
	feature.SymbolElement:   protocol.SymbolKindKey,
}

// DocumentSymbol gives the outline: as a tree, or flat for a client that draws no trees.
func (s *session) DocumentSymbol(ctx context.Context, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	if s.can.nestedSymbols {
		return writtenSymbols{json: f.kept.outline.write(feature.Outline(f.File))}, nil
	}
	return protocol.SymbolInformationSlice(f.symbolList(nil, feature.Symbols(f.File), "")), nil
}

// writtenSymbols is an outline in JSON: that of a file of 10,000 lines takes a megabyte, and most of it is as it was a keystroke ago.
type writtenSymbols struct {
	protocol.DocumentSymbolSlice // for its type only
	json                         []byte
}

// encoded implements encoded.
func (w writtenSymbols) encoded() []byte { return w.json }

// outlineCache remembers the outline of a document as it was last written: after an edit, the symbols of the pieces that it touched are
// written anew, of the others only the numbers of their lines. Any goroutine may use it.
type outlineCache struct {
	mu     sync.Mutex
	pieces []*writtenPiece // in the order of the text
	size   int             // of the last answer
	fresh  int             // symbols written, but for the numbers of lines; for the tests
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

// write gives the outline of a version of the document in JSON.
func (c *outlineCache) write(pieces []feature.OutlinePiece) []byte {
	written := c.follow(pieces)
	c.mu.Lock()
	out := make([]byte, 0, c.size+c.size/8)
	c.mu.Unlock()
	out = append(out, '[')
	for i, w := range written {
		if i > 0 {
			out = append(out, ',')
		}
		out = w.append(out, pieces[i].Line)
	}
	out = append(out, ']')
	c.mu.Lock()
	c.size = len(out)
	c.mu.Unlock()
	return out
}

// follow returns the pieces as they are written, those that were in the last outline as they were then.
func (c *outlineCache) follow(pieces []feature.OutlinePiece) []*writtenPiece {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.pieces
	now := make([]*writtenPiece, len(pieces))
	same := func(i, j int) bool { return old[j].of == pieces[i].PieceSymbols && old[j].column == pieces[i].Column }
	before, behind := 0, 0
	for before < min(len(old), len(now)) && same(before, before) {
		now[before] = old[before]
		before++
	}
	for before+behind < min(len(old), len(now)) && same(len(now)-1-behind, len(old)-1-behind) {
		behind++
		now[len(now)-behind] = old[len(old)-behind]
	}
	for i := before; i < len(now)-behind; i++ {
		w := &writtenPiece{of: pieces[i].PieceSymbols, column: pieces[i].Column}
		c.fresh += w.symbols(w.of.Symbols)
		now[i] = w
	}
	c.pieces = now
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
func (w *writtenPiece) symbols(list []feature.Symbol) (count int) {
	for i, s := range list {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		w.text = appendString(append(w.text, `{"name":`...), s.Name)
		if s.Detail != "" {
			w.text = appendString(append(w.text, `,"detail":`...), s.Detail)
		}
		w.text = strconv.AppendUint(append(w.text, `,"kind":`...), uint64(symbolKinds[s.Kind]), 10)
		if s.Obsolete {
			w.text = append(w.text, `,"tags":[1]`...) // protocol.SymbolTagDeprecated
		}
		w.stretch(`,"range":`, s.Range)
		w.stretch(`,"selectionRange":`, s.NameRange)
		if len(s.Children) > 0 {
			w.text = append(w.text, `,"children":[`...)
			count += w.symbols(s.Children)
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

func (f *file) symbolList(list []protocol.SymbolInformation, found []feature.Symbol, container string) []protocol.SymbolInformation {
	for _, s := range found {
		info := protocol.SymbolInformation{Location: protocol.Location{URI: f.view.uriOf(f.at), Range: rangeOf(s.Range)}}
		info.Name, info.Kind, info.Tags = s.Name, symbolKinds[s.Kind], symbolTags(s.Obsolete)
		if container != "" {
			info.ContainerName = new(container)
		}
		list = f.symbolList(append(list, info), s.Children, s.Name)
	}
	return list
}

// rangeOf is a stretch as the protocol writes it.
func rangeOf(s feature.Stretch) protocol.Range {
	return protocol.Range{
		Start: protocol.Position{Line: s.StartLine, Character: s.StartColumn}, End: protocol.Position{Line: s.EndLine, Character: s.EndColumn},
	}
}

// symbolTags are the tags of a symbol; an editor that does not know them passes over them.
func symbolTags(obsolete bool) []protocol.SymbolTag {
	if !obsolete {
		return nil
	}
	return []protocol.SymbolTag{protocol.SymbolTagDeprecated}
}
