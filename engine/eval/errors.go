package eval

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// Error is a run-time error of a program: what, where, and the calls that led there.
type Error struct {
	Kind    ir.Kind
	Message string // in English, as the program sees it, unless In made it another
	Stack   []Call // innermost first; the first is where it happened
	Exit    bool   // the program ended itself with exit(Code): no error at all
	Code    int

	fault ir.Fault // with parts, what Message says
	parts []string
	lang  diag.Lang // of Message
}

// In returns the error with its message in a language, for people. What is said by others, such as a program's own fail(…) or the
// operating system, stays as it is.
func (e *Error) In(l diag.Lang) *Error {
	said := *e
	said.Message, said.lang = e.fault.Format(l, e.parts...), l
	return &said
}

// moreCalls stands in a report for calls that are left out.
var moreCalls = diag.Both{English: "  … %d more calls\n", Korean: "  … 호출 %d개 더\n"}

// Call is one line of a call stack. Line and Column count from 1, the column in characters; both are 0 where there is no source.
type Call struct {
	Function string // "" for top-level code and literals
	Path     string
	Line     int
	Column   int
}

// maxStackLines is how many calls an error shows at each end of a stack that is longer than two times as many.
const maxStackLines = 10

// Error returns the message alone.
func (e *Error) Error() string { return e.Message }

// Report returns the error as the command line shows it: the message and an indented line for each call, ended by a newline.
func (e *Error) Report() string {
	var b strings.Builder
	b.WriteString("error: " + e.Message + "\n")
	for i := 0; i < len(e.Stack); i++ {
		if hidden := len(e.Stack) - 2*maxStackLines; hidden > 1 && i == maxStackLines {
			fmt.Fprintf(&b, moreCalls.In(e.lang), hidden)
			i += hidden
		}
		b.WriteString("  at " + e.Stack[i].String() + "\n")
	}
	return b.String()
}

// String returns the call as a line of a stack: `double (lib.code:4:10)`, or `main.code:9:1` for top-level code.
func (c Call) String() string {
	place := c.Path
	if c.Line > 0 {
		place += ":" + strconv.Itoa(c.Line) + ":" + strconv.Itoa(c.Column)
	}
	if c.Function == "" {
		return place
	}
	return c.Function + " (" + place + ")"
}

// fail notes a run-time error at fr.at, unless there is one already, and returns none.
func (fr *frame) fail(f ir.Fault, parts ...string) value.Value {
	if fr.m.err == nil {
		fr.m.err = &Error{Kind: f.Kind, Message: f.Format(diag.English, parts...), Stack: fr.stack(), fault: f, parts: parts}
	}
	return value.None
}

// failAt is fail at a position of fr's code.
func (fr *frame) failAt(pos ir.Pos, f ir.Fault, parts ...string) value.Value {
	if fr.m.err == nil {
		fr.at = pos
		return fr.fail(f, parts...)
	}
	return value.None
}

// outcome notes the error that walking a value ended with, if any, and tells whether it was fine.
func (fr *frame) outcome(o value.Outcome) bool {
	switch o {
	case value.Done:
		return true
	case value.TooDeep:
		fr.fail(ir.FaultNesting, strconv.Itoa(ir.MaxNesting))
	case value.TooLong:
		fr.fail(ir.FaultWritten, strconv.Itoa(ir.MaxText))
	case value.IsHTML:
		fr.fail(ir.FaultCompare)
	case value.NoJSON:
		fr.fail(ir.FaultNoJSON)
	}
	return false
}

func (fr *frame) stack() []Call {
	var calls []Call
	for f := fr; f != nil && f.code != nil; f = f.parent {
		fn := f.code.fn
		c := Call{Function: fn.Name, Path: fn.Module.Path}
		if line, col, ok := fn.Module.Place(f.at); ok {
			c.Line, c.Column = line, col
		}
		calls = append(calls, c)
	}
	return calls
}
