// The grammar for editors that use tree-sitter, held to our parser: over the whole corpus both find the same nodes at the same places.

package syntax

import (
	"bufio"
	"bytes"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/codescript-lang/coder/engine/testkit"
)

// treePlace is a node as both parsers name it.
type treePlace struct {
	kind       string
	start, end int
}

func (p treePlace) String() string { return fmt.Sprintf("%s %d-%d", p.kind, p.start, p.end) }

func TestTreeSitter(t *testing.T) {
	compiler := testkit.Tool(t, "gcc")
	testkit.Header(t, "tree_sitter/api.h")
	grammar := filepath.Join(testkit.Root(t), "editors", "tree-sitter-codescript")
	folder := t.TempDir()
	program := filepath.Join(folder, "nodes")
	build := exec.Command(compiler, "-O1", "-Wall", "-Wextra", "-Werror", "-I", filepath.Join(grammar, "src"), "-o", program,
		filepath.Join(grammar, "test", "nodes.c"), filepath.Join(grammar, "src", "scanner.c"), "-Wno-unused-parameter",
		filepath.Join(grammar, "src", "parser.c"), "-ltree-sitter")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the grammar does not compile: %v\n%s", err, out)
	}

	var paths bytes.Buffer
	var sources []testkit.Source
	for _, s := range testkit.Sources(t) {
		if parseText(s.Text).Root().HasError() || s.Path == unknownEntity {
			continue
		}
		path := filepath.Join(folder, fmt.Sprintf("%d.code", len(sources)))
		if err := os.WriteFile(path, []byte(s.Text), 0o600); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&paths, path)
		sources = append(sources, s)
	}
	queries, err := filepath.Glob(filepath.Join(grammar, "queries", "*.scm"))
	zed, zedErr := filepath.Glob(filepath.Join(grammar, "..", "zed", "languages", "codescript", "*.scm"))
	if err != nil || zedErr != nil || len(queries) < 5 || len(zed) < 5 {
		t.Fatal("no queries", err, zedErr)
	}
	queries = append(queries, zed...)
	for _, q := range queries {
		if out, err := exec.Command(program, q).CombinedOutput(); err != nil {
			t.Errorf("%s", out)
		}
	}
	run := exec.Command(program, filepath.Join(grammar, "queries", "highlights.scm"))
	run.Stdin = &paths
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs, colours := readTreeSitter(t, out)
	if len(theirs) != len(sources) || len(sources) < 500 {
		t.Fatalf("%d files, %d answers", len(sources), len(theirs))
	}
	for i, s := range sources {
		root := parseText(s.Text).Root()
		checkColours(t, s, root, colours[i])
		ours := ourPlaces(root)
		if slices.Equal(ours, theirs[i]) {
			continue
		}
		for k := range max(len(ours), len(theirs[i])) {
			a, b := "nothing", "nothing"
			if k < len(ours) {
				a = ours[k].String()
			}
			if k < len(theirs[i]) {
				b = theirs[i][k].String()
			}
			if a != b {
				t.Errorf("%s: node %d is %s, with tree-sitter %s", s.Path, k, a, b)
				break
			}
		}
	}
}

// unknownEntity has `&nosuch;`: the other grammar does without a table of HTML's entities, and takes any name for one.
const unknownEntity = "testdata/lang/markup/text-entities.txtar#main.code"

// checkColours holds the query for colours to give each node one colour at most, and each keyword that of a keyword or, of a value, a constant.
func checkColours(t *testing.T, s testkit.Source, root Node, colours []treePlace) {
	t.Helper()
	at := map[[2]int]string{}
	for _, c := range colours {
		place := [2]int{c.start, c.end}
		if was := at[place]; was != "" && was != c.kind {
			t.Errorf("%s: %q is both %s and %s", s.Path, s.Text[c.start:c.end], was, c.kind)
		}
		at[place] = c.kind
	}
	for n := range tokensOf(root) {
		span := n.Span()
		wanted := "keyword"
		if k := n.Kind(); k == KindKwTrue || k == KindKwFalse || k == KindKwNone {
			wanted = "constant.builtin"
		}
		if colour := at[[2]int{span.Start, span.End}]; n.Kind().IsKeyword() && colour != wanted {
			t.Errorf("%s: the keyword %q at %d has the colour %q", s.Path, n.Text(), span.Start, colour)
		}
	}
}

