package workspace

import (
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// This file finds out what an import of JSON or Markdown gives, as a value and as a type.

// maxDataDepth is how deeply lists and records of a file may be nested: as deeply as programs (codescript.md §1).
const maxDataDepth = 1000

// jsonExt is the ending of JSON; any other file that holds data is Markdown.
const jsonExt = ".json"

// dataAnswer is what an import of JSON or Markdown gives.
type dataAnswer struct {
	found bool
	value ir.Data
}

// document is one file of data.
type document struct {
	value ir.Data
	diags []diag.Diagnostic
}

// documentOf reads one file of data; nil when there is none.
func (m *memo) documentOf(p string) (*document, uint64) {
	c := m.get(key{kind: kFile, path: p})
	text, _ := c.value.(*source.Text)
	if text == nil {
		return nil, 0
	}
	r := &dataReader{path: p, src: text.String()}
	r.base = len(r.src)
	r.src = strings.TrimPrefix(r.src, "\ufeff")
	r.base -= len(r.src)
	d := &document{}
	if path.Ext(p) == jsonExt {
		d.value = r.json()
	} else {
		d.value = r.markdown(m.pathInSite(p))
	}
	d.diags = diag.Sort(r.diags)
	return d, c.hash
}

// pathInSite is the path of a file in the folder of its site, or in the root without one.
func (m *memo) pathInSite(p string) string {
	dir, ok := m.siteOf(p)
	if page := m.snap.ws.config.Page; page != "" {
		dir, ok = path.Dir(page), true
	}
	if ok {
		if rel, ok := within(dir, p); ok {
			return rel
		}
	}
	return p
}

// data is the value of what an import gives: of a pattern a list of what the files hold, ordered by path.
func (m *memo) data(p string) (*dataAnswer, uint64) {
	h := m.hasher()
	get := func(p string) *document {
		c := m.get(key{kind: kDocument, path: p})
		h.number(int(c.hash))
		d, _ := c.value.(*document)
		return d
	}
	if !isPattern(p) {
		d := get(p)
		if d == nil {
			return &dataAnswer{}, 0
		}
		return &dataAnswer{true, d.value}, h.sum()
	}
	out := &dataAnswer{true, ir.Data{Kind: ir.DataList}}
	for _, file := range m.matching(p) {
		if d := get(file); d != nil {
			out.value.Items = append(out.value.Items, d.value)
		}
	}
	return out, h.sum()
}

// dataType is the type of what an import gives; nil when there are no such files. A text that changes without its type
// concerns nobody.
func (m *memo) dataType(p string) (types.Type, uint64) {
	d := answer[*dataAnswer](m, key{kind: kData, path: p})
	var t types.Type
	switch {
	case !d.found:
		return nil, 0
	case isPattern(p) && len(d.value.Items) == 0:
		t = &types.List{Elem: &types.Record{Fields: reservedFields, Exact: true}}
	case d.value.Kind == ir.DataNone && len(answer[*document](m, key{kind: kDocument, path: p}).diags) > 0:
		t = types.Invalid // the file is in error
	default:
		t = typeOf([]ir.Data{d.value})
	}
	return t, m.hasher().typ(t).sum()
}

// isPattern reports whether the path of an import names any number of files.
func isPattern(p string) bool { return strings.Contains(p, "*") }

// matching lists the files whose paths match a pattern, sorted. A `*` stands for any part of one name.
func (m *memo) matching(pattern string) []string {
	found := []string{"."}
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		var next []string
		for _, dir := range found {
			if !isPattern(part) && i < len(parts)-1 {
				next = append(next, path.Join(dir, part))
				continue
			}
			f := answer[*folder](m, key{kind: kFolder, path: dir})
			list := f.folders
			if i == len(parts)-1 {
				list = f.files
			}
			for _, name := range list {
				if matchesName(part, name) {
					next = append(next, path.Join(dir, name))
				}
			}
		}
		found = next
	}
	slices.Sort(found)
	return found
}

