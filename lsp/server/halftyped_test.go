// Half-typed code, scored: each case breaks one declaration of a sound file in one place, as somebody does who is typing there.

package server

import (
	"strings"
	"testing"
	"unicode"

	"go.lsp.dev/protocol"
)

// Around the declaration that is broken stands sound code, which a cascade would reach.
const (
	halfBefore = `type User = { name: string, age: number }

export let user: User = { name: "Ann", age: 3 }
export let items = ["a", "b"]

/// Greets somebody.
export fn greet(name: string, loud: bool = false) => loud ? name.upper() : name

export fn Box(title: string, wide: bool = false, children: html? = none) => <section title={title} hidden={wide}>{children}</section>

`
	halfAfter = `

/// What follows.
export fn Last(kind: "a" | "b") => <article>
	<Box title="x">{user.name}</Box>
	@for item in items { <p>{greet(item)} {kind}</p> }
</article>
`
)

// maxCascade is how many diagnostics one unfinished place may have. Where more brackets, quotes and tags are open than that, each may
// have its own.
const maxCascade = 2

// halfTyped is one case. In the text «word» is hovered over, and ¦ is the caret.
type halfTyped struct {
	text      string
	wants     string // must be offered at the caret, separated by spaces
	not       string // must not be
	hover     string // what hover says in its first line of code, if a word is marked
	signature string // how the signature at the caret begins, if there is one
	linked    string // the name of the element whose tags are linked where the first tag of that name stands
	open      int    // how many brackets, quotes, tags and words are lacking, if more than two
}

