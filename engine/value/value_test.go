package value

import (
	"math"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/codescript-lang/coder/engine/ir"
)

func TestValueIsSmall(t *testing.T) {
	if n := unsafe.Sizeof(Value{}); n > 16 {
		t.Errorf("a Value has %d bytes", n)
	}
}

// Expectations are ECMA-262's Number::toString.
func TestFormatNumber(t *testing.T) {
	for f, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "0", 1: "1", -1.5: "-1.5", 100: "100", 0.30000000000000004: "0.30000000000000004", 1e21: "1e+21", 1.5e21: "1.5e+21",
		123456789012345680000: "123456789012345680000", 1e-6: "0.000001", 1e-7: "1e-7", 1.5e-10: "1.5e-10", 5e-324: "5e-324",
		math.MaxFloat64: "1.7976931348623157e+308", math.Inf(1): "Infinity", math.Inf(-1): "-Infinity", 1e15: "1000000000000000",
		9007199254740993: "9007199254740992", 4.35: "4.35",
	} {
		if got := FormatNumber(f); got != want {
			t.Errorf("%g: %s, want %s", f, got, want)
		}
	}
	if got := FormatNumber(math.NaN()); got != "NaN" {
		t.Errorf("NaN: %s", got)
	}
}

func TestParseNumber(t *testing.T) {
	for s, want := range map[string]float64{
		"12": 12, " -1.5\n": -1.5, "+2e-3": 0.002, "1_000": 1000, "0xff": 255, "-0b101": -5, "0o17": 15, "0xF_F": 255, "1e400": math.Inf(1),
	} {
		if got, ok := ParseNumber(s); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", " ", "x", "1x", ".5", "5.", "1_", "_1", "1__0", "1._5", "0x", "0b2", "Infinity", "NaN", "--1", "1 2", "1e", "0x1.8"} {
		if got, ok := ParseNumber(s); ok {
			t.Errorf("%q: %v, want none", s, got)
		}
	}
}

func list(vs ...Value) Value { return MakeList(vs) }

func rec(shapes *Shapes, pairs ...any) Value {
	s := shapes.Empty()
	var vals []Value
	for i := 0; i < len(pairs); i += 2 {
		s = shapes.With(s, pairs[i].(string))
		vals = append(vals, pairs[i+1].(Value))
	}
	r := NewRecord(s)
	copy(r.Vals, vals)
	return MakeRecord(r)
}

