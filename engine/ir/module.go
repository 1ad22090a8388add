package ir

// Pos is a byte offset into the source of the module that holds the node. NoPos stands for code that nobody wrote.
type Pos int32

// NoPos is the position of what has no place in a source.
const NoPos Pos = -1

// Locator turns a byte offset into what people read.
type Locator interface {
	// Place returns line and column, both from 1, the column in characters (code points).
	Place(offset int) (line, column int)
}

// Program is a set of modules that were lowered together.
type Program struct {
	// Modules in the order in which their top-level code runs: a module stands after those whose values it reads.
	Modules []*Module
	// Entry is the module the program was asked for; its top-level code runs last.
	Entry *Module
}

// Module is one source file, lowered.
type Module struct {
	Path    string // as diagnostics show it, slash-separated
	Lines   Locator
	Globals []*Global
	Funcs   []*Func // every function declared at top level, in source order
	Init    *Func   // the top-level code
	Exports []Export

	Page    *Func // `page(…)`, or nil
	Layout  *Func // `layout(content: html)`, or nil
	Paths   *Func // `paths`, or nil
	Actions []*Func
	Tests   []Test

	// Scripts are the texts of the <script> elements written out in the source, as they are sent, for a content security policy.
	Scripts []string
}

// Place returns where pos is in the module's source; ok is false where there is no such place.
func (m *Module) Place(pos Pos) (line, column int, ok bool) {
	if m == nil || m.Lines == nil || pos < 0 {
		return 0, 0, false
	}
	line, column = m.Lines.Place(int(pos))
	return line, column, true
}

// Export is one exported name: exactly one of Func and Global is set.
type Export struct {
	Name   string
	Func   *Func
	Global *Global
}

// Test is one `test "name" { … }`.
type Test struct {
	Name string
	Body *Func
	Pos  Pos
}

// Global is a top-level `let`, `var` or imported datum. It holds Unset until its statement has run.
type Global struct {
	Name string
	Rep  Rep
	Var  bool // declared with `var`
	// Assigned tells that code other than the module's top-level statements assigns it.
	Assigned bool
	// Data is the value of an imported file, or nil; such a global is set before any code runs.
	Data *Data
}

// FuncKind tells what a function was declared as.
type FuncKind uint8

// The kinds of functions.
const (
	FuncPlain  FuncKind = iota // fn name(…), fn(…) => …
	FuncInit                   // a module's top-level code
	FuncPage                   // page, layout, paths
	FuncAction                 // action name(…)
	FuncTest                   // test "name"
)

// Func is a function, a component, a function literal, or one of the bodies named by FuncKind.
type Func struct {
	Name   string // "" for a literal
	Kind   FuncKind
	Module *Module
	Pos    Pos
	Params []Param
	Rest   bool // the last parameter takes the other attributes as a map
	Body   *Block
	Rep    Rep // of its result

	// Filled by Allocate.
	Slots    int        // how many registers a call needs
	Captures []*Capture // what a closure carries, in order
}

// Param is one parameter. Default, when present, is evaluated by the callee, which may read earlier parameters.
type Param struct {
	Var     *Var
	Default Expr  // or nil
	Type    *Type // what an action's field is read as, and what JavaScript and calls through `any` check; nil for any
}

// Required tells how many of the first parameters have no default.
func (f *Func) Required() int {
	n := 0
	for _, p := range f.Params {
		if p.Default != nil {
			break
		}
		n++
	}
	if f.Rest && n == len(f.Params) {
		n--
	}
	return n
}

// TakesFiles tells whether an action has a parameter for an upload.
func (f *Func) TakesFiles() bool {
	for _, p := range f.Params {
		if p.Type.holdsFile() {
			return true
		}
	}
	return false
}

// Var is a local name: a parameter, a `let`, `var`, loop variable or local function.
type Var struct {
	Name    string
	Rep     Rep
	Mutable bool  // declared with `var`
	Owner   *Func // set by Allocate

	// Filled by Allocate.
	Slot     int  // register in the owner's frame
	Boxed    bool // lives in a cell shared with closures, made afresh each time its statement (or, in Block.Boxes, its block) runs
	Captured bool // some closure uses it
	Assigned bool // some statement other than its own assigns it
}

// Capture is one variable that a closure carries: From is the variable as the enclosing function knows it (its own variable, or Outer,
// its own capture).
type Capture struct {
	Var   *Var
	Outer int // index into the enclosing function's Captures, or -1 when the enclosing function owns Var
}
