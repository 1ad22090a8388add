package eval

import (
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

var mapMethods = map[string]builtin{
	"map.length":  {run: mapLength, min: 1, max: 1, property: true},
	"map.keys":    {run: mapKeys, min: 1, max: 1},
	"map.values":  {run: mapValues, min: 1, max: 1},
	"map.entries": {run: mapEntries, min: 1, max: 1},
	"map.has":     {run: mapHas, min: 2, max: 2},
	"map.get":     {run: mapGet, min: 2, max: 2},
	"map.with":    {run: copied(mapWith), min: 3, max: 3},
	"map.without": {run: copied(mapWithout), min: 2, max: 2},
	"map.map":     {run: mapMap, min: 2, max: 2, calls: true},
	"map.filter":  {run: mapFilter, min: 2, max: 2, calls: true},
}

// size returns how many entries a map, or a record seen as one, has.
func size(v value.Value) int {
	switch v.Kind() {
	case value.KindMap:
		return v.Map().Len()
	case value.KindRecord:
		return len(v.Record().Vals)
	}
	return 0
}

func mapLength(_ *frame, args []value.Value) value.Value { return value.Number(float64(size(args[0]))) }

// eachEntry makes a list of what f gives for each entry.
func (fr *frame) eachEntry(v value.Value, f func(key string, x value.Value) value.Value) value.Value {
	items := fr.items(size(v))
	if items == nil {
		return value.None
	}
	i := 0
	value.EachField(v, func(key string, x value.Value) bool {
		items[i] = f(key, x)
		i++
		return true
	})
	return value.MakeList(items)
}

func mapKeys(fr *frame, args []value.Value) value.Value {
	return fr.eachEntry(args[0], func(key string, _ value.Value) value.Value { return value.String(key) })
}

func mapValues(fr *frame, args []value.Value) value.Value {
	return fr.eachEntry(args[0], func(_ string, x value.Value) value.Value { return x.Share() })
}

func mapEntries(fr *frame, args []value.Value) value.Value {
	shape := fr.m.shapes.Of("key", "value")
	if !fr.charge(size(args[0]) * (2*valueSize + 48)) {
		return value.None
	}
	return fr.eachEntry(args[0], func(key string, x value.Value) value.Value {
		r := value.NewRecord(shape)
		r.Vals[0], r.Vals[1] = value.String(key), x.Share()
		return value.MakeRecord(r)
	})
}

// entry looks up a key; a map's method may have got a record.
func (fr *frame) entry(args []value.Value) (value.Value, bool) {
	key := fr.str(args, 1, "")
	switch v := args[0]; v.Kind() {
	case value.KindMap:
		return v.Map().Get(key)
	case value.KindRecord:
		return v.Record().Get(key)
	default:
		fr.fail(ir.FaultExpected, "record", v.TypeName())
	}
	return value.None, false
}

func mapHas(fr *frame, args []value.Value) value.Value {
	_, ok := fr.entry(args)
	return value.Bool(ok)
}

func mapGet(fr *frame, args []value.Value) value.Value {
	v, _ := fr.entry(args)
	return v.Share()
}

func mapMap(fr *frame, args []value.Value) value.Value {
	cb, ok := fr.callback(args[1])
	if !ok || !fr.charge(mapEntrySize*size(args[0])) {
		return value.None
	}
	m := value.NewMap(size(args[0]))
	value.EachField(args[0], func(key string, x value.Value) bool {
		y, ok := cb.with(x.Share(), value.String(key))
		if ok {
			m.Set(key, y)
		}
		return ok
	})
	return value.MakeMap(m)
}

func mapFilter(fr *frame, args []value.Value) value.Value {
	cb, ok := fr.callback(args[1])
	if !ok {
		return value.None
	}
	m := value.NewMap(0)
	value.EachField(args[0], func(key string, x value.Value) bool {
		y, ok := cb.with(x.Share(), value.String(key))
		if ok && truth(y) {
			if !fr.charge(mapEntrySize) {
				return false
			}
			m.Set(key, x)
		}
		return ok
	})
	return value.MakeMap(m)
}
