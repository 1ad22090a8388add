package value

import (
	"strings"

	"github.com/codescript-lang/coder/engine/ir"
)

// Outcome is what can go wrong when values are walked.
type Outcome uint8

// The outcomes.
const (
	Done    Outcome = iota
	TooDeep         // nested more than ir.MaxNesting deep
	TooLong         // more to write than ir.MaxText bytes
	IsHTML          // markup cannot be compared
	NoJSON          // a function, a file, a response: nothing JSON has
)

// Equal compares by value: lists element by element, records and maps by name whatever the order, functions by identity.
func Equal(a, b Value) (bool, Outcome) { return equal(a, b, 0) }

func equal(a, b Value, depth int) (bool, Outcome) {
	ka, kb := a.Kind(), b.Kind()
	if ka == KindHTML || kb == KindHTML {
		return false, htmlOutcome(ka, kb)
	}
	switch {
	case ka == KindNumber && kb == KindNumber:
		return a.Float() == b.Float(), Done
	case ka == KindString && kb == KindString:
		return a.Text() == b.Text(), Done
	case a.IsList() && b.IsList():
		return equalLists(a, b, depth+1)
	case (ka == KindRecord || ka == KindMap) && (kb == KindRecord || kb == KindMap):
		return equalFields(a, b, depth+1)
	case ka != kb:
		return false, Done
	}
	switch ka {
	case KindBool:
		return a.Truth() == b.Truth(), Done
	case KindNone, KindUnset:
		return true, Done
	case KindTime:
		return a.Time().Equal(b.Time()), Done
	}
	return a.pointer() == b.pointer(), Done
}

// htmlOutcome allows the one comparison of markup that has a meaning: with none.
func htmlOutcome(a, b Kind) Outcome {
	if a == KindNone || b == KindNone {
		return Done
	}
	return IsHTML
}

func equalLists(a, b Value, depth int) (bool, Outcome) {
	if depth > ir.MaxNesting {
		return false, TooDeep
	}
	if a.Count() != b.Count() {
		return false, Done
	}
	if a.Kind() == KindList && b.Kind() == KindList && a.pointer() == b.pointer() && flat(a.List().Items) {
		return true, Done
	}
	for i, n := 0, a.Count(); i < n; i++ {
		if same, o := equal(a.item(i), b.item(i), depth); !same || o != Done {
			return false, o
		}
	}
	return true, Done
}

// flat tells whether items are all texts or bools, which equal themselves.
func flat(items []Value) bool {
	for _, v := range items {
		if k := v.Kind(); k != KindString && k != KindBool {
			return false
		}
	}
	return true
}

func (v Value) item(i int) Value {
	if l := v.List(); l != nil {
		return l.Items[i]
	}
	return Number(v.Range().Item(i))
}

func equalFields(a, b Value, depth int) (bool, Outcome) {
	if depth > ir.MaxNesting {
		return false, TooDeep
	}
	if fieldCount(a) != fieldCount(b) {
		return false, Done
	}
	same, outcome := true, Done
	EachField(a, func(name string, x Value) bool {
		y, ok := lookup(b, name)
		if !ok {
			same = false
			return false
		}
		same, outcome = equal(x, y, depth)
		return same && outcome == Done
	})
	return same && outcome == Done, outcome
}

func fieldCount(v Value) int {
	if r := v.Record(); r != nil {
		return len(r.Vals)
	}
	return v.Map().Len()
}

func lookup(v Value, name string) (Value, bool) {
	if r := v.Record(); r != nil {
		return r.Get(name)
	}
	return v.Map().Get(name)
}

// EachField calls f for each field of a record or entry of a map, in order, until it returns false.
func EachField(v Value, f func(name string, x Value) bool) {
	switch v.Kind() {
	case KindRecord:
		r := (*Record)(v.p)
		for i, name := range r.Shape.Names {
			if !f(name, r.Vals[i]) {
				return
			}
		}
	case KindMap:
		m := (*Map)(v.p)
		for i := range m.entries {
			if e := &m.entries[i]; !e.dead && !f(e.Key, e.Val) {
				return
			}
		}
	}
}

// Compare orders two numbers, two strings (by code point, which is the order of their UTF-8 bytes) or two times: negative, 0, positive; ok
// is false for any other pair. NaN is neither less nor greater and compares as 0.
func Compare(a, b Value) (order int, ok bool) {
	ka, kb := a.Kind(), b.Kind()
	if ka != kb {
		return 0, false
	}
	switch ka {
	case KindNumber:
		x, y := a.Float(), b.Float()
		switch {
		case x < y:
			return -1, true
		case x > y:
			return 1, true
		}
		return 0, true
	case KindString:
		return strings.Compare(a.Text(), b.Text()), true
	case KindTime:
		return a.Time().Compare(b.Time()), true
	}
	return 0, false
}