var halfTypedCases = []halfTyped{
	// Holes.
	{text: "export fn A() => <section>\n\t<p>{«user».¦</p>\n</section>", wants: "name age", not: "user p", hover: "let user: User", linked: "section"},
	{text: "export fn A() => <section>\n\t<p>{user.na¦</p>\n\t<b>{«items»}</b>\n</section>", wants: "name", hover: "let items: [string]", linked: "section"},
	{text: "export fn A() => <section>\n\t<p>{¦</p>\n\t<b>{«items»}</b>\n</section>", wants: "user items greet", not: "p", hover: "let items: [string]", linked: "section"},
	{text: "export fn A() => <section>\n\t<p>{items.map(fn(i) => i.¦</p>\n</section>", wants: "upper length", linked: "section", open: 3},
	{text: "export fn A() => <section>\n\t<p>{«greet»(user.name, ¦</p>\n</section>", wants: "loud: true", hover: "fn greet(name: string, loud: bool = false) -> string", signature: "greet(name: string, loud: bool", linked: "section"},
	{text: "export fn A() => <p title={«us¦er»}>x", wants: "user", hover: "let user: User"},
	{text: "export fn A() => <section>\n\t<p title={us¦\n\t<b>«x»</b>\n</section>", wants: "user", linked: "section"},
	{text: "export fn A() => <section>\n\t<p class={[\"a\", us¦]\n\t<p>after</p>\n</section>", wants: "user", linked: "section"},
	{text: "export fn A(on: bool) => <section>\n\t<p>{on ? us¦</p>\n</section>", wants: "user", linked: "section"},
	{text: "export fn A() => <section>\n\t<p>{\"{user.¦\"}</p>\n</section>", wants: "name age", linked: "section"},
	// Tags.
	{text: "export fn A() => <section>\n\t<¦\n\t<p>{«user».name}</p>\n</section>", wants: "p div Box", hover: "let user: User", linked: "section"},
	{text: "export fn A() => <section>\n\t<di¦\n\t<p>after</p>\n</section>", wants: "div dialog", not: "section", linked: "section"},
	{text: "export fn A() => <section>\n\t<B¦\n\t<p>after</p>\n</section>", wants: "Box", linked: "section"},
	{text: "export fn A() => <section>\n\t<p>text\n\t</¦\n</section>", wants: "p section"},
	{text: "export fn A() => <section>\n\t<p>«text»</¦\n\t<b>x</b>\n</section>", wants: "p", linked: "section"},
	{text: "export fn A() => <section>\n\t<p>{«user».name}</¦", wants: "p section", hover: "let user: User"},
	{text: "export fn A() => <section>\n\t<p>one</p>\n\t<¦", wants: "div Box"},
	{text: "export fn A() => <ul>\n\t<li>{«user».name}\n\t<li>¦</li>\n</ul>", wants: "", hover: "let user: User", linked: "ul"},
	{text: "export fn A() => <¦", wants: "p div Box"},
	{text: "export fn A() {\n\treturn <¦\n}", wants: "p Box"},
	// Attributes.
	{text: "export fn A() => <section>\n\t<input ¦\n\t<p>{«user».name}</p>\n</section>", wants: "type name value class", not: "user", hover: "let user: User", linked: "section"},
	{text: "export fn A() => <section>\n\t<input ty¦\n\t<p>after</p>\n</section>", wants: "type", linked: "section"},
	{text: "export fn A() => <section>\n\t<input type=¦\n\t<p>after</p>\n</section>", wants: "text checkbox email", linked: "section"},
	{text: "export fn A() => <section>\n\t<button type=\"su¦\n\t<p>after</p>\n</section>", wants: "submit", linked: "section"},
	{text: "export fn A() => <section>\n\t<p role=\"¦>text</p>\n\t<b>x</b>\n</section>", wants: "button link"},
	{text: "export fn A() => <section>\n\t<p class=\"a {user.¦\">text</p>\n</section>", wants: "name age", linked: "section"},
	{text: "export fn A() => <section>\n\t<Box ¦\n\t<p>after</p>\n</section>", wants: "title wide", not: "class", signature: "Box(title: string", linked: "section"},
	{text: "export fn A() => <section>\n\t<Box title={¦\n\t<p>after</p>\n</section>", wants: "user items", signature: "Box(title: string", linked: "section"},
	{text: "export fn A() => <section>\n\t<«Box» title=\"x\" w¦>text</Box>\n</section>", wants: "wide", not: "title", hover: "fn Box(title: string, wide: bool = false, children: html? = none) -> html", signature: "Box(title: string", linked: "section"},
	{text: "export fn A() => <section>\n\t<style scoped>\n\t\t.card {\n\t\t\tcolor: red;\n\t\t}\n\t</style>\n\t<p class=\"c¦\n\t<b>x</b>\n</section>", wants: "card", linked: "section"},
	// Directives.
	{text: "export fn A() => <section>\n\t@¦\n\t<p>after</p>\n</section>", wants: "if for match let", linked: "section"},
	{text: "export fn A() => <section>\n\t@if us¦\n\t<p>after</p>\n</section>", wants: "user", linked: "section"},
	{text: "export fn A() => <section>\n\t@if user.age > ¦ {\n\t\t<p>{«items»}</p>\n\t}\n</section>", wants: "user", hover: "let items: [string]", linked: "section"},
	{text: "export fn A() => <section>\n\t@for x in ite¦\n\t<p>after</p>\n</section>", wants: "items", linked: "section"},
	{text: "export fn A() => <ul>\n\t@for x in items {\n\t\t<li>{x.¦\n\t}\n</ul>", wants: "upper length", linked: "ul", open: 3},
	{text: "export fn A() => <ul>\n\t@for «x» in items { <li>{x¦</li> }\n</ul>", wants: "x", hover: "x: string", linked: "ul"},
	{text: "export fn A(kind: \"a\" | \"b\") => <section>\n\t@match kind {\n\t\t¦\n\t}\n</section>", wants: "\"a\" \"b\" else", linked: "section"},
	{text: "export fn A() => <section>\n\t@let first = items.¦\n\t<p>after</p>\n</section>", wants: "first length", linked: "section"},
	{text: "export fn A() => <section>\n\t@if user.age > 1 {\n\t\t<p>one</p>\n\t} @e¦\n</section>", wants: "else", linked: "section"},
	// Strings.
	{text: "export fn A() => \"hello {us¦", wants: "user"},
	{text: "export let b = \"hello ¦", not: "user let"},
	{text: "export fn A() => greet(\"hello ¦", not: "user let", signature: "greet(name: string"},
	{text: "export let c = { a: \"x, b: user.¦ ", not: "let"},
	// Calls and code.
	{text: "export let d = «greet»(¦", wants: "user name: loud:", hover: "fn greet(name: string, loud: bool = false) -> string", signature: "greet(name: string"},
	{text: "export let d = greet(user.¦", wants: "name", signature: "greet(name: string"},
	{text: "export let d = greet(user.name, lo¦", wants: "loud:", signature: "greet(name: string, loud: bool"},
	{text: "export let e: User = { ¦", wants: "name age"},
	{text: "export let e: User = { name: \"x\", ¦", wants: "age", not: "name"},
	{text: "export let f = items.¦", wants: "map filter length"},
	{text: "export let f = items.map(fn(i) => i.¦", wants: "upper", signature: "map<U>("},
	{text: "export let f = [user.name, us¦", wants: "user"},
	{text: "export fn A(u: ¦", wants: "User string number"},
	{text: "export fn A(u: User) -> ¦", wants: "User string"},
	{text: "export fn A(u: User) {\n\tlet n = «u».¦\n\treturn n\n}", wants: "name age", hover: "u: User"},
	{text: "export fn A(u: User) {\n\tif u.age > 1 && ¦\n\treturn «u».name\n}", wants: "u", hover: "u: User"},
	{text: "export fn A(u: User) {\n\tfor x in ¦ {\n\t\tprint(«u».name)\n\t}\n}", wants: "items", hover: "u: User"},
	{text: "export fn A(u: User) {\n\treturn ¦\n}", wants: "u user"},
	{text: "export fn A(kind: \"a\" | \"b\") => match kind {\n\t¦\n}", wants: "\"a\" \"b\" else"},
	{text: "import { ¦ } from \"std/fs\"", wants: "read write"},
	{text: "import { read } from \"std/¦", wants: "std/fs std/json"},
}

