package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

func isTagRune(r rune) bool       { return isNameRune(r) || r == '-' || r == '.' }
func isAttributeRune(r rune) bool { return isNameRune(r) || r == '-' || r == ':' }

// tagName offers elements and components behind `<`, and what is open behind `</`.
func (c *completer) tagName(line string) bool {
	text := c.file.text()
	start := wordBefore(text, c.offset, isTagRune)
	first, _ := text.LineCol(start)
	before := text.Slice(source.Span{Start: text.LineSpan(first).Start, End: start})
	word := text.Slice(source.Span{Start: start, End: c.offset})
	switch {
	case strings.HasSuffix(before, "</"):
		c.span.Start = start
		c.closingTags()
		return true
	case !strings.HasSuffix(before, "<") || !c.beginsTag(start-1):
		return false
	}
	c.span.Start = start
	if namespace, _, dotted := strings.Cut(word, "."); dotted {
		c.namespaceTags(namespace)
		return true
	}
	c.elements()
	c.components()
	return true
}

// beginsTag reports whether the `<` at offset begins a tag: it does where no operand stands before it.
func (c *completer) beginsTag(offset int) bool {
	switch c.file.Tree.TokenAt(offset).Kind() {
	case syntax.KindText, syntax.KindRawLine, syntax.KindStringText, syntax.KindPlainString:
		return spotAt(c.file.Tree, offset).setting() == inContent
	}
	path := c.file.Tree.PathAt(offset)
	if e, ok := inner(path, syntax.KindBinaryExpr).AsBinaryExpr(); ok && e.First().Missing() {
		return true // before white space `<` is an operator, here without its first operand
	}
	return parent(path).Kind() != syntax.KindBinaryPart && parent(path).Kind() != syntax.KindTypeParams && parent(path).Kind() != syntax.KindTypeArgs
}

// frequent are the elements that pages are mostly made of; they come before the others.
var frequent = []string{
	"a", "article", "button", "div", "footer", "form", "h1", "h2", "h3", "header", "img", "input", "label", "li", "link", "main",
	"meta", "nav", "ol", "p", "section", "select", "span", "strong", "table", "td", "textarea", "th", "title", "tr", "ul",
}

func (c *completer) elements() {
	space := namespaceAt(c.before.path[:len(c.before.path)-1])
	for _, name := range html.ElementNames(space) {
		item := Item{Label: name, Kind: ItemElement, rank: 3}
		if slices.Contains(frequent, name) {
			item.rank = 2
		}
		if e := html.Lookup(name); e != nil && space == html.HTML {
			item.Doc = c.file.meaning(e.Meaning)
		}
		item.Snippet = c.tagSnippet(name, html.IsVoid(name) && space == html.HTML)
		c.add(item)
	}
	if space == html.HTML {
		for _, root := range []string{"svg", "math"} {
			c.add(Item{Label: root, Kind: ItemElement, Snippet: c.tagSnippet(root, false), rank: 3})
		}
	}
}

// tagSnippet completes a tag where nothing of it follows yet.
func (c *completer) tagSnippet(name string, void bool) string {
	text := c.file.text()
	line, _ := text.LineCol(c.offset)
	rest := text.Slice(source.Span{Start: c.offset, End: text.LineSpan(line).End})
	switch {
	case rest != "" && !strings.HasPrefix(rest, "<") && !strings.HasPrefix(rest, "}") && !strings.HasPrefix(rest, ")"):
		return ""
	case void:
		return name + "$0>"
	}
	return name + "$1>$0</" + name + ">"
}

// components offers the components in scope, and the namespaces that may hold some.
func (c *completer) components() {
	for _, s := range c.topSymbols() {
		switch {
		case s.Kind == check.SymNamespace:
			c.add(c.symbolItem(s, 1))
		case isComponent(s):
			c.add(c.componentItem(s))
		}
	}
}

