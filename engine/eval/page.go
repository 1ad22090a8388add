package eval

import (
	"context"
	"unsafe"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// Request is the request a page answers, as the page sees it. The server's request is one; what is read of it the server notes itself.
// Texts must be UTF-8.
type Request interface {
	Method() string
	Path() string
	URL() string
	Query() map[string]string
	Header(name string) (string, bool)
	HeaderNames() []string
	IP() string

	Cookie(name string) (string, bool)
	SetCookie(name, value string, days float64) error
	RemoveCookie(name string) error

	// Session values are JSON.
	SessionGet(ctx context.Context, key string) (json []byte, ok bool, err error)
	SessionSet(ctx context.Context, key string, json []byte) error
	SessionRemove(ctx context.Context, key string) error
	SessionClear(ctx context.Context) error
	User(ctx context.Context) (json []byte, ok bool, err error)

	// FormErrors and FormValues are about the form that did not fit, empty otherwise.
	FormErrors() map[string]string
	FormValues() map[string]string
	// FormAddress is where a form sends an action's fields, FormToken the forgery token that goes with them, in a field called
	// FormTokenField.
	FormAddress(action string) string
	FormToken(ctx context.Context) (string, error)
	FormTokenField() string
}

// PageCall asks for a page, or an action, to be run.
type PageCall struct {
	Func    *ir.Func
	Args    []value.Value // by parameter
	Layouts []*ir.Func    // around it, the innermost first
	Request Request       // nil when it is drawn for everybody: what asks for it is an error
	Framed  bool          // markup that is no whole document is made one, see value.Frame
	Lang    string        // of that document
	Buffer  []byte        // the body is written into it where it is long enough; may be nil
}

// Drawing is what a page gave.
type Drawing struct {
	// Response is what it returned instead of markup, nil for markup. A response of kind ResponseStatus comes with its document.
	Response *value.Response
	value.Document
	Reads Reads
}

// Draw runs a page in its layouts. The drawing does not depend on the machine's later runs.
func (m *Machine) Draw(ctx context.Context, c PageCall) (*Drawing, *Error) {
	m.start(ctx)
	m.request = c.Request
	d := m.draw(c)
	d.Reads = m.reads
	if err := m.finish(); err != nil {
		return nil, err
	}
	return d, nil
}

func (m *Machine) draw(c PageCall) *Drawing {
	d := &Drawing{}
	v := m.drawFunc(c.Func, c.Args)
	if r := v.Response(); r != nil {
		d.Response = r
		if r.Kind != value.ResponseStatus {
			return d
		}
		m.out = append(m.out[:0], r.Body...)
	}
	for i, layout := range c.Layouts {
		if m.err != nil {
			return d
		}
		outermost := i == len(c.Layouts)-1
		if outermost {
			m.out = wrap(m.out)
		}
		content := value.HTML(unsafe.String(unsafe.SliceData(m.out), len(m.out)))
		// The content stays where it is while the layout is drawn into the other buffer.
		m.out, m.spare = m.spare[:0], m.out
		m.drawFunc(layout, []value.Value{content})
	}
	if m.err == nil {
		markup := unsafe.String(unsafe.SliceData(m.out), len(m.out))
		if c.Framed {
			markup = value.Frame(markup, c.Lang)
		}
		d.Document = value.Assemble(c.Buffer, markup)
	}
	return d
}

// wrap puts the marks of the content around what was drawn.
func wrap(out []byte) []byte {
	n := len(value.MarkContent)
	out = append(out, value.MarkContent...)
	copy(out[n:], out[:len(out)-n])
	copy(out, value.MarkContent)
	return append(out, value.MarkEnd...)
}

// drawFunc runs a page or a layout, its markup written to m.out; the result is Unset then. Any other result that can be shown is written
// by it, a response is handed back.
func (m *Machine) drawFunc(fn *ir.Func, args []value.Value) value.Value {
	m.top.at = ir.NoPos
	code := m.prog.codeOf(fn)
	f := m.top.push(code)
	if f == nil {
		return value.None
	}
	for i := range fn.Params {
		f.regs[i] = value.Unset
		if i < len(args) {
			f.regs[i] = args[i]
		}
	}
	f.write = fn.Kind != ir.FuncAction
	v := code.run(f)
	if v.IsUnset() || m.err != nil || v.Response() != nil {
		return v
	}
	m.top.text(v)
	return value.Unset
}
