package eval

import (
	"math"
	"slices"
	"strconv"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

var listMethods = map[string]builtin{
	"list.length":    {run: listLength, min: 1, max: 1, property: true},
	"list.map":       {run: listMap, min: 2, max: 2, calls: true},
	"list.filter":    {run: listFilter, min: 2, max: 2, calls: true},
	"list.flatMap":   {run: listFlatMap, min: 2, max: 2, calls: true},
	"list.flat":      {run: listFlat, min: 1, max: 1},
	"list.find":      {run: listFind, min: 2, max: 2, calls: true},
	"list.findIndex": {run: listFindIndex, min: 2, max: 2, calls: true},
	"list.indexOf":   {run: listIndexOf, min: 2, max: 2, reads: true},
	"list.some":      {run: listSome, min: 2, max: 2, calls: true},
	"list.every":     {run: listEvery, min: 2, max: 2, calls: true},
	"list.reduce":    {run: listReduce, min: 3, max: 3, calls: true},
	"list.sort":      {run: listSort, min: 1, max: 2, calls: true},
	"list.sortBy":    {run: listSortBy, min: 2, max: 2, calls: true},
	"list.minBy":     {run: extremeBy(-1), min: 2, max: 2, calls: true},
	"list.maxBy":     {run: extremeBy(1), min: 2, max: 2, calls: true},
	"list.reverse":   {run: listReverse, min: 1, max: 1},
	"list.unique":    {run: listUnique, min: 1, max: 1},
	"list.slice":     {run: listSlice, min: 2, max: 3},
	"list.take":      {run: listTake, min: 2, max: 2},
	"list.drop":      {run: listDrop, min: 2, max: 2},
	"list.chunk":     {run: listChunk, min: 2, max: 2},
	"list.join":      {run: listJoin, min: 1, max: 2},
	"list.contains":  {run: listContains, min: 2, max: 2, reads: true},
	"list.first":     {run: listFirst, min: 1, max: 1},
	"list.last":      {run: listLast, min: 1, max: 1},
	"list.at":        {run: listAt, min: 2, max: 2},
	"list.min":       {run: extreme(-1), min: 1, max: 1},
	"list.max":       {run: extreme(1), min: 1, max: 1},
	"list.sum":       {run: listSum, min: 1, max: 1},
	"list.groupBy":   {run: listGroupBy, min: 2, max: 2, calls: true},
	"list.count":     {run: listCount, min: 2, max: 2, calls: true},
	"list.zip":       {run: listZip, min: 2, max: 2, reads: true},
	"list.append":    {run: copied(listAppend), min: 2, max: 2},
	"list.insert":    {run: copied(listInsert), min: 3, max: 3},
	"list.removeAt":  {run: copied(listRemoveAt), min: 2, max: 2},
	"list.set":       {run: copied(listSet), min: 3, max: 3},
	"list.toMap":     {run: listToMap, min: 2, max: 2, calls: true},
}

// copied makes a method that gives a changed copy out of the change in place.
func copied(change func(*frame, *value.Value, []value.Value)) func(*frame, []value.Value) value.Value {
	return func(fr *frame, args []value.Value) value.Value {
		place := args[0].Share()
		change(fr, &place, args[1:])
		return place
	}
}

// walk calls f with each element of args[0], a list or range, until it returns false or there is an error.
func (fr *frame) walk(v value.Value, f func(i int, x value.Value) bool) {
	if l := v.List(); l != nil {
		for i, x := range l.Items {
			if !f(i, x.Share()) || fr.m.err != nil {
				return
			}
		}
		return
	}
	r := v.Range()
	if r == nil {
		fr.fail(ir.FaultExpected, "list", v.TypeName())
		return
	}
	for i := range r.Count {
		if !fr.turn() || !f(i, value.Number(r.Item(i))) || fr.m.err != nil {
			return
		}
	}
}

// walkWith calls args[1] with each element and its index, and f with the element and what came out.
func (fr *frame) walkWith(args []value.Value, f func(i int, x, y value.Value) bool) {
	cb, ok := fr.callback(args[1])
	if !ok {
		return
	}
	fr.walk(args[0], func(i int, x value.Value) bool {
		y, ok := cb.with(x, value.Number(float64(i)))
		return ok && f(i, x, y)
	})
}

// elements gives the elements of a list or range to read; a range is written out within the budget.
func (fr *frame) elements(v value.Value) []value.Value {
	switch v.Kind() {
	case value.KindList:
		return v.List().Items
	case value.KindRange:
		if fr.chargeItems(v.Count()) {
			return v.Expand()
		}
		return nil
	}
	fr.fail(ir.FaultExpected, "list", v.TypeName())
	return nil
}

func listLength(_ *frame, args []value.Value) value.Value {
	return value.Number(float64(args[0].Count()))
}

func listMap(fr *frame, args []value.Value) value.Value {
	items := fr.items(args[0].Count())
	if items == nil {
		return value.None
	}
	fr.walkWith(args, func(i int, _, y value.Value) bool {
		items[i] = y
		return true
	})
	return value.MakeList(items)
}

func listFilter(fr *frame, args []value.Value) value.Value {
	var items []value.Value
	fr.walkWith(args, func(_ int, x, y value.Value) bool {
		if truth(y) {
			items = fr.add(items, x)
		}
		return true
	})
	return value.MakeList(items)
}

// add appends to a list that is being made, charging for its growth.
func (fr *frame) add(items []value.Value, x value.Value) []value.Value {
	if len(items) == cap(items) && !fr.chargeItems(max(4, 2*len(items))) {
		return items
	}
	return append(items, x)
}

func listFlatMap(fr *frame, args []value.Value) value.Value {
	var items []value.Value
	fr.walkWith(args, func(_ int, _, y value.Value) bool {
		fr.walk(y, func(_ int, x value.Value) bool {
			items = fr.add(items, x)
			return true
		})
		return true
	})
	return value.MakeList(items)
}

func listFlat(fr *frame, args []value.Value) value.Value {
	var items []value.Value
	fr.walk(args[0], func(_ int, y value.Value) bool {
		fr.walk(y, func(_ int, x value.Value) bool {
			items = fr.add(items, x)
			return true
		})
		return true
	})
	return value.MakeList(items)
}

func listFind(fr *frame, args []value.Value) value.Value {
	found := value.None
	fr.walkWith(args, func(_ int, x, y value.Value) bool {
		if truth(y) {
			found = x
		}
		return !truth(y)
	})
	return found
}

func listFindIndex(fr *frame, args []value.Value) value.Value {
	found := -1
	fr.walkWith(args, func(i int, _, y value.Value) bool {
		if truth(y) {
			found = i
		}
		return !truth(y)
	})
	return optionalNumber(found)
}

// position finds the first element equal to x, or -1.
func (fr *frame) position(list, x value.Value) int {
	found := -1
	fr.walk(list, func(i int, y value.Value) bool {
		same, o := value.Equal(y, x)
		if fr.outcome(o) && same {
			found = i
		}
		return found < 0
	})
	return found
}

func listIndexOf(fr *frame, args []value.Value) value.Value {
	return optionalNumber(fr.position(args[0], args[1]))
}

func listContains(fr *frame, args []value.Value) value.Value {
	return value.Bool(fr.position(args[0], args[1]) >= 0)
}

func listSome(fr *frame, args []value.Value) value.Value {
	some := false
	fr.walkWith(args, func(_ int, _, y value.Value) bool {
		some = truth(y)
		return !some
	})
	return value.Bool(some)
}

func listEvery(fr *frame, args []value.Value) value.Value {
	every := true
	fr.walkWith(args, func(_ int, _, y value.Value) bool {
		every = truth(y)
		return every
	})
	return value.Bool(every)
}

func listReduce(fr *frame, args []value.Value) value.Value {
	sum := args[1]
	cb, ok := fr.callback(args[2])
	if !ok {
		return value.None
	}
	fr.walk(args[0], func(i int, x value.Value) bool {
		if cb.fn.Min >= 3 {
			sum = fr.call(args[2], sum, x, value.Number(float64(i)))
		} else {
			sum, _ = cb.pair(sum, x)
		}
		return true
	})
	return sum
}

func listSort(fr *frame, args []value.Value) value.Value {
	items := slices.Clone(fr.elements(args[0]))
	if !fr.chargeItems(2 * len(items)) {
		return value.None
	}
	for _, x := range items {
		x.Share()
	}
	if by := arg(args, 1); !by.IsUnset() && !by.IsNone() {
		cb, ok := fr.callback(by)
		if !ok {
			return value.None
		}
		sortStable(items, func(a, b value.Value) bool {
			v, ok := cb.pair(a, b)
			if ok && !v.IsNumber() {
				fr.fail(ir.FaultExpected, "number", v.TypeName())
			}
			return fr.m.err == nil && v.Float() > 0
		})
		return value.MakeList(items)
	}
	sortStable(items, func(a, b value.Value) bool { return fr.m.err == nil && fr.order3(a, b) > 0 })
	return value.MakeList(items)
}

// sortStable sorts by merging runs from the bottom up, which asks after the fewest times: asking may run a program's function. What after
// answers need not be an order; the result then is some order of the same elements.
func sortStable[T any](items []T, after func(a, b T) bool) {
	const run = 8 // runs of this length are sorted by insertion
	for from := 0; from < len(items); from += run {
		part := items[from:min(from+run, len(items))]
		for i := 1; i < len(part); i++ {
			for j := i; j > 0 && after(part[j-1], part[j]); j-- {
				part[j-1], part[j] = part[j], part[j-1]
			}
		}
	}
	if len(items) <= run {
		return
	}
	from, to := items, make([]T, len(items))
	for width := run; width < len(items); width *= 2 {
		for start := 0; start < len(items); start += 2 * width {
			mid, end := min(start+width, len(items)), min(start+2*width, len(items))
			mergeRuns(to[start:end], from[start:mid], from[mid:end], after)
		}
		from, to = to, from
	}
	copy(items, from)
}

// mergeRuns merges two sorted runs into to; of equal elements those of a come first.
func mergeRuns[T any](to, a, b []T, after func(a, b T) bool) {
	if len(a) == 0 || len(b) == 0 || !after(a[len(a)-1], b[0]) {
		copy(to[copy(to, a):], b)
		return
	}
	for i := range to {
		if len(b) == 0 || len(a) > 0 && !after(a[0], b[0]) {
			to[i], a = a[0], a[1:]
		} else {
			to[i], b = b[0], b[1:]
		}
	}
}

// order3 compares two values that sort and its relatives put in order. NaN comes after every number, so that the order is one.
func (fr *frame) order3(a, b value.Value) int {
	if a.IsNumber() && b.IsNumber() {
		x, y := a.Float(), b.Float()
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		case x == y:
			return 0
		case math.IsNaN(x) && math.IsNaN(y):
			return 0
		case math.IsNaN(x):
			return 1
		}
		return -1
	}
	c, ok := value.Compare(a, b)
	if !ok {
		fr.fail(ir.FaultOperands, "<", a.TypeName(), b.TypeName())
	}
	return c
}

