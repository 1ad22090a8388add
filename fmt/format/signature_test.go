// What formatting must keep, computed from a tree without the formatter: the tree without trivia, with the tokens of the closed list taken out, and the
// white space of markup as it is rendered.

package format_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/syntax"
)

const htmlSpace = " \t\n\f\r"

// signature returns what a tree means.
func signature(tree *syntax.Tree) string {
	var b strings.Builder
	sign(&b, parse(strings.ReplaceAll(tree.Text().String(), "\r\n", "\n")).Root())
	return b.String()
}

func sign(b *strings.Builder, n syntax.Node) {
	switch k := n.Kind(); {
	case k == syntax.KindSemicolon, k == syntax.KindComma:
		return
	case k == syntax.KindPlainString:
		fmt.Fprintf(b, "%q ", n.Text()[1:len(n.Text())-1])
		return
	case k == syntax.KindStringOpen, k == syntax.KindStringClose:
		if n.Text() != `"""` {
			b.WriteString(`" `)
			return
		}
	case k == syntax.KindStartTag:
		// An element that never has content may lose its slash.
		start, _ := syntax.AsStartTag(n)
		for c := range n.Children() {
			if c != start.Slash() || !isVoid[start.Name().Text()] {
				sign(b, c)
			}
		}
		return
	case k == syntax.KindAttrWord:
		fmt.Fprintf(b, "(AttrString \" %q \" ) ", n.Text())
		return
	case k == syntax.KindAttrString:
		// A word may hold entities, which a string has as parts of their own.
		s, _ := syntax.AsAttrString(n)
		b.WriteString(`(AttrString " `)
		text := ""
		for part := range s.Parts().Items() {
			if part.Kind() == syntax.KindHole || part.Kind() == syntax.KindTextEscape {
				fmt.Fprintf(b, "%q ", text)
				text = ""
				sign(b, part)
				continue
			}
			text += part.Text()
		}
		fmt.Fprintf(b, "%q \" ) ", text)
		return
	case k == syntax.KindUnionType:
		u, _ := syntax.AsUnionType(n)
		b.WriteString("(UnionType ")
		sign(b, u.Members())
		b.WriteString(") ")
		return
	case k == syntax.KindDeclList:
		signDecls(b, n)
		return
	case k == syntax.KindElement:
		signElement(b, n)
		return
	case k == syntax.KindMarkupBlock:
		block, _ := syntax.AsMarkupBlock(n)
		b.WriteString("{ ")
		signChildren(b, block.Children(), true)
		b.WriteString("} ")
		return
	}
	if n.IsToken() {
		fmt.Fprintf(b, "%s ", n.Text())
		return
	}
	fmt.Fprintf(b, "(%s ", n.Kind())
	for c := range n.Children() {
		sign(b, c)
	}
	b.WriteString(") ")
}

// signDecls signs declarations, imports in the order of their text.
func signDecls(b *strings.Builder, list syntax.Node) {
	var imports []string
	flush := func() {
		slices.Sort(imports)
		b.WriteString(strings.Join(imports, ""))
		imports = nil
	}
	for n := range list.Children() {
		var one strings.Builder
		sign(&one, n)
		if n.Kind() == syntax.KindImportDecl {
			imports = append(imports, one.String())
			continue
		}
		if n.Kind() != syntax.KindSemicolon {
			flush()
		}
		b.WriteString(one.String())
	}
	flush()
}

func tagName(n syntax.Node) string {
	e, _ := syntax.AsElement(n)
	start, _ := syntax.AsStartTag(e.Start())
	return start.Name().Text()
}

func isComponentName(name string) bool {
	return name != "" && !(name[0] >= 'a' && name[0] <= 'z' && !strings.Contains(name, "."))
}

