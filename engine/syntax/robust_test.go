package syntax

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// smallSources are the sources that are short enough to be parsed once for each of their tokens or bytes.
func smallSources(t testing.TB) []string {
	var texts []string
	for _, s := range testkit.Sources(t) {
		if len(s.Text) <= 1500 {
			texts = append(texts, s.Text)
		}
	}
	return texts
}

func TestPrefixesParse(t *testing.T) {
	for i, text := range smallSources(t) {
		for end := i % 10; end < len(text); end += 10 * thinning {
			checkTree(t, parseText(text[:end]))
			if i%4 == 0 {
				checkTree(t, parseText(text[end:]))
			}
		}
	}
}

// Taking away or doubling any token gives a tree, and the other declarations stay as they are where a declaration at column 0
// follows.
func TestEveryTokenDeletedOrDoubled(t *testing.T) {
	for i, text := range smallSources(t) {
		var spans []source.Span
		var collect func(n Node)
		collect = func(n Node) {
			if n.IsToken() {
				spans = append(spans, n.FullSpan())
			}
			for c := range n.Children() {
				collect(c)
			}
		}
		tree := parseText(text)
		collect(tree.Root())
		for k, span := range spans {
			if (k+i)%(20*thinning) != 0 {
				continue
			}
			for _, replacement := range []string{"", text[span.Start:span.End] + text[span.Start:span.End]} {
				changed := text[:span.Start] + replacement + text[span.End:]
				edited := Reparse(tree, []source.Edit{{Span: span, New: replacement}}, source.NewText(changed))
				checkTree(t, edited)
				checkEqual(t, edited, changed, nil)
			}
		}
	}
}

func TestHostileTexts(t *testing.T) {
	deep := 5 * maxNesting
	for name, text := range map[string]string{
		"nul":                     strings.Repeat("\x00", 3000),
		"not UTF-8":               strings.Repeat("\xff\xfe a ", 1000),
		"half characters":         strings.Repeat("\xea\xb8", 1000),
		"lone returns":            strings.Repeat("a\r", 1000),
		"a long line":             "let a = \"" + strings.Repeat("글자 ", 30000),
		"parens":                  strings.Repeat("(", deep) + strings.Repeat(")", deep),
		"open parens":             strings.Repeat("(", deep),
		"brackets":                strings.Repeat("[", deep),
		"braces":                  strings.Repeat("{", deep),
		"records":                 strings.Repeat("{a:", deep),
		"blocks":                  strings.Repeat("if a {", deep) + strings.Repeat("}", deep),
		"calls":                   strings.Repeat("f(", deep),
		"indexes":                 strings.Repeat("a[", deep),
		"unary":                   strings.Repeat("!", deep) + "a",
		"minus":                   "let a = " + strings.Repeat("- ", deep) + "a",
		"ternaries":               strings.Repeat("a ? b : ", deep) + "c",
		"ternaries in the middle": strings.Repeat("a ? ", deep) + "c",
		"functions":               "let a = " + strings.Repeat("fn() => ", deep) + "c",
		"function types":          "let a: " + strings.Repeat("fn() -> ", deep) + "c",
		"types":                   "let a: " + strings.Repeat("[", deep) + "c",
		"type arguments":          "let a: " + strings.Repeat("A<", deep) + "c",
		"question marks":          "let a: b" + strings.Repeat("? ", deep),
		"is":                      "let a = b" + strings.Repeat(" is c", deep),
		"unions":                  "let a: b" + strings.Repeat(" | c", deep),
		"matches":                 strings.Repeat("match a {", deep),
		"match arms":              strings.Repeat("match a { b => ", deep),
		"elements":                "let a = " + strings.Repeat("<a>", deep) + strings.Repeat("</a>", deep),
		"open elements":           "let a = " + strings.Repeat("<a>", deep),
		"elements in holes":       "let a = " + strings.Repeat("<a>{", deep),
		"attributes":              "let a = " + strings.Repeat("<a b={", deep),
		"spreads":                 "let a = " + strings.Repeat("<a {...", deep),
		"attribute strings":       "let a = " + strings.Repeat("<a b=\"{", deep),
		"directives":              "let a = <p>" + strings.Repeat("@if a {", deep),
		"else directives":         "let a = <p>@if a {" + strings.Repeat("} @else if b {", deep),
		"match directives":        "let a = <p>" + strings.Repeat("@match a { b {", deep),
		"string holes":            "let a = " + strings.Repeat("\"{", deep),
		"triple holes":            "let a = " + strings.Repeat("\"\"\"{", deep),
		"end tags":                "let a = <p>" + strings.Repeat("</b>", deep),
		"stray brackets":          strings.Repeat(")]}", deep),
		"operators":               "let a = b" + strings.Repeat(" + c", deep),
		"members":                 "a" + strings.Repeat(".b", deep),
		"dots":                    strings.Repeat(".", deep),
		"less than":               strings.Repeat("<", deep),
		"ends":                    strings.Repeat("</", deep),
		"else":                    strings.Repeat("else ", deep),
		"comments":                strings.Repeat("/*", deep),
		"backslashes":             "let a = \"" + strings.Repeat("\\", deep),
	} {
		t.Run(name, func(t *testing.T) {
			tree := parseText(text)
			checkTree(t, tree)
			if n := len(tree.Diagnostics()); n > len(text)+1 {
				t.Errorf("%d findings in %d bytes", n, len(text))
			}
			at := len(text) / 2
			for !utf8.RuneStart(text[at]) {
				at++
			}
			changed := text[:at] + " x " + text[at:]
			edited := Reparse(tree, []source.Edit{{Span: source.Span{Start: at, End: at}, New: " x "}}, source.NewText(changed))
			checkTree(t, edited)
		})
	}
}