// keyed is an element with what the function of sortBy gave for it.
type keyed struct{ key, x value.Value }

func (fr *frame) keys(args []value.Value) []keyed {
	if !fr.chargeItems(2 * args[0].Count()) {
		return nil
	}
	keys := make([]keyed, 0, args[0].Count())
	fr.walkWith(args, func(_ int, x, y value.Value) bool {
		keys = append(keys, keyed{y, x})
		return true
	})
	return keys
}

func listSortBy(fr *frame, args []value.Value) value.Value {
	keys := fr.keys(args)
	sortStable(keys, func(a, b keyed) bool { return fr.m.err == nil && fr.order3(a.key, b.key) > 0 })
	items := fr.items(len(keys))
	for i := range items {
		items[i] = keys[i].x
	}
	return value.MakeList(items)
}

// extremeBy gives the first element with the least (-1) or greatest (1) key.
func extremeBy(way int) func(*frame, []value.Value) value.Value {
	return func(fr *frame, args []value.Value) value.Value {
		best, key := value.None, value.Unset
		fr.walkWith(args, func(_ int, x, y value.Value) bool {
			if key.IsUnset() || fr.order3(y, key)*way > 0 {
				best, key = x, y
			}
			return true
		})
		return best
	}
}

func extreme(way int) func(*frame, []value.Value) value.Value {
	return func(fr *frame, args []value.Value) value.Value {
		best := value.Unset
		fr.walk(args[0], func(_ int, x value.Value) bool {
			if best.IsUnset() || fr.order3(x, best)*way > 0 {
				best = x
			}
			return true
		})
		if best.IsUnset() {
			return value.None
		}
		return best
	}
}

