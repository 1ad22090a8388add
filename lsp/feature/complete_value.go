// Completion of values of attributes: words that HTML lists, classes, ids, addresses of the site, actions.

package feature

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// attributeValue offers the values of the attribute in whose value the caret stands, and reports whether it stands in one.
func (c *completer) attributeValue() bool {
	attr, ok := syntax.AsAttr(inner(c.spot.path, syntax.KindAttr))
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
	if !value.Ok() && c.offset > attr.Eq().Span().End {
		return false // white space: the value is not there, something else begins
	}
	start := c.startTag()
	if !start.Ok() {
		return false
	}
	c.replaceValue(attr)
	from := len(c.items)
	c.valuesOf(start, attr.Name().Text())
	if quotes := c.file.quotes(c.ctx, c.offset); len(c.items) == from && quotes != "" {
		plain := strings.NewReplacer("$1", "", "$0", "").Replace(quotes)
		c.add(Item{Label: plain, Insert: plain, Snippet: quotes, Kind: ItemValue})
		return true
	}
	if value.Kind() != syntax.KindAttrString {
		for i := range c.items[from:] {
			item := &c.items[from+i]
			if item.Kind == ItemFunction {
				continue // it brings its braces
			}
			if item.Snippet != "" {
				item.Snippet = `"` + item.Snippet + `"`
			}
			item.Insert = `"` + cmp.Or(item.Insert, item.Label) + `"`
		}
	}
	return true
}

// isValueRune reports whether r may stand in one of several words of a value.
func isValueRune(r rune) bool { return !strings.ContainsRune(" \t\"'={}<>", r) }

// replaceValue makes the word of an attribute's value the one that is completed. Where its quotes are still open nothing behind the
// caret belongs to it.
func (c *completer) replaceValue(attr syntax.Attr) {
	c.replaces(isValueRune)
	c.span.Start = max(c.span.Start, attr.Eq().Span().End)
	s, ok := syntax.AsAttrString(attr.Value())
	switch {
	case ok && s.Close().Ok() && !s.Close().Missing():
		c.rest = min(c.rest, s.Close().Span().Start)
	case ok || !attr.Value().Ok():
		c.rest = c.offset
	}
}

// valuesOf offers what the value of an attribute can be, or be made of.
func (c *completer) valuesOf(start syntax.StartTag, attribute string) {
	if f := c.component(start); f != nil {
		if i := parameterOf(f, attribute); i >= 0 && !f.Params[i].Rest {
			c.texts(f.Params[i].Type)
			if attribute == "href" {
				c.addresses(start, attribute)
			}
			if attribute == "class" {
				c.classNames()
			}
		}
		return
	}
	name := start.Name().Text()
	space := html.NamespaceOf(name, namespaceAt(c.before.path[:len(c.before.path)-1]))
	a, ok := html.AttributeOf(name, space, attribute)
	switch {
	case attribute == "class":
		c.classNames()
	case attribute == "name" && c.formFields():
	case !ok:
	case a.Kind == html.URL || a.Kind == html.Srcset || a.Kind == html.URLs:
		c.addresses(start, attribute)
	case attribute == "usemap":
		c.named("map", "name", "#")
	case a.Kind == html.IDs || a.Kind == html.ID && attribute != "id":
		c.named("", "id", "")
	default:
		for i, v := range strings.Fields(a.Values) {
			c.add(Item{Label: v, Kind: ItemValue, order: i})
		}
	}
}

// texts offers the literal texts of a type.
func (c *completer) texts(t types.Type) {
	for i, m := range types.Members(t) {
		if l, ok := m.(types.Literal); ok && l.Kind == types.String {
			c.add(Item{Label: l.Str, Kind: ItemValue, order: i})
		}
	}
}

// unitAt is the declaration around the caret; absent when there is none.
func (c *completer) unitAt() syntax.Node {
	if len(c.spot.path) < 3 {
		return syntax.Node{}
	}
	return c.spot.path[2] // below the file and its list
}

// classNames offers the classes of the style sheets of the component, and of the page's own that are for all.
func (c *completer) classNames() {
	unit := c.unitAt()
	if !unit.Ok() {
		return
	}
	seen := map[string]bool{}
	elements(unit, func(e syntax.Element) {
		s, ok := styleOf(e)
		if !ok {
			return
		}
		for _, r := range s.rules() {
			if seen[r.Name] {
				continue
			}
			seen[r.Name] = true
			rule := c.file.text().Slice(r.Rule)
			c.add(Item{Label: r.Name, Kind: ItemClass, Doc: "```css\n" + unindent(rule) + "\n```"})
		}
	})
}

