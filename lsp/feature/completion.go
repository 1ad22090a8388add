// Completion: what can be written at a place, in a file that is half typed.
//
// What is offered depends on the setting (scope.go): names in code (complete_names.go), members behind a dot (members.go), arguments,
// fields, arms and literals that are still missing (complete_missing.go), elements, attributes and directives in markup
// (complete_markup.go) and values of attributes (complete_value.go), paths and names in imports (complete_import.go), tables and
// columns (complete_sql.go), properties and values in style sheets (complete_style.go). Items replace the word that is being typed, up to the caret and never beyond it.

package feature

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// maxItems is how many items a completion has: more than a person looks through, few enough to be sent while typing.
const maxItems = 200

// maxCandidates is how many names of a file are looked up for one completion. It is above maxItems so that what fits comes first,
// and bounds what a keystroke costs in a file of any length; the rest appears as more is typed.
const maxCandidates = 400

// ItemKind says what an item stands for.
type ItemKind uint8

// Kinds of items.
const (
	ItemKeyword ItemKind = iota
	ItemFunction
	ItemMethod
	ItemComponent
	ItemVariable
	ItemConstant
	ItemField
	ItemType
	ItemModel
	ItemModule
	ItemElement
	ItemAttribute
	ItemValue
	ItemClass
	ItemColumn
	ItemFile
	ItemPage
	ItemSnippet
)

// Item is one thing that can be written.
type Item struct {
	Label   string
	Params  string // of a function, its parameters as they follow the label
	Origin  string // where it comes from, as an import would write it
	Detail  string // its type
	Doc     string // Markdown
	Kind    ItemKind
	Insert  string // what is written; "" is Label
	Snippet string // what is written by an editor that knows snippets; "" is Insert
	Filter  string // what is typed is compared with this; "" is Label
	Edits   []source.Edit
	// Obsolete says that it should not be used any more.
	Obsolete bool
	// Dot says that a dot typed while the item is selected may take it.
	Dot bool

	typ      types.Type     // of the value that it stands for; nil when it is none
	from     *check.Symbol  // of a name in scope: what it means
	defaults types.Defaults // of a standard method
	ref      *check.Ref     // of a name that is not imported: its type and documentation are looked up when it is resolved
	fit      fitness
	rank     int // among those that fit equally well, smaller ones come first
	order    int // among those of one rank; then they go by label
}

// Completion is what can be written at a place.
type Completion struct {
	Items      []Item
	Span       source.Span // what the items replace: it ends at the caret
	Replace    source.Span // what an editor replaces that is told to overwrite: with the rest of the word behind the caret
	Incomplete bool        // there are more that begin with what is typed
}

// Triggers are the characters after which an editor should ask without being told to.
func Triggers() []string { return []string{".", "<", "/", "@", `"`, "'", " ", "=", "{", ":", "-", "#"} }

// Complete returns what can be written at offset. The trigger is the character that made the editor ask, "" when its user did or
// typed a word: after white space, quotes, `=`, `/` and an opening brace only what belongs there and nowhere else is offered, since a
// list that opens at every space would take the next line end for a choice.
func Complete(ctx context.Context, f File, offset int, trigger string) Completion {
	offset = min(max(offset, 0), f.text().Len())
	c := &completer{ctx: ctx, file: f, offset: offset, trigger: trigger}
	c.replaces(isNameRune)
	c.spot = spotAt(f.Tree, offset)
	c.before = spotAt(f.Tree, c.span.Start)
	c.complete()
	return c.done()
}

type completer struct {
	ctx     context.Context
	file    File
	offset  int
	trigger string
	span    source.Span // the word before the caret
	rest    int         // where the word ends, behind the caret
	spot    spot
	before  spot // where the word begins
	items   []Item
	more    bool // not all that could be offered was looked at
	known   *check.Info
	asked   bool
}

