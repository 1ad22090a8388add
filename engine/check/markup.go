package check

import (
	"maps"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// markupState is where in markup the check stands.
type markupState struct {
	around []string // names of the elements around, innermost first, up to the nearest component, hole or root
	space  html.Namespace
	ids    map[string]syntax.Node // literal ids of the outermost element
	depth  int                    // elements around, components and holes not counted as borders
}

// element checks an element, a fragment or a component.
func (c *checker) element(n syntax.Node) {
	d := syntax.Element{Node: n}
	start := syntax.StartTag{Node: d.Start()}
	outer := c.markup
	if outer.depth == 0 {
		c.markup.ids = map[string]syntax.Node{}
	}
	c.markup.depth++
	defer func() { c.markup = outer }()
	name := start.Name().Text()
	switch {
	case !start.Name().Ok() || start.Name().Missing():
		c.children(d.Children())
	case names.IsComponentTag(name):
		c.component(d, start)
	default:
		c.plainElement(d, start, name)
	}
}

// plainElement checks an element of HTML, SVG or MathML.
func (c *checker) plainElement(d syntax.Element, start syntax.StartTag, name string) {
	space := html.NamespaceOf(name, c.markup.space)
	if !html.IsElement(name, space) {
		c.unknownElement(d, start.Name(), name, space)
	} else if e := html.Lookup(name); space == html.HTML && e != nil && e.Is(html.Obsolete) {
		found := diag.New(diag.UnknownElement, start.Name().Span(), diag.Text("name", name)).As("obsolete")
		if next := successors[strings.ToLower(name)]; next != "" {
			found = found.WithFix(tagFix(d, start.Name(), name, next))
		}
		c.report(found)
	}
	c.nesting(start.Name(), name)
	tag := c.tagOf(start, name)
	c.attributes(start, tag, space)
	if space == html.HTML {
		if missing, ok := html.MissingAttribute(tag); ok && !hasSpread(start) {
			d := diag.New(diag.MissingAttribute, start.Name().Span(), diag.Text("element", name), diag.Quote("name", missing))
			c.report(d.WithFix(addAttribute(start, missing)))
		}
		if html.NeedsAlt(tag) && !hasSpread(start) {
			c.report(diag.New(diag.MissingAlt, start.Name().Span(), diag.Text("element", name)).WithFix(addAttribute(start, "alt")))
		}
	}
	around, outerSpace := c.markup.around, c.markup.space
	c.markup.around = append([]string{name}, around...)
	c.markup.space = html.ContentNamespace(name, space)
	c.children(d.Children())
	c.markup.around, c.markup.space = around, outerSpace
}

// tagFix replaces the name of an element in both of its tags.
func tagFix(e syntax.Element, n syntax.Node, found, wanted string) diag.Fix {
	fix := replaceFix(n, found, wanted)
	if end, ok := syntax.AsEndTag(e.End()); ok && end.Name().Ok() && end.Name().Text() == n.Text() {
		fix.Edits = append(fix.Edits, diag.Edit{Span: end.Name().Span(), New: wanted})
	}
	return fix
}

// addAttribute offers to write an attribute with an empty value after the tag's name.
func addAttribute(start syntax.StartTag, name string) diag.Fix {
	at := start.Name().Span().End
	return diag.Fix{
		Title: diag.FixAddAttribute, Args: []diag.Arg{diag.Quote("name", name)},
		Edits: []diag.Edit{{Span: source.Span{Start: at, End: at}, New: " " + name + `=""`}},
	}
}

// unknownElement warns of a name that no element has.
func (c *checker) unknownElement(e syntax.Element, n syntax.Node, name string, space html.Namespace) {
	d := diag.New(diag.UnknownElement, n.Span(), diag.Text("name", name))
	if meant := names.Suggest(name, html.ElementNames(space)); meant != "" {
		d.Args = append(d.Args, diag.Text("wanted", meant))
		d = d.As("suggest").WithFix(tagFix(e, n, name, meant))
	}
	c.report(d)
}

// documentHead is the element whose content goes into the document's head wherever it stands in a page.
const documentHead = "head"

// nesting warns of an element that may not stand where it does.
func (c *checker) nesting(n syntax.Node, name string) {
	if name == documentHead {
		return
	}
	fault, outer := html.Misplaced(name, c.markup.around)
	switch fault {
	case html.NestingOuter:
		c.report(diag.New(diag.BadNesting, n.Span(), diag.Text("inner", name), diag.Text("outer", outer)))
	case html.NestingParents:
		parents := strings.Fields(html.Lookup(name).Parents)
		for i := range parents {
			parents[i] = "`<" + parents[i] + ">`"
		}
		c.report(diag.New(diag.BadNesting, n.Span(), diag.Text("inner", name), diag.Text("wanted", strings.Join(parents, ", "))).As("parent"))
	}
}

// children checks the content of an element, fragment, component or directive.
func (c *checker) children(list syntax.Node) {
	if list.Kind() != syntax.KindChildList {
		return // raw text
	}
	for n := range list.Items() {
		switch n.Kind() {
		case syntax.KindText:
			c.text(n)
		case syntax.KindHole:
			c.hole(syntax.Hole{Node: n})
		case syntax.KindElement:
			c.expr(n, nil)
		case syntax.KindIfDirective:
			c.ifDirective(syntax.IfDirective{Node: n})
		case syntax.KindForDirective:
			d := syntax.ForDirective{Node: n}
			c.forLoop(n, d.Name(), d.Index(), d.Value(), func() { c.markupBlock(d.Body()) })
			if e, ok := syntax.AsEmptyClause(d.Empty()); ok {
				c.markupBlock(e.Body())
			}
		case syntax.KindMatchDirective:
			c.matchDirective(syntax.MatchDirective{Node: n})
		case syntax.KindLetDirective:
			d := syntax.LetDirective{Node: n}
			c.let(d.Pattern(), d.Type(), d.Value(), false)
		}
	}
}

// text warns of text where an element holds none.
func (c *checker) text(n syntax.Node) {
	if strings.Trim(n.Text(), " \t\n\f\r") == "" {
		return
	}
	if outer := html.MisplacedText(c.markup.around); outer != "" {
		c.report(diag.New(diag.BadNesting, n.Span(), diag.Text("outer", outer)).As("text"))
	}
}

// hole checks `{e}` in content. Beyond it, what elements are around is known still, but its own markup starts anew.
func (c *checker) hole(h syntax.Hole) {
	if !h.Value().Ok() {
		return
	}
	outer := c.markup
	c.markup = markupState{space: outer.space}
	t := c.expr(h.Value(), nil)
	c.markup = outer
	if bad := notRenderable(t); bad != nil {
		d := diag.New(diag.NotRenderable, h.Value().Span(), diag.Quote("found", types.Brief(t)))
		if types.Assignable(bad, types.Bool) && !types.IsAny(bad) {
			d = diag.New(diag.NotRenderable, h.Value().Span()).As("bool")
		}
		c.report(asText(d, h.Value(), t))
	}
}

// notRenderable returns the part of t that cannot be shown in markup; nil when all of it can.
func notRenderable(t types.Type) types.Type {
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case types.Literal:
			if u.Kind == types.Bool {
				return u
			}
		case types.Basic:
			switch u {
			case types.Bool, types.Response, types.Query, types.File:
				return u
			}
		case *types.List:
			if bad := notRenderable(u.Elem); bad != nil {
				if _, again := types.Under(u.Elem).(*types.List); !again {
					return u // of a list, the list is shown
				}
				return bad
			}
		default:
			return m
		}
	}
	return nil
}

