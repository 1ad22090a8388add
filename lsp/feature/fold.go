// Folding: which stretches of lines can be closed up.

package feature

import (
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
)

// Fold is a stretch that can be closed up. It stands on at least two lines; what follows its closing bracket or tag stays in view.
type Fold struct {
	Span source.Span
	Kind FoldKind
}

// Folds returns the folds of a file in the order of their starts, at most one for each starting line.
func Folds(tree *syntax.Tree) []Fold {
	w := folder{lines: NewLines(tree.Text()), last: -1}
	w.node(tree.Root())
	w.endImports()
	return w.folds
}

type folder struct {
	lines   *Lines
	folds   []Fold
	last    int // the line of the newest fold
	imports source.Span
}

// add appends a fold that begins after its opener and ends before its closer.
func (w *folder) add(span source.Span, kind FoldKind) {
	first, _ := w.lines.Line(span.Start)
	last, _ := w.lines.Line(span.End)
	if last <= first || first == w.last {
		return
	}
	w.last = first
	w.folds = append(w.folds, Fold{span, kind})
}

func (w *folder) endImports() {
	if w.imports.Len() > 0 {
		w.add(w.imports, FoldImports)
		w.imports = source.Span{}
	}
}

func (w *folder) node(n syntax.Node) {
	if n.Kind() == syntax.KindImportDecl {
		if w.imports.Len() == 0 {
			w.imports.Start = n.Span().Start
		}
		w.imports.End = n.Span().End
	} else if n.Kind() != syntax.KindDeclList && n.Kind() != syntax.KindFile && w.imports.Len() > 0 && n.Span().Start >= w.imports.End {
		w.endImports()
	}
	if n.IsToken() {
		w.comments(n)
		return
	}
	if open, shut := ends(n); open.Ok() && shut.Ok() && !shut.Missing() {
		w.add(source.Span{Start: open.Span().End, End: shut.Span().Start}, FoldCode)
	}
	for c := range n.Children() {
		w.node(c)
	}
}

// ends are the tokens that open and close n; absent ones where it is nothing to fold.
func ends(n syntax.Node) (open, shut syntax.Node) {
	if e, ok := n.AsElement(); ok {
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

// comments folds runs of line comments and long block comments before a token.
func (w *folder) comments(token syntax.Node) {
	if !token.CommentBefore() {
		return
	}
	var run source.Span
	newlines := 0
	for t := range token.Leading() {
		switch t.Kind {
		case syntax.TriviaNewline:
			newlines++
			if newlines > 1 {
				w.add(run, FoldComment)
				run = source.Span{}
			}
		case syntax.TriviaLineComment, syntax.TriviaDocComment:
			newlines = 0
			if run.Len() == 0 {
				run.Start = t.Span.Start
			}
			run.End = t.Span.End
		case syntax.TriviaBlockComment:
			w.add(t.Span, FoldComment)
		}
	}
	w.add(run, FoldComment)
}