// replaces makes the run of characters around the caret, of which all are in the set, the word that items replace.
func (c *completer) replaces(in func(rune) bool) {
	text := c.file.text()
	c.span = source.Span{Start: wordBefore(text, c.offset, in), End: c.offset}
	line, _ := text.LineCol(c.offset)
	after := text.Slice(source.Span{Start: c.offset, End: text.LineSpan(line).End})
	c.rest = c.offset + len(after) - len(strings.TrimLeftFunc(after, in))
}

// info is what is known of the declaration around the caret; nil when there is none.
func (c *completer) info() *check.Info {
	if !c.asked {
		c.known, c.asked = c.file.infoAt(c.ctx, c.span.Start), true
	}
	return c.known
}

// expected is what the surroundings of the word ask for.
func (c *completer) expected() expectation {
	info := c.info()
	if info == nil {
		return expectation{}
	}
	return expecter{info, c.component}.at(c.before.path, c.span.Start)
}

// done drops what does not match the word, and puts the rest in order.
func (c *completer) done() Completion {
	word := c.file.text().Slice(c.span)
	type identity struct{ label, origin string }
	seen := map[identity]bool{}
	items := slices.DeleteFunc(c.items, func(i Item) bool {
		id := identity{i.Label, i.Origin}
		if seen[id] || !matches(cmp.Or(i.Filter, i.Label), word) {
			return true
		}
		seen[id] = true
		return false
	})
	c.judge(items)
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(
			cmp.Compare(misfit(a, word), misfit(b, word)),
			cmp.Compare(a.fit, b.fit),
			cmp.Compare(a.rank, b.rank),
			cmp.Compare(a.order, b.order),
			strings.Compare(a.Label, b.Label),
			strings.Compare(a.Origin, b.Origin),
		)
	})
	out := Completion{Items: items, Span: c.span, Replace: source.Span{Start: c.span.Start, End: max(c.rest, c.offset)}, Incomplete: c.more}
	if len(items) > maxItems {
		out.Items, out.Incomplete = items[:maxItems], true
	}
	called := c.file.text().Slice(source.Span{Start: out.Replace.End, End: out.Replace.End + 1}) == "("
	for i := range out.Items {
		c.finish(&out.Items[i])
		if called && out.Items[i].Kind == ItemMethod {
			out.Items[i].Snippet = "" // its brackets are there
		}
	}
	return out
}

// judge finds how well the values among items suit the place.
func (c *completer) judge(items []Item) {
	if !slices.ContainsFunc(items, func(i Item) bool { return i.typ != nil }) {
		return
	}
	want := c.expected()
	for i := range items {
		if items[i].typ != nil {
			items[i].fit = want.of(items[i].typ)
			if items[i].fit == leads && items[i].Kind == ItemMethod {
				items[i].fit = fits // it is written with its brackets
			}
		}
	}
}

// finish writes down what an item is, which costs too much for those that are not shown.
func (c *completer) finish(i *Item) {
	if i.typ == nil || types.IsInvalid(i.typ) {
		return
	}
	if f, ok := i.typ.(*types.Func); ok && (i.Kind == ItemFunction || i.Kind == ItemMethod || i.Kind == ItemComponent) {
		defaults := i.defaults
		if i.from != nil {
			defaults = defaultsOf(c.ctx, c.file.Snapshot, i.from)
		}
		i.Detail = defaults.Signature(i.Label, f)
		if i.Kind != ItemComponent {
			i.Params = parameterNames(f)
		}
	}
	if i.Detail == "" {
		i.Detail = types.Brief(i.typ)
	}
}

// parameterNames are the parameters of a function in brackets, without their types.
func parameterNames(f *types.Func) string {
	var b strings.Builder
	for i, p := range f.Params {
		if i > 0 {
			b.WriteString(", ")
		}
		if p.Rest {
			b.WriteString("...")
		}
		b.WriteString(cmp.Or(p.Name, "_"))
		if p.Default {
			b.WriteByte('?')
		}
	}
	return "(" + b.String() + ")"
}

