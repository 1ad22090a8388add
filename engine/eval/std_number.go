package eval

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

var numberMethods = map[string]builtin{
	"number.round":   {run: numberRound, min: 1, max: 2},
	"number.floor":   {run: numeric1(math.Floor), min: 1, max: 1},
	"number.ceil":    {run: numeric1(math.Ceil), min: 1, max: 1},
	"number.abs":     {run: numeric1(math.Abs), min: 1, max: 1},
	"number.toFixed": {run: numberToFixed, min: 2, max: 2},
	"number.clamp":   {run: numberClamp, min: 3, max: 3},
	"number.format":  {run: numberFormat, min: 1, max: 1},
}

// math1 are the functions of one number that calls are compiled to without boxing their argument.
var math1 = map[string]func(float64) float64{
	"number.floor": math.Floor, "number.ceil": math.Ceil, "number.abs": math.Abs,
	"std/math.sqrt": math.Sqrt, "std/math.cbrt": math.Cbrt, "std/math.exp": math.Exp, "std/math.log": math.Log, "std/math.log2": math.Log2,
	"std/math.log10": math.Log10, "std/math.sin": math.Sin, "std/math.cos": math.Cos, "std/math.tan": math.Tan, "std/math.asin": math.Asin,
	"std/math.acos": math.Acos, "std/math.atan": math.Atan, "std/math.floor": math.Floor, "std/math.ceil": math.Ceil,
	"std/math.round": math.Round, "std/math.trunc": math.Trunc, "std/math.abs": math.Abs, "std/math.sign": signOf,
}

// math2 are the functions of two numbers.
var math2 = map[string]func(a, b float64) float64{
	"std/math.pow": power, "std/math.atan2": math.Atan2, "std/math.hypot": math.Hypot, "std/math.min": math.Min, "std/math.max": math.Max,
}

var mathModule = mathTable()

func mathTable() map[string]builtin {
	table := map[string]builtin{
		"std/math.pi": {run: constantNumber(math.Pi), property: true},
		"std/math.e":  {run: constantNumber(math.E), property: true},
	}
	for name, f := range math1 {
		if strings.HasPrefix(name, "std/") {
			table[name] = builtin{run: numeric1(f), min: 1, max: 1}
		}
	}
	for name, f := range math2 {
		table[name] = builtin{run: numeric2(f), min: 2, max: 2}
	}
	return table
}

func constantNumber(f float64) func(*frame, []value.Value) value.Value {
	return func(*frame, []value.Value) value.Value { return value.Number(f) }
}

func numeric1(f func(float64) float64) func(*frame, []value.Value) value.Value {
	return func(fr *frame, args []value.Value) value.Value { return value.Number(f(fr.number(args, 0, 0))) }
}

func numeric2(f func(a, b float64) float64) func(*frame, []value.Value) value.Value {
	return func(fr *frame, args []value.Value) value.Value {
		return value.Number(f(fr.number(args, 0, 0), fr.number(args, 1, 0)))
	}
}

// mathCall compiles a call of a function of numbers whose arguments are known to be numbers; nil for any other call.
func (c *compiler) mathCall(e *ir.Builtin) numFn {
	for _, a := range e.Args {
		if a == nil || a.Rep() != ir.RepNumber {
			return nil
		}
	}
	if f := math1[e.Name]; f != nil && len(e.Args) == 1 {
		x := c.num(e.Args[0])
		return func(fr *frame) float64 { return f(x(fr)) }
	}
	if f := math2[e.Name]; f != nil && len(e.Args) == 2 {
		x, y := c.num(e.Args[0]), c.num(e.Args[1])
		return func(fr *frame) float64 { a := x(fr); return f(a, y(fr)) }
	}
	return nil
}

func signOf(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x // a zero, or NaN
}

// power is JavaScript's `**`: unlike C's pow, 1 to the power of an infinity or NaN is NaN.
func power(x, y float64) float64 {
	if (x == 1 || x == -1) && (math.IsInf(y, 0) || math.IsNaN(y)) {
		return math.NaN()
	}
	return math.Pow(x, y)
}

// maxDigits is how many digits after the point can be asked for, as in JavaScript.
const maxDigits = 100

// numberRound rounds the number as it is written, so that 1.005 rounds to 1.01; halves go away from zero.
func numberRound(fr *frame, args []value.Value) value.Value {
	x := fr.number(args, 0, 0)
	digits, ok := fr.whole(args, 1, 0, ir.WhatDigits)
	if !ok || math.IsNaN(x) || math.IsInf(x, 0) {
		return value.Number(x)
	}
	if digits == 0 {
		return value.Number(math.Round(x))
	}
	if digits < -maxDigits || digits > maxDigits {
		return fr.fail(ir.FaultDigits, strconv.Itoa(digits))
	}
	shifted, err := strconv.ParseFloat(shift(x, digits), 64)
	if err != nil || math.IsInf(shifted, 0) {
		return value.Number(x)
	}
	back, _ := strconv.ParseFloat(shift(math.Round(shifted), -digits), 64)
	return value.Number(back)
}

// shift writes x times ten to the power of n.
func shift(x float64, n int) string {
	s := strconv.FormatFloat(x, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(s, "e")
	e, _ := strconv.Atoi(exponent)
	return mantissa + "e" + strconv.Itoa(e+n)
}

// numberToFixed is JavaScript's: the exact value is rounded, halves away from zero.
func numberToFixed(fr *frame, args []value.Value) value.Value {
	x := fr.number(args, 0, 0)
	n, ok := fr.count(args, 1, 0, ir.WhatDigits)
	if !ok {
		return value.None
	}
	if n > maxDigits {
		return fr.fail(ir.FaultDigits, strconv.Itoa(n))
	}
	if math.IsNaN(x) || math.IsInf(x, 0) || math.Abs(x) >= 1e21 {
		return value.ASCII(value.FormatNumber(x))
	}
	s := new(big.Float).SetFloat64(math.Abs(x)).Text('f', n+1100) // every digit a double has
	s = roundDecimal(s[:strings.IndexByte(s, '.')], s[strings.IndexByte(s, '.')+1:], n)
	if x < 0 && strings.Trim(s, "0.") != "" {
		s = "-" + s
	}
	return value.ASCII(s)
}

// roundDecimal rounds whole.fraction to n digits, halves up.
func roundDecimal(whole, fraction string, n int) string {
	up := fraction[n] >= '5'
	digits := []byte(whole + fraction[:n])
	for i := len(digits) - 1; up && i >= 0; i-- {
		if digits[i] == '9' {
			digits[i] = '0'
			continue
		}
		digits[i]++
		up = false
	}
	s := string(digits)
	if up {
		s = "1" + s
	}
	if n == 0 {
		return s
	}
	return s[:len(s)-n] + "." + s[len(s)-n:]
}

func numberClamp(fr *frame, args []value.Value) value.Value {
	x, a, b := fr.number(args, 0, 0), fr.number(args, 1, 0), fr.number(args, 2, 0)
	return value.Number(math.Max(a, math.Min(b, x)))
}

// numberFormat writes a number as it is printed, with a comma between thousands.
func numberFormat(fr *frame, args []value.Value) value.Value {
	s := value.FormatNumber(fr.number(args, 0, 0))
	whole, rest := s, ""
	if i := strings.IndexAny(s, ".e"); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if strings.Trim(whole, "0123456789") != "" {
		return value.ASCII(s)
	}
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	return value.ASCII(sign + b.String() + rest)
}