// named offers the names that elements, of one kind or of any, are given by an attribute in the declaration around the caret, each behind a
// prefix.
func (c *completer) named(element, attribute, prefix string) {
	unit := c.unitAt()
	if !unit.Ok() {
		return
	}
	elements(unit, func(e syntax.Element) {
		start := syntax.StartTag{Node: e.Start()}
		if element != "" && start.Name().Text() != element {
			return
		}
		for item := range start.Attrs().Items() {
			a, ok := syntax.AsAttr(item)
			if !ok || a.Name().Text() != attribute {
				continue
			}
			text := ""
			if s, ok := syntax.AsAttrString(a.Value()); ok && s.Parts().Len() == 1 {
				text = s.Parts().Text()
			} else if a.Value().Kind() == syntax.KindAttrWord {
				text = a.Value().Text()
			}
			if name := html.DecodeAttr(text); name != "" && !strings.ContainsAny(name, "{}") {
				c.add(Item{Label: prefix + name, Kind: ItemValue, rank: rankOwn})
			}
		}
	})
}

// addresses offers the addresses of the site: those of pages where a reader is led, those of files where a file is shown.
func (c *completer) addresses(start syntax.StartTag, attribute string) {
	site := newFinder(c.ctx, c.file.Snapshot).siteOf(c.file.Path)
	element := start.Name().Text()
	leads := attribute == "href" && element != "link" || attribute == "action" || attribute == "formaction"
	if attribute == "href" && leads {
		c.named("", "id", "#")
	}
	if attribute == "action" || attribute == "formaction" {
		c.actions()
	}
	if site == nil {
		return
	}
	if leads {
		for i, page := range site.Pages {
			if page.Route != nil {
				c.pageAddress(page, i*(maxItems+1))
			}
		}
	}
	if attribute == "action" || attribute == "formaction" {
		return
	}
	for i, file := range site.Static {
		item := Item{Label: "/assets/" + escapePath(file), Kind: ItemFile, rank: rankGlobal, order: i}
		if kind := slices.Index(strings.Fields(fileKinds[element]), strings.ToLower(path.Ext(file))); kind >= 0 {
			item.rank, item.order = rankOwn, kind
		}
		c.add(item)
		if len(c.items) > maxCandidates {
			c.more = true
			return
		}
	}
}

// fileKinds are the endings of the files that elements show, those that are meant most often first.
var fileKinds = map[string]string{
	"img": ".png .jpg .jpeg .gif .webp .avif .svg .ico", "source": ".png .jpg .jpeg .webp .avif .mp4 .webm .mp3 .ogg",
	"video": ".mp4 .webm .ogg", "audio": ".mp3 .ogg .wav .m4a", "script": ".js .mjs", "link": ".css .ico .png .svg .webmanifest .woff2",
	"track": ".vtt",
}

// escapePath writes a path as an address does, as far as HTML makes it necessary.
func escapePath(p string) string {
	return strings.NewReplacer("%", "%25", " ", "%20", "?", "%3F", "#", "%23", `"`, "%22", "{", "%7B", "}", "%7D").Replace(p)
}

// pageAddress offers the address of a page; one with parameters with holes for them, and as many of its addresses as are known.
func (c *completer) pageAddress(page *workspace.Page, order int) {
	item := Item{Label: page.Route.String(), Origin: page.Path, Kind: ItemPage, rank: rankOwn, order: order}
	if len(page.Params) == 0 {
		item.Label = escapePath(item.Label)
		c.add(item)
		return
	}
	var plain, snippet strings.Builder
	stop := 0
	for _, s := range page.Route {
		plain.WriteByte('/')
		snippet.WriteByte('/')
		switch {
		case s.Param != "":
			stop++
			plain.WriteString("{" + s.Param + "}")
			snippet.WriteString("{${" + strconv.Itoa(stop) + ":" + s.Param + "}}")
		default:
			plain.WriteString(escapePath(s.Literal))
			snippet.WriteString(escapeSnippet(escapePath(s.Literal)))
		}
	}
	item.Insert, item.Snippet, item.rank = plain.String(), snippet.String(), rankForeign
	c.add(item)
	for i, slug := range c.slugs(page) {
		address := ""
		for _, s := range page.Route {
			if address += "/" + s.Literal; s.Param != "" {
				address += escapePath(slug)
			}
		}
		c.add(Item{Label: address, Origin: page.Path, Kind: ItemPage, rank: rankOwn, order: order + i + 1})
	}
}