func listReverse(fr *frame, args []value.Value) value.Value {
	from := fr.elements(args[0])
	items := fr.items(len(from))
	for i := range items {
		items[i] = from[len(from)-1-i].Share()
	}
	return value.MakeList(items)
}

// listUnique keeps the first of equal elements; texts and numbers are looked up, others compared.
func listUnique(fr *frame, args []value.Value) value.Value {
	var items, others []value.Value
	texts, numbers := map[string]bool{}, map[float64]bool{}
	fr.walk(args[0], func(_ int, x value.Value) bool {
		switch x.Kind() {
		case value.KindString:
			if texts[x.Text()] {
				return true
			}
			texts[x.Text()] = true
		case value.KindNumber:
			if numbers[x.Float()] {
				return true
			}
			numbers[x.Float()] = true
		default:
			for _, y := range others {
				same, o := value.Equal(x, y)
				if !fr.outcome(o) || same {
					return true
				}
			}
			others = append(others, x)
		}
		items = fr.add(items, x)
		return true
	})
	return value.MakeList(items)
}

// sublist copies the elements from..to.
func (fr *frame) sublist(v value.Value, from, to int) value.Value {
	if r := v.Range(); r != nil {
		return value.MakeRange(value.Range{From: r.Item(from), Step: r.Step, Count: to - from})
	}
	l := v.List()
	if l == nil {
		return fr.fail(ir.FaultExpected, "list", v.TypeName())
	}
	items := fr.items(to - from)
	for i := range items {
		items[i] = l.Items[from+i].Share()
	}
	return value.MakeList(items)
}

