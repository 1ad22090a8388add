package value

import (
	"math"
	"time"
	"unicode/utf8"
	"unsafe"
)

// Value is one value of a program. The zero Value is the number 0.
//
// A number is {nil, its bits}. Every other value has a pointer that is not nil and, in the top byte of n, its Kind; a bool has its truth
// in the lowest bit, text its ASCII flag in bit 55 and its length in bytes below that.
type Value struct {
	p unsafe.Pointer
	n uint64
}

// Kind is the kind of a Value.
type Kind uint8

// The kinds. Unset and Box never reach a program: they stand in registers and cells.
const (
	KindNumber Kind = iota
	KindNone
	KindBool
	KindString
	KindHTML
	KindList
	KindRange // a list of numbers that is not written out
	KindRecord
	KindMap
	KindFunc
	KindTime
	KindResponse
	KindFile
	KindQuery
	KindUnset
	KindBox
)

const (
	kindShift = 56
	asciiBit  = 1 << 55
	lengthMax = asciiBit - 1
)

// anchor is what values without a heap object point to.
var anchor byte

// None is `none`.
var None = Value{unsafe.Pointer(&anchor), uint64(KindNone) << kindShift}

// Unset is what a name holds before it has its value, and what stands for an argument that was left out.
var Unset = Value{unsafe.Pointer(&anchor), uint64(KindUnset) << kindShift}

// Kind returns what v is.
func (v Value) Kind() Kind {
	if v.p == nil {
		return KindNumber
	}
	return Kind(v.n >> kindShift)
}

// Number makes a number.
func Number(f float64) Value { return Value{nil, math.Float64bits(f)} }

// Bool makes a bool.
func Bool(b bool) Value {
	n := uint64(KindBool) << kindShift
	if b {
		n |= 1
	}
	return Value{unsafe.Pointer(&anchor), n}
}

// IsNumber tells whether v is a number.
func (v Value) IsNumber() bool { return v.p == nil }

// IsNone tells whether v is none.
func (v Value) IsNone() bool { return v.p != nil && Kind(v.n>>kindShift) == KindNone }

// IsUnset tells whether v stands for a value that is not there yet.
func (v Value) IsUnset() bool { return v.p != nil && Kind(v.n>>kindShift) == KindUnset }

// Float returns the number v is; of another kind of value something harmless.
func (v Value) Float() float64 { return math.Float64frombits(v.n) }

// Truth returns the bool v is; of another kind of value something harmless.
func (v Value) Truth() bool { return v.n&1 != 0 }

// Condition returns whether v counts as true: only false and none do not.
func (v Value) Condition() bool {
	switch v.Kind() {
	case KindBool:
		return v.n&1 != 0
	case KindNone:
		return false
	}
	return true
}

// String makes a string. Text that is not UTF-8 must have been replaced before.
func String(s string) Value { return text(KindString, s, isASCII(s)) }

// HTML makes rendered markup.
func HTML(s string) Value { return text(KindHTML, s, false) }

// ASCII makes a string of text known to be ASCII.
func ASCII(s string) Value { return text(KindString, s, true) }

// Joined makes a string of text whose parts were ASCII or not.
func Joined(s string, ascii bool) Value { return text(KindString, s, ascii) }

func text(k Kind, s string, ascii bool) Value {
	p := unsafe.Pointer(unsafe.StringData(s))
	if len(s) == 0 {
		p = unsafe.Pointer(&anchor)
	}
	n := uint64(k)<<kindShift | uint64(len(s))
	if ascii {
		n |= asciiBit
	}
	return Value{p, n}
}

// Text returns the text of a string or of markup, and "" of anything else.
func (v Value) Text() string {
	if k := v.Kind(); k != KindString && k != KindHTML {
		return ""
	}
	return unsafe.String((*byte)(v.p), int(v.n&lengthMax))
}

// IsASCII tells whether v is a string known to hold nothing but ASCII.
func (v Value) IsASCII() bool { return v.p != nil && v.n&asciiBit != 0 }

// Bytes returns the length of a text in bytes.
func (v Value) Bytes() int { return int(v.n & lengthMax) }

// Length returns the length of a string in code points.
func (v Value) Length() int {
	if v.n&asciiBit != 0 {
		return int(v.n & lengthMax)
	}
	return utf8.RuneCountInString(v.Text())
}

func isASCII(s string) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		c := s[i : i+8]
		if (c[0]|c[1]|c[2]|c[3]|c[4]|c[5]|c[6]|c[7])&0x80 != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func object(k Kind, p unsafe.Pointer) Value { return Value{p, uint64(k) << kindShift} }

// Time is an instant and the place whose clocks show it.
type Time struct{ T time.Time }

// At makes a time; what is below a millisecond is cut off, since JavaScript's clocks have no more.
func At(t time.Time) Value {
	return object(KindTime, unsafe.Pointer(&Time{t.Truncate(time.Millisecond)}))
}

// Time returns the instant v is; the zero time of another kind of value.
func (v Value) Time() time.Time {
	if v.Kind() != KindTime {
		return time.Time{}
	}
	return (*Time)(v.p).T
}

// Range is `from..to`, and what `range(…)` gives: Count numbers, Step apart.
type Range struct {
	From, Step float64
	Count      int
}

// MakeRange makes a range as a value.
func MakeRange(r Range) Value { return object(KindRange, unsafe.Pointer(&r)) }

// Range returns the range v is, or nil.
func (v Value) Range() *Range {
	if v.Kind() != KindRange {
		return nil
	}
	return (*Range)(v.p)
}

// Item returns the i-th number.
func (r *Range) Item(i int) float64 { return r.From + float64(i)*r.Step }

// Callable is what makes a Func run; the evaluator has the only kinds.
type Callable interface {
	// Captured returns the values and cells a closure carries.
	Captured() []Value
}

// Func is a function as a value. Min and Max are how many arguments it takes.
type Func struct {
	Name     string // "" for a literal
	Min, Max int
	Code     Callable
}

// MakeFunc makes a function value; functions are equal when their *Func is the same.
func MakeFunc(f *Func) Value { return object(KindFunc, unsafe.Pointer(f)) }

// Func returns the function v is, or nil.
func (v Value) Func() *Func {
	if v.Kind() != KindFunc {
		return nil
	}
	return (*Func)(v.p)
}

// Box is a variable shared by a function and the closures made in it.
type Box struct {
	V      Value
	Frozen bool // assigning it would be seen by other readers of a site
}

// MakeBox makes a cell as a register holds it.
func MakeBox(b *Box) Value { return object(KindBox, unsafe.Pointer(b)) }

// Box returns the cell v is; of another kind of value a new one that holds nothing.
func (v Value) Box() *Box {
	if v.Kind() != KindBox {
		return &Box{V: Unset}
	}
	return (*Box)(v.p)
}

var typeNames = [...]string{
	KindNumber: "number", KindNone: "none", KindBool: "bool", KindString: "string", KindHTML: "html", KindList: "list", KindRange: "list",
	KindRecord: "record", KindMap: "record", KindFunc: "function", KindTime: "time", KindResponse: "response", KindFile: "file",
	KindQuery: "query", KindUnset: "none", KindBox: "none",
}

// TypeName returns the name of v's kind as error messages have it.
func (v Value) TypeName() string { return typeNames[v.Kind()] }
