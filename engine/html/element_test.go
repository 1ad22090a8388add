package html

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// names returns the sorted names of the elements that have the flag.
func names(f Flags) string {
	var list []string
	for _, e := range Elements() {
		if e.Is(f) {
			list = append(list, e.Name)
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func sorted(list string) string {
	words := strings.Fields(list)
	slices.Sort(words)
	return strings.Join(words, " ")
}

// TestLists holds the lists of the language definition, section 7, and of HTML's syntax
// (Living Standard 13.1.2).
func TestLists(t *testing.T) {
	tests := []struct {
		flag Flags
		want string
	}{
		{Block, "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure " +
			"footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link listing main menu meta nav ol optgroup option p " +
			"plaintext pre script search section style summary table tbody td template tfoot th thead title tr ul xmp br"},
		{KeepSpace, "pre textarea listing"},
		{EscapableText, "textarea title"},
		{Void | Obsolete, "basefont bgsound frame keygen param"},
	}
	for _, tt := range tests {
		if got, want := names(tt.flag), sorted(tt.want); got != want {
			t.Errorf("flag %d:\n got %s\nwant %s", tt.flag, got, want)
		}
	}
	for _, name := range strings.Fields("area base br col embed hr img input link meta source track wbr") {
		if !IsVoid(name) || Lookup(name).Is(Obsolete) {
			t.Errorf("%s is not void", name)
		}
	}
	for _, name := range strings.Fields("div p script span svg x-y unknown") {
		if IsVoid(name) {
			t.Errorf("%s is void", name)
		}
	}
}

func TestLookupFoldsCase(t *testing.T) {
	if e := Lookup("DiV"); e == nil || e.Name != "div" {
		t.Errorf("got %v", e)
	}
	if Lookup("nope") != nil || Lookup("") != nil {
		t.Error("found what is not there")
	}
	if !IsRawText("SCRIPT") || !IsRawText("style") || IsRawText("title") {
		t.Error("raw text")
	}
}

func TestTablesAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Elements() {
		if seen[e.Name] {
			t.Errorf("%s: twice", e.Name)
		}
		seen[e.Name] = true
		if e.Meaning.English == "" || !strings.HasSuffix(e.Meaning.English, ".") || !strings.ContainsFunc(e.Meaning.Korean, hangul) {
			t.Errorf("%s: meaning %q", e.Name, e.Meaning)
		}
		for _, list := range []string{e.Children, e.Parents, e.Without} {
			for _, name := range strings.Fields(list) {
				if Lookup(name) == nil {
					t.Errorf("%s: names %s, which is not there", e.Name, name)
				}
			}
		}
		if e.Is(Void) && (e.Content != 0 || e.Children != "") {
			t.Errorf("%s: void with content", e.Name)
		}
		for _, choice := range e.Required {
			for name := range strings.SplitSeq(choice, "|") {
				if _, ok := AttributeOf(e.Name, HTML, name); !ok {
					t.Errorf("%s: requires %s, which it has not", e.Name, name)
				}
			}
		}
		checkAttributes(t, e.Name, e.Attributes)
	}
	checkAttributes(t, "globals", Globals())
}

func checkAttributes(t *testing.T, where string, attributes []Attribute) {
	t.Helper()
	seen := map[string]bool{}
	for _, a := range attributes {
		if seen[a.Name] || a.Name != lower(a.Name) {
			t.Errorf("%s: attribute %s twice or not lower case", where, a.Name)
		}
		seen[a.Name] = true
		chooses := a.Kind == Enum || a.Kind == ExactEnum || a.Kind == Enums || a.Kind == Suggested
		if chooses != (a.Values != "") {
			t.Errorf("%s: attribute %s has kind %d and values %q", where, a.Name, a.Kind, a.Values)
		}
	}
}

func hangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

// TestAddressesAreAddresses holds the table of attributes against that of contexts.
func TestAddressesAreAddresses(t *testing.T) {
	want := map[Kind]Context{Srcset: AddressSet, StyleText: Style}
	for _, e := range Elements() {
		for _, a := range append(slices.Clone(Globals()), e.Attributes...) {
			got := ContextOf(Tag{Name: e.Name}, a.Name)
			switch a.Kind {
			case URL:
				if !got.IsAddress() && a.Name != "itemid" {
					t.Errorf("%s %s holds an address and has context %d", e.Name, a.Name, got)
				}
			case Code:
				if got != Forbidden {
					t.Errorf("%s %s holds code and has context %d", e.Name, a.Name, got)
				}
			case Srcset, StyleText:
				if got != want[a.Kind] {
					t.Errorf("%s %s has context %d", e.Name, a.Name, got)
				}
			case Bool, Enum, ExactEnum, Integer:
				if got != Attr {
					t.Errorf("%s %s has context %d", e.Name, a.Name, got)
				}
			}
		}
	}
}

func TestAttributeOf(t *testing.T) {
	for _, has := range []string{"a href", "p class", "p id", "p data-x", "p aria-label", "p onclick", "p on:click", "p role", "input TYPE", "x-y anything",
		"script data", "meta property", "p xml:lang", "style scoped", "video onplay", "body onunload", "img loading", "div popover"} {
		element, name, _ := strings.Cut(has, " ")
		if _, ok := AttributeOf(element, HTML, name); !ok {
			t.Errorf("%s has no %s", element, name)
		}
	}
	for _, not := range []string{"a hrf", "p href", "p data-", "p aria-labels", "p onclik", "img href", "div value", "p data"} {
		element, name, _ := strings.Cut(not, " ")
		if _, ok := AttributeOf(element, HTML, name); ok {
			t.Errorf("%s has %s", element, name)
		}
	}
	for _, has := range []string{"svg viewBox", "path d", "a href", "rect stroke-width", "use xlink:href", "g class"} {
		element, name, _ := strings.Cut(has, " ")
		if _, ok := AttributeOf(element, SVG, name); !ok {
			t.Errorf("SVG %s has no %s", element, name)
		}
	}
	if _, ok := AttributeOf("svg", SVG, "viewbox"); ok {
		t.Error("SVG folds case")
	}
	if _, ok := AttributeOf("mo", MathML, "stretchy"); !ok {
		t.Error("MathML mo has no stretchy")
	}
}

func TestNamespaces(t *testing.T) {
	for _, tt := range []struct {
		name  string
		outer Namespace
		want  Namespace
	}{
		{"svg", HTML, SVG}, {"a", SVG, SVG}, {"a", HTML, HTML}, {"div", SVG, HTML}, {"math", HTML, MathML}, {"mi", MathML, MathML}, {"svg", MathML, SVG},
	} {
		if got := NamespaceOf(tt.name, tt.outer); got != tt.want {
			t.Errorf("%s in %d: got %d", tt.name, tt.outer, got)
		}
	}
	if ContentNamespace("foreignObject", SVG) != HTML || ContentNamespace("g", SVG) != SVG || ContentNamespace("mtext", MathML) != HTML || ContentNamespace("p", HTML) != HTML {
		t.Error("content namespace")
	}
	if !IsElement("foreignObject", SVG) || IsElement("foreignobject", SVG) || !IsElement("x-y", HTML) || IsElement("annotation-xml", HTML) || IsElement("sektion", HTML) {
		t.Error("elements")
	}
}

func TestAccepts(t *testing.T) {
	for _, tt := range []struct {
		element, name, value string
		want                 bool
	}{
		{"input", "type", "email", true}, {"input", "type", "EMAIL", true}, {"input", "type", "mail", false},
		{"form", "method", "post", true}, {"form", "method", "put", false},
		{"ol", "type", "A", true}, {"ol", "type", "b", false},
		{"td", "colspan", "2", true}, {"td", "colspan", "x", false}, {"td", "colspan", "", false},
		{"p", "tabindex", "-1", true}, {"p", "tabindex", "-", false},
		{"p", "contenteditable", "", true}, {"p", "dir", "", false}, {"a", "target", "anything", true}, {"a", "rel", "anything", true},
		{"p", "aria-hidden", "yes", false}, {"img", "crossorigin", "", true},
	} {
		a, ok := AttributeOf(tt.element, HTML, tt.name)
		if !ok || a.Accepts(tt.value) != tt.want {
			t.Errorf("%s %s=%q: %v, %v", tt.element, tt.name, tt.value, ok, a.Accepts(tt.value))
		}
	}
}

func TestMissingAttribute(t *testing.T) {
	for _, tt := range []struct {
		tag  Tag
		want string
	}{
		{tag("img", "alt", ""), "src"}, {tag("img", "src", "{}"), ""}, {tag("IMG"), "src"}, {tag("base"), "href"}, {tag("base", "target", "_top"), ""},
		{tag("link", "href", "/a"), "rel"}, {tag("link", "rel", "preload", "imagesrcset", "a"), ""}, {tag("meta", "content", "x"), "name"},
		{tag("meta", "charset", "utf-8"), ""}, {tag("meta", "property", "og:title"), ""}, {tag("bdo"), "dir"}, {tag("p"), ""}, {tag("optgroup"), "label"},
		{tag("track"), "src"}, {tag("source", "srcset", "a"), ""}, {tag("map"), "name"}, {tag("meter"), "value"}, {tag("object"), "data"}, {tag("x-y"), ""},
	} {
		name, missing := MissingAttribute(tt.tag)
		if name != tt.want || missing != (tt.want != "") {
			t.Errorf("%s: got %q, %v", tt.tag.Name, name, missing)
		}
	}
}

func TestNeedsAlt(t *testing.T) {
	for _, tt := range []struct {
		tag  Tag
		want bool
	}{
		{tag("img", "src", "a"), true}, {tag("img", "alt", ""), false}, {tag("img", "alt", "{}"), false}, {tag("area", "href", "a"), true}, {tag("area"), false},
		{tag("input", "type", "image"), true}, {tag("input", "type", "IMAGE"), true}, {tag("input", "type", "text"), false}, {tag("input", "type", "{}"), false}, {tag("p"), false},
	} {
		if got := NeedsAlt(tt.tag); got != tt.want {
			t.Errorf("%s: got %v", tt.tag.Name, got)
		}
	}
}

func TestMisplaced(t *testing.T) {
	for _, tt := range []struct {
		inner, around string // around: innermost first
		fault         NestingFault
		outer         string
	}{
		{"div", "p", NestingOuter, "p"},
		{"span", "p", NestingFine, ""},
		{"p", "div", NestingFine, ""},
		{"div", "span", NestingOuter, "span"},
		{"div", "a div", NestingFine, ""},
		{"div", "a p", NestingOuter, "p"},
		{"div", "a span p", NestingOuter, "span"},
		{"a", "a", NestingOuter, "a"},
		{"a", "em a", NestingOuter, "a"},
		{"button", "a p", NestingOuter, "a"},
		{"button", "button", NestingOuter, "button"},
		{"input", "label p", NestingFine, ""},
		{"label", "span label", NestingOuter, "label"},
		{"form", "div form", NestingOuter, "form"},
		{"li", "div", NestingParents, "div"},
		{"li", "ul", NestingFine, ""},
		{"p", "ul", NestingOuter, "ul"},
		{"script", "ul", NestingFine, ""},
		{"template", "table", NestingFine, ""},
		{"tr", "table", NestingFine, ""},
		{"td", "table", NestingParents, "table"},
		{"td", "tr tbody table", NestingFine, ""},
		{"table", "caption table", NestingOuter, "caption"},
		{"div", "tr", NestingOuter, "tr"},
		{"h2", "th tr", NestingOuter, "th"},
		{"header", "div header", NestingOuter, "header"},
		{"dt", "div dl", NestingFine, ""},
		{"dt", "ul", NestingParents, "ul"},
		{"option", "select", NestingFine, ""},
		{"source", "video div", NestingFine, ""},
		{"source", "div", NestingParents, "div"},
		{"summary", "details", NestingFine, ""},
		{"meta", "head html", NestingFine, ""},
		{"p", "head", NestingOuter, "head"},
		{"title", "div", NestingParents, "div"},
		{"td", "template", NestingFine, ""},
		{"div", "template p", NestingFine, ""},
		{"a", "template a", NestingFine, ""},
		{"div", "x-y p", NestingFine, ""},
		{"li", "x-list", NestingFine, ""},
		{"svg", "p", NestingFine, ""},
		{"x-y", "ul", NestingFine, ""},
		{"li", "", NestingFine, ""},
		{"h2", "hgroup", NestingFine, ""},
		{"h2", "legend fieldset", NestingFine, ""},
		{"div", "button", NestingOuter, "button"},
		{"DIV", "P", NestingOuter, "p"},
		{"img", "picture", NestingFine, ""},
		{"p", "picture", NestingOuter, "picture"},
		{"style", "section", NestingFine, ""},
		{"head", "main", NestingFine, ""},
	} {
		fault, outer := Misplaced(tt.inner, strings.Fields(tt.around))
		if fault != tt.fault || outer != tt.outer {
			t.Errorf("%s in %s: got %d %q", tt.inner, tt.around, fault, outer)
		}
	}
}

func TestMisplacedText(t *testing.T) {
	for around, want := range map[string]string{
		"p": "", "ul": "ul", "table": "table", "tr table": "tr", "a ul": "ul", "a": "", "select": "select", "option": "", "head": "head", "title": "",
		"textarea": "", "dl": "dl", "div dl": "", "x-y ul": "", "template": "", "colgroup": "colgroup", "button": "", "li": "", "": "",
	} {
		if got := MisplacedText(strings.Fields(around)); got != want {
			t.Errorf("%s: got %q", around, got)
		}
	}
}

func TestAttributesHaveMeanings(t *testing.T) {
	for _, e := range Elements() {
		if e.Is(Obsolete) {
			continue
		}
		for _, a := range append(slices.Clone(Globals()), e.Attributes...) {
			m, ok := MeaningOf(e.Name, a.Name)
			if !ok && a.Kind != Code {
				t.Errorf("%s %s: no meaning", e.Name, a.Name)
			}
			if ok && (!strings.HasSuffix(m.English, ".") || !strings.ContainsFunc(m.Korean, hangul)) {
				t.Errorf("%s %s: meaning %q", e.Name, a.Name, m)
			}
		}
	}
	for key := range attributeMeanings {
		element, name, specific := strings.Cut(key, " ")
		if !specific {
			element, name = "p", key
			for _, e := range Elements() {
				if slices.ContainsFunc(e.Attributes, named(name)) {
					element = e.Name
				}
			}
		}
		if _, ok := AttributeOf(element, HTML, name); !ok {
			t.Errorf("%s means something, but no element has it", key)
		}
	}
	if m, ok := MeaningOf("INPUT", "Type"); !ok || m.English != "What kind of value the field takes." {
		t.Errorf("input type: %q", m)
	}
}
