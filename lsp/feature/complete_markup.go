// Completion of markup: elements, components, end tags, directives, attributes and arguments.

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
	case strings.HasSuffix(before, "</") && c.endsTag(start):
		c.replaces(isTagRune)
		c.closingTags()
		return true
	case !strings.HasSuffix(before, "<") || !c.beginsTag(start-1):
		return false
	}
	c.replaces(isTagRune)
	if namespace, _, dotted := strings.Cut(word, "."); dotted {
		c.namespaceTags(namespace)
		return true
	}
	c.elements()
	c.components()
	if c.spot.setting() == inContent || c.before.setting() == inContent {
		for i, name := range c.file.openElements(start - 1) {
			c.add(Item{Label: "/" + name, Insert: "/" + name + c.file.restOfTag(c.rest), Kind: ItemElement, rank: rankEndTag, order: i})
		}
	}
	return true
}

// endsTag reports whether the `</` before offset begins an end tag, and is no text in a string.
func (c *completer) endsTag(offset int) bool {
	switch c.file.Tree.TokenAt(offset - 1).Kind() {
	case syntax.KindStringText, syntax.KindPlainString, syntax.KindAttrWord:
		return false
	case syntax.KindRawLine:
		return inner(c.file.Tree.PathAt(offset-1), syntax.KindElement).Ok()
	}
	return true
}

// endTag offers the end of the element whose start tag ends at the caret, and reports whether nothing else belongs there.
func (c *completer) endTag() bool {
	if c.span.Len() > 0 || c.lineBefore() == "" || c.trigger != "" && c.trigger != ">" {
		return false
	}
	if end := c.file.endTag(c.offset); end != "" {
		plain := strings.TrimPrefix(end, "$0")
		c.add(Item{Label: plain, Insert: plain, Snippet: end, Kind: ItemElement})
	}
	return c.trigger == ">"
}

// Ranks of tags: components are written by those who want them, then come the elements that pages are mostly made of.
const (
	rankComponent = iota
	rankNamespace
	rankFrequent
	rankElement
	rankEndTag
	rankMisplaced // HTML does not allow it there
	rankObsolete
)