// The limit of nesting holds after edits as in a fresh parse, also where what is taken over moves deeper.
func TestNestingLimitAfterEdits(t *testing.T) {
	inner := strings.Repeat("[", 600) + "x" + strings.Repeat("]", 600)
	text := "let a = (\n" + inner + ",\n" + inner + "\n)\nlet b = 1\n"
	for _, wrap := range []int{1, 398, 399, 400, 401, 500} {
		open := strings.Repeat("[", wrap)
		at := strings.Index(text, "(")
		tree := Reparse(parseText(text), []source.Edit{{Span: source.Span{Start: at, End: at}, New: open}}, source.NewText(text[:at]+open+text[at:]))
		checkEqual(t, tree, text[:at]+open+text[at:], nil)
	}
}

// Tokens and trivia beyond the fields of a word are kept all the same.
func TestLongTokens(t *testing.T) {
	for _, text := range []string{
		"let a = /*" + strings.Repeat("x", 70_000) + "*/ 1\nlet b = 2\n",
		"/*" + strings.Repeat("x\n", 40_000) + "*/\nfn f() { return 1 }\n",
		"let a = <p>" + strings.Repeat("a", maxTokenWidth+1) + "</p>\n",
		strings.Repeat(" ", 70_000),
	} {
		tree := parseText(text)
		checkTree(t, tree)
		if tree.Root().HasError() {
			t.Errorf("%.20q…: %.80s", text, firstError(tree.Root()))
		}
		edited := Reparse(tree, []source.Edit{{Span: source.Span{Start: 6, End: 6}, New: "x"}}, source.NewText(text[:6]+"x"+text[6:]))
		checkTree(t, edited)
	}
}

// Readers of old trees see them unchanged while new ones are made of them, and copies are equal.
func TestTreesStayAsTheyAre(t *testing.T) {
	text := program(700)
	tree := parseText(text)
	type version struct {
		tree *Tree
		dump string
	}
	versions := []version{{tree, dumpOf(t, tree)}}
	var wait sync.WaitGroup
	for i := range 300 / thinning {
		at := (i * 7919) % len(text)
		typed := []string{"x", "{", "\n", "\"", "<p>"}[i%5]
		e := source.Edit{Span: source.Span{Start: at, End: at}, New: typed}
		text = text[:at] + typed + text[at:]
		tree = Reparse(tree, []source.Edit{e}, tree.Text().Apply(e))
		if i%(32/thinning) == 0 {
			v := version{tree, dumpOf(t, tree)}
			versions = append(versions, v)
			wait.Go(func() {
				for range 3 {
					if dumpOf(t, v.tree) != v.dump {
						t.Error("a tree changed while others were made of it")
					}
					v.tree.Diagnostics()
				}
			})
		}
	}
	wait.Wait()
	for i, v := range versions {
		if dumpOf(t, v.tree) != v.dump {
			t.Errorf("version %d changed", i)
		}
		// Two edits of one old version, as when an answer is computed beside typing.
		for _, typed := range []string{"a", "}"} {
			changed := typed + v.tree.Text().String()
			other := Reparse(v.tree, []source.Edit{{New: typed}}, source.NewText(changed))
			checkEqual(t, other, changed, nil)
		}
	}
	small := tree.copied()
	if dumpOf(t, small) != dumpOf(t, tree) {
		t.Error("a copy is another tree")
	}
	if small.arena.used >= tree.arena.used {
		t.Errorf("a copy has %d words, the tree's memory %d", small.arena.used, tree.arena.used)
	}
	checkEqual(t, Reparse(small, []source.Edit{{New: "x"}}, source.NewText("x"+text)), "x"+text, nil)
}

