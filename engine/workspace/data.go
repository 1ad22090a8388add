package workspace

import (
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/types"
)

// dataAnswer is what kData answers: the value of an import of JSON or Markdown, its type, and what is wrong in the
// files, by their paths.
type dataAnswer struct {
	found bool
	value ir.Data
	typ   types.Type
	diags []diag.Diagnostic
}

// data reads what an import of JSON or Markdown gives.
func (m *memo) data(p string) (*dataAnswer, uint64) {
	h := m.hasher()
	var out *dataAnswer
	if path.Ext(p) == ".json" {
		out = m.json(p, h)
	} else {
		out = m.content(p, h)
	}
	if out.typ == nil {
		out.typ = types.Invalid
	}
	return out, h.sum()
}

// dataFile returns the text of a file that is no code, and mixes its version into h.
func (m *memo) dataFile(p string, h *hasher) *source.Text {
	c := m.get(key{kind: kFile, path: p})
	h.add(p, c.hash)
	t, _ := c.value.(*source.Text)
	return t
}

// json reads a file of JSON.
func (m *memo) json(p string, h *hasher) *dataAnswer {
	text := m.dataFile(p, h)
	if text == nil {
		return &dataAnswer{}
	}
	out := &dataAnswer{found: true}
	bad := func(at source.Span) *dataAnswer {
		out.diags = append(out.diags, diag.Diagnostic{
			Path: p, Code: diag.BadData, Span: at, Args: []diag.Arg{diag.Quote("path", p), diag.Say("reason", diag.NotJSON)},
		})
		return out
	}
	src := text.String()
	var whole json.RawMessage
	if err := json.Unmarshal([]byte(src), &whole); err != nil {
		return bad(jsonFault(err, src))
	}
	r := jsonReader{dec: json.NewDecoder(strings.NewReader(src))}
	v, err := r.value(0)
	if err != nil {
		return bad(source.Span{Start: 0, End: min(1, len(src))})
	}
	out.value, out.typ = v, dataType([]ir.Data{v})
	return out
}

// jsonReader reads JSON with the order of its fields.
type jsonReader struct{ dec *json.Decoder }

// maxDataDepth is how deeply lists and records of a file may be nested: as deeply as programs.
const maxDataDepth = 1000

var (
	errNotJSON = errors.New("not JSON")
	errTooDeep = errors.New("nested too deeply")
)

func (r *jsonReader) value(depth int) (ir.Data, error) {
	if depth > maxDataDepth {
		return ir.Data{}, errTooDeep
	}
	tok, err := r.dec.Token()
	if err != nil {
		return ir.Data{}, err
	}
	switch t := tok.(type) {
	case nil:
		return ir.Data{Kind: ir.DataNone}, nil
	case bool:
		return boolData(t), nil
	case float64:
		return ir.Data{Kind: ir.DataNumber, Num: t}, nil
	case string:
		return ir.Data{Kind: ir.DataString, Str: t}, nil
	case json.Delim:
		if t == '[' {
			return r.list(depth)
		}
		return r.record(depth)
	}
	return ir.Data{}, errNotJSON
}

func boolData(b bool) ir.Data {
	if b {
		return ir.Data{Kind: ir.DataTrue}
	}
	return ir.Data{Kind: ir.DataFalse}
}

func (r *jsonReader) list(depth int) (ir.Data, error) {
	out := ir.Data{Kind: ir.DataList}
	for r.dec.More() {
		v, err := r.value(depth + 1)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	_, err := r.dec.Token()
	return out, err
}

func (r *jsonReader) record(depth int) (ir.Data, error) {
	out := ir.Data{Kind: ir.DataRecord}
	for r.dec.More() {
		tok, err := r.dec.Token()
		if err != nil {
			return out, err
		}
		name, _ := tok.(string)
		v, err := r.value(depth + 1)
		if err != nil {
			return out, err
		}
		setField(&out, name, v)
	}
	_, err := r.dec.Token()
	return out, err
}

// setField sets a field: a later one wins, in the earlier place.
func setField(d *ir.Data, name string, v ir.Data) {
	if i := slices.IndexFunc(d.Fields, func(f ir.DataField) bool { return f.Name == name }); i >= 0 {
		d.Fields[i].Value = v
		return
	}
	d.Fields = append(d.Fields, ir.DataField{Name: name, Value: v})
}

// jsonFault is the first character that is wrong; the end of the text when that comes too early.
func jsonFault(err error, src string) source.Span {
	var fault *json.SyntaxError
	at := len(src)
	if errors.As(err, &fault) && !strings.Contains(fault.Error(), "unexpected end") {
		at = min(max(int(fault.Offset)-1, 0), len(src)) // Offset counts the bytes read, the wrong one with them
	}
	_, size := utf8.DecodeRuneInString(src[at:])
	return source.Span{Start: at, End: at + size}
}

// dataType is the type of a place that holds each of the values: wide, records joined to one with the fields that some
// lack optional.
func dataType(values []ir.Data) types.Type {
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
		out = append(out, &types.List{Elem: dataType(items)})
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
		out.Fields = append(out.Fields, types.Field{Name: name, Type: dataType(vs), Optional: len(vs) < len(records)})
	}
	return out
}