func (c *checker) markupBlock(n syntax.Node) {
	if b, ok := syntax.AsMarkupBlock(n); ok {
		c.children(b.Children())
	}
}

// ifDirective checks `@if … { } @else { }`. Markup leaves nothing, so what a condition tells ends with its body.
func (c *checker) ifDirective(d syntax.IfDirective) {
	start := c.flow.mark()
	defer c.flow.rewind(start)
	ids := c.branchIDs()
	for item := range d.Clauses().Items() {
		clause, ok := syntax.AsIfDirectiveClause(item)
		if !ok {
			continue
		}
		var yes, no []fact
		if clause.Cond().Ok() {
			yes, no = c.condition(clause.Cond())
		}
		mark := c.flow.mark()
		c.flow.apply(yes)
		ids.branch(c, func() { c.markupBlock(clause.Body()) })
		c.flow.rewind(mark)
		c.flow.apply(no)
	}
	ids.join(c)
}

func (c *checker) matchDirective(d syntax.MatchDirective) {
	a := c.startArms(arms{use: asMarkup, subject: d.Subject(), keyword: d.Keyword(), close: d.Close()})
	ids := c.branchIDs()
	for item := range d.Arms().Items() {
		m, ok := syntax.AsMatchDirectiveArm(item)
		if !ok {
			continue
		}
		var facts []fact
		if m.Else().Ok() {
			facts = c.otherwise(a)
		} else {
			facts = c.patterns(a, m.Patterns())
		}
		c.arm(a, facts, func() bool {
			ids.branch(c, func() { c.markupBlock(m.Body()) })
			return false
		})
	}
	ids.join(c)
	c.finish(a)
}

// branchIDs keeps the ids of branches apart: only one of them is drawn, so the same id in two is no duplicate.
type branchIDs struct{ before, all map[string]syntax.Node }

func (c *checker) branchIDs() *branchIDs {
	return &branchIDs{before: c.markup.ids, all: maps.Clone(c.markup.ids)}
}

// branch checks the markup of one branch.
func (b *branchIDs) branch(c *checker, check func()) {
	c.markup.ids = maps.Clone(b.before)
	check()
	for id, n := range c.markup.ids {
		if _, ok := b.all[id]; !ok {
			b.all[id] = n
		}
	}
}

// join goes on with the ids of all branches.
func (b *branchIDs) join(c *checker) { c.markup.ids = b.all }