func listSlice(fr *frame, args []value.Value) value.Value {
	from, to, ok := fr.bounds(args, 1, args[0].Count())
	if !ok {
		return value.None
	}
	return fr.sublist(args[0], from, to)
}

func listTake(fr *frame, args []value.Value) value.Value {
	n, ok := fr.count(args, 1, 0, ir.WhatMany)
	if !ok {
		return value.None
	}
	return fr.sublist(args[0], 0, min(n, args[0].Count()))
}

func listDrop(fr *frame, args []value.Value) value.Value {
	n, ok := fr.count(args, 1, 0, ir.WhatMany)
	if !ok {
		return value.None
	}
	return fr.sublist(args[0], min(n, args[0].Count()), args[0].Count())
}

func listChunk(fr *frame, args []value.Value) value.Value {
	n, ok := fr.whole(args, 1, 1, ir.WhatLength)
	if !ok {
		return value.None
	}
	if n < 1 {
		return fr.fail(ir.FaultLength, strconv.Itoa(n))
	}
	count := args[0].Count()
	var items []value.Value
	for from := 0; from < count && fr.m.err == nil; from += n {
		items = fr.add(items, fr.sublist(args[0], from, min(from+n, count)))
	}
	return value.MakeList(items)
}

func listJoin(fr *frame, args []value.Value) value.Value {
	sep := fr.str(args, 1, ", ")
	var b []byte
	fr.walk(args[0], func(i int, x value.Value) bool {
		if i > 0 {
			b = append(b, sep...)
		}
		var ok bool
		if b, ok = value.AppendText(b, x); !ok {
			fr.fail(ir.FaultNotInString, x.TypeName())
		}
		return fr.fits(len(b))
	})
	return fr.newText(string(b))
}