// matchesName reports whether a name matches a pattern with `*`. Hidden files match only what begins with a dot.
func matchesName(pattern, name string) bool {
	if strings.HasPrefix(name, ".") && !strings.HasPrefix(pattern, ".") {
		return false
	}
	first, rest, ok := strings.Cut(pattern, "*")
	if !ok {
		return pattern == name
	}
	if name, ok = strings.CutPrefix(name, first); !ok {
		return false
	}
	for {
		part, more, ok := strings.Cut(rest, "*")
		if !ok {
			return strings.HasSuffix(name, rest)
		}
		at := strings.Index(name, part)
		if at < 0 {
			return false
		}
		name, rest = name[at+len(part):], more
	}
}

// dataReader reads one file of data.
type dataReader struct {
	path  string
	src   string // without a byte order mark
	base  int    // how many bytes of the file stand before src
	diags []diag.Diagnostic
}

// report adds a diagnostic at a span of src.
func (r *dataReader) report(code diag.Code, variant string, span source.Span, args ...diag.Arg) {
	r.diags = append(r.diags, diag.Diagnostic{Path: r.path, Code: code, Variant: variant, Span: span.Shift(r.base), Args: args})
}

// bad reports that the file cannot be read.
func (r *dataReader) bad(span source.Span, reason diag.Phrase) {
	r.report(diag.BadData, "", span, diag.Quote("path", r.path), diag.Say("reason", reason))
}

// field sets a field of d whose name is written at span; has are the names of those there are. Written twice, the later
// wins in the earlier place.
func (r *dataReader) field(d *ir.Data, has map[string]bool, name string, span source.Span, v ir.Data) {
	name = syntax.NFC(name)
	if !has[name] {
		has[name] = true
		d.Fields = append(d.Fields, ir.DataField{Name: name, Value: v})
		return
	}
	r.report(diag.DuplicateName, "key", span, diag.Quote("name", name))
	for i := range d.Fields {
		if d.Fields[i].Name == name {
			d.Fields[i].Value = v
		}
	}
}

func boolData(b bool) ir.Data {
	if b {
		return ir.Data{Kind: ir.DataTrue}
	}
	return ir.Data{Kind: ir.DataFalse}
}

// typeOf is the type of a place that holds each of the values: wide, records joined to one with the fields that some
// lack optional.
func typeOf(values []ir.Data) types.Type {
	var out []types.Type
	var records, items []ir.Data
	lists := 0
	for _, v := range values {
		switch v.Kind {
		case ir.DataRecord, ir.DataMap:
			records = append(records, v)
		case ir.DataList:
			lists++
			items = append(items, v.Items...)
		default:
			out = append(out, scalarType(v.Kind))
		}
	}
	if len(records) > 0 {
		out = append(out, recordType(records))
	}
	if lists > 0 {
		out = append(out, &types.List{Elem: typeOf(items)})
	}
	return types.NewUnion(out...)
}

func scalarType(k ir.DataKind) types.Type {
	switch k {
	case ir.DataTrue, ir.DataFalse:
		return types.Bool
	case ir.DataNumber:
		return types.Number
	case ir.DataString:
		return types.String
	case ir.DataHTML:
		return types.HTML
	case ir.DataTime:
		return types.Time
	}
	return types.None
}

// recordType joins records: the fields in the order in which they are first met.
func recordType(records []ir.Data) types.Type {
	var order []string
	values := map[string][]ir.Data{}
	for _, r := range records {
		for _, f := range r.Fields {
			if _, seen := values[f.Name]; !seen {
				order = append(order, f.Name)
			}
			values[f.Name] = append(values[f.Name], f.Value)
		}
	}
	out := &types.Record{Exact: true}
	for _, name := range order {
		vs := values[name]
		out.Fields = append(out.Fields, types.Field{Name: name, Type: typeOf(vs), Optional: len(vs) < len(records)})
	}
	return out
}
