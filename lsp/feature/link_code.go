// Links in code: texts that are addresses of the site although no attribute holds them. They are compared with `request.path`, come to
// an attribute by way of names and records, or are patterns of `live`.

package feature

import (
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// comparedAddresses are the addresses that a node compares `request.path` with.
func comparedAddresses(n syntax.Node) []address {
	var texts []syntax.Node
	switch n.Kind() {
	case syntax.KindBinaryExpr:
		d := syntax.BinaryExpr{Node: n}
		if rest := slices.Collect(d.Rest().Items()); len(rest) == 1 {
			part := syntax.BinaryPart{Node: rest[0]}
			if k := part.Op().Kind(); k != syntax.KindEqEq && k != syntax.KindNotEq {
				return nil
			}
			if isRequestPath(d.First()) {
				texts = append(texts, part.Operand())
			} else if isRequestPath(part.Operand()) {
				texts = append(texts, d.First())
			}
		}
	case syntax.KindMatchExpr:
		if d := (syntax.MatchExpr{Node: n}); isRequestPath(d.Subject()) {
			for arm := range d.Arms().Items() {
				texts = append(texts, patternsOf(syntax.MatchArm{Node: arm}.Patterns())...)
			}
		}
	case syntax.KindMatchDirective:
		if d := (syntax.MatchDirective{Node: n}); isRequestPath(d.Subject()) {
			for arm := range d.Arms().Items() {
				texts = append(texts, patternsOf(syntax.MatchDirectiveArm{Node: arm}.Patterns())...)
			}
		}
	}
	var out []address
	for _, text := range texts {
		if a, ok := addressOf(text); ok {
			out = append(out, a)
		}
	}
	return out
}

func isRequestPath(n syntax.Node) bool {
	return n.Kind() == syntax.KindPostfixExpr && n.Text() == "request.path"
}

func patternsOf(list syntax.Node) []syntax.Node {
	var out []syntax.Node
	for p := range list.Items() {
		out = append(out, syntax.MatchPattern{Node: p}.Value())
	}
	return out
}

// textAddress is the address around the end of a path: one that linkIn knows, or any text of code that looks like one but `/`, which
// texts are cut and joined with.
func textAddress(at []syntax.Node) (address, bool) {
	if a, ok := linkIn(at); ok {
		return a, ok
	}
	for _, n := range slices.Backward(at) {
		switch n.Kind() {
		case syntax.KindPlainString, syntax.KindString:
			a, ok := addressOf(n)
			return a, ok && a.text != "/" && !strings.HasPrefix(a.text, "/"+hole)
		case syntax.KindAttr, syntax.KindHole:
			return address{}, false
		}
	}
	return address{}, false
}

// allAddresses returns the addresses of the site in a file with those texts of code that are followed to one, in no order.
func (x *finder) allAddresses(v *fileView) []address {
	out := addresses(v.tree)
	known := map[source.Span]bool{}
	for _, a := range out {
		known[a.Span] = true
	}
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		switch n.Kind() {
		case syntax.KindPlainString, syntax.KindString:
			if a, ok := addressOf(n); ok && !known[a.Span] && x.linked(v.path, a) != "" && x.leads(Place{Path: v.path, Span: n.Span()}) {
				out = append(out, a)
			}
		case syntax.KindImportDecl, syntax.KindTaggedString, syntax.KindRawLineList:
			return
		}
		if !n.IsToken() {
			for c := range n.Children() {
				walk(c)
			}
		}
	}
	walk(v.tree.Root())
	return out
}

// leads reports whether a text of code comes to be the address in an attribute of an element somewhere.
func (x *finder) leads(text Place) bool {
	if x.addressed != nil {
		return x.addressed[text]
	}
	x.addressed = map[Place]bool{}
	for _, attribute := range []string{"href={", "src={", "action={"} {
		for _, file := range x.snapshot.Mentioning(attribute) {
			v := x.view(file)
			if v == nil {
				continue
			}
			elements(v.tree.Root(), func(e syntax.Element) { x.follows(v, syntax.StartTag{Node: e.Start()}) })
		}
	}
	return x.addressed[text]
}