func listFirst(fr *frame, args []value.Value) value.Value { return fr.elementAt(args[0], 0) }

func listLast(fr *frame, args []value.Value) value.Value {
	return fr.elementAt(args[0], args[0].Count()-1)
}

// elementAt gives an element, or none outside.
func (fr *frame) elementAt(v value.Value, i int) value.Value {
	if i < 0 || i >= v.Count() {
		if !v.IsList() {
			fr.fail(ir.FaultExpected, "list", v.TypeName())
		}
		return value.None
	}
	if r := v.Range(); r != nil {
		return value.Number(r.Item(i))
	}
	return v.List().Items[i].Share()
}

func listAt(fr *frame, args []value.Value) value.Value {
	i, ok := fr.whole(args, 1, 0, ir.WhatPlace)
	if !ok {
		return value.None
	}
	if i < 0 {
		i += args[0].Count()
	}
	return fr.elementAt(args[0], i)
}

func listSum(fr *frame, args []value.Value) value.Value {
	sum := 0.0
	fr.walk(args[0], func(_ int, x value.Value) bool {
		if !x.IsNumber() {
			fr.fail(ir.FaultExpected, "number", x.TypeName())
		}
		sum += x.Float()
		return true
	})
	return value.Number(sum)
}

// key reads what a function gave as the key of a map.
func (fr *frame) key(v value.Value) (string, bool) {
	if v.Kind() != value.KindString {
		fr.fail(ir.FaultExpected, "string", v.TypeName())
		return "", false
	}
	return v.Text(), true
}

func listGroupBy(fr *frame, args []value.Value) value.Value {
	groups := value.NewMap(0)
	fr.walkWith(args, func(_ int, x, y value.Value) bool {
		k, ok := fr.key(y)
		if !ok {
			return false
		}
		place := groups.Ref(k)
		if place == nil {
			if !fr.charge(mapEntrySize) {
				return false
			}
			groups.Set(k, value.MakeList(nil))
			place = groups.Ref(k)
		}
		l := place.List()
		l.Items = fr.add(l.Items, x)
		return true
	})
	return value.MakeMap(groups)
}

func listCount(fr *frame, args []value.Value) value.Value {
	n := 0
	fr.walkWith(args, func(_ int, _, y value.Value) bool {
		if truth(y) {
			n++
		}
		return true
	})
	return value.Number(float64(n))
}

func listZip(fr *frame, args []value.Value) value.Value {
	if !args[1].IsList() {
		return fr.fail(ir.FaultExpected, "list", args[1].TypeName())
	}
	n := min(args[0].Count(), args[1].Count())
	shape := fr.m.shapes.Of("a", "b")
	if !fr.charge(n * (2*valueSize + 48)) {
		return value.None
	}
	items := fr.items(n)
	for i := range items {
		r := value.NewRecord(shape)
		r.Vals[0], r.Vals[1] = fr.elementAt(args[0], i), fr.elementAt(args[1], i)
		items[i] = value.MakeRecord(r)
	}
	return value.MakeList(items)
}

func listToMap(fr *frame, args []value.Value) value.Value {
	m := value.NewMap(args[0].Count())
	if !fr.charge(mapEntrySize * args[0].Count()) {
		return value.None
	}
	fr.walkWith(args, func(_ int, x, y value.Value) bool {
		k, ok := fr.key(y)
		if ok {
			m.Set(k, x)
		}
		return ok
	})
	return value.MakeMap(m)
}
