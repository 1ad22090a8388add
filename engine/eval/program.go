package eval

import (
	"context"
	"regexp"
	"strconv"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// Program is a compiled ir.Program.
type Program struct {
	source  *ir.Program
	codes   map[*ir.Func]*code
	globals map[*ir.Global]int
	initial []value.Value // what globals hold before any code ran: imported data, else Unset
	shapes  value.Shapes

	passings []passing // while compiling
}

// Compile turns p into what Machine runs. p must not change afterwards.
func Compile(p *ir.Program) *Program {
	prog := &Program{source: p, codes: map[*ir.Func]*code{}, globals: map[*ir.Global]int{}}
	for _, mod := range p.Modules {
		for _, g := range mod.Globals {
			prog.globals[g] = len(prog.initial)
			v := value.Unset
			if g.Data != nil {
				v = dataValue(g.Data, &prog.shapes)
				value.Freeze(v)
			}
			prog.initial = append(prog.initial, v)
		}
		for _, fn := range mod.AllFuncs() {
			prog.declare(fn)
		}
	}
	for _, mod := range p.Modules {
		for _, fn := range mod.AllFuncs() {
			compileFunc(prog, fn)
		}
	}
	prog.settleBorrowing()
	prog.shapes.Empty() // made now, because machines only read the program's shapes
	return prog
}

// declare makes fn known before any code is compiled, so that functions may call each other.
func (p *Program) declare(fn *ir.Func) *code {
	c := &code{fn: fn}
	p.codes[fn] = c
	cl := &closure{code: c, fn: funcValue(fn)}
	cl.fn.Code = cl
	c.self = value.MakeFunc(&cl.fn)
	return c
}

func funcValue(fn *ir.Func) value.Func {
	return value.Func{Name: fn.Name, Min: fn.Required(), Max: len(fn.Params)}
}

// codeOf returns the code of a declared function.
func (p *Program) codeOf(fn *ir.Func) *code {
	c := p.codes[fn]
	if c == nil {
		bug.Reportf("eval: function %q is not part of the program", fn.Name)
		c = p.declare(fn)
		c.run = func(*frame) value.Value { return value.None }
	}
	return c
}

// Machine runs a Program, for one goroutine at a time. It may be used again after a run; its buffers are kept.
type Machine struct {
	prog    *Program
	host    Host
	ctx     context.Context
	globals []value.Value
	frozen  bool // globals are shared with other machines: nothing may change them
	top     frame
	err     *Error

	// steps counts down to the next tick; left is what the limit still allows beyond it, -1 for no limit.
	steps     int64
	left      int64
	limits    Limits
	memory    int64 // bytes still allowed; meaningful only with a limit
	out       []byte
	spare     []byte // the buffer that content is drawn into before its layout
	scratch   []byte // text being joined
	tails     [4]tail
	nextTail  int
	shapes    value.Shapes
	copies    value.Copies
	reads     Reads
	request   Request
	positions positionCache
	address   html.AddressWriter
	patterns  map[string]*regexp.Regexp
}

// sliceSteps is how many steps run between looks at the context: a few microseconds' worth.
const sliceSteps = 4096

// NewMachine makes a machine whose top-level names have no values yet.
func (p *Program) NewMachine(host Host, limits Limits) *Machine {
	m := &Machine{prog: p, host: host, limits: limits}
	m.top.m = m
	m.shapes.Base = &p.shapes
	m.globals = append([]value.Value(nil), p.initial...)
	return m
}

// Shared makes a machine that reads the top-level values of m, which has run its top-level code: they are frozen, and m must not run
// again. Any number of such machines may run at once.
func (m *Machine) Shared(host Host, limits Limits) *Machine {
	if !m.frozen {
		for _, v := range m.globals {
			value.Freeze(v)
		}
		m.frozen = true
	}
	s := &Machine{prog: m.prog, host: host, limits: limits, globals: m.globals, frozen: true}
	s.top.m = s
	s.shapes.Base = &m.prog.shapes
	return s
}

// Start prepares for a run: budgets are full, nothing is read, no error is known.
func (m *Machine) start(ctx context.Context) {
	m.ctx, m.err, m.reads = ctx, nil, 0
	m.steps, m.left = sliceSteps, -1
	if m.limits.Steps > 0 {
		m.steps = min(sliceSteps, m.limits.Steps)
		m.left = m.limits.Steps - m.steps
	}
	m.memory = m.limits.Memory
	m.out, m.scratch = m.out[:0], m.scratch[:0]
	if m.shapes.Len() > maxShapes {
		m.shapes = value.Shapes{Base: &m.prog.shapes}
	}
}

// maxShapes is how many shapes of records a machine keeps between runs: enough for what a site makes again and again, not for what its
// visitors make up.
const maxShapes = 4096

// finish lets go of what the run held, so that a machine that waits for its next run keeps nothing alive.
func (m *Machine) finish() *Error {
	for f := &m.top; f != nil; f = f.next {
		clear(f.buf)
		f.caps, f.ret = nil, value.Value{}
	}
	m.tails = [4]tail{}
	m.positions = positionCache{}
	m.request = nil
	m.ctx = nil
	return m.err
}

// tick is called each time the slice of steps is used up: it starts the next one, or notes that a limit was met.
func (m *Machine) tick(fr *frame) bool {
	if m.err != nil {
		return false
	}
	switch {
	case m.ctx.Err() == context.DeadlineExceeded:
		fr.fail(ir.FaultTime)
	case m.ctx.Err() != nil:
		fr.fail(ir.FaultStopped)
	case m.left == 0:
		fr.fail(ir.FaultSteps, strconv.FormatInt(m.limits.Steps, 10))
	case m.left < 0:
		m.steps = sliceSteps
	default:
		m.steps = min(sliceSteps, m.left)
		m.left -= m.steps
	}
	if m.limits.Output > 0 && len(m.out) > m.limits.Output {
		fr.fail(ir.FaultOutput, strconv.Itoa(m.limits.Output))
	}
	if m.err != nil {
		m.steps = 0
		return false
	}
	return true
}

// charge asks for n bytes before they are allocated; false after the limit was met.
func (fr *frame) charge(n int) bool {
	m := fr.m
	if m.limits.Memory == 0 {
		return true
	}
	if m.memory -= int64(n); m.memory < 0 {
		fr.fail(ir.FaultMemory, strconv.FormatInt(m.limits.Memory, 10))
		return false
	}
	return true
}

// valueSize is the size of a Value in bytes, for budgets.
const valueSize = 16

// items makes room for a list of n elements, within the budget; nil after an error.
func (fr *frame) items(n int) []value.Value {
	if !fr.chargeItems(n) {
		return nil
	}
	return make([]value.Value, n)
}

func (fr *frame) chargeItems(n int) bool {
	if n > ir.MaxItems {
		fr.fail(ir.FaultListSize, strconv.Itoa(n))
		return false
	}
	return fr.charge(n*valueSize + 40)
}

// Run runs the top-level code of every module in order.
func (m *Machine) Run(ctx context.Context) *Error {
	m.start(ctx)
	for _, mod := range m.prog.source.Modules {
		if mod.Init != nil && m.err == nil {
			m.runFunc(mod.Init)
		}
	}
	return m.finish()
}

// RunTest runs one test's body; the top-level code has run.
func (m *Machine) RunTest(ctx context.Context, t ir.Test) *Error {
	m.start(ctx)
	m.runFunc(t.Body)
	return m.finish()
}

// Call calls a declared function with arguments and returns its result, which belongs to the machine's run: it must not be used after
// the machine's next run.
func (m *Machine) Call(ctx context.Context, fn *ir.Func, args ...value.Value) (value.Value, *Error) {
	m.start(ctx)
	v := m.runFunc(fn, args...)
	return v, m.finish()
}

func (m *Machine) runFunc(fn *ir.Func, args ...value.Value) value.Value {
	m.top.at = ir.NoPos
	return m.top.call(m.prog.codeOf(fn).self, args...)
}

// Global returns what a top-level name holds.
func (m *Machine) Global(g *ir.Global) value.Value { return m.globals[m.prog.globals[g]] }

// Copies returns how often updates had to copy so far.
func (m *Machine) Copies() value.Copies { return m.copies }

// Reads returns what the last run read or did.
func (m *Machine) Reads() Reads { return m.reads }