func signElement(b *strings.Builder, n syntax.Node) {
	e, _ := syntax.AsElement(n)
	name := tagName(n)
	b.WriteString("(Element ")
	sign(b, e.Start())
	start, _ := syntax.AsStartTag(e.Start())
	switch list := e.Children(); {
	case !list.Ok():
	case list.Kind() == syntax.KindRawLineList:
		text := list.Tree().Text().Slice(list.FullSpan())
		b.WriteString(rawMeaning(name, start.Text(), text))
	case html.KeepsSpace(name) || setsWhiteSpace(start):
		b.WriteString(list.Tree().Text().Slice(list.FullSpan()))
	default:
		signChildren(b, list, name == "" || isComponentName(name) || html.IsBlock(name))
	}
	sign(b, e.End())
	b.WriteString(") ")
}

// setsWhiteSpace reports whether the style of an element says something of white space.
func setsWhiteSpace(start syntax.StartTag) bool {
	for n := range start.Attrs().Items() {
		if a, ok := syntax.AsAttr(n); ok && a.Name().Text() == "style" && strings.Contains(a.Value().Text(), "white-space") {
			return true
		}
	}
	return false
}

// rawMeaning returns what the raw content of an element means: white space in it that means nothing is gone.
func rawMeaning(name, start, text string) string {
	switch {
	case name == "style":
		return cssMeaning(text)
	case strings.Contains(start, "json"):
		var b bytes.Buffer
		if json.Compact(&b, []byte(text)) == nil {
			return b.String()
		}
		return linesOf(text)
	case name == "script" && !strings.Contains(text, "`"):
		return linesOf(text)
	}
	return text
}

// child is a child that leaves something behind, or a stretch of white space and of children that leave nothing.
type child struct {
	node    syntax.Node
	text    string // of a stretch of text without white space
	white   bool
	newline bool
	gone    []string // signatures of the children that leave nothing
}

// signChildren signs children with each stretch of white space as the space or nothing that it is rendered as, by the rules (a) to (d) of codescript.md §7.
func signChildren(b *strings.Builder, list syntax.Node, roomy bool) {
	var children []child
	stretch := func() *child {
		if n := len(children); n == 0 || children[n-1].text != "" || children[n-1].node.Ok() {
			children = append(children, child{})
		}
		return &children[len(children)-1]
	}
	for n := range list.Items() {
		hole, isHole := syntax.AsHole(n)
		switch {
		case n.Kind() == syntax.KindText:
			for s := n.Text(); s != ""; {
				i := strings.IndexAny(s, htmlSpace)
				switch i {
				case 0:
					w := stretch()
					w.white, w.newline = true, w.newline || s[0] == '\n'
					s = s[1:]
				case -1:
					children = append(children, child{text: s})
					s = ""
				default:
					children = append(children, child{text: s[:i]})
					s = s[i:]
				}
			}
		case n.Kind() == syntax.KindLetDirective, isHole && !hole.Value().Ok() && n.HasComment():
			var one strings.Builder
			sign(&one, n)
			w := stretch()
			w.gone = append(w.gone, one.String())
		case n.Kind() == syntax.KindEntity, n.Kind() == syntax.KindTextEscape:
			children = append(children, child{text: n.Text()})
		default:
			children = append(children, child{node: n})
		}
	}
	for i, c := range children {
		switch {
		case c.text != "":
			b.WriteString(c.text)
		case c.node.Ok():
			if c.node.Kind() == syntax.KindHtmlComment || c.node.Kind() == syntax.KindDoctype {
				b.WriteString(c.node.Text())
				continue
			}
			sign(b, c.node)
		default:
			for _, g := range c.gone {
				b.WriteString("[" + g + "]")
			}
			var left, right *child
			if i > 0 {
				left = &children[i-1]
			}
			if i+1 < len(children) {
				right = &children[i+1]
			}
			if c.white && rendered(left, right, c.newline, roomy) {
				b.WriteString("␣")
			}
		}
	}
}

