// Links: the addresses in markup that lead to pages and files of the site, and the paths of imports.

package feature

import (
	"context"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// hole stands in an address for what is only known when the page is drawn.
const hole = "\x00"

// address is an address of the site in a source: the value of an attribute, what `redirect` is given, what `request.path` is compared
// with, or a text that comes to be one of these.
type address struct {
	Span source.Span // without quotes
	text string      // as it is written, character references decoded, with holes
	raw  []rawPart   // the same as it is written
}

// rawPart is a stretch of an address in its source: a hole, or text.
type rawPart struct {
	text   string
	isHole bool
}

// DocumentLink is a stretch of a text that leads to a file of the project.
type DocumentLink struct {
	Span source.Span
	To   Place
}

// maxLinks bounds the links of one file: no page shows more, and a client draws each of them.
const maxLinks = 10_000

// DocumentLinks returns the imports, links and assets of a file, a program or Markdown, that lead to files of the project or to a standard
// module, in order.
func DocumentLinks(ctx context.Context, f File) []DocumentLink {
	x := newFinder(ctx, f.Snapshot)
	v := x.view(f.Path)
	var out []DocumentLink
	if v == nil {
		for _, a := range x.contentLinks(f.Path) {
			if to := x.linked(f.Path, a); to != "" && len(out) < maxLinks {
				out = append(out, DocumentLink{a.Span, x.filePlace(to)})
			}
		}
		return out
	}
	for _, im := range v.module.Imports() {
		if t := x.importedFile(v, im.PathNode); t.kind != toNothing {
			for _, p := range x.placesOf(v, t) {
				out = append(out, DocumentLink{withoutQuotes(im.PathNode), p})
				break
			}
		}
	}
	for _, a := range addresses(v.tree) {
		if to := x.linked(f.Path, a); to != "" {
			out = append(out, DocumentLink{a.Span, x.filePlace(to)})
		}
		if len(out) >= maxLinks || ctx.Err() != nil {
			break
		}
	}
	if site := x.siteOf(f.Path); site != nil {
		for _, l := range livePatterns(v, site) {
			for _, t := range l.covered(site) {
				out = append(out, DocumentLink{l.span, x.filePlace(t.path)})
				break // an editor follows one
			}
		}
	}
	slices.SortStableFunc(out, func(a, b DocumentLink) int { return a.Span.Start - b.Span.Start })
	return out
}

// filePlace is where a file of the project begins; of a page its `page`.
func (x *finder) filePlace(file string) Place {
	if v := x.view(file); v != nil {
		for _, k := range []names.Kind{names.Page, names.Layout} {
			if u := v.module.First(k); u != nil {
				return Place{Path: file, Span: u.NameSpan()}
			}
		}
	}
	return Place{Path: file}
}

// addresses returns the addresses of the site in a file, in no order.
func addresses(tree *syntax.Tree) []address {
	var out []address
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		switch n.Kind() {
		case syntax.KindStartTag:
			start := syntax.StartTag{Node: n}
			for item := range start.Attrs().Items() {
				if a, ok := attributeAddress(start, item); ok {
					out = append(out, a)
				}
			}
		case syntax.KindPostfixExpr:
			if a, ok := redirectAddress(syntax.PostfixExpr{Node: n}); ok {
				out = append(out, a)
			}
		default:
			out = append(out, comparedAddresses(n)...)
		}
		if n.IsToken() || n.Kind() == syntax.KindRawLineList {
			return
		}
		for c := range n.Children() {
			walk(c)
		}
	}
	walk(tree.Root())
	return out
}

// linkIn is the address around the end of a path.
func linkIn(path []syntax.Node) (address, bool) {
	for i := len(path) - 1; i > 0; i-- {
		switch path[i].Kind() {
		case syntax.KindAttr:
			return attributeAddress(syntax.StartTag{Node: inner(path[:i], syntax.KindStartTag)}, path[i])
		case syntax.KindCallPart:
			return redirectAddress(syntax.PostfixExpr{Node: inner(path[:i], syntax.KindPostfixExpr)})
		case syntax.KindHole, syntax.KindString, syntax.KindStringPartList, syntax.KindAttrString, syntax.KindAttrPartList,
			syntax.KindArg, syntax.KindArgList:
		default:
			if !path[i].IsToken() {
				return address{}, false
			}
		}
	}
	return address{}, false
}

// attributeAddress is the address of the site that an attribute has for its value.
func attributeAddress(start syntax.StartTag, item syntax.Node) (address, bool) {
	a, ok := syntax.AsAttr(item)
	if !ok {
		return address{}, false
	}
	element := start.Name().Text()
	if names.IsComponentTag(element) {
		element = "a" // a component that takes an address calls it as the element does that it draws
	}
	if !isAddress(element, a.Name().Text()) {
		return address{}, false
	}
	return addressOf(a.Value())
}

// redirectAddress is the address of the site that a call of `redirect` is given.
func redirectAddress(call syntax.PostfixExpr) (address, bool) {
	if call.Base().Text() != "redirect" {
		return address{}, false
	}
	for part := range call.Parts().Items() {
		for arg := range (syntax.CallPart{Node: part}).Args().Items() {
			return addressOf(syntax.Arg{Node: arg}.Value())
		}
		break
	}
	return address{}, false
}

