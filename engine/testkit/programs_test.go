package testkit_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
)

// TestProgramsHoldEverything holds that random programs have the constructs that they are made for.
func TestProgramsHoldEverything(t *testing.T) {
	want := []syntax.Kind{
		syntax.KindImportDecl, syntax.KindExportDecl, syntax.KindFnDecl, syntax.KindTypeDecl, syntax.KindModelDecl, syntax.KindPageDecl, syntax.KindLayoutDecl,
		syntax.KindPathsDecl, syntax.KindActionDecl, syntax.KindTestDecl, syntax.KindLetStmt, syntax.KindRecordPattern, syntax.KindAssignStmt, syntax.KindReturnStmt,
		syntax.KindBreakStmt, syntax.KindContinueStmt, syntax.KindIfStmt, syntax.KindForStmt, syntax.KindWhileStmt, syntax.KindTryStmt, syntax.KindMatchExpr,
		syntax.KindFnExpr, syntax.KindTernaryExpr, syntax.KindIsExpr, syntax.KindBinaryExpr, syntax.KindListExpr, syntax.KindRecordExpr, syntax.KindRecordSpread,
		syntax.KindString, syntax.KindRawString, syntax.KindIndexPart, syntax.KindElement, syntax.KindIfDirective, syntax.KindForDirective, syntax.KindEmptyClause,
		syntax.KindMatchDirective, syntax.KindLetDirective, syntax.KindUnionType, syntax.KindOptionalType, syntax.KindMapType, syntax.KindFnType, syntax.KindTypeArgs,
	}
	found := map[syntax.Kind]bool{}
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		found[n.Kind()] = true
		for c := range n.Children() {
			walk(c)
		}
	}
	for seed := range uint64(60) {
		p := testkit.NewPrograms(seed, nil)
		files := p.Site()
		files["main.code"] = p.Script()
		for path, text := range files {
			if strings.HasSuffix(path, ".code") {
				walk(syntax.Parse(source.NewText(text)).Root())
			}
		}
	}
	for _, k := range want {
		if !found[k] {
			t.Errorf("no program has a %v", k)
		}
	}
}

// TestProgramsAreRepeatable holds that a seed gives the same programs again, that choices go before it, and that edits stand between
// characters.
func TestProgramsAreRepeatable(t *testing.T) {
	for seed := range uint64(20) {
		a, b := testkit.NewPrograms(seed, nil), testkit.NewPrograms(seed, nil)
		text := a.Script()
		if text != b.Script() || !maps.Equal(a.Site(), b.Site()) {
			t.Fatalf("seed %d gives two programs", seed)
		}
		for range 50 {
			e := a.Edit(text)
			if e != b.Edit(text) || e.Start < 0 || e.End < e.Start || e.End > len(text) || !utf8.ValidString(text[:e.Start]) || !utf8.ValidString(text[e.End:]) {
				t.Fatalf("seed %d: an edit %+v of %d bytes", seed, e, len(text))
			}
		}
	}
	one := slices.Repeat([]byte{3}, 30)
	if testkit.NewPrograms(1, one).Script() == testkit.NewPrograms(1, nil).Script() {
		t.Error("choices change nothing")
	}
}