func (c *completer) namespaceTags(namespace string) {
	var found *check.Symbol
	_ = c.file.Snapshot.With(c.ctx, c.file.Path, func(q check.Queries) { found = check.Lookup(q, c.file.Path, namespace) })
	if found == nil || found.Kind != check.SymNamespace {
		return
	}
	for _, s := range c.exports(found.Import) {
		if f, ok := s.Type.(*types.Func); ok && (types.IsAny(f.Result) || types.Assignable(f.Result, renderable)) {
			item := c.componentItem(s)
			item.Label = namespace + "." + item.Label
			item.Snippet = ""
			c.add(item)
		}
	}
}

// componentItem writes a component with the arguments that it must have.
func (c *completer) componentItem(s *check.Symbol) Item {
	item := c.symbolItem(s, 0)
	item.Kind = ItemComponent
	if c.tagSnippet(s.Name, true) == "" {
		return item
	}
	if f, ok := s.Type.(*types.Func); ok && !hasChildren(f) {
		item.Snippet = s.Name + "$1/>$0"
	} else {
		item.Snippet = c.tagSnippet(s.Name, false)
	}
	return item
}

// hasChildren reports whether a component takes content.
func hasChildren(f *types.Func) bool {
	for _, p := range f.Params {
		if p.Name == "children" && !p.Rest {
			return true
		}
	}
	return false
}

// closingTags offers the end of what is open at the caret, the innermost first.
func (c *completer) closingTags() {
	end := ">"
	if text := c.file.text(); text.Slice(source.Span{Start: c.offset, End: c.offset + 1}) == ">" {
		end = ""
	}
	path := c.file.Tree.PathAt(max(c.span.Start-1, 0))
	rank := 0
	for i := len(path) - 1; i >= 0; i-- {
		e, ok := path[i].AsElement()
		if !ok {
			continue
		}
		start := syntax.StartTag{Node: e.Start()}
		name := start.Name().Text()
		closed := e.End().Ok() && e.End().Span().End < c.span.Start && !(syntax.EndTag{Node: e.End()}).LtSlash().Missing()
		if closed || start.Slash().Ok() && !start.Slash().Missing() || html.IsVoid(name) && e.Start().Span().End < c.span.Start && !e.End().Ok() {
			continue
		}
		c.add(Item{Label: name, Insert: name + end, Kind: ItemElement, rank: rank})
		rank++
	}
}

// directives are what may stand behind `@`, and how it is written.
var directives = []Item{
	{Label: "if", Snippet: "if ${1:condition} {\n\t$0\n}"},
	{Label: "for", Snippet: "for ${1:item} in ${2:items} {\n\t$0\n}"},
	{Label: "match", Snippet: "match ${1:value} {\n\t$0\n}"},
	{Label: "let", Snippet: "let ${1:name} = $0"},
	{Label: "else", Snippet: "else {\n\t$0\n}"},
	{Label: "empty", Snippet: "empty {\n\t$0\n}"},
}

func (c *completer) directives() {
	for _, d := range directives {
		d.Kind = ItemKeyword
		c.add(d)
	}
}

// startTag is the start tag in which the caret stands; absent if there is none.
func (c *completer) startTag() syntax.StartTag {
	for _, s := range []spot{c.before, c.spot} {
		if n := inner(s.path, syntax.KindStartTag); n.Ok() && s.covers(n) {
			return syntax.StartTag{Node: n}
		}
	}
	return syntax.StartTag{}
}

