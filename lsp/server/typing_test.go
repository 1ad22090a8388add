// Declarations typed left to right into sound files: what stands around them must not be told off for what is not there yet.

package server

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
)

// maxOutside is how many findings of syntax a declaration that is being typed may cause elsewhere in its file.
const maxOutside = 0

// typedStep is how many characters are typed between looks at the diagnostics; a prime, so that they fall on every kind of place.
// With CODER_STORM set every character is looked at.
const typedStep = 5

// stormy reports whether everything is to be gone through instead of a sample.
func stormy() bool { return os.Getenv("CODER_STORM") != "" }

// isSyntax are the diagnostics that come of reading a text alone.
func isSyntax(d protocol.Diagnostic) bool {
	e := diag.Lookup(diag.Code(fmt.Sprint(d.Code)))
	return e != nil && e.Stage <= diag.StageSyntax
}

func TestTypingDeclarations(t *testing.T) {
	every, longest, step := 14, 3000, typedStep
	if stormy() {
		every, longest, step = 1, 1<<20, 1
	}
	for _, s := range sample(t, every, longest) {
		tree := syntax.Parse(source.NewText(s.Text))
		decls := parted(tree)
		if len(tree.Diagnostics()) > 0 || len(decls) == 0 {
			continue
		}
		if !stormy() {
			decls = decls[len(decls)/2 : len(decls)/2+1]
		}
		t.Run(s.Path, func(t *testing.T) {
			t.Parallel()
			for _, at := range decls {
				typeDeclaration(t, s, at, step)
			}
		})
	}
}

// parted are the elements of a file that are followed by a declaration whose head begins anew whatever is still open (codescript.md
// §2, "Words and lines"): a statement behind them may well go on with what is open, and is no neighbour to judge by.
func parted(tree *syntax.Tree) []source.Span {
	var out []source.Span
	var last syntax.Node
	for n := range (syntax.File{Node: tree.Root()}).Decls().Items() {
		if last.Ok() {
			switch n.Kind() {
			case syntax.KindFnDecl, syntax.KindTypeDecl, syntax.KindModelDecl, syntax.KindExportDecl, syntax.KindImportDecl,
				syntax.KindPageDecl, syntax.KindLayoutDecl, syntax.KindPathsDecl, syntax.KindActionDecl, syntax.KindTestDecl:
				out = append(out, last.Span())
			}
		}
		last = n
	}
	return out
}

// closers are what editors type behind an opening bracket by themselves.
var closers = map[rune]string{'(': ")", '[': "]", '{': "}", '"': `"`}

// typeDeclaration takes a declaration out of a source and types it again, as in an editor that closes brackets and quotes.
func typeDeclaration(t *testing.T, s testkit.Source, at source.Span, step int) {
	const path = "main.code"
	e := newEditor(t, editorConfig{root: t.TempDir(), encoding: utf16Units, noFolder: true})
	e.open(path, s.Text[:at.Start]+s.Text[at.End:])
	typed, count := at.Start, 0
	pending := "" // closing brackets behind the caret
	for _, r := range s.Text[at.Start:at.End] {
		switch {
		case strings.HasPrefix(pending, string(r)):
			pending = pending[1:]
		case closers[r] != "":
			e.change(path, splice{typed, typed, string(r) + closers[r]})
			pending = closers[r] + pending
		default:
			e.change(path, splice{typed, typed, string(r)})
		}
		typed += utf8.RuneLen(r)
		e.ask(path, typed, "completion")
		if count++; count%step > 0 {
			continue
		}
		outside, text := 0, e.texts[path]
		for _, d := range e.await(path) {
			if start := e.offset(text, d.Range.Start); isSyntax(d) && (start < at.Start || start > typed+len(pending)+1) {
				outside++
			}
		}
		if outside > maxOutside {
			t.Errorf("after %q, %d findings elsewhere:\n%s", text[at.Start:typed], outside, e.show(text, e.await(path)))
			return
		}
	}
}
