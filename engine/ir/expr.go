package ir

// Expr is an expression. Every node says where it stands and what it gives.
type Expr interface {
	At() Pos
	Rep() Rep
	expr()
}

// Node carries what every expression has.
type Node struct {
	Pos Pos
	R   Rep
}

// At returns the position.
func (n *Node) At() Pos { return n.Pos }

// Rep returns what the value is known to be.
func (n *Node) Rep() Rep { return n.R }
func (n *Node) expr()    {}

type (
	// Num is a number literal.
	Num struct {
		Node
		Value float64
	}
	// Str is a string literal, escapes resolved.
	Str struct {
		Node
		Value string
	}
	// Bool is `true` or `false`.
	Bool struct {
		Node
		Value bool
	}
	// None is `none`.
	None struct{ Node }

	// Local reads a local variable: the function's own, or an enclosing function's.
	Local struct {
		Node
		Var *Var
	}
	// GlobalRef reads a top-level name; reading one that is not set is the error `unset`.
	GlobalRef struct {
		Node
		Global *Global
	}
	// FuncRef is a top-level function as a value.
	FuncRef struct {
		Node
		Func *Func
	}
	// FuncLit is `fn(…) => e`, a closure over the variables it uses.
	FuncLit struct {
		Node
		Func *Func
	}
	// BuiltinRef is a standard function as a value; with Recv, a method bound to it.
	BuiltinRef struct {
		Node
		Name string
		Recv Expr // or nil
	}

	// Unary is `!x` (X is a truth) or `-x`.
	Unary struct {
		Node
		Op Op
		X  Expr
	}
	// Binary is an operator on two values that are both evaluated. The reps of L and R choose what it does; with RepAny that is
	// decided, and checked, when it runs.
	Binary struct {
		Node
		Op   Op
		L, R Expr
	}
	// Truth turns a condition into a bool: only `false` and `none` are false.
	Truth struct {
		Node
		X Expr
	}
	// Logic is `l && r` or `l || r`; both sides are truths.
	Logic struct {
		Node
		Op   Op // OpAnd or OpOr
		L, R Expr
	}
	// LeftOut is an argument that is not given when X is none: that is what a spread gives of a field that it lacks.
	LeftOut struct {
		Node
		X Expr
	}
	// Coalesce is `a ?? b`.
	Coalesce struct {
		Node
		L, R Expr
	}
	// Cond is `c ? a : b`; C is a truth.
	Cond struct {
		Node
		C, A, B Expr
	}
	// Optional is `x?.…`: Var takes X's value; when it is none so is the whole, else Then is evaluated, which reads Var.
	Optional struct {
		Node
		X    Expr
		Var  *Var
		Then Expr
	}
	// Bind gives variables their values, in order, for Then: where arguments are written in another order than the parameters.
	Bind struct {
		Node
		Vars []*Var
		Xs   []Expr
		Then Expr
	}
	// Match is `match x { a, b => e }`; arms are compared by value in order. Without Else one of the arms fits.
	Match struct {
		Node
		X    Expr
		Arms []MatchArm
		Else Expr // or nil
	}

	// Template joins the text of its parts: a string with holes, or a chain of strings joined by `+`.
	Template struct {
		Node
		Parts []Expr
	}
	// List is `[a, ...b]`.
	List struct {
		Node
		Items []Item
	}
	// Record is `{a: 1, ...b}`; with R RepMap it makes a map.
	Record struct {
		Node
		Fields []FieldInit
	}
	// ToMap turns a record into a map where one is expected.
	ToMap struct {
		Node
		X Expr
	}
	// Range is `a..b`.
	Range struct {
		Node
		From, To Expr
	}

	// Field is `x.name` of a record (or of an `any`).
	Field struct {
		Node
		X    Expr
		Name string
	}
	// Index is `x[i]` of a list, a string, a map or an `any`.
	Index struct {
		Node
		X, I Expr
	}

	// Call calls a declared function. Args stand by parameter; nil stands for one that is left out and has a default.
	Call struct {
		Node
		Func *Func
		Args []Expr
	}
	// CallValue calls a function value.
	CallValue struct {
		Node
		Fn   Expr
		Args []Expr
	}
	// Builtin calls a standard function or method by its name in engine/std: `print`, `string.upper`, `std/math.sqrt`. A method's
	// receiver is the first argument. nil stands for an argument that is left out.
	Builtin struct {
		Node
		Name string
		Args []Expr
	}
	// CallMethod is `x.name(…)` where x is an `any`: a field that is a function, or a method of what x turns out to be.
	CallMethod struct {
		Node
		X    Expr
		Name string
		Args []Expr
	}

	// Is is `x is T`.
	Is struct {
		Node
		X    Expr
		Type *Type
	}
	// Check gives X on when it is a T, and fails otherwise: an `any` given to a place with a type. A record becomes a map where
	// Type says so.
	Check struct {
		Node
		X    Expr
		Type *Type
	}
	// Markup is markup as a value.
	Markup struct {
		Node
		Body []Out
	}
	// Query is sql"…": literal text and parameters in turn; len(Texts) == len(Params)+1.
	Query struct {
		Node
		Texts  []string
		Params []Expr
	}
)

// Item is an element of a list literal; Spread stands for `...x`.
type Item struct {
	X      Expr
	Spread bool
}

// FieldInit is a field of a record literal; with Spread, Name is empty and X is a record or map.
type FieldInit struct {
	Name   string
	X      Expr
	Spread bool
}

// MatchArm is one arm of a match expression.
type MatchArm struct {
	Values []Expr
	Body   Expr
}

// Op is an operator.
type Op uint8

// The operators.
const (
	OpNone Op = iota
	OpAdd     // numbers, strings, lists
	OpSub     // numbers; times give seconds
	OpMul
	OpDiv
	OpMod
	OpEq
	OpNe
	OpLt
	OpLe
	OpGt
	OpGe
	OpAnd
	OpOr
	OpNot
	OpNeg
)

var opTexts = [...]string{OpNone: "", OpAdd: "+", OpSub: "-", OpMul: "*", OpDiv: "/", OpMod: "%", OpEq: "==", OpNe: "!=", OpLt: "<", OpLe: "<=",
	OpGt: ">", OpGe: ">=", OpAnd: "&&", OpOr: "||", OpNot: "!", OpNeg: "-"}

// String returns the operator as the source writes it.
func (o Op) String() string { return opTexts[o] }
