// Scope: which names can be used at a place, in a file that may be half typed.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// binding is a local name that can be used at a place.
type binding struct {
	name syntax.Node // where it is declared
	typ  bool        // a type parameter
}

// spot is a place in a file as completion sees it.
type spot struct {
	tree   *syntax.Tree
	offset int           // the caret
	path   []syntax.Node // to the last token that begins before the caret
}

// spotAt looks at the place before offset: what stands behind it is not typed yet as far as names go.
func spotAt(tree *syntax.Tree, offset int) spot {
	text := tree.Text()
	at := offset
	for at > 0 {
		line, col := text.LineCol(at)
		start := at - col
		before := text.Slice(source.Span{Start: start, End: at})
		for i := len(before); i > 0; i-- {
			if !isSpace(before[i-1]) {
				return spot{tree, offset, tree.PathAt(start + i - 1)}
			}
		}
		if line == 0 {
			break
		}
		at = start - 1
	}
	return spot{tree, offset, tree.PathAt(0)[:1]}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// token is the last token that begins before the caret; absent at the start of the file.
func (s spot) token() syntax.Node {
	if n := s.path[len(s.path)-1]; n.IsToken() {
		return n
	}
	return syntax.Node{}
}

// covers reports whether the caret is still in n: before its end, or behind it where n lacks its end.
func (s spot) covers(n syntax.Node) bool {
	last := rightmost(n)
	if last.Missing() {
		return true
	}
	end := n.Span().End
	return s.offset < end || s.offset == end && !isCloser(last)
}

// rightmost is the last token in n, missing ones included.
func rightmost(n syntax.Node) syntax.Node {
	for !n.IsToken() {
		var last syntax.Node
		for c := range n.Children() {
			if c.IsToken() || c.Len() > 0 {
				last = c
			}
		}
		if !last.Ok() {
			return last
		}
		n = last
	}
	return n
}

func isCloser(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindRBrace, syntax.KindRBracket, syntax.KindRParen, syntax.KindGt, syntax.KindStringClose, syntax.KindBacktick,
		syntax.KindCommentClose, syntax.KindPlainString:
		return true
	}
	return false
}

// after reports whether the caret stands behind n, which is there.
func (s spot) after(n syntax.Node) bool { return n.Ok() && !n.Missing() && s.offset >= n.Span().End }

// bindings are the locals that can be used at the caret, the nearest first.
func (s spot) bindings() []binding {
	var out []binding
	add := func(names ...syntax.Node) {
		for _, n := range names {
			if n.Kind() == syntax.KindIdent && !n.Missing() {
				out = append(out, binding{name: n})
			}
		}
	}
	function := func(typeParams, params, shut syntax.Node) {
		if s.after(shut) {
			for p := range params.Items() {
				add(syntax.Param{Node: p}.Name())
			}
		}
		for p := range (syntax.TypeParams{Node: typeParams}).Names().Items() {
			out = append(out, binding{name: syntax.TypeParam{Node: p}.Name(), typ: true})
		}
	}
	for i := len(s.path) - 1; i >= 0; i-- {
		n := s.path[i]
		if n.IsToken() || !n.Kind().IsList() && !s.covers(n) {
			continue
		}
		switch n.Kind() {
		case syntax.KindStmtList, syntax.KindChildList:
			if i > 0 && s.covers(s.path[i-1]) {
				add(s.declared(n)...)
			}
		case syntax.KindForStmt:
			if d := (syntax.ForStmt{Node: n}); s.after(syntax.Block{Node: d.Body()}.Open()) {
				add(d.Name(), d.Index())
			}
		case syntax.KindForDirective:
			if d := (syntax.ForDirective{Node: n}); s.after(syntax.MarkupBlock{Node: d.Body()}.Open()) {
				add(d.Name(), d.Index())
			}
		case syntax.KindTryStmt:
			if d := (syntax.TryStmt{Node: n}); s.after(d.Name()) {
				add(d.Name())
			}
		case syntax.KindFnDecl:
			d := syntax.FnDecl{Node: n}
			function(d.TypeParams(), d.Params(), d.Close())
		case syntax.KindFnExpr:
			d := syntax.FnExpr{Node: n}
			function(d.TypeParams(), d.Params(), d.Close())
		case syntax.KindPageDecl:
			d := syntax.PageDecl{Node: n}
			function(syntax.Node{}, d.Params(), d.Close())
		case syntax.KindLayoutDecl:
			d := syntax.LayoutDecl{Node: n}
			function(syntax.Node{}, d.Params(), d.Close())
		case syntax.KindPathsDecl:
			d := syntax.PathsDecl{Node: n}
			function(syntax.Node{}, d.Params(), d.Close())
		case syntax.KindActionDecl:
			d := syntax.ActionDecl{Node: n}
			function(syntax.Node{}, d.Params(), d.Close())
		case syntax.KindTypeDecl:
			function(syntax.TypeDecl{Node: n}.TypeParams(), syntax.Node{}, syntax.Node{})
		}
	}
	return out
}