// addressOf reads an address that begins at the root of the site.
func addressOf(value syntax.Node) (address, bool) {
	if h, ok := syntax.AsHole(value); ok {
		value = h.Value()
	}
	a := address{Span: value.Span()}
	switch value.Kind() {
	case syntax.KindAttrWord:
		a.text = value.AttrText()
		a.raw = []rawPart{{text: value.Text()}}
	case syntax.KindPlainString:
		a.Span = withoutQuotes(value)
		a.text, _ = names.StringValue(value)
		a.raw = []rawPart{{text: value.Tree().Text().Slice(a.Span)}}
	case syntax.KindAttrString:
		s := syntax.AttrString{Node: value}
		a.Span = source.Span{Start: s.Open().Span().End, End: s.Close().Span().Start}
		literals, _ := check.AttrLiterals(s)
		a.text = strings.Join(literals, hole)
		a.raw = rawParts(s.Parts())
	case syntax.KindString:
		s := syntax.String{Node: value}
		a.Span = source.Span{Start: s.Open().Span().End, End: s.Close().Span().Start}
		for part := range s.Parts().Items() {
			if part.Kind() == syntax.KindHole {
				a.text += hole
			} else {
				a.text += part.StringValue()
			}
		}
		a.raw = rawParts(s.Parts())
	}
	return a, strings.HasPrefix(a.text, "/") && !strings.HasPrefix(a.text, "//") && a.Span.Start <= a.Span.End
}

// rawParts are the parts of a string as they are written.
func rawParts(list syntax.Node) []rawPart {
	var out []rawPart
	for part := range list.Items() {
		out = append(out, rawPart{part.Text(), part.Kind() == syntax.KindHole})
	}
	return out
}

// pathSpan is where the address stands without `?`, `#` and what follows.
func (a address) pathSpan() source.Span {
	at := a.Span.Start
	for _, p := range a.raw {
		if i := strings.IndexAny(p.text, "?#"); i >= 0 && !p.isHole {
			return source.Span{Start: a.Span.Start, End: at + i}
		}
		at += len(p.text)
	}
	return a.Span
}

// rawSegments are the parts of the path between slashes as they are written.
func (a address) rawSegments() []string {
	var out []string
	current := ""
	for _, p := range a.raw {
		if p.isHole {
			current += p.text
			continue
		}
		text, end := p.text, strings.IndexAny(p.text, "?#")
		if end >= 0 {
			text = text[:end]
		}
		pieces := strings.Split(text, "/")
		current += pieces[0]
		for _, piece := range pieces[1:] {
			out = append(out, current)
			current = piece
		}
		if end >= 0 {
			break
		}
	}
	if out = append(out, current); out[0] == "" { // before the first slash
		out = out[1:]
	}
	return out
}

// path is the address without `?`, `#` and what follows.
func (a address) path() string {
	if i := strings.IndexAny(a.text, "?#"); i >= 0 {
		return a.text[:i]
	}
	return a.text
}

// segments are the parts of an address between slashes, decoded.
func segments(address string) []string {
	address = strings.Trim(address, "/")
	if address == "" {
		return nil
	}
	parts := strings.Split(address, "/")
	for i, p := range parts {
		if decoded, err := url.PathUnescape(p); err == nil {
			parts[i] = syntax.NFC(decoded)
		}
	}
	return parts
}

// answers reports whether a route answers an address: a hole is as good as any parameter.
func answers(route workspace.Route, parts []string) bool {
	for i, s := range route {
		switch {
		case s.Rest:
			return len(parts) > i
		case i >= len(parts), s.Param == "" && s.Literal != parts[i]:
			return false
		}
	}
	return len(parts) == len(route)
}

// siteOf is the site that a file belongs to, without what its pages read; nil when there is none.
func (x *finder) siteOf(file string) *workspace.Site {
	dir, err := x.snapshot.SiteOf(x.ctx, file)
	if err != nil || dir == "" {
		return nil
	}
	site, _ := x.snapshot.SiteMap(x.ctx, dir)
	return site
}

// linked is the file that an address in a file leads to, a page's or a static one; in Markdown any file that stands where the address says. It
// is "" when nothing answers the address.
func (x *finder) linked(from string, a address) string {
	if !strings.HasPrefix(a.text, "/") {
		return x.beside(from, a)
	}
	site := x.siteOf(from)
	if site == nil {
		return ""
	}
	if file := site.StaticFile(a.path()); file != "" {
		return file
	}
	if p := pageAt(site, a); p != nil {
		return p.Path
	}
	return ""
}

// standardFile is the path of a standard module's declarations in the library.
func standardFile(module string) string {
	return path.Join("module", strings.TrimPrefix(module, "std/")+".code")
}

// standardFieldSpan is where the declaration of a standard type names a field.
func standardFieldSpan(s *std.Symbol, name string) (source.Span, bool) {
	tree := syntax.Parse(source.NewText(std.Get().Source(s.File)))
	path := tree.PathAt(s.Span.Start)
	decl := syntax.TypeDecl{Node: inner(path, syntax.KindTypeDecl)}
	record, ok := syntax.AsRecordType(decl.Value())
	if !ok {
		return source.Span{}, false
	}
	for item := range record.Fields().Items() {
		if f, ok := syntax.AsTypeField(item); ok && std.FieldName(f.Name()) == name {
			return f.Name().Span(), true
		}
	}
	return source.Span{}, false
}
