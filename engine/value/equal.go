package value

import (
	"strings"
	"unsafe"

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

// Equal compares by value: lists element by element, records and maps by name whatever the order, functions by identity. It takes time
// that grows with the objects of a and b, not with the places that these are held in.
func Equal(a, b Value) (bool, Outcome) {
	var c comparison
	return c.equal(a, b, 0)
}

// freeSteps is how many values are looked at before what was found is remembered: by then it takes less than to look again.
const freeSteps = 1 << 16

// comparison is one walk through two values. Objects that are held in many places would be met in each, more often than there is time for
// where each holds the next one twice. So the walk remembers which it took for equal, and looks at no two again that follow from these:
// one that is wrong there ends it. The sets are those of Hopcroft and Karp's comparison of automata; each look that is not saved joins
// two of them, so that there are no more than objects.
type comparison struct {
	steps int                               // values looked at
	same  map[unsafe.Pointer]unsafe.Pointer // from an object to one that it was taken to be equal to; one that stands for its set to itself
}

// known reports whether two objects were taken for equal before, and takes them for equal.
func (c *comparison) known(a, b unsafe.Pointer) bool {
	if c.steps < freeSteps {
		return false
	}
	if c.same == nil {
		c.same = map[unsafe.Pointer]unsafe.Pointer{}
	}
	x, metA := c.find(a)
	y, metB := c.find(b)
	if metA && metB && x == y {
		return true
	}
	c.same[x] = y
	c.same[y] = y
	return false
}

// find returns the object that stands for the set of p; met is false when p is in none.
func (c *comparison) find(p unsafe.Pointer) (root unsafe.Pointer, met bool) {
	next, met := c.same[p]
	if !met {
		return p, false
	}
	for p != next {
		over := c.same[next]
		c.same[p] = over
		p, next = next, over
	}
	return p, true
}

func (c *comparison) equal(a, b Value, depth int) (bool, Outcome) {
	c.steps++
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
		return c.lists(a, b, depth+1)
	case (ka == KindRecord || ka == KindMap) && (kb == KindRecord || kb == KindMap):
		return c.fields(a, b, depth+1)
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

func (c *comparison) lists(a, b Value, depth int) (bool, Outcome) {
	if depth > ir.MaxNesting {
		return false, TooDeep
	}
	if a.Count() != b.Count() {
		return false, Done
	}
	if a.Kind() == KindList && b.Kind() == KindList && a.pointer() == b.pointer() && flat(a.List().Items) || c.known(a.pointer(), b.pointer()) {
		return true, Done
	}
	for i, n := 0, a.Count(); i < n; i++ {
		if same, o := c.equal(a.item(i), b.item(i), depth); !same || o != Done {
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

func (c *comparison) fields(a, b Value, depth int) (bool, Outcome) {
	if depth > ir.MaxNesting {
		return false, TooDeep
	}
	if fieldCount(a) != fieldCount(b) {
		return false, Done
	}
	if c.known(a.pointer(), b.pointer()) {
		return true, Done
	}
	same, outcome := true, Done
	EachField(a, func(name string, x Value) bool {
		y, ok := lookup(b, name)
		if !ok {
			same = false
			return false
		}
		same, outcome = c.equal(x, y, depth)
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