func TestPrint(t *testing.T) {
	var shapes Shapes
	m := NewMap(0)
	m.Set("a b", Number(1))
	at := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		v    Value
		want string
	}{
		{String("a\n"), "a\n"},
		{list(Number(1), String(`a"{`+"\n\x01")), `[1, "a\"\{\n\u{1}"]`},
		{rec(&shapes, "a", Number(1), "글", None), "{a: 1, 글: none}"},
		{MakeMap(m), `{"a b": 1}`},
		{MakeRange(Range{From: 0, Step: 1, Count: 3}), "[0, 1, 2]"},
		{At(at), "2026-01-31T09:00:00Z"},
		{At(at.Add(1500 * time.Microsecond)), "2026-01-31T09:00:00.001Z"},
		{rec(&shapes, `a"b`, Number(1)), `{'a"b': 1}`},
		{rec(&shapes, "it's", Number(1)), `{"it's": 1}`},
		{rec(&shapes, `"it's"`, Number(1)), `{"\"it's\"": 1}`},
		{MakeFunc(&Func{Name: "f"}), "fn f"},
		{MakeFunc(&Func{}), "fn"},
		{HTML("<b>x</b>"), "<b>x</b>"},
		{Bool(true), "true"},
	} {
		got, o := AppendPrint(nil, c.v)
		if string(got) != c.want || o != Done {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestEqual(t *testing.T) {
	var shapes Shapes
	ab := rec(&shapes, "a", Number(1), "b", String("x"))
	ba := rec(&shapes, "b", String("x"), "a", Number(1))
	f := MakeFunc(&Func{})
	for _, c := range []struct {
		a, b Value
		want bool
	}{
		{ab, ba, true}, {ab, rec(&shapes, "a", Number(1)), false}, {f, f, true}, {f, MakeFunc(&Func{}), false},
		{list(Number(0), Number(1)), MakeRange(Range{Step: 1, Count: 2}), true}, {list(), None, false},
		{Number(math.NaN()), Number(math.NaN()), false}, {list(Number(math.NaN())), list(Number(math.NaN())), false}, {HTML(""), None, false},
		{String(""), String(""), true}, {Number(1), Bool(true), false},
	} {
		if got, o := Equal(c.a, c.b); got != c.want || o != Done {
			a, _ := AppendSource(nil, c.a)
			b, _ := AppendSource(nil, c.b)
			t.Errorf("%s == %s: %v", a, b, got)
		}
	}
	if _, o := Equal(HTML("a"), HTML("a")); o != IsHTML {
		t.Error("html was compared")
	}
}

// TestWritingIsBounded writes lists each of which holds the one before it twice: there are more places in the last than there are bytes.
func TestWritingIsBounded(t *testing.T) {
	v := None
	for range 60 {
		v = list(v, v)
	}
	behind := make([]byte, ir.MaxText-1<<10, ir.MaxText+1<<10) // of which the machine gives only what is touched
	if _, o := AppendPrint(behind, v); o != TooLong {
		t.Error("printed")
	}
	if _, o := AppendJSON(behind, v, 2); o != TooLong {
		t.Error("written as JSON")
	}
}

// TestComparingIsBounded compares values that hold one value twice on each level: from freeSteps on, a look that is not saved joins two of
// the sets of objects, of which there are no more than objects, and each has two values looked at.
func TestComparingIsBounded(t *testing.T) {
	const levels = 60
	var shapes Shapes
	lists := func(a, b Value) Value { return list(a, b) }
	records := func(a, b Value) Value { return rec(&shapes, "a", a, "b", b) }
	maps := func(a, b Value) Value { return MakeMap(rec(&shapes, "b", b, "a", a).AsMap()) }
	double := func(v Value, of func(a, b Value) Value) Value {
		for range levels {
			v = of(v, v)
		}
		return v
	}
	crossed := func(x, y Value) Value { // each level holds both of the one below, which are equal
		for range levels {
			x, y = list(x, y), list(y, x)
		}
		return x
	}
	nan := double(list(Number(math.NaN())), lists)
	same := double(list(Number(1)), lists)
	for _, c := range []struct {
		name    string
		a, b    Value
		want    bool
		outcome Outcome
	}{
		{"lists", same, double(list(Number(1)), lists), true, Done},
		{"a list and itself", same, same, true, Done},
		{"a list and itself that holds no number", nan, nan, false, Done},
		{"lists, crossed", same, crossed(list(Number(1)), list(Number(1))), true, Done},
		{"lists, crossed twice", crossed(list(Number(1)), list(Number(1))), crossed(list(Number(1)), list(Number(1))), true, Done},
		{"lists that differ at the far end", same, crossed(list(Number(1)), list(Number(2))), false, Done},
		{"ranges and lists", double(MakeRange(Range{From: 1, Step: 1, Count: 1}), lists), same, true, Done},
		{"records", double(None, records), double(None, records), true, Done},
		{"a record and a map", double(None, records), double(None, maps), true, Done},
		{"markup", double(HTML("a"), records), double(HTML("a"), maps), false, IsHTML},
	} {
		var walk comparison
		if got, o := walk.equal(c.a, c.b, 0); got != c.want || o != c.outcome {
			t.Errorf("%s: %v, %v", c.name, got, o)
		}
		// At most 4 objects a level are joined; what was begun before freeSteps has one value left a level.
		if most := freeSteps + (2*4+1)*levels + 10; walk.steps > most {
			t.Errorf("%s: %d values were looked at, more than %d", c.name, walk.steps, most)
		}
	}
}

// TestConformingIsBounded asks for types of values that hold one value twice on each level, and for one whose members each look at what is
// below first: from freeSteps on, each object is asked about once for each part of the type.
func TestConformingIsBounded(t *testing.T) {
	const levels = 60
	none, str := &ir.Type{Kind: ir.TypeNone}, &ir.Type{Kind: ir.TypeString}
	union := func(members ...*ir.Type) *ir.Type { return &ir.Type{Kind: ir.TypeUnion, Members: members} }
	lists, maps := &ir.Type{Kind: ir.TypeList}, &ir.Type{Kind: ir.TypeMap}
	lists.Elem, maps.Elem = union(none, lists), union(none, maps)
	chain := func(k string) *ir.Type {
		return &ir.Type{Kind: ir.TypeRecord, Fields: []ir.TypeField{{Name: "l", Type: nil}, {Name: "k", Type: &ir.Type{Kind: ir.TypeLiteral, Literal: &ir.Str{Value: k}}}}}
	}
	a, b := chain("a"), chain("b")
	link := union(a, b)
	a.Fields[0].Type, b.Fields[0].Type = union(none, link), union(none, link)

	var shapes Shapes
	doubledList, doubledRecord, doubledMap := None, None, None
	linked, broken := rec(&shapes, "l", None, "k", String("b")), rec(&shapes, "l", None, "k", String("c"))
	for range levels {
		doubledList = list(doubledList, doubledList)
		doubledRecord = rec(&shapes, "a", doubledRecord, "b", doubledRecord)
		doubledMap = MakeMap(rec(&shapes, "a", doubledMap, "b", doubledMap).AsMap())
		linked, broken = rec(&shapes, "l", linked, "k", String("b")), rec(&shapes, "l", broken, "k", String("b"))
	}
	for _, c := range []struct {
		name string
		v    Value
		t    *ir.Type
		want string // where it is not of the type
	}{
		{"lists", doubledList, lists, ""},
		{"records that become maps", doubledRecord, maps, ""},
		{"maps", doubledMap, maps, ""},
		{"a list in a union", doubledList, &ir.Type{Kind: ir.TypeList, Elem: union(str, lists)}, ""},
		{"links", linked, link, ""},
		{"links to what is none", broken, link, strings.Repeat(".l", levels) + ".k"},
	} {
		for _, quiet := range []bool{true, false} {
			walk := conformer{quiet: quiet}
			v, m := walk.conform(c.v, c.t, 0)
			switch {
			case (m != nil) != (c.want != ""), m != nil && !quiet && (m.Path != c.want || m.Expected != `"a"` || m.Found != "string"):
				t.Errorf("%s: %+v", c.name, m)
			case m == nil:
				if same, o := Equal(v, c.v); !same || o != Done {
					t.Errorf("%s: it became another value", c.name)
				}
			}
			// Of each object up to 5 questions: the union, its members, and unions in unions; two values are looked at for each.
			if most := freeSteps + 2*5*2*levels; walk.steps > most {
				t.Errorf("%s: %d values were looked at, more than %d", c.name, walk.steps, most)
			}
		}
	}
}

func TestNestingIsBounded(t *testing.T) {
	v := list()
	for range 2_000_000 {
		v = list(v)
	}
	if _, o := AppendPrint(nil, v); o != TooDeep {
		t.Error("printed")
	}
	if _, o := AppendJSON(nil, v, 0); o != TooDeep {
		t.Error("written as JSON")
	}
	if _, o := Equal(v, list(v.List().Items...)); o != TooDeep {
		t.Error("compared")
	}
	Freeze(v)
	elem := &ir.Type{Kind: ir.TypeList}
	elem.Elem = elem
	if _, m := Conform(v, elem, nil); m == nil || !m.TooDeep {
		t.Error("tested")
	}
	if _, err := ParseJSON(strings.Repeat("[", 1_000_000), &Shapes{}); err == nil || !err.TooDeep {
		t.Error("parsed")
	}
}

func TestJSON(t *testing.T) {
	var shapes Shapes
	for in, want := range map[string]string{
		`{"a": [1, 2.5, -3e2, true, null], "b": "x\n\u00e9\ud83d\ude00"}`: `{"a":[1,2.5,-300,true,null],"b":"x\né😀"}`,
		`[]`: `[]`, ` {} `: `{}`, `"\/\b\f"`: `"/\b\f"`, `{"a":1,"a":2}`: `{"a":2}`, `1e400`: `null`, `"\ud800"`: "\"\uFFFD\"",
	} {
		v, err := ParseJSON(in, &shapes)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got, _ := AppendJSON(nil, v, 0); string(got) != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	for in, at := range map[string][2]int{
		"": {1, 1}, "{": {1, 2}, "[1,]": {1, 4}, "{\"a\":1,}": {1, 8}, "01": {1, 1}, "[1\n 2]": {2, 2}, "\"\n\"": {1, 2}, "tru": {1, 1}, "1 2": {1, 3},
		"'a'": {1, 1}, "{a: 1}": {1, 2}, `"\x"`: {1, 2}, "1.": {1, 2}, "-": {1, 2},
	} {
		if v, err := ParseJSON(in, &shapes); err == nil {
			got, _ := AppendSource(nil, v)
			t.Errorf("%q: %s, want an error", in, got)
		} else if err.Line != at[0] || err.Column != at[1] {
			t.Errorf("%q: error at %d:%d, want %d:%d", in, err.Line, err.Column, at[0], at[1])
		}
	}
	v, _ := ParseJSON(`{"a":[1,{}],"b":[]}`, &shapes)
	if got, _ := AppendJSON(nil, v, 2); string(got) != "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}" {
		t.Errorf("indented: %s", got)
	}
}

func TestConformNamesPlace(t *testing.T) {
	var shapes Shapes
	str, number := &ir.Type{Kind: ir.TypeString}, &ir.Type{Kind: ir.TypeNumber}
	post := &ir.Type{Kind: ir.TypeRecord, Fields: []ir.TypeField{{Name: "title", Type: str}, {Name: "n", Type: number, Optional: true}}}
	posts := &ir.Type{Kind: ir.TypeRecord, Fields: []ir.TypeField{{Name: "posts", Type: &ir.Type{Kind: ir.TypeList, Elem: post}}}}
	good, bad := rec(&shapes, "title", String("a")), rec(&shapes, "title", Number(1))
	v := rec(&shapes, "posts", list(good, good, good, bad))
	_, m := Conform(v, posts, nil)
	if m == nil || m.Expected != "string" || m.Found != "number" || m.Path != ".posts[3].title" {
		t.Errorf("%+v", m)
	}
	if _, m := Conform(rec(&shapes, "posts", list(good)), posts, nil); m != nil {
		t.Errorf("%+v", m)
	}
	optional := &ir.Type{Kind: ir.TypeUnion, Members: []*ir.Type{str, {Kind: ir.TypeNone}}}
	if _, m := Conform(Number(1), optional, nil); m == nil || m.Expected != "string" {
		t.Errorf("%+v", m)
	}
	byName := &ir.Type{Kind: ir.TypeMap, Elem: number}
	w, m := Conform(rec(&shapes, "a", Number(1)), byName, nil)
	if m != nil || w.Kind() != KindMap || w.Map().Len() != 1 {
		t.Errorf("a record became %v", w.Kind())
	}
}

func TestMapKeepsOrder(t *testing.T) {
	m := NewMap(0)
	for i := range 1000 {
		m.Set(FormatNumber(float64(i)), Number(float64(i)))
	}
	for i := range 1000 {
		if i%3 != 0 {
			m.Delete(FormatNumber(float64(i)))
		}
	}
	m.Set("1", Number(-1))
	var keys []string
	EachField(MakeMap(m), func(k string, _ Value) bool { keys = append(keys, k); return true })
	if m.Len() != 335 || len(keys) != 335 || keys[1] != "3" || keys[334] != "1" {
		t.Errorf("%d entries, %v …", m.Len(), keys[:3])
	}
	if v, ok := m.Get("999"); !ok || v.Float() != 999 {
		t.Error("an entry was lost")
	}
}

func TestFreezeStopsWrites(t *testing.T) {
	inner := list(Number(1))
	v := list(inner)
	Freeze(v)
	place := v
	var c Copies
	Own(&place, 0, &c)
	if c.Objects != 1 || place == v || !inner.IsShared() {
		t.Errorf("a frozen list was handed out to be changed: %+v", c)
	}
}

// TestFrame makes documents of what pages without a layout give.
func TestFrame(t *testing.T) {
	const (
		head  = `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`
		added = MarkHead + MarkTitle + "<title>T</title>" + MarkEnd + "<meta a>" + MarkEnd
		style = MarkStyle + "c1" + MarkSep + "p{}" + MarkEnd
	)
	for _, c := range []struct{ markup, want string }{
		{"<p>x</p>", head + "</head><body><p>x</p></body></html>"},
		{"text", head + "</head><body>text</body></html>"},
		{added + style + "<p>x</p>", head + "<title>T</title><meta a><style>p{}</style></head><body><p>x</p></body></html>"},
		{"<p>x</p>" + added, head + "<title>T</title><meta a></head><body><p>x</p></body></html>"},
		{added + `<body class="a">x</body>`, head + `<title>T</title><meta a></head><body class="a">x</body></html>`},
		{"<bodyguard>x</bodyguard>", head + "</head><body><bodyguard>x</bodyguard></body></html>"},
		{"<html><head>" + MarkHeadEnd + "</head><body>x</body></html>", "<!doctype html><html><head></head><body>x</body></html>"},
		{MarkContent + "<html>x</html>" + MarkEnd, "<!doctype html><html>x</html>"},
		{MarkContent + "<!doctype html><html>x</html>" + MarkEnd, "<!doctype html><html>x</html>"},
		{MarkContent + "<p>x</p>" + MarkEnd, head + "</head><body><p>x</p></body></html>"},
		{"<!-- c --> <HTML lang=ko>x", "<!doctype html><!-- c --> <HTML lang=ko>x"},
		{"\n<!DOCTYPE html><html>x</html>", "\n<!DOCTYPE html><html>x</html>"},
		{"<!-- c --><!doctype html><p>x", "<!-- c --><!doctype html><p>x"},
		{"", ""},
		{" <!-- never closed", " <!-- never closed"},
	} {
		if got := string(Assemble(nil, Frame(c.markup, "")).Body); got != c.want {
			t.Errorf("%q became\n%q, want\n%q", c.markup, got, c.want)
		}
	}
	if got := Frame("x", `k"o`); !strings.HasPrefix(got, `<!doctype html><html lang="k&quot;o"><head>`) {
		t.Errorf("in a language: %q", got)
	}
}

func TestAssembleMergesHeads(t *testing.T) {
	content := MarkContent + MarkHead + MarkTitle + "<title>Page &amp; more</title>" + MarkEnd + "<meta a>" + MarkEnd + "<p>x</p>" +
		MarkStyle + "c1" + MarkSep + "p{}" + MarkEnd + MarkStyle + "c1" + MarkSep + "p{}" + MarkEnd + MarkEnd
	d := Assemble(nil, "<html><head>"+MarkTitle+"<title>Site</title>"+MarkEnd+MarkHeadEnd+"</head><body>"+content+"</body></html>")
	want := "<html><head><title>Page &amp; more</title><meta a><style>p{}</style></head><body><p>x</p></body></html>"
	if string(d.Body) != want {
		t.Errorf("%s\nwant %s", d.Body, want)
	}
	if d.Title != "Page & more" {
		t.Errorf("title %q", d.Title)
	}
	if got := string(d.Body[d.Head.Start:d.Head.End]); got != "<meta a><style>p{}</style>" {
		t.Errorf("head %q", got)
	}
	if got := string(d.Body[d.Content.Start:d.Content.End]); got != "<p>x</p>" {
		t.Errorf("content %q", got)
	}
	if got := PlainHTML(MarkHead + "<meta a>" + MarkEnd + "<p>"); got != "<head><meta a></head><p>" {
		t.Errorf("without a document: %q", got)
	}
}