// follows notes the texts that the addresses of a tag come from.
func (x *finder) follows(v *fileView, start syntax.StartTag) {
	for item := range start.Attrs().Items() {
		a, ok := syntax.AsAttr(item)
		if !ok || !isAddress(start.Name().Text(), a.Name().Text()) {
			continue
		}
		h, ok := syntax.AsHole(a.Value())
		if !ok {
			continue
		}
		t := x.tracer()
		t.follow(v, h.Value(), nil)
		for _, p := range t.texts {
			x.addressed[p] = true
		}
	}
}

// livePattern is a pattern of `live` in site.code.
type livePattern struct {
	pattern string
	span    source.Span // without quotes
}

// livePatterns are the patterns of `live` that a file writes, if it is the one that says how a site is served.
func livePatterns(v *fileView, site *workspace.Site) []livePattern {
	if v.path != site.File || len(site.Live) == 0 {
		return nil
	}
	d := v.module.Decl("site")
	if d == nil {
		return nil
	}
	var out []livePattern
	_, live := fieldOf((syntax.LetStmt{Node: d.Unit.Node}).Value(), "live")
	for item := range (syntax.ListExpr{Node: live}).Items().Items() {
		value := syntax.ListItem{Node: item}.Value()
		if pattern, ok := names.StringValue(value); ok {
			out = append(out, livePattern{pattern, withoutQuotes(value)})
		}
	}
	return out
}

// liveAt is the pattern of `live` at offset, with its site; false where none is.
func (x *finder) liveAt(v *fileView, offset int) (livePattern, *workspace.Site, bool) {
	if path.Base(v.path) != "site.code" {
		return livePattern{}, nil, false
	}
	if site := x.siteOf(v.path); site != nil {
		for _, l := range livePatterns(v, site) {
			if l.span.Start <= offset && offset <= l.span.End {
				return l, site, true
			}
		}
	}
	return livePattern{}, nil, false
}

// covered are the pages that a pattern is about.
func (l livePattern) covered(site *workspace.Site) []target {
	var out []target
	for _, p := range site.Pages {
		if p.Route != nil && p.Route.Covered(l.pattern) {
			out = append(out, target{kind: toFile, path: p.Path})
		}
	}
	return out
}

// live is what a pattern of `live` has to be after the moves, written in a string and perhaps as several; "" when it stays.
func (m *mover) live(site *workspace.Site, pattern string) string {
	var from, to []workspace.Route // of the pages that it does not cover any more
	stays := false
	for _, p := range site.Pages {
		if p.Route == nil || !p.Route.Covered(pattern) {
			continue
		}
		route, ok := site.RouteOf(m.moved(p.Path))
		switch {
		case !ok:
		case route.Covered(pattern):
			stays = true
		default:
			from, to = append(from, p.Route), append(to, route)
		}
	}
	if len(to) == 0 {
		return ""
	}
	var is []string
	if stays {
		is = append(is, pattern)
	}
	for i, route := range to {
		switch {
		case slices.ContainsFunc(is, route.Covered):
		case stays:
			is = append(is, livePatternOf(route))
		default:
			is = append(is, movedPattern(pattern, from[i], route))
		}
	}
	return strings.Join(is, `", "`)
}

// movedPattern is a pattern that covers a route as one that covers another in the same way, where that can be said.
func movedPattern(pattern string, from, to workspace.Route) string {
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	if n := len(parts) - 1; parts[n] == "**" {
		tail := from[n:]
		if head := len(to) - len(tail); head > 0 && slices.Equal(to[head:], tail) {
			return livePatternOf(to[:head]) + "/**"
		}
		return livePatternOf(to)
	}
	if len(from) != len(to) {
		return livePatternOf(to)
	}
	for i, s := range to {
		if s != from[i] {
			parts[i] = liveSegment(s)
		}
	}
	return "/" + strings.Join(parts, "/")
}

// livePatternOf is the pattern that covers a route only.
func livePatternOf(r workspace.Route) string {
	var parts []string
	for _, s := range r {
		parts = append(parts, liveSegment(s))
	}
	return "/" + strings.Join(parts, "/")
}

// liveSegment is what stands for a segment of a route in a pattern.
func liveSegment(s workspace.Segment) string {
	switch {
	case s.Rest:
		return "**"
	case s.Param != "":
		return "*"
	}
	return escapedSegment(s.Literal)
}