// Resolve fills in what is not known of an item yet, as s has it: the type and the documentation of a name that is not imported,
// in a language.
func (i *Item) Resolve(ctx context.Context, s *workspace.Snapshot, lang diag.Lang) {
	if i.ref == nil {
		return
	}
	// An ended context leaves the item as it is.
	var found *check.Symbol
	_ = s.With(ctx, i.ref.Path, func(q check.Queries) { found = lookUp(q, *i.ref) })
	if found != nil {
		i.Doc, i.Detail = docOf(found, lang), signatureOf(found, nil, defaultsOf(ctx, s, found))
	}
}

// matches reports whether the letters of word stand in label, in order, the first at its start or at the start of a word of it.
func matches(label, word string) bool {
	rest := []rune(strings.ToLower(word))
	if len(rest) == 0 {
		return true
	}
	begun := false
	last := ' '
	for _, r := range label {
		starts := !unicode.IsLetter(last) || unicode.IsUpper(r)
		last = r
		if unicode.ToLower(r) != rest[0] || !begun && !starts {
			continue
		}
		begun = true
		if rest = rest[1:]; len(rest) == 0 {
			return true
		}
	}
	return false
}

// misfit is how badly an item that matches fits the word: 0 if it begins with it in the same case, 1 in another, 2 if not.
func misfit(i Item, word string) int {
	label := cmp.Or(i.Filter, i.Label)
	switch {
	case strings.HasPrefix(label, word):
		return 0
	case hasPrefixFold(label, word):
		return 1
	}
	return 2
}

func hasPrefixFold(s, prefix string) bool {
	for _, want := range prefix {
		got, size := utf8.DecodeRuneInString(s)
		if unicode.ToLower(got) != unicode.ToLower(want) || size == 0 {
			return false
		}
		s = s[size:]
	}
	return true
}

func (c *completer) add(items ...Item) { c.items = append(c.items, items...) }

// word offers a word of the language.
func (c *completer) word(item Item) {
	item.Kind, item.Doc = ItemKeyword, c.file.keywordDoc(keywords, item.Label)
	c.add(item)
}

// lineBefore is the text of the line before the word.
func (c *completer) lineBefore() string {
	text := c.file.text()
	line, _ := text.LineCol(c.span.Start)
	return text.Slice(source.Span{Start: text.LineSpan(line).Start, End: c.span.Start})
}

// next is the character behind the caret, "" at the end of the text.
func (c *completer) next() string {
	return c.file.text().Slice(source.Span{Start: c.offset, End: c.offset + 1})
}

// complete finds out what is being written.
func (c *completer) complete() {
	line := c.lineBefore()
	switch {
	case c.spot.inComment():
	case c.style():
	case c.importPath(line):
	case c.importNames():
	case c.sql():
	case c.attributeValue():
	case c.stringLiteral():
	case c.tagName(line):
	case c.endTag():
	case c.trigger == "#" || c.trigger == "-" && c.spot.setting() != inTag:
	case c.trigger != "" && strings.Contains("\"'={/:", c.trigger):
		if c.trigger == "{" {
			c.missingFields()
		}
	case c.before.setting() == inTag || c.spot.setting() == inTag:
		c.attributes()
	case c.trigger == " ":
	case c.spot.setting() == inText:
	case c.spot.setting() == inContent:
		if strings.HasSuffix(line, "@") {
			c.directives()
		}
	case strings.HasSuffix(strings.TrimRight(line, " \t"), ".") && !strings.HasSuffix(strings.TrimRight(line, " \t"), ".."):
		c.members()
	case c.linkWord():
	case c.declares():
	case c.wantsType():
		c.types()
	default:
		c.missingFields()
		c.missingArms()
		c.missingArguments()
		c.names()
	}
}

// left is the last token before the word, and the node around it.
func (c *completer) left() (token, around syntax.Node) {
	token = c.before.token()
	if !token.Ok() {
		return token, token
	}
	return token, parent(c.before.path)
}

// begins reports whether the word is the first on its line.
func (c *completer) begins() bool { return strings.TrimLeft(c.lineBefore(), " \t") == "" }