// tokensOf are the tokens below a node, in order.
func tokensOf(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		var walk func(n Node) bool
		walk = func(n Node) bool {
			if n.IsToken() {
				return yield(n)
			}
			for c := range n.Children() {
				if !walk(c) {
					return false
				}
			}
			return true
		}
		walk(n)
	}
}

// readTreeSitter reads what nodes.c prints: for each file a list of nodes, and one of captures.
func readTreeSitter(t *testing.T, out []byte) (files, captures [][]treePlace) {
	t.Helper()
	var last []string // kinds of the nodes above the line
	scanner := bufio.NewScanner(bytes.NewReader(out))
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "= ") {
			files, captures = append(files, nil), append(captures, nil)
			last = last[:0]
			continue
		}
		list := &files[len(files)-1]
		var p treePlace
		if rest, wrong := strings.CutPrefix(line, "! "); wrong {
			fmt.Sscanf(rest, "%s %d %d", &p.kind, &p.start, &p.end)
			p.kind = "wrong " + p.kind
			*list = append(*list, p)
			continue
		}
		if rest, capture := strings.CutPrefix(line, "@ "); capture {
			fmt.Sscanf(rest, "%s %d %d", &p.kind, &p.start, &p.end)
			captures[len(captures)-1] = append(captures[len(captures)-1], p)
			continue
		}
		depth := 0
		if _, err := fmt.Sscanf(line, "%d %s %d %d", &depth, &p.kind, &p.start, &p.end); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		last = append(last[:min(depth, len(last))], p.kind)
		switch p.kind {
		case "file", "shebang", "comment", "doc_comment":
			continue
		case "binary_expr":
			// A chain of one operator is one node here, a pair of pairs there.
			if n := len(*list); depth > 0 && last[depth-1] == "binary_expr" && n > 0 && (*list)[n-1].start == p.start {
				continue
			}
		}
		*list = append(*list, p)
	}
	if scanner.Err() != nil {
		t.Fatal(scanner.Err())
	}
	return files, captures
}

// ourPlaces lists the nodes that have a name of their own in both grammars.
func ourPlaces(root Node) []treePlace {
	var list []treePlace
	var walk func(n Node, parent Kind)
	walk = func(n Node, parent Kind) {
		kind := n.Kind()
		inner := parent
		if name := treeSitterName(n, parent); name != "" && !(kind == KindBinaryExpr && parent == KindBinaryExpr && list[len(list)-1].start == n.Span().Start) {
			p := treePlace{name, n.Span().Start, endWithoutSeparator(n)}
			if k := len(list) - 1; k >= 0 && n.IsToken() && list[k].kind == p.kind && list[k].end == p.start && mergedKinds[kind] {
				list[k].end = p.end
			} else if p.start < p.end {
				list = append(list, p)
			}
		}
		if !kind.IsList() && kind != KindBinaryPart {
			inner = kind
		}
		for c := range n.Children() {
			walk(c, inner)
		}
	}
	walk(root, KindFile)
	return list
}

// mergedKinds are the tokens that end with a line here, and with the text there.
var mergedKinds = map[Kind]bool{KindText: true, KindStringText: true, KindRawLine: true}

// treeSitterName is what the other grammar calls a node, or "" where it has no name for it.
func treeSitterName(n Node, parent Kind) string {
	kind := n.Kind()
	switch kind {
	case KindFile, KindBinaryPart, KindEof, KindBacktick, KindCommentOpen, KindCommentClose:
		return ""
	case KindStringOpen, KindStringClose:
		if parent == KindAttrString {
			return ""
		}
	case KindTagName:
		if !IsElementName(n.Text()) {
			return "component_name"
		}
	case KindRawLine:
		return "raw_text"
	case KindKwTrue, KindKwFalse, KindKwNone:
		return kind.Spelling()
	}
	if kind.IsList() || kind.Spelling() != "" || kind > KindJunk && kind <= KindAt {
		return ""
	}
	var b strings.Builder
	for i, r := range kind.String() {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// endWithoutSeparator is where a node ends; here the comma behind an item belongs to it.
func endWithoutSeparator(n Node) int {
	end := n.Span().End
	var before, last Node
	for c := range n.Children() {
		if c.Span().Start < c.Span().End {
			before, last = last, c
		}
	}
	if before.Ok() && (last.Kind() == KindComma || last.Kind() == KindBar) {
		return before.Span().End
	}
	return end
}