// Memory does not grow with the number of edits.
func TestGarbageIsBounded(t *testing.T) {
	text := program(200)
	tree := parseText(text)
	live := tree.arena.live
	for i := range 3000 {
		at := (i * 7919) % len(text)
		tree = Reparse(tree, []source.Edit{{Span: source.Span{Start: at, End: at}, New: " "}}, source.NewText(text[:at]+" "+text[at:]))
		tree = Reparse(tree, []source.Edit{{Span: source.Span{Start: at, End: at + 1}}}, source.NewText(text))
		if limit := max(minGarbage, garbageLimit*live) + live*2; tree.arena.used > limit {
			t.Fatalf("after %d edits the memory holds %d words, of which %d were live at first", i, tree.arena.used, live)
		}
	}
	checkEqual(t, tree, text, nil)
}

// Ids name the nodes that an edit left alone, and no others.
func TestIDsAreStable(t *testing.T) {
	text := program(100)
	tree := parseText(text)
	ids := map[NodeID]string{}
	for d := range (File{tree.Root()}).Decls().Items() {
		ids[d.ID()] = d.Text()
	}
	at := strings.Index(text, "items.length")
	changed := text[:at] + "other" + text[at:]
	after := Reparse(tree, []source.Edit{{Span: source.Span{Start: at, End: at}, New: "other"}}, source.NewText(changed))
	kept := 0
	for d := range (File{after.Root()}).Decls().Items() {
		if old, ok := ids[d.ID()]; ok {
			kept++
			if old != d.Text() {
				t.Errorf("an id now names %q, not %q", d.Text(), old)
			}
		}
	}
	if kept != len(ids)-1 {
		t.Errorf("%d of %d declarations keep their ids, want all but one", kept, len(ids))
	}
	if one, other := parseText("x"), parseText("x"); one.Root().ID() == other.Root().ID() {
		t.Error("two files share an id")
	}
}

// Several edits in one call are made one after another, each counted in the text the one before left.
func TestSeveralEdits(t *testing.T) {
	text := program(60)
	tree := parseText(text)
	edits := testkit.NewEdits(testkit.EditConfig{Seed: 5})
	var list []source.Edit
	for range 20 {
		e := edits.Next(text)
		text = e.Apply(text)
		list = append(list, editOf(e))
	}
	checkEqual(t, Reparse(tree, list, source.NewText(text)), text, []string{fmt.Sprint(list)})
	if Reparse(tree, nil, tree.Text()) != tree {
		t.Error("no edits make another tree")
	}
}

// However a declaration is cut off, the others keep their trees.
func TestNeighboursSurvivePrefixes(t *testing.T) {
	decls := strings.SplitAfter(program(14*21), "\n}\n")
	var before, after string
	for i, d := range decls[:20] {
		if i < 10 {
			before += d
		} else {
			after += d
		}
	}
	typed := decls[20]
	least, total, count := 20, 0, 0
	for end := 0; end < len(typed); end += thinning {
		tree := parseText(before + typed[:end] + "\n" + after)
		whole := 0
		for d := range (File{tree.Root()}).Decls().Items() {
			if e, ok := AsExportDecl(d); ok && !e.HasError() && (strings.Contains(before, e.Text()) || strings.Contains(after, e.Text())) {
				whole++
			}
		}
		least = min(least, whole)
		total += whole
		count++
	}
	mean := float64(total) / float64(count)
	t.Logf("of 20 other declarations %.2f survive, at least %d", mean, least)
	if mean < 19.5 {
		t.Errorf("only %.2f of 20 other declarations survive (at least %d)", mean, least)
	}
}
