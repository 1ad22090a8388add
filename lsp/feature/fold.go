// Folding: which stretches of lines can be closed up.

package feature

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// FoldKind says what a fold holds.
type FoldKind uint8

// Kinds of folds.
const (
	FoldCode FoldKind = iota
	FoldComment
	FoldImports
	FoldRegion
)

// Fold is a stretch of at least two lines that can be closed up: from behind what opens it to before what closes it. Lines and
// columns are from 0, columns in the units of the file's memo. Of code the line of the closer stays in view where another is left.
type Fold struct {
	StartLine, StartColumn, EndLine, EndColumn uint32
	Kind                                       FoldKind
}

// foldRun is what of a piece can be folded; places are told from its start.
type foldRun struct {
	folds   []Fold
	regions []regionMark
	end     linecol
	imports Fold // of an import: from its start to its end
	isCode  bool // it is there and no import
}

// regionMark is a comment `//#region` or `//#endregion`.
type regionMark struct {
	at   linecol
	open bool
}

// foldMemo keeps the runs of a file.
type foldMemo struct {
	mu   sync.Mutex
	runs pieceMemo[*foldRun]
}

// Folds returns the folds of a file in the order of their starts, at most one for each starting line.
func Folds(f File) []Fold {
	m := f.memo()
	m.folds.mu.Lock()
	defer m.folds.mu.Unlock()
	runs := m.folds.runs.of(f.Tree, func(n syntax.Node) *foldRun { return newFoldRun(n, m.columns) })
	folds := 0
	for _, run := range runs {
		folds += len(run.folds) + len(run.regions)
		if run.imports != (Fold{}) {
			folds++
		}
	}
	j := foldJoiner{out: make([]Fold, 0, folds)}
	for _, run := range runs {
		j.add(run)
	}
	return j.done()
}

// foldJoiner puts the folds of the pieces of a file together.
type foldJoiner struct {
	out     []Fold
	at      linecol // the start of the next piece
	imports []Fold  // those that stand together
	open    []linecol
	regions []Fold
}

func (j *foldJoiner) add(r *foldRun) {
	switch {
	case r.imports != (Fold{}):
		j.imports = append(j.imports, r.imports.from(j.at))
	case r.isCode:
		j.endImports()
	}
	for _, f := range r.folds {
		j.fold(f.from(j.at))
	}
	for _, mark := range r.regions {
		p := mark.at.from(j.at)
		if mark.open {
			j.open = append(j.open, p)
		} else if n := len(j.open) - 1; n >= 0 {
			start := j.open[n]
			j.open = j.open[:n]
			j.regions = append(j.regions, Fold{start.line, start.col, p.line, p.col, FoldRegion})
		}
	}
	j.at = r.end.from(j.at)
}

// fold appends a fold, unless one begins on its line already.
func (j *foldJoiner) fold(f Fold) {
	if n := len(j.out) - 1; f.EndLine > f.StartLine && (n < 0 || j.out[n].StartLine != f.StartLine) {
		j.out = append(j.out, f)
	}
}

func (j *foldJoiner) endImports() {
	if n := len(j.imports); n > 1 {
		first, last := j.imports[0], j.imports[n-1]
		i, _ := slices.BinarySearchFunc(j.out, first.StartLine, func(f Fold, line uint32) int { return cmp.Compare(f.StartLine, line) })
		all := Fold{first.StartLine, first.StartColumn, last.EndLine, last.EndColumn, FoldImports}
		if i < len(j.out) && j.out[i].StartLine == first.StartLine {
			j.out[i] = all
		} else if all.EndLine > all.StartLine {
			j.out = slices.Insert(j.out, i, all)
		}
	} else if n == 1 && j.imports[0].EndLine > j.imports[0].StartLine {
		for i := range j.out {
			if j.out[i].StartLine == j.imports[0].StartLine {
				j.out[i] = j.imports[0]
				j.out[i].Kind = FoldImports
			}
		}
	}
	j.imports = nil
}

func (j *foldJoiner) done() []Fold {
	j.endImports()
	if len(j.regions) == 0 {
		return j.out
	}
	for _, f := range j.regions {
		if f.EndLine > f.StartLine {
			j.out = append(j.out, f)
		}
	}
	slices.SortStableFunc(j.out, func(a, b Fold) int { return cmp.Compare(a.StartLine, b.StartLine) })
	return slices.CompactFunc(j.out, func(a, b Fold) bool { return a.StartLine == b.StartLine })
}

// from is a fold that is told from the start of a piece, told from where at is told from.
func (f Fold) from(at linecol) Fold {
	start, end := linecol{f.StartLine, f.StartColumn}.from(at), linecol{f.EndLine, f.EndColumn}.from(at)
	return Fold{start.line, start.col, end.line, end.col, f.Kind}
}