// beginsTag reports whether the `<` at offset begins a tag: it does where no operand stands before it.
func (c *completer) beginsTag(offset int) bool {
	switch c.file.Tree.TokenAt(offset).Kind() {
	case syntax.KindText, syntax.KindRawLine, syntax.KindStringText, syntax.KindPlainString:
		return spotAt(c.file.Tree, offset).setting() == inContent
	}
	path := c.file.Tree.PathAt(offset)
	if e, ok := syntax.AsBinaryExpr(inner(path, syntax.KindBinaryExpr)); ok && e.First().Missing() {
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
	around := c.around()
	space := namespaceAt(c.before.path[:len(c.before.path)-1])
	for _, name := range html.ElementNames(space) {
		item := Item{Label: name, Kind: ItemElement, rank: rankElement}
		if slices.Contains(frequent, name) {
			item.rank = rankFrequent
		}
		if e := html.Lookup(name); e != nil && space == html.HTML {
			item.Doc = c.file.meaning(e.Meaning)
			if fault, _ := html.Misplaced(name, around); fault != html.NestingFine {
				item.rank = rankMisplaced
			} else if len(around) > 0 && e.Parents != "" {
				item.rank = rankComponent // it stands here and in few other places
			}
		}
		item.Snippet = c.tagSnippet(name, html.IsVoid(name) && space == html.HTML)
		c.add(item)
	}
	if space != html.HTML {
		return
	}
	for _, root := range []string{"svg", "math"} {
		item := Item{Label: root, Kind: ItemElement, Snippet: c.tagSnippet(root, false), rank: rankElement}
		if fault, _ := html.Misplaced(root, around); fault != html.NestingFine {
			item.rank = rankMisplaced
		}
		c.add(item)
	}
	if c.span.Len() == 0 {
		return // what is obsolete is shown to those who ask for it
	}
	for _, e := range html.Elements() {
		if e.Is(html.Obsolete) {
			c.add(Item{
				Label: e.Name, Kind: ItemElement, Snippet: c.tagSnippet(e.Name, e.Is(html.Void)), Doc: c.file.meaning(e.Meaning),
				Obsolete: true, rank: rankObsolete,
			})
		}
	}
}

// around are the names of the elements around the caret, the innermost first, up to one whose content is not known.
func (c *completer) around() []string {
	var out []string
	path := c.before.path
	for i := len(path) - 1; i >= 0; i-- {
		switch n := path[i]; n.Kind() {
		case syntax.KindElement:
			start := syntax.StartTag{Node: syntax.Element{Node: n}.Start()}
			name := start.Name().Text()
			if !c.before.after(start.Node) || !c.before.covers(n) {
				continue
			}
			if names.IsComponentTag(name) {
				return out
			}
			if name != "" {
				out = append(out, strings.ToLower(name))
			}
		case syntax.KindFnExpr, syntax.KindFnDecl, syntax.KindAttr:
			return out
		}
	}
	return out
}

// tagSnippet completes a tag where nothing of it follows yet.
func (c *completer) tagSnippet(name string, void bool) string {
	text := c.file.text()
	line, _ := text.LineCol(c.offset)
	rest := strings.TrimSpace(text.Slice(source.Span{Start: c.offset, End: text.LineSpan(line).End}))
	switch {
	case rest != "" && !strings.HasPrefix(rest, "<") && !strings.HasPrefix(rest, "}") && !strings.HasPrefix(rest, ")"):
		return ""
	case void:
		return name + "$0>"
	}
	return name + "$1>$0</" + name + ">"
}

// components offers the components in scope, those of other modules, and the namespaces that may hold some.
func (c *completer) components() {
	for _, s := range c.topSymbols(nil) {
		switch {
		case s.Kind == check.SymNamespace:
			c.add(c.symbolItem(s, rankNamespace))
		case isComponent(s):
			c.add(c.componentItem(s))
		}
	}
	from := len(c.items)
	c.unimported(func(k names.Kind) bool { return k == names.Fn || k == names.ClientFn })
	kept := c.items[:from]
	for _, i := range c.items[from:] {
		if names.IsComponentTag(i.Label) {
			i.fit, i.rank = fits, rankComponent
			i.order = 1 // behind those that are imported
			kept = append(kept, i)
		}
	}
	c.items = kept
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
	item := c.symbolItem(s, rankComponent)
	item.Kind = ItemComponent
	if f, ok := s.Type.(*types.Func); ok {
		item.Detail, item.typ = defaultsOf(c.ctx, c.file.Snapshot, s).Signature(s.Name, f), nil
	}
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
	end := c.file.restOfTag(c.rest)
	for i, name := range c.file.openElements(c.span.Start - len("</")) {
		item := Item{Label: name, Insert: name + end, Kind: ItemElement, order: i}
		if name == "" {
			item.Label, item.Filter = ">", "" // the end of a fragment has no name
			item.Insert = end
			if end == "" {
				continue
			}
		}
		c.add(item)
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
		d.Kind, d.Doc = ItemKeyword, c.file.keywordDoc(directiveKeywords, d.Label)
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

// Ranks of attributes.
const (
	rankRequired = iota
	rankOwn
	rankForeign
	rankGlobal
)

// attributes offers those of the element, or the arguments of the component, that the tag lacks.
func (c *completer) attributes() {
	start := c.startTag()
	if !start.Ok() || !start.Name().Ok() || c.offset <= start.Name().Span().End {
		return
	}
	c.replaces(isAttributeRune)
	given := map[string]bool{}
	for a := range start.Attrs().Items() {
		if name := attributeName(a); name != "" && a.Span().Start != c.span.Start {
			given[name] = true
		}
	}
	valued := strings.HasPrefix(c.file.text().Slice(source.Span{Start: c.rest, End: c.rest + 1}), "=")
	add := func(item Item) {
		if given[item.Label] {
			return
		}
		if valued {
			item.Snippet = ""
		}
		item.Kind = ItemAttribute
		c.add(item)
	}
	if f := c.component(start); f != nil {
		c.componentArguments(f, add)
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
				rank := rankOwn
				if slices.ContainsFunc(e.Required, func(r string) bool { return slices.Contains(strings.Split(r, "|"), a.Name) }) {
					rank = rankRequired
				}
				add(c.attributeItem(name, a, rank))
			}
		}
	}
	for _, a := range html.AttributeNames(space) {
		add(c.attributeItem(name, html.Attribute{Name: a}, rankForeign))
	}
	for _, a := range html.Globals() {
		add(c.attributeItem(name, a, rankGlobal))
	}
	if d, ok := syntax.AsFnDecl(inner(c.before.path, syntax.KindFnDecl)); ok && d.Client().Ok() {
		for _, e := range html.Events() {
			event := "on:" + strings.TrimPrefix(e, "on")
			add(Item{Label: event, Snippet: event + "={$1}$0", rank: rankGlobal})
		}
	}
}

// componentArguments offers the parameters of a component.
func (c *completer) componentArguments(f *types.Func, add func(Item)) {
	for i, p := range f.Params {
		if p.Rest || p.Name == "children" {
			continue
		}
		item := Item{Label: p.Name, Detail: types.Brief(p.Type), Snippet: p.Name + "={$1}$0", rank: rankOwn, order: i}
		if !p.Default {
			item.rank = rankRequired
		}
		switch {
		case types.Identical(p.Type, types.Bool):
			item.Snippet = ""
		case types.Meet(types.String, p.Type) && !types.IsAny(p.Type):
			item.Snippet = p.Name + `="$1"$0`
		}
		add(item)
	}
}

func (c *completer) attributeItem(element string, a html.Attribute, rank int) Item {
	item := Item{Label: a.Name, Snippet: a.Name + `="$1"$0`, rank: rank}
	switch {
	case a.Kind == html.Bool:
		item.Snippet = ""
	case a.Kind == html.StyleText:
		item.Snippet = a.Name + "={{ $1 }}$0"
	}
	if m, ok := html.MeaningOf(element, a.Name); ok {
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
