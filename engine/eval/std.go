package eval

import (
	"strconv"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// builtin is a standard function, method, property or value, by the name it is declared with in engine/std: `print`, `list.map` (a method:
// the receiver is the first argument), `std/math.sqrt`, `Cookies.get`.
type builtin struct {
	// run does the work. args has at least min values; Unset stands for an argument that was left out. Errors are noted at fr.at.
	run      func(fr *frame, args []value.Value) value.Value
	min, max int  // how many arguments there may be, the receiver included
	property bool // read without a call; run has no frame unless effects need one
	calls    bool // calls functions it is given, which may change the variable its receiver came from
	reads    bool // lets go of all its arguments when it is done
}

// many is how many arguments a function takes that takes any number.
const many = 1 << 20

// Names returns the names of every standard function, method, property and value that is implemented, in no order.
func Names() []string {
	names := make([]string, 0, len(builtins))
	for name := range builtins {
		names = append(names, name)
	}
	return names
}

// builtins is the standard library. It is written together from the tables of the std_ files.
var builtins = join(globalFuncs, stringMethods, listMethods, mapMethods, numberMethods, timeMethods, mathModule, otherModules, feedModule,
	languageModule, pageNames, unavailable)

func join(tables ...map[string]builtin) map[string]builtin {
	all := map[string]builtin{}
	for _, t := range tables {
		for name, b := range t {
			all[name] = b
		}
	}
	return all
}

// arg returns the i-th argument, or Unset.
func arg(args []value.Value, i int) value.Value {
	if i < len(args) {
		return args[i]
	}
	return value.Unset
}

// number reads the i-th argument as a number, def where it was left out or is none.
func (fr *frame) number(args []value.Value, i int, def float64) float64 {
	v := arg(args, i)
	switch v.Kind() {
	case value.KindNumber:
		return v.Float()
	case value.KindUnset, value.KindNone:
		return def
	}
	fr.fail(ir.FaultExpected, "number", v.TypeName())
	return def
}

// str reads the i-th argument as a string, def where it was left out.
func (fr *frame) str(args []value.Value, i int, def string) string {
	v := arg(args, i)
	switch v.Kind() {
	case value.KindString:
		return v.Text()
	case value.KindUnset:
		return def
	}
	fr.fail(ir.FaultExpected, "string", v.TypeName())
	return def
}

// whole reads the i-th argument as a whole number of at most limit in size.
func (fr *frame) whole(args []value.Value, i int, def int, what diag.Both) (int, bool) {
	f := fr.number(args, i, float64(def))
	if fr.m.err != nil {
		return 0, false
	}
	n := int(f)
	if float64(n) != f {
		fr.fail(ir.FaultWhole(what), value.FormatNumber(f))
		return 0, false
	}
	return n, true
}

// count reads the i-th argument as a whole number from 0 on.
func (fr *frame) count(args []value.Value, i int, def int, what diag.Both) (int, bool) {
	n, ok := fr.whole(args, i, def, what)
	if ok && n < 0 {
		fr.fail(ir.FaultNegative(what), strconv.Itoa(n))
		return 0, false
	}
	return n, ok
}

// bounds reads from and an optional to as slice takes them: negative ones count from the end, what is outside is cut to 0..n.
func (fr *frame) bounds(args []value.Value, i, n int) (from, to int, ok bool) {
	from, ok = fr.whole(args, i, 0, ir.WhatPlace)
	if !ok {
		return 0, 0, false
	}
	to, ok = fr.whole(args, i+1, n, ir.WhatPlace)
	if !ok {
		return 0, 0, false
	}
	clip := func(k int) int {
		if k < 0 {
			k += n
		}
		return min(max(k, 0), n)
	}
	from, to = clip(from), clip(to)
	return from, max(from, to), true
}

// text makes a string of bytes that are not used again, within the limits.
func (fr *frame) newText(s string) value.Value {
	if len(s) > ir.MaxText {
		return fr.fail(ir.FaultTextSize, strconv.Itoa(len(s)))
	}
	if !fr.charge(len(s)) {
		return value.None
	}
	return value.String(s)
}

// optionalNumber gives a place, or none for -1.
func optionalNumber(i int) value.Value {
	if i < 0 {
		return value.None
	}
	return value.Number(float64(i))
}

// truth is the result of a callback that answers yes or no.
func truth(v value.Value) bool { return v.Condition() }
