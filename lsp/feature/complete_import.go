package feature

import (
	"path"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
)

// importPath offers what can be imported, in the quotes of an import.
func (c *completer) importPath(line string) bool {
	text := c.file.text()
	number, _ := text.LineCol(c.offset)
	start := text.LineSpan(number).Start
	head := text.Slice(source.Span{Start: start, End: c.offset})
	quote := strings.LastIndexAny(head, `"'`)
	if quote < 0 || strings.Count(head, head[quote:quote+1])%2 == 0 {
		return false
	}
	before := strings.TrimRight(head[:quote], " \t")
	if !strings.HasSuffix(before, "from") || !strings.HasPrefix(strings.TrimLeft(before, " \t"), "import") && !strings.HasPrefix(strings.TrimLeft(before, " \t"), "}") {
		return false
	}
	c.span.Start, c.rest = start+quote+1, c.offset
	if after := text.Slice(source.Span{Start: c.offset, End: text.LineSpan(number).End}); strings.Contains(after, head[quote:quote+1]) {
		c.rest += strings.Index(after, head[quote:quote+1])
	}
	for _, m := range std.Get().Modules {
		c.add(Item{Label: m.Path, Doc: standardDoc(m.Doc, c.file.Lang), Kind: ItemModule, rank: 2})
	}
	folders := map[string]bool{}
	for _, file := range c.file.Snapshot.Files() {
		spec := names.ImportSpec(c.file.Path, file)
		switch path.Ext(file) {
		case ".code":
			if file == c.file.Path || !isImportable(file) {
				continue
			}
			c.add(Item{Label: spec, Kind: ItemFile})
		case ".json":
			c.add(Item{Label: spec, Kind: ItemFile, rank: 1})
		case ".md":
			c.add(Item{Label: spec, Kind: ItemFile, rank: 1})
			if all := strings.TrimSuffix(spec, path.Base(spec)) + "*.md"; !folders[all] {
				folders[all] = true
				c.add(Item{Label: all, Kind: ItemFile})
			}
		}
	}
	return true
}

// isImportable reports whether a file can have exports: pages, layouts and the site's settings are no modules of others.
func isImportable(file string) bool {
	return path.Base(file) != "site.code" && !strings.HasPrefix(file, "pages/") && !strings.Contains(file, "/pages/")
}

// importNames offers what the module exports, in the braces of an import.
func (c *completer) importNames() bool {
	n := inner(c.before.path, syntax.KindImportDecl)
	d := syntax.ImportDecl{Node: n}
	if !n.Ok() || !c.before.after(d.Open()) || c.before.after(d.Close()) {
		inside := n.Ok() && c.before.covers(n)
		if inside && c.offset > c.before.token().Span().End && lacksFrom(d, c.before.token()) {
			c.word(Item{Label: "from", Snippet: "from \"$1\"$0", Insert: "from "})
		}
		return inside
	}
	token, _ := c.left()
	if token.Kind() == syntax.KindKwAs || token.Text() == "as" {
		return true
	}
	spec, ok := names.StringValue(d.Path())
	if !ok {
		return true
	}
	target, to := names.ImportPath(c.file.Path, syntax.NFC(spec))
	given := map[string]bool{}
	for item := range d.Names().Items() {
		if name := (syntax.ImportName{Node: item}).Name(); name.Span().End != c.offset {
			given[names.Text(name)] = true
		}
	}
	if to != names.ToCode && to != names.ToStd {
		return true
	}
	for _, s := range c.exports(&check.Import{Path: target, Target: to, Name: names.Namespace}) {
		if !given[s.Name] {
			item := c.symbolItem(s, 0)
			item.Snippet = ""
			c.add(item)
		}
	}
	return true
}

// lacksFrom reports whether the names of an import end with token and nothing says yet where they are from.
func lacksFrom(d syntax.ImportDecl, token syntax.Node) bool {
	if from := d.From(); from.Ok() && !from.Missing() {
		return false
	}
	return token == d.Close() || token == d.Namespace() || token == d.Default()
}