// cutHalf takes the marks out of a case.
func (c halfTyped) cut() (text string, caret, hover int) {
	text, caret, hover = halfBefore+c.text+halfAfter, -1, -1
	for {
		i := strings.IndexAny(text, "¦«»")
		if i < 0 {
			return text, caret, hover
		}
		mark, size := text[i:i+2], 2
		switch mark {
		case "¦":
			caret = i
		case "«":
			hover = i
		}
		text = text[:i] + text[i+size:]
		if caret > i {
			caret -= size
		}
	}
}

func TestHalfTyped(t *testing.T) {
	if len(halfTypedCases) < 40 {
		t.Fatal("too few cases")
	}
	for i, c := range halfTypedCases {
		e := encoding(i % 2)
		t.Run(strings.ReplaceAll(c.text, "/", "∕"), func(t *testing.T) {
			t.Parallel()
			c.play(t, e)
		})
	}
}

func (c halfTyped) play(t *testing.T, encoding encoding) {
	const path = "main.code"
	text, caret, hover := c.cut()
	e := newEditor(t, editorConfig{root: t.TempDir(), encoding: encoding})
	e.open(path, text)
	at := func(offset int) map[string]any {
		return map[string]any{"textDocument": e.document(path), "position": e.position(text, offset)}
	}

	var list protocol.CompletionList
	e.call("textDocument/completion", at(caret), &list)
	offered := map[string]bool{}
	for _, item := range list.Items {
		offered[item.Label] = true
	}
	for _, w := range strings.Fields(c.wants) {
		if !offered[w] {
			t.Errorf("%s is not offered among %d", w, len(offered))
		}
	}
	for _, w := range strings.Fields(c.not) {
		if offered[w] {
			t.Errorf("%s is offered", w)
		}
	}

	if c.hover != "" {
		var h *protocol.Hover
		e.call("textDocument/hover", at(hover), &h)
		got := "nothing"
		if h != nil {
			got = h.Contents.(*protocol.MarkupContent).Value
		}
		if !strings.HasPrefix(got, "```codescript\n"+c.hover+"\n") {
			t.Errorf("hover says %s", got)
		}
	}

	var help *protocol.SignatureHelp
	e.call("textDocument/signatureHelp", at(caret), &help)
	if got := help != nil && strings.HasPrefix(help.Signatures[0].Label, c.signature); c.signature != "" && !got {
		t.Errorf("the signature is %v", help)
	}

	if c.linked != "" {

		start := len(halfBefore) + strings.Index(text[len(halfBefore):], "<"+c.linked) + 1
		var pair *protocol.LinkedEditingRanges
		e.call("textDocument/linkedEditingRange", at(start), &pair)
		end := strings.LastIndex(text[:len(text)-len(halfAfter)], "</"+c.linked+">") + len("</")
		if pair == nil || len(pair.Ranges) != 2 || e.offset(text, pair.Ranges[0].Start) != start || e.offset(text, pair.Ranges[1].Start) != end {
			t.Errorf("the tags of %s are not linked: %v", c.linked, pair)
		}
	}

	if found := e.await(path); len(found) > max(maxCascade, c.open) {
		t.Errorf("%d diagnostics:\n%s", len(found), e.show(text, found))
	}
	c.undamaged(t, e, path)
}

// undamaged holds that formatting, of the whole and of a range over all of it, moves nothing but white space.
func (c halfTyped) undamaged(t *testing.T, e *editor, path string) {
	text := e.texts[path]
	options := map[string]any{"tabSize": 4, "insertSpaces": false}
	visible := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	for _, request := range []struct {
		method string
		params map[string]any
	}{
		{"textDocument/formatting", map[string]any{}},
		{"textDocument/rangeFormatting", map[string]any{"range": e.rangeIn(text, 0, len(text))}},
	} {
		request.params["textDocument"], request.params["options"] = e.document(path), options
		var edits []protocol.TextEdit
		e.call(request.method, request.params, &edits)
		if got := e.apply(text, edits); visible(got) != visible(text) {
			t.Errorf("%s made of\n%s\nthis:\n%s", request.method, text, got)
		}
	}
}
