// Semantic tokens as the protocol writes them, remembered by declaration.

package feature

import (
	"context"
	"slices"
	"sync"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// tokenWidth is how many numbers a token has: lines and columns from the token before, length, type, facts (LSP 3.18,
// "Semantic Tokens").
const tokenWidth = 5

// TokenRun is the tokens of one declaration or statement of a file. It is immutable, but for the mark of when it was last right.
type TokenRun struct {
	data  []uint32 // the first token told from the start of the piece, the others from the one before
	last  linecol  // where the last token starts
	end   linecol
	uses  []tokenUse
	shape int // of the memo, in which the uses were last looked at
}

// tokenUse is a top-level or standard name, and what it was found to be.
type tokenUse struct {
	name string
	fact tokenFact
	own  bool // the piece declares it
}

// tokenFact is what a name is.
type tokenFact struct {
	typ  TokenType
	mods TokenMods
}

// tokenMemo keeps the runs of a file.
type tokenMemo struct {
	mu      sync.Mutex
	runs    pieceMemo[*TokenRun]
	shape   *names.Shape // what the file declared when the uses were last looked at
	imports []tokenFact  // what its imports gave
	version int          // counts both
	checked int          // the version at which all runs were right
}

// TokenRuns returns the tokens of a file, declaration by declaration; nil if ctx has ended.
func TokenRuns(ctx context.Context, f File) []*TokenRun {
	m := f.memo()
	t := newTokens(ctx, f)
	if t == nil {
		return nil
	}
	imports := t.imports()
	m.tokens.mu.Lock()
	defer m.tokens.mu.Unlock()
	m.tokens.follow(t.module.Shape(), imports)
	out := m.tokens.runs.of(f.Tree, func(n syntax.Node) *TokenRun {
		if ctx.Err() != nil {
			return &TokenRun{}
		}
		return m.tokens.run(t, n, m.columns)
	})
	if m.tokens.checked != m.tokens.version {
		out = m.tokens.check(t, out, m.columns)
	}
	if ctx.Err() != nil {
		m.tokens.runs = pieceMemo[*TokenRun]{} // what was found may be wrong
		return nil
	}
	return out
}

// run makes the run of a piece.
func (m *tokenMemo) run(t *tokens, n syntax.Node, columns Columns) *TokenRun {
	t.enter(n)
	run := t.run(n, columns)
	run.shape = m.version
	return run
}

// check makes the runs again that use names which mean something else now.
func (m *tokenMemo) check(t *tokens, runs []*TokenRun, columns Columns) []*TokenRun {
	out := slices.Clone(runs)
	for i, run := range out {
		if run.shape == m.version {
			continue
		}
		n := m.runs.tree.Node(m.runs.marks[i])
		if t.enter(n); t.holds(run) {
			run.shape = m.version
			continue
		}
		out[i] = m.run(t, n, columns)
		m.runs.fresh++
	}
	m.runs.known, m.checked = out, m.version
	return out
}

// follow notes what the file declares now.
func (m *tokenMemo) follow(shape *names.Shape, imports []tokenFact) {
	if m.shape == nil || !shape.SameNames(m.shape) || !slices.Equal(imports, m.imports) {
		m.version++
	}
	m.shape, m.imports = shape, imports
}

// TokensWithin returns the tokens of the lines that a span touches, as the protocol writes them. Only the declarations there are
// looked at.
func TokensWithin(ctx context.Context, f File, within source.Span) []uint32 {
	t := newTokens(ctx, f)
	if t == nil {
		return nil
	}
	columns := f.memo().columns
	var w tokenWriter
	begun := false
	for n := range pieces(f.Tree) {
		span := n.FullSpan()
		if span.End < within.Start {
			continue
		}
		if span.Start > within.End || ctx.Err() != nil {
			break
		}
		if !begun {
			begun = true
			w.at = place(f.text(), span.Start, columns)
			w.first, w.until = place(f.text(), within.Start, columns).line, place(f.text(), within.End, columns).line+1
		}
		t.enter(n)
		w.write(t.run(n, columns))
	}
	return w.out
}

// place is the line and column of a byte.
func place(text *source.Text, offset int, columns Columns) linecol {
	line, col := text.LineCol(offset)
	if columns == UTF16Columns {
		line, col = text.OffsetToUTF16(offset)
	}
	return linecol{uint32(line), uint32(col)}
}

// JoinTokens writes the tokens of a file as the protocol does: five numbers each.
func JoinTokens(runs []*TokenRun) []uint32 {
	n := 0
	for _, r := range runs {
		n += len(r.data)
	}
	w := tokenWriter{out: make([]uint32, 0, n)}
	for _, r := range runs {
		w.write(r)
	}
	return w.out
}

// TokenEdit replaces numbers of what JoinTokens writes.
type TokenEdit struct {
	Start, Delete int
	Data          []uint32
}

// TokenChanges returns the smallest single edit that makes JoinTokens(before) JoinTokens(after), or false if they are the same. The
// work follows what differs.
func TokenChanges(before, after []*TokenRun) (TokenEdit, bool) {
	same := 0
	for same < len(before) && same < len(after) && before[same].equal(after[same]) {
		same++
	}
	var old, now tokenWriter
	start := 0
	for _, r := range before[:same] {
		old.pass(r)
		start += len(r.data)
	}
	now = old
	before, after = before[same:], after[same:]
	tail := 0
	for tail < len(before) && tail < len(after) && before[len(before)-1-tail].equal(after[len(after)-1-tail]) {
		tail++
	}
	// The first token behind the change is told from the last one in it, so it belongs to what may differ.
	for tail > 0 {
		tail--
		if len(before[len(before)-1-tail].data) > 0 {
			break
		}
	}
	for _, r := range before[:len(before)-tail] {
		old.write(r)
	}
	for _, r := range after[:len(after)-tail] {
		now.write(r)
	}
	a, b := old.out, now.out
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
		start++
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return TokenEdit{start, len(a), b}, len(a)+len(b) > 0
}

func (r *TokenRun) equal(o *TokenRun) bool {
	return r == o || r.last == o.last && r.end == o.end && slices.Equal(r.data, o.data)
}

// tokenWriter joins runs.
type tokenWriter struct {
	out  []uint32
	at   linecol // the start of the next run
	last linecol // of the last token
	// Only tokens on lines from first and before until are written, unless until is 0.
	first, until uint32
}

// pass goes over a run without writing it.
func (w *tokenWriter) pass(r *TokenRun) {
	if len(r.data) > 0 {
		w.last = r.last.from(w.at)
	}
	w.at = r.end.from(w.at)
}

func (w *tokenWriter) write(r *TokenRun) {
	if w.until > 0 {
		w.clip(r)
		return
	}
	if len(r.data) > 0 {
		w.token(linecol{r.data[0], r.data[1]}.from(w.at), r.data[2:tokenWidth])
		w.out = append(w.out, r.data[tokenWidth:]...)
	}
	w.pass(r)
}

// clip writes the tokens of a run that stand on the lines wanted.
func (w *tokenWriter) clip(r *TokenRun) {
	var at linecol
	for i := 0; i < len(r.data); i += tokenWidth {
		at = linecol{r.data[i], r.data[i+1]}.from(at)
		if p := at.from(w.at); p.line >= w.first && p.line < w.until {
			w.token(p, r.data[i+2:i+tokenWidth])
		}
	}
	w.at = r.end.from(w.at)
}

// token writes one token.
func (w *tokenWriter) token(p linecol, rest []uint32) {
	col := p.col
	if p.line == w.last.line {
		col -= w.last.col
	}
	w.out = append(append(w.out, p.line-w.last.line, col), rest...)
	w.last = p
}

// run makes the run of a piece.
func (t *tokens) run(n syntax.Node, columns Columns) *TokenRun {
	t.ruler, t.out, t.uses = newRuler(n, columns), t.out[:0], nil
	t.walk(n, syntax.Node{})
	r := &TokenRun{data: make([]uint32, 0, tokenWidth*len(t.out)), end: t.ruler.end(), uses: t.uses}
	for _, token := range t.out {
		p := t.ruler.place(token.Span.Start)
		col := p.col
		if p.line == r.last.line {
			col -= r.last.col
		}
		r.data = append(r.data, p.line-r.last.line, col, uint32(t.ruler.width(token.Span)), uint32(token.Type), uint32(token.Mods))
		r.last = p
	}
	return r
}

// holds reports whether all that a run was made from is still so.
func (t *tokens) holds(r *TokenRun) bool {
	for _, use := range r.uses {
		if t.use(use.name) != use {
			return false
		}
	}
	return true
}

// imports is what the imports of the file give, in order.
func (t *tokens) imports() []tokenFact {
	var out []tokenFact
	for _, im := range t.module.Imports() {
		for _, name := range im.Names {
			out = append(out, t.imported(name))
		}
	}
	return out
}
