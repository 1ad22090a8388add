package eval

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

var globalFuncs = map[string]builtin{
	"print":  {run: globalPrint, max: many, reads: true},
	"fail":   {run: globalFail, min: 1, max: 1},
	"now":    {run: now},
	"raw":    {run: globalRaw, min: 1, max: 1},
	"number": {run: globalNumber, min: 1, max: 1},
	"string": {run: globalString, min: 1, max: 1, reads: true},
	"range":  {run: globalRange, min: 2, max: 3},
	"random": {run: globalRandom},
	"time":   {run: globalTime, min: 3, max: 6},
}

func globalPrint(fr *frame, args []value.Value) value.Value {
	fr.m.reads |= DidOutput
	return fr.printTo(fr.m.host.Stdout, "print", args)
}

func (fr *frame) printTo(w io.Writer, name string, args []value.Value) value.Value {
	if w == nil {
		return fr.fail(ir.FaultUnavailable, name)
	}
	m := fr.m
	start := len(m.scratch)
	for i, v := range args {
		if i > 0 {
			m.scratch = append(m.scratch, ' ')
		}
		var o value.Outcome
		if m.scratch, o = value.AppendPrint(m.scratch, v); !fr.outcome(o) {
			break
		}
	}
	if m.err == nil {
		m.scratch = append(m.scratch, '\n')
		if _, err := w.Write(m.scratch[start:]); err != nil {
			fr.fail(ir.FaultHost, err.Error())
		}
	}
	m.scratch = m.scratch[:start]
	return value.None
}

// globalFail raises an error: with a text, or the one that `catch` named, which keeps its kind.
func globalFail(fr *frame, args []value.Value) value.Value {
	v := args[0]
	if v.Kind() == value.KindRecord || v.Kind() == value.KindMap {
		kind := ir.Kind(v.Field("kind").Text())
		if kind == "" || !kind.Catchable() {
			kind = ir.KindFail
		}
		return fr.fail(ir.Fault{Kind: kind, Text: ir.FaultFail.Text}, v.Field("message").Text())
	}
	text, o := value.AppendPrint(nil, v)
	if fr.outcome(o) {
		fr.fail(ir.FaultFail, string(text))
	}
	return value.None
}

func globalRaw(fr *frame, args []value.Value) value.Value {
	return value.HTML(withoutNUL(fr.str(args, 0, "")))
}

func globalNumber(fr *frame, args []value.Value) value.Value {
	if f, ok := value.ParseNumber(fr.str(args, 0, "")); ok {
		return value.Number(f)
	}
	return value.None
}

func globalString(fr *frame, args []value.Value) value.Value {
	if args[0].Kind() == value.KindString {
		return args[0]
	}
	text, o := value.AppendPrint(nil, args[0])
	if !fr.outcome(o) {
		return value.None
	}
	return fr.newText(string(text))
}

func globalRange(fr *frame, args []value.Value) value.Value {
	return fr.makeRange(fr.number(args, 0, 0), fr.number(args, 1, 0), fr.number(args, 2, 1))
}

func globalRandom(fr *frame, _ []value.Value) value.Value {
	fr.m.reads |= ReadRandom
	if fr.m.host.Random == nil {
		return fr.fail(ir.FaultUnavailable, "random")
	}
	return value.Number(fr.m.host.Random())
}

// hostText makes a string of bytes from outside: what is not UTF-8 becomes U+FFFD, a run of it one.
func (fr *frame) hostText(b []byte) value.Value {
	s := string(b)
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return fr.newText(s)
}