func newFoldRun(n syntax.Node, columns Columns) *foldRun {
	w := folder{ruler: newRuler(n, columns), run: &foldRun{isCode: n.Kind() != syntax.KindEof && n.Kind() != syntax.KindImportDecl}}
	w.node(n)
	if n.Kind() == syntax.KindImportDecl {
		start, end := w.ruler.place(n.Span().Start), w.ruler.place(n.Span().End)
		w.run.imports = Fold{start.line, start.col, end.line, end.col, FoldImports}
	}
	slices.SortStableFunc(w.run.folds, func(a, b Fold) int { return cmp.Compare(a.StartLine, b.StartLine) })
	w.run.end = w.ruler.end()
	return w.run
}

// folder finds the folds of a piece.
type folder struct {
	ruler *ruler
	run   *foldRun
}

// add appends a fold of bytes of the file.
func (w *folder) add(span source.Span, kind FoldKind) {
	last := w.ruler.line(span.End)
	start := w.ruler.place(span.Start)
	if uint32(last) <= start.line {
		return
	}
	end := span.End
	if kind == FoldCode && uint32(last) > start.line+1 {
		end = w.ruler.lineEnd(last - 1) // for clients that fold whole lines, the closer stays in view
		if w.ruler.text[end-1-w.ruler.base] == '\r' {
			end--
		}
	}
	p := w.ruler.place(end)
	w.run.folds = append(w.run.folds, Fold{start.line, start.col, p.line, p.col, kind})
}

func (w *folder) node(n syntax.Node) {
	if n.IsToken() {
		w.comments(n)
		return
	}
	if open, shut := ends(n); open.Ok() && shut.Ok() && !shut.Missing() {
		w.add(source.Span{Start: open.Span().End, End: shut.Span().Start}, FoldCode)
	}
	if tag, ok := syntax.AsStartTag(n); ok && tag.Name().Ok() && !tag.Gt().Missing() {
		w.add(source.Span{Start: tag.Name().Span().End, End: tag.Gt().Span().Start}, FoldCode)
	}
	if e, ok := syntax.AsElement(n); ok && e.Children().Kind() == syntax.KindRawLineList {
		w.raw(e)
	}
	for c := range n.Children() {
		w.node(c)
	}
}

// raw folds the rules of a style sheet, and what stands in brackets in a script.
func (w *folder) raw(e syntax.Element) {
	if s, ok := styleOf(e); ok {
		for _, b := range s.Sheet.Blocks {
			if b.Closed {
				w.add(b.Body, FoldCode)
			}
		}
		return
	}
	span := e.Children().FullSpan()
	for _, b := range scriptBrackets(e.Tree().Text().Slice(span), span.Start) {
		w.add(b, FoldCode)
	}
}

// ends are the tokens that open and close n; absent ones where it is nothing to fold.
func ends(n syntax.Node) (open, shut syntax.Node) {
	if e, ok := syntax.AsElement(n); ok {
		start, end := syntax.StartTag{Node: e.Start()}, syntax.EndTag{Node: e.End()}
		return start.Gt(), end.LtSlash()
	}
	for c := range n.Children() {
		if !open.Ok() {
			switch c.Kind() {
			case syntax.KindLBrace, syntax.KindLBracket, syntax.KindLParen, syntax.KindCommentOpen, syntax.KindStringOpen, syntax.KindBacktick:
				open = c
				continue
			}
		}
		switch c.Kind() {
		case syntax.KindRBrace, syntax.KindRBracket, syntax.KindRParen, syntax.KindCommentClose, syntax.KindStringClose, syntax.KindBacktick:
			shut = c
		}
	}
	return open, shut
}

// comments folds runs of line comments and long block comments before a token, and notes the marks of regions.
func (w *folder) comments(token syntax.Node) {
	if !token.CommentBefore() {
		return
	}
	var run source.Span
	newlines := 0
	end := func() {
		if run.Len() > 0 {
			w.add(run, FoldComment)
		}
		run = source.Span{}
	}
	for t := range token.Leading() {
		switch t.Kind {
		case syntax.TriviaNewline:
			newlines++
			if newlines > 1 {
				end()
			}
		case syntax.TriviaLineComment, syntax.TriviaDocComment:
			newlines = 0
			if open, is := regionOf(t.Text); is {
				end()
				w.run.regions = append(w.run.regions, regionMark{w.ruler.place(t.Span.End), open})
				continue
			}
			if run.Len() == 0 {
				run.Start = t.Span.Start
			}
			run.End = t.Span.End
		case syntax.TriviaBlockComment:
			w.add(t.Span, FoldComment)
		}
	}
	end()
}

// regionOf reports whether a line comment opens or closes a region, as in the editors that know these marks.
func regionOf(comment string) (open, is bool) {
	word, _, _ := strings.Cut(strings.TrimLeft(strings.TrimLeft(comment, "/"), " \t"), " ")
	return word == "#region", word == "#region" || word == "#endregion"
}
