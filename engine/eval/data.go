package eval

import (
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// dataValue makes the value of an imported file.
func dataValue(d *ir.Data, shapes *value.Shapes) value.Value {
	switch d.Kind {
	case ir.DataTrue, ir.DataFalse:
		return value.Bool(d.Kind == ir.DataTrue)
	case ir.DataNumber:
		return value.Number(d.Num)
	case ir.DataString:
		return value.String(d.Str)
	case ir.DataHTML:
		return value.HTML(withoutNUL(d.Str))
	case ir.DataTime:
		if t, ok := parseTime(d.Str); ok {
			return value.At(t)
		}
	case ir.DataList:
		items := make([]value.Value, len(d.Items))
		for i := range d.Items {
			items[i] = dataValue(&d.Items[i], shapes)
		}
		return value.MakeList(items)
	case ir.DataRecord:
		names := make([]string, len(d.Fields))
		for i := range d.Fields {
			names[i] = d.Fields[i].Name
		}
		r := value.NewRecord(shapes.Of(names...))
		for i := range d.Fields {
			r.Vals[i] = dataValue(&d.Fields[i].Value, shapes)
		}
		return value.MakeRecord(r)
	case ir.DataMap:
		m := value.NewMap(len(d.Fields))
		for i := range d.Fields {
			m.Set(d.Fields[i].Name, dataValue(&d.Fields[i].Value, shapes))
		}
		return value.MakeMap(m)
	}
	return value.None
}
