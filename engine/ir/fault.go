package ir

import "strings"

// Kind is what a program sees as `e.kind` of a caught error.
type Kind string

// The kinds of run-time errors. The last two cannot be caught.
const (
	KindFail    Kind = "fail"    // fail(…)
	KindIndex   Kind = "index"   // an index or argument out of range
	KindType    Kind = "type"    // a value of another type than its place asks
	KindNone    Kind = "none"    // something was asked of `none`
	KindValue   Kind = "value"   // an argument that has no meaning: text that is not JSON, a bad pattern
	KindUnset   Kind = "unset"   // a name read before it has its value
	KindIO      Kind = "io"      // a file or stream could not be used
	KindAssert  Kind = "assert"  // assert in a test
	KindLimit   Kind = "limit"   // call depth, steps, memory, output, time
	KindStopped Kind = "stopped" // the caller gave up
)

// Catchable tells whether `try` may catch errors of this kind.
func (k Kind) Catchable() bool { return k != KindLimit && k != KindStopped }

// Fault is a run-time error both back ends can raise: its kind and its text, in which {0}, {1}, … stand for what is filled in.
type Fault struct {
	Kind Kind
	Text string
}

// The run-time errors of the language itself. The JavaScript back end writes the same texts.
var (
	FaultFail          = Fault{KindFail, "{0}"}
	FaultIndex         = Fault{KindIndex, "index {0} is out of range for a {1} of {2}"}
	FaultRange         = Fault{KindIndex, "{0} is out of range: {1}"}
	FaultNotInteger    = Fault{KindIndex, "an index must be a whole number, found {0}"}
	FaultNone          = Fault{KindNone, "cannot read `{0}` of none"}
	FaultNoField       = Fault{KindType, "a {1} has no field `{0}`"}
	FaultNoMethod      = Fault{KindType, "a {1} has no method `{0}`"}
	FaultNotCallable   = Fault{KindType, "a {0} cannot be called"}
	FaultNotIterable   = Fault{KindType, "a {0} cannot be walked with `for`"}
	FaultOperands      = Fault{KindType, "`{0}` cannot be used with a {1} and a {2}"}
	FaultOperand       = Fault{KindType, "`{0}` cannot be used with a {1}"}
	FaultExpected      = Fault{KindType, "expected {0}, found {1}{2}"} // {2} is "" or " at .path"
	FaultNotRenderable = Fault{KindType, "a {0} cannot be shown in {1}"}
	FaultArguments     = Fault{KindType, "`{0}` takes {1} arguments, found {2}"}
	FaultCompare       = Fault{KindType, "html cannot be compared"}
	FaultUnset         = Fault{KindUnset, "`{0}` is read before it has its value"}
	FaultFrozen        = Fault{KindType, "`{0}` is shared by all readers of the site and cannot be changed"}
	FaultNoMatch       = Fault{KindType, "no arm of `match` fits {0}"}
	FaultAssert        = Fault{KindAssert, "assertion failed: {0}"}
	FaultAssertSides   = Fault{KindAssert, "assertion failed: {0}\n  left:  {1}\n  right: {2}"}
	FaultArgument      = Fault{KindValue, "{0}: {1}"}
	FaultHost          = Fault{KindIO, "{0}"}
	FaultUnavailable   = Fault{KindIO, "`{0}` is not available here"}

	FaultDepth   = Fault{KindLimit, "calls are nested more than {0} deep"}
	FaultNesting = Fault{KindLimit, "a value is nested more than {0} deep"}
	FaultSteps   = Fault{KindLimit, "the program ran more than {0} steps"}
	FaultMemory  = Fault{KindLimit, "the program used more than {0} bytes of memory"}
	FaultOutput  = Fault{KindLimit, "the program wrote more than {0} bytes"}
	FaultSize    = Fault{KindLimit, "a {0} of {1} is too large"}
	FaultTime    = Fault{KindLimit, "the program ran out of time"}
	FaultStopped = Fault{KindStopped, "the program was stopped"}
)

// Format fills in the text.
func (f Fault) Format(parts ...string) string {
	text := f.Text
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '{' && i+2 < len(text) && text[i+2] == '}' && text[i+1] >= '0' && text[i+1] <= '9' {
			if n := int(text[i+1] - '0'); n < len(parts) {
				b.WriteString(parts[n])
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// The limits of the language itself, the same in both back ends.
const (
	// MaxDepth is how deep calls of functions and components may nest (codescript.md §10).
	MaxDepth = 1000
	// MaxNesting is how deep a value may be nested to be compared, printed, tested or written as JSON: walking it takes stack.
	MaxNesting = 10000
	// MaxText is the longest string in bytes: below the longest JavaScript engines hold, so that both back ends refuse the same program.
	MaxText = 1 << 28
	// MaxItems is the longest list or map: 16 bytes an element keep the largest at 1 GiB.
	MaxItems = 1 << 26
)