// attributes offers those of the element, or the arguments of the component, that the tag lacks.
func (c *completer) attributes() {
	start := c.startTag()
	if !start.Ok() || !start.Name().Ok() {
		return
	}
	text := c.file.text()
	c.span.Start = wordBefore(text, c.offset, isAttributeRune)
	given := map[string]bool{}
	for a := range start.Attrs().Items() {
		if attr, ok := a.AsAttr(); ok && attr.Name().Span().End != c.offset {
			given[attr.Name().Text()] = true
		}
	}
	valued := strings.HasPrefix(text.Slice(source.Span{Start: c.offset, End: c.offset + 1}), "=")
	add := func(item Item, bare bool) {
		if given[item.Label] {
			return
		}
		if valued || bare {
			item.Snippet = ""
		}
		item.Kind = ItemAttribute
		c.add(item)
	}
	if f := c.component(start); f != nil {
		for _, p := range f.Params {
			if p.Rest || p.Name == "children" {
				continue
			}
			item := Item{Label: p.Name, Detail: types.Brief(p.Type), Snippet: p.Name + "={$1}$0", rank: 1}
			if !p.Default {
				item.rank = 0
			}
			if types.Assignable(types.String, p.Type) && !types.IsAny(p.Type) {
				item.Snippet = p.Name + `="$1"$0`
			}
			add(item, types.Identical(p.Type, types.Bool))
		}
		return
	}
	name := start.Name().Text()
	if names.IsComponentTag(name) {
		return
	}
	space := html.NamespaceOf(name, namespaceAt(c.before.path[:len(c.before.path)-1]))
	if space == html.HTML {
		if e := html.Lookup(name); e != nil {
			for _, a := range e.Attributes {
				add(c.attributeItem(name, a.Name, 0), a.Kind == html.Bool)
			}
		}
	}
	for _, a := range html.AttributeNames(space) {
		add(c.attributeItem(name, a, 1), false)
	}
	for _, a := range html.Globals() {
		add(c.attributeItem(name, a.Name, 2), a.Kind == html.Bool)
	}
}

func (c *completer) attributeItem(element, name string, rank int) Item {
	item := Item{Label: name, Snippet: name + `="$1"$0`, rank: rank}
	if m, ok := html.MeaningOf(element, name); ok {
		item.Doc = c.file.meaning(m)
	}
	return item
}

// component is the type of the component that a tag names; nil if it names none.
func (c *completer) component(start syntax.StartTag) *types.Func {
	s := c.file.tagSymbol(c.ctx, start.Name())
	if s == nil {
		return nil
	}
	f, _ := s.Type.(*types.Func)
	return f
}

// attributeValue offers the values of the attribute in whose value the caret stands.
func (c *completer) attributeValue() bool {
	attr, ok := inner(c.spot.path, syntax.KindAttr).AsAttr()
	if !ok || !c.spot.after(attr.Eq()) {
		return false
	}
	value := attr.Value()
	switch value.Kind() {
	case syntax.KindHole:
		return false
	case syntax.KindAttrString:
		if hole := inner(c.spot.path, syntax.KindHole); hole.Ok() && hole.Span().Start > attr.Span().Start && c.spot.covers(hole) {
			return false
		}
	}
	if value.Ok() && !c.spot.covers(value) && c.offset > value.Span().End {
		return false
	}
	start := c.startTag()
	if !start.Ok() {
		return false
	}
	text := c.file.text()
	c.span.Start = max(wordBefore(text, c.offset, func(r rune) bool { return !strings.ContainsRune(" \t\"'={}", r) }), attr.Eq().Span().End)
	quoted := value.Kind() == syntax.KindAttrString
	for _, v := range c.valuesOf(start, attr.Name().Text()) {
		item := Item{Label: v, Kind: ItemValue}
		if !quoted {
			item.Insert = `"` + v + `"`
		}
		c.add(item)
	}
	return true
}

// valuesOf are the words that the value of an attribute can be, or be made of.
func (c *completer) valuesOf(start syntax.StartTag, attribute string) []string {
	if f := c.component(start); f != nil {
		var out []string
		for _, p := range f.Params {
			if p.Name != attribute {
				continue
			}
			for _, m := range types.Members(p.Type) {
				if l, ok := m.(types.Literal); ok && l.Kind == types.String {
					out = append(out, l.Str)
				}
			}
		}
		return out
	}
	name := start.Name().Text()
	space := html.NamespaceOf(name, namespaceAt(c.before.path[:len(c.before.path)-1]))
	a, ok := html.AttributeOf(name, space, attribute)
	if !ok {
		return nil
	}
	if a.Kind == html.URL && (attribute == "href" || attribute == "action" || attribute == "formaction") {
		return c.addresses()
	}
	return strings.Fields(a.Values)
}

// addresses are those of the site's pages that have no parameters.
func (c *completer) addresses() []string {
	site := c.file.site(c.ctx)
	if site == nil {
		return nil
	}
	var out []string
	for _, page := range site.Pages {
		if page.Route != nil && len(page.Params) == 0 {
			out = append(out, page.Route.String())
		}
	}
	return out
}