// slugs are the values of the one parameter of a page, as far as its `paths` says so plainly: a list of records with literal texts,
// or `posts.map(fn(p) => { slug: p.slug })` of imported content.
func (c *completer) slugs(page *workspace.Page) []string {
	if len(page.Params) != 1 {
		return nil
	}
	mod, err := c.file.Snapshot.Module(c.ctx, page.Path)
	if err != nil || mod == nil {
		return nil
	}
	u := mod.First(names.Paths)
	if u == nil {
		return nil
	}
	body := syntax.PathsDecl{Node: u.Node}.Body()
	if list, ok := syntax.AsListExpr(body); ok {
		return literalFields(list)
	}
	call, ok := syntax.AsPostfixExpr(body)
	if !ok || call.Base().Kind() != syntax.KindIdent || !strings.HasPrefix(syntax.PostfixExpr{Node: body}.Parts().Text(), ".map(") {
		return nil
	}
	d := mod.Decl(names.Text(call.Base()))
	if d == nil || d.Import == nil || !strings.Contains(call.Parts().Text(), ".slug") {
		return nil
	}
	pattern, to := names.ImportPath(page.Path, d.Import.From.Spec)
	if to != names.ToContent {
		return nil
	}
	var out []string
	for _, file := range c.file.Snapshot.Files() {
		if ok, err := path.Match(pattern, file); err == nil && ok {
			if out = append(out, strings.TrimSuffix(path.Base(file), path.Ext(file))); len(out) == maxItems {
				c.more = true
				break
			}
		}
	}
	return out
}

// formFields offers the parameters of the action of the form around the caret, and reports whether there is one.
func (c *completer) formFields() bool {
	for i := len(c.spot.path) - 1; i >= 0; i-- {
		e, ok := syntax.AsElement(c.spot.path[i])
		if !ok || (syntax.StartTag{Node: e.Start()}).Name().Text() != "form" {
			continue
		}
		for item := range (syntax.StartTag{Node: e.Start()}).Attrs().Items() {
			a, ok := syntax.AsAttr(item)
			if !ok || a.Name().Text() != "action" {
				continue
			}
			h, ok := syntax.AsHole(a.Value())
			if !ok {
				return false
			}
			var action *check.Symbol
			_ = c.file.Snapshot.With(c.ctx, c.file.Path, func(q check.Queries) { action = check.Lookup(q, c.file.Path, names.Text(h.Value())) })
			if action == nil {
				return false
			}
			f, ok := action.Type.(*types.Func)
			if !ok {
				return false
			}
			for i, p := range f.Params {
				c.add(Item{Label: p.Name, Kind: ItemField, Detail: types.Brief(p.Type), order: i})
			}
			return true
		}
	}
	return false
}

// literalFields are the texts in the records of a list, each of the one field that it has.
func literalFields(list syntax.ListExpr) []string {
	var out []string
	for item := range list.Items().Items() {
		r, ok := syntax.AsRecordExpr(syntax.ListItem{Node: item}.Value())
		if !ok {
			continue
		}
		for f := range r.Fields().Items() {
			if d, ok := syntax.AsRecordField(f); ok {
				if text, ok := names.StringValue(d.Value()); ok {
					out = append(out, text)
				}
			}
		}
	}
	return out
}

// actions offers those of the page, in braces.
func (c *completer) actions() {
	mod, err := c.file.Snapshot.Module(c.ctx, c.file.Path)
	if err != nil || mod == nil {
		return
	}
	if quoted := c.file.text().Slice(source.Span{Start: c.span.Start - 1, End: c.span.Start}) != "="; quoted {
		return
	}
	for u := range mod.Of(names.Action) {
		c.add(Item{Label: u.ID.Name, Insert: "{" + u.ID.Name + "}", Kind: ItemFunction, Doc: u.Doc, rank: rankRequired})
	}
}

// unindent takes off the white space that all lines but the first have in common.
func unindent(s string) string {
	lines := strings.Split(s, "\n")
	common := -1
	for _, l := range lines[1:] {
		if strings.TrimSpace(l) == "" {
			continue
		}
		if n := len(l) - len(strings.TrimLeft(l, " \t")); common < 0 || n < common {
			common = n
		}
	}
	for i := range lines {
		if i > 0 && len(lines[i]) >= common {
			lines[i] = lines[i][max(common, 0):]
		}
	}
	return strings.Join(lines, "\n")
}