// declared are the names that `let`, `var` and `@let` among the elements of a list give before the caret, the last first.
func (s spot) declared(list syntax.Node) []syntax.Node {
	var out []syntax.Node
	for item := range list.Items() {
		if item.FullSpan().Start >= s.offset {
			break
		}
		var pattern syntax.Node
		switch item.Kind() {
		case syntax.KindLetStmt:
			pattern = syntax.LetStmt{Node: item}.Pattern()
		case syntax.KindLetDirective:
			pattern = syntax.LetDirective{Node: item}.Pattern()
		default:
			continue
		}
		if s.offset <= item.Span().End || s.covers(item) {
			continue // it is being written
		}
		out = append(patternNames(pattern), out...)
	}
	return out
}

// patternNames are the name tokens of a pattern, the last first.
func patternNames(pattern syntax.Node) []syntax.Node {
	if pattern.Kind() == syntax.KindIdent {
		return []syntax.Node{pattern}
	}
	var out []syntax.Node
	for c := range pattern.Children() {
		if c.Kind() != syntax.KindPatternNameList {
			continue
		}
		for item := range c.Items() {
			out = append([]syntax.Node{syntax.PatternName{Node: item}.Name()}, out...)
		}
	}
	return out
}

// setting says what is written at a place.
type setting uint8

const (
	inCode    setting = iota // an expression or statement
	inContent                // between tags
	inTag                    // in a start tag, behind its name
	inText                   // in a string, a comment, raw text: nothing of the language
)

// setting is what is written at the caret.
func (s spot) setting() setting {
	if s.inComment() {
		return inText
	}
	for i := len(s.path) - 1; i >= 0; i-- {
		n := s.path[i]
		if n.IsToken() && n.Kind() != syntax.KindPlainString || n.Kind().IsList() || !s.covers(n) {
			continue
		}
		switch n.Kind() {
		case syntax.KindPlainString, syntax.KindString, syntax.KindRawString, syntax.KindHtmlComment, syntax.KindAttrString:
			return inText
		case syntax.KindHole, syntax.KindShorthandAttr, syntax.KindSpreadAttr, syntax.KindBlock, syntax.KindFnExpr, syntax.KindMatchArm,
			syntax.KindParenExpr, syntax.KindListExpr, syntax.KindRecordExpr:
			return inCode
		case syntax.KindMarkupBlock:
			return inContent
		case syntax.KindIfDirectiveClause, syntax.KindForDirective, syntax.KindMatchDirective, syntax.KindLetDirective:
			return inCode
		case syntax.KindStartTag:
			return inTag
		case syntax.KindElement:
			if (syntax.Element{Node: n}).Children().Kind() == syntax.KindRawLineList {
				return inText
			}
			return inContent
		}
	}
	return inCode
}

// inComment reports whether the caret stands in a comment of the code around it.
func (s spot) inComment() bool {
	next := s.tree.TokenAt(s.offset)
	for _, token := range []syntax.Node{s.token(), next} {
		if !token.CommentBefore() {
			continue
		}
		for t := range token.Leading() {
			switch t.Kind {
			case syntax.TriviaLineComment, syntax.TriviaDocComment, syntax.TriviaHeader:
				if t.Span.Start < s.offset && s.offset <= t.Span.End {
					return true
				}
			case syntax.TriviaBlockComment:
				ended := len(t.Text) >= len("/**/") && strings.HasSuffix(t.Text, "*/")
				if t.Span.Start < s.offset && (s.offset < t.Span.End || s.offset == t.Span.End && !ended) {
					return true
				}
			}
		}
	}
	return false
}
