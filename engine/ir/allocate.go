package ir

// Allocate gives every variable of m its owner and register, decides which variables live in cells, and lists what closures capture.
// It is the last step of building a module.
//
// A captured variable lives in a cell when it is assigned, or when a closure mentions it before its statement has run; any other is copied
// into the closure, which nobody can tell from sharing it.
func Allocate(m *Module) {
	a := allocator{home: map[*Var]*Block{}, declared: map[*Var]bool{}}
	for _, fn := range m.AllFuncs() {
		a.own(fn)
	}
	for _, fn := range m.AllFuncs() {
		a.resolve(fn, nil)
	}
}

// AllFuncs returns every function of the module that is not a literal inside another.
func (m *Module) AllFuncs() []*Func {
	all := append([]*Func(nil), m.Funcs...)
	for _, fn := range append([]*Func{m.Init, m.Page, m.Layout, m.Paths}, m.Actions...) {
		if fn != nil {
			all = append(all, fn)
		}
	}
	for _, t := range m.Tests {
		all = append(all, t.Body)
	}
	return all
}

type allocator struct {
	home     map[*Var]*Block // the block a variable is declared in
	declared map[*Var]bool
}

// own gives the variables declared in fn, and in the literals inside it, their owners and registers.
func (a *allocator) own(fn *Func) {
	v := Visitor{
		Expr: func(e Expr) bool {
			if lit, ok := e.(*FuncLit); ok {
				a.own(lit.Func)
			}
			return true
		},
		Decl: func(x *Var, block *Block) {
			x.Owner, x.Slot = fn, fn.Slots
			fn.Slots++
			a.home[x] = block
		},
		Ref: func(x *Var, assigned bool) {
			x.Assigned = x.Assigned || assigned
		},
	}
	fn.Slots, fn.Captures = 0, nil
	v.Func(fn)
}

// scope is a function being resolved and what encloses it.
type scope struct {
	fn    *Func
	outer *scope
}

func (a *allocator) resolve(fn *Func, outer *scope) {
	s := &scope{fn, outer}
	v := Visitor{
		Expr: func(e Expr) bool {
			if lit, ok := e.(*FuncLit); ok {
				a.resolve(lit.Func, s)
			}
			return true
		},
		Decl: func(x *Var, _ *Block) { a.declared[x] = true },
		Ref:  func(x *Var, _ bool) { a.ref(s, x) },
	}
	v.Func(fn)
}

func (a *allocator) ref(s *scope, x *Var) {
	if x.Owner == s.fn {
		return
	}
	x.Captured = true
	early := !a.declared[x]
	if early || x.Assigned {
		x.Boxed = true
	}
	if block := a.home[x]; early && block != nil && !contains(block.Boxes, x) {
		block.Boxes = append(block.Boxes, x)
	}
	s.capture(x)
}

// capture returns the index of x among what s.fn carries, adding it, and to the functions between s.fn and its owner.
func (s *scope) capture(x *Var) int {
	for i, c := range s.fn.Captures {
		if c.Var == x {
			return i
		}
	}
	outer := -1
	if s.outer != nil && x.Owner != s.outer.fn {
		outer = s.outer.capture(x)
	}
	s.fn.Captures = append(s.fn.Captures, &Capture{Var: x, Outer: outer})
	return len(s.fn.Captures) - 1
}

func contains(vars []*Var, x *Var) bool {
	for _, v := range vars {
		if v == x {
			return true
		}
	}
	return false
}