// rendered reports whether white space between two children is a space.
func rendered(left, right *child, newline, roomy bool) bool {
	if (left == nil || right == nil) && roomy {
		return false
	}
	if left != nil && blockAt(left.node, false) || right != nil && blockAt(right.node, true) {
		return false
	}
	return !(newline && left != nil && right != nil && joins(left.node) && joins(right.node))
}

// blockAt reports whether a child is a block element, or a directive or fragment whose bodies begin, or end, with one.
func blockAt(n syntax.Node, begin bool) bool {
	switch n.Kind() {
	case syntax.KindElement:
		if name := tagName(n); name != "" {
			return html.IsBlock(name)
		}
		e, _ := syntax.AsElement(n)
		return bodyAt(e.Children(), begin) == 1
	case syntax.KindIfDirective, syntax.KindForDirective, syntax.KindMatchDirective:
		yes := false
		for _, body := range blocksOf(n) {
			switch bodyAt(body.Children(), begin) {
			case 0:
				return false
			case 1:
				yes = true
			}
		}
		return yes
	}
	return false
}

// bodyAt returns 1 if a body begins, or ends, with a block element, 0 if not, and -1 if it is empty.
func bodyAt(list syntax.Node, begin bool) int {
	answer := -1
	for n := range list.Items() {
		if n.Kind() == syntax.KindText && strings.Trim(n.Text(), htmlSpace) == "" {
			continue
		}
		if begin && answer >= 0 {
			break
		}
		answer = 0
		if n.Kind() == syntax.KindElement && html.IsBlock(tagName(n)) {
			answer = 1
		}
	}
	return answer
}

// blocksOf returns the bodies of a directive.
func blocksOf(n syntax.Node) []syntax.MarkupBlock {
	var blocks []syntax.MarkupBlock
	var visit func(n syntax.Node)
	visit = func(n syntax.Node) {
		for c := range n.Children() {
			if block, ok := syntax.AsMarkupBlock(c); ok {
				blocks = append(blocks, block)
			} else if !c.IsToken() && (c.Kind().IsList() || c.Kind() == syntax.KindIfDirectiveClause || c.Kind() == syntax.KindMatchDirectiveArm || c.Kind() == syntax.KindEmptyClause) {
				visit(c)
			}
		}
	}
	visit(n)
	return blocks
}

func joins(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindIfDirective, syntax.KindForDirective, syntax.KindMatchDirective:
		return true
	case syntax.KindElement:
		return isComponentName(tagName(n))
	}
	return false
}

// commentsOf returns each comment with the tokens around it, in order. Tokens that formatting may add or take away do not count.
func commentsOf(tree *syntax.Tree) []string {
	var list []string
	var before string
	var waiting []string
	sorted := false
	var visit func(n syntax.Node)
	visit = func(n syntax.Node) {
		if !n.IsToken() {
			sorted = sorted || n.Kind() == syntax.KindImportDecl
			for c := range n.Children() {
				visit(c)
			}
			return
		}
		for t := range n.Leading() {
			if t.Kind != syntax.TriviaSpace && t.Kind != syntax.TriviaNewline {
				lines := strings.Split(t.Text, "\n")
				for i := range lines {
					lines[i] = strings.TrimRight(lines[i], " \t\r\f\v")
				}
				waiting = append(waiting, strings.Join(lines, "\n"))
			}
		}
		switch n.Kind() {
		case syntax.KindComma, syntax.KindSemicolon, syntax.KindBar, syntax.KindColon:
			return
		}
		text := strings.ReplaceAll(strings.Trim(n.Text(), htmlSpace), "'", `"`)
		for _, w := range waiting {
			list = append(list, before+" ‹"+w+"› "+text)
		}
		waiting = waiting[:0]
		before = text
	}
	visit(tree.Root())
	if sorted {
		for i, c := range list {
			_, c, _ = strings.Cut(c, "‹")
			c, _, _ = strings.Cut(c, "›")
			list[i] = c
		}
		slices.Sort(list)
	}
	return list
}
