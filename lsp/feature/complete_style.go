// Completion in style sheets and style attributes: properties, their values, colours, selectors.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// style offers what can be written in the style sheet or style attribute around the caret; false where there is none.
func (c *completer) style() bool {
	s, ok := StyleAt(c.file.Tree, c.offset)
	if !ok {
		return false
	}
	c.replaces(isStyleRune)
	before := s.before(c.span.Start)
	last := css.Token{}
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	touches := last.Span.End == c.span.Start
	block := s.Sheet.BlockAt(c.span.Start)
	opens := c.trigger == "{" || c.trigger == " " // anything may follow, or a line end, which would take the first that is offered
	switch {
	case s.inToken(c.offset, css.Comment) || s.inToken(c.offset, css.String) || s.inToken(c.offset, css.URL):
	case !s.Inline && (strings.HasPrefix(c.file.text().Slice(c.span), "@") || c.trigger == "@"):
		c.atRules()
	case s.Property != "":
		c.values(s, s.Property)
	case s.Inline || block >= 0 && takesDeclarations(s.Sheet.Blocks[block].At):
		if name, ok := s.valueOf(before); ok {
			c.values(s, name)
		} else if opens {
			break
		} else if !touches || last.Mark == '{' || last.Mark == ';' || last.Mark == '}' || last.Kind == css.Comment {
			c.properties()
		} else if !s.Inline {
			c.selector(s, last, touches)
		}
	case !opens:
		c.selector(s, last, touches)
	}
	return true
}

// isStyleRune reports whether r is a part of what is completed in a sheet.
func isStyleRune(r rune) bool { return r == '-' || r == '@' || isNameRune(r) }

// before are the tokens of the statement that the place stands in, up to it.
func (s Style) before(offset int) []css.Token {
	end := 0
	for end < len(s.Sheet.Tokens) && s.Sheet.Tokens[end].Span.End <= offset {
		end++
	}
	start := end
	for start > 0 {
		switch s.Sheet.Tokens[start-1].Mark {
		case '{', '}', ';':
			return s.Sheet.Tokens[start-1 : end]
		}
		start--
	}
	return s.Sheet.Tokens[start:end]
}

// inToken reports whether the place is within a token of a kind.
func (s Style) inToken(offset int, kind css.Kind) bool {
	for _, t := range s.Sheet.Tokens {
		if t.Kind == kind && t.Span.Start < offset && (offset < t.Span.End || kind == css.Comment && offset == t.Span.End && t.Span.End == s.Sheet.Base+len(s.Sheet.Text)) {
			return true
		}
	}
	return false
}

// takesDeclarations reports whether the block of a rule holds declarations: of an at-rule that only groups rules it does not.
func takesDeclarations(at string) bool {
	switch at {
	case "media", "supports", "layer", "container", "scope", "starting-style", "keyframes", "document":
		return false
	}
	return true
}

// valueOf is the property whose value is being written behind the tokens of a statement, or false if it is none.
func (s Style) valueOf(before []css.Token) (name string, ok bool) {
	for len(before) > 0 && (before[0].Mark != 0 && strings.IndexByte("{};", before[0].Mark) >= 0 || before[0].Kind == css.Comment) {
		before = before[1:]
	}
	if len(before) >= 2 && before[0].Kind == css.Ident && before[1].Mark == ':' {
		return s.Sheet.Slice(before[0].Span), true
	}
	return "", false
}

// properties offers the names of properties, and custom ones that the sheet knows.
func (c *completer) properties() {
	colon, end := ": ", ";"
	switch rest := strings.TrimLeft(c.file.text().Slice(source.Span{Start: c.rest, End: c.file.text().Len()}), " \t"); {
	case strings.HasPrefix(rest, ":"):
		colon, end = "", ""
	case strings.HasPrefix(rest, ";"):
		end = ""
	}
	for i := range css.Properties() {
		p := &css.Properties()[i]
		rank := 1
		if p.Common {
			rank = 0
		}
		says := p.Says()
		c.add(Item{
			Label: p.Name, Kind: ItemField, Doc: c.file.say(says.English, says.Korean), Insert: p.Name + colon, rank: rank,
		})
		if end != "" {
			c.items[len(c.items)-1].Snippet = p.Name + colon + "$0" + end
		}
	}
}

// values offers what a property may be.
func (c *completer) values(s Style, name string) {
	p := css.LookupProperty(name)
	if p == nil {
		p = &css.Property{Color: strings.HasPrefix(name, "--")}
	}
	own, wide := p.Keywords()
	for i, v := range own {
		c.add(Item{Label: v, Kind: ItemValue, rank: 0, order: i})
	}
	for _, v := range c.customProperties(s) {
		c.add(Item{Label: "var(" + v + ")", Kind: ItemVariable, Filter: v, rank: 1})
	}
	if p.Color {
		for _, n := range []string{"currentColor", "transparent"} {
			c.add(Item{Label: n, Kind: ItemConstant, rank: 1})
		}
		for _, n := range css.ColorNames() {
			color, _ := css.NamedColor(n)
			c.add(Item{Label: n, Kind: ItemConstant, Detail: color.Notations()[0], rank: 2})
		}
	}
	for _, v := range wide {
		c.add(Item{Label: v, Kind: ItemKeyword, rank: 3})
	}
}

// customProperties are the custom properties that the sheet declares, each once; those that the sheets of the declaration around it declare, if
// it stands in an attribute.
func (c *completer) customProperties(s Style) []string {
	var out []string
	seen := map[string]bool{}
	take := func(sheet *css.Sheet) {
		for _, d := range sheet.Declarations {
			if strings.HasPrefix(d.Property, "--") && !seen[d.Property] {
				seen[d.Property] = true
				out = append(out, d.Property)
			}
		}
	}
	take(s.Sheet)
	if s.Inline && c.unitAt().Ok() {
		elements(c.unitAt(), func(e syntax.Element) {
			if around, ok := styleOf(e); ok {
				take(around.Sheet)
			}
		})
	}
	return out
}

// atRules offers at-rules.
func (c *completer) atRules() {
	for _, name := range css.AtRules() {
		c.add(Item{Label: "@" + name, Kind: ItemKeyword})
	}
}

// selector offers what a selector is made of: behind a dot the classes of the file, behind colons pseudo-classes and pseudo-elements, else
// elements.
func (c *completer) selector(s Style, last css.Token, touches bool) {
	switch {
	case touches && last.Mark == '.':
		seen := map[string]bool{}
		for _, u := range ClassUses(c.file.Tree) {
			if !seen[u.Name] {
				seen[u.Name] = true
				c.add(Item{Label: u.Name, Kind: ItemClass})
			}
		}
	case touches && last.Mark == ':':
		colons := ":"
		if at := c.span.Start; c.file.text().Slice(source.Span{Start: at - 2, End: at}) == "::" {
			colons = "::"
		}
		for _, p := range css.Pseudos() {
			name := strings.TrimLeft(p, ":")
			if p[:len(p)-len(name)] != colons || colons == ":" && slices.Contains(css.Pseudos(), ":"+p) {
				continue // what is written with two colons now could once be written with one
			}
			item := Item{Label: name, Kind: ItemKeyword}
			if bare, ok := strings.CutSuffix(name, "()"); ok {
				item.Insert, item.Snippet = bare+"(", bare+"($0)"
			}
			c.add(item)
		}
	case touches && last.Mark == '#' || c.trigger != "" && strings.Contains(`"'=/ `, c.trigger):
	default:
		for _, name := range html.ElementNames(html.HTML) {
			c.add(Item{Label: name, Kind: ItemElement})
		}
	}
}
