package types

// A Type is one of Basic, Literal, *List, *Record, *Map, *Func, *Union, *Named, *Param and *Object.
// Types are immutable, except that a Definition is completed once; they may be read by any number of goroutines
// after that. The zero Type, nil, is never a type.
type Type interface{ isType() }

// Basic is a type without parts.
type Basic uint8

const (
	// Invalid is the type of what is already in error. It fits everywhere and silences what would follow from the error.
	Invalid Basic = iota
	Never
	Any
	None
	Bool
	Number
	String
	Time
	HTML
	Response
	Query
	File
)

// basicNames holds the spelling of each Basic, as Codescript writes it.
var basicNames = [...]string{
	Invalid: "any", Never: "never", Any: "any", None: "none", Bool: "bool", Number: "number", String: "string",
	Time: "time", HTML: "html", Response: "response", Query: "query", File: "file",
}

// BasicByName returns the Basic that Codescript spells as name.
func BasicByName(name string) (Basic, bool) {
	for i, n := range basicNames {
		if n == name && Basic(i) != Invalid {
			return Basic(i), true
		}
	}
	return Invalid, false
}

// BasicNames returns the names of the built-in types, as Codescript writes them.
func BasicNames() []string { return basicNames[Never:] }

// Literal is the type of one bool, number or string. Literals are comparable with ==, so two NaN never occur: a
// number literal of the language cannot be NaN.
type Literal struct {
	Kind Basic   // Bool, Number or String
	Str  string  // the value of a String
	Num  float64 // the value of a Number
	Bool bool    // the value of a Bool
}

// StringLit returns the type of the string s.
func StringLit(s string) Literal { return Literal{Kind: String, Str: s} }

// NumberLit returns the type of the number n.
func NumberLit(n float64) Literal { return Literal{Kind: Number, Num: n} }

// BoolLit returns the type of the bool b.
func BoolLit(b bool) Literal { return Literal{Kind: Bool, Bool: b} }

// List is `[T]`.
type List struct{ Elem Type }

// Map is `{[string]: T}`.
type Map struct{ Elem Type }

// Record is `{a: T, b?: U}`. Records are structural: a value may have more fields than its type names, unless the
// type is Exact.
type Record struct {
	Fields []Field // in the order of the source, names unique
	// Exact says that values have no field but these. It is the type of a literal without spreads of open records;
	// such a value fits where an optional field is asked that it lacks.
	Exact bool
}

// Field is one field of a Record.
type Field struct {
	Name     string
	Type     Type
	Optional bool   // written `name?: T`: the field may be missing, and then reads as none
	Doc      string // Markdown, may be empty
}

// Read is the type of the field where it is read: with none when it may be missing.
func (f Field) Read() Type {
	if f.Optional {
		return Optional(f.Type)
	}
	return f.Type
}

// Field returns the field called name.
func (r *Record) Field(name string) (Field, bool) {
	for _, f := range r.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Func is the type of a function. What a call by name and defaults need is in it too; both are ignored when types
// are compared.
type Func struct {
	TypeParams []*Param // inferred at each call, may be empty
	Params     []Parameter
	Result     Type
}

// Parameter is one parameter of a Func.
type Parameter struct {
	Name    string // empty when the type was written without one
	Type    Type   // of a Rest parameter: the list or map that collects the arguments
	Default bool   // may be left out
	Rest    bool   // takes what is left: a list by place, a map by name
}

// Required counts the parameters that a call by place must fill.
func (f *Func) Required() int {
	n := 0
	for _, p := range f.Params {
		if !p.Default && !p.Rest {
			n++
		}
	}
	return n
}

// Param is a type parameter. Its identity is its address.
type Param struct{ Name string }

// Union is `T | U`, made by NewUnion only: at least two members, flat, none of them Any or Never, without
// duplicates, and no literal beside its wide type. A member may be a Named that stands for a union.
type Union struct{ Members []Type }

// Named is a use of a declared type. It is the same type as what its definition says, under a name.
type Named struct {
	Def  *Definition
	Args []Type // as many as Def.Params
}

// Object is a built-in or declared type whose values have methods but no fields of their own to build them from:
// `Request`, a model's rows, a model itself. Two are the same type when their names are equal.
type Object struct {
	Name    string
	Fields  []Field // what can be read of it
	Methods []Method
}

// Method is one method of an Object.
type Method struct {
	Name string
	Type *Func
}

// Field returns the field called name.
func (o *Object) Field(name string) (Field, bool) {
	for _, f := range o.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Method returns the method called name.
func (o *Object) Method(name string) (Method, bool) {
	for _, m := range o.Methods {
		if m.Name == name {
			return m, true
		}
	}
	return Method{}, false
}

// Definition is what a `type` declaration defines. It is made incomplete, so that its own body can mention it, and
// completed once by the goroutine that made it, before anyone else sees it.
type Definition struct {
	Name   string
	Module string // the path of the declaring file, or of a standard module
	Params []*Param
	body   Type
}

// Complete sets the type that d stands for.
func (d *Definition) Complete(body Type) { d.body = body }

// Body is the type that d stands for, in terms of d.Params; Invalid while d is incomplete.
func (d *Definition) Body() Type {
	if d.body == nil {
		return Invalid
	}
	return d.body
}

func (Basic) isType()   {}
func (Literal) isType() {}
func (*List) isType()   {}
func (*Map) isType()    {}
func (*Record) isType() {}
func (*Func) isType()   {}
func (*Union) isType()  {}
func (*Named) isType()  {}
func (*Param) isType()  {}
func (*Object) isType() {}

// maxUnfold bounds how many names Under looks through. A chain this long only arises from types that name each other
// in a circle, which is an error of its own.
const maxUnfold = 100

// Under returns what t stands for, looking through names.
func Under(t Type) Type {
	for range maxUnfold {
		n, ok := t.(*Named)
		if !ok {
			return t
		}
		t = Substitute(n.Def.Body(), Bindings(n.Def.Params, n.Args))
	}
	return Invalid
}

// IsInvalid reports whether t is what follows from an error.
func IsInvalid(t Type) bool { return t == Type(Invalid) }

// IsAny reports whether nothing is known of t: Any, or Invalid.
func IsAny(t Type) bool {
	u := Under(t)
	return u == Type(Any) || u == Type(Invalid)
}
