package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Result is what the check of one unit finds. All places are byte offsets relative to the start of the unit. It is
// immutable.
type Result struct {
	Diags []diag.Diagnostic
	// Type is the type of a function, page, layout, action or paths; of a `let` or `var` that of its value, else none.
	Type types.Type
	// Reads are the effects of the unit itself, not of what it calls or mentions.
	Reads []Read
	// Edges are the declarations of the project that the unit calls or mentions.
	Edges []Edge
	// Links are the literal internal addresses in its markup.
	Links []Link
	// Leaves says of a statement that what stands after it is never reached.
	Leaves bool
	// Known is, of top-level code, what is known behind it of all top-level values of which it may learn or forget something; in order.
	Known []Known
}

// Read is one place at which a unit reads or does something.
type Read struct {
	Effect std.Effect
	Name   string // as it is called there: `request`, `now`, a model's name
	Write  bool   // of std.Models: rows are changed
	Span   source.Span
	// Deferred says that it stands in a function literal, so running the code around does not reach it.
	Deferred bool
}

// Edge is a mention of another declaration, which charges this unit with what that reads.
type Edge struct {
	To   Ref
	Span source.Span
	Form names.Form
	// Deferred says that it stands in a function literal, so running the code around does not reach it.
	Deferred bool
}

// Link is a literal address of this site in an attribute.
type Link struct {
	Address string
	Span    source.Span // of the attribute's value, with its quotes
}

// SymbolKind is what a name means.
type SymbolKind uint8

// Kinds of symbols.
const (
	SymLocal       SymbolKind = iota
	SymTop                    // a top-level declaration of the project: Ref, Decl
	SymStd                    // a standard name: Std
	SymNamespace              // `import * as`: Import
	SymData                   // an import of JSON or Markdown: Import
	SymModelMethod            // what can be done with a model or a row
)

// Symbol is what a name means. Within one Info, two names that mean the same local have the same Symbol.
type Symbol struct {
	Kind   SymbolKind
	Name   string
	Type   types.Type // as declared or inferred; of a type, the type; narrowing is not in it
	Local  *names.Local
	Ref    Ref
	Decl   Decl
	Std    *std.Symbol
	Import *Import
	Model  *Model // of a model
}

// IsFunction reports whether s is a declared or standard function, so that arguments may be given by name.
func (s *Symbol) IsFunction() bool {
	switch {
	case s == nil:
		return false
	case s.Kind == SymModelMethod:
		return true
	case s.Kind == SymStd:
		return s.Std.Kind == std.Func || s.Std.Kind == std.Method
	case s.Kind == SymTop:
		return s.Decl.Kind == names.Fn || s.Decl.Kind == names.ClientFn
	}
	return false
}

// isUnknown reports whether s is a value of which nothing is known, for a reason that is reported elsewhere.
func (s *Symbol) isUnknown() bool {
	return types.IsInvalid(s.Type) && !s.IsType() && s.Kind != SymNamespace
}

// IsType reports whether s is a type, and not a value.
func (s *Symbol) IsType() bool {
	switch s.Kind {
	case SymTop:
		return s.Decl.Kind == names.Type
	case SymStd:
		return s.Std.Kind == std.TypeName
	case SymLocal:
		return s.Local.Kind == names.LocalTypeParam
	}
	return false
}

// Call is how the arguments of one call meet the parameters.
type Call struct {
	// Callee is the declared or standard function, method, or model operation; nil when a value is called.
	Callee *Symbol
	// Func is the callee's type as this call instantiates it; nil when nothing is known of it (`any`).
	Func *types.Func
	// Args are the arguments in the order they are written; each evaluates its node once.
	Args []Argument
	// Children is the parameter that takes a component's content, which is none when there is nothing in it and the
	// parameter has no default; -1 when no parameter takes it.
	Children int
}

// Argument is one argument: of a call an Arg node's value, of a component an attribute.
type Argument struct {
	// Param is the index in Func.Params; -1 when nothing is known of the callee, or of a spread.
	Param int
	// Node is the value of an Arg, or the Attr, ShorthandAttr or SpreadAttr.
	Node syntax.Node
	// Name is what the argument is called where it is given by name, or "".
	Name string
}

// MemberKind is what a `.name` is.
type MemberKind uint8

// Kinds of members.
const (
	MemberDynamic  MemberKind = iota // of an `any`: looked up when it runs
	MemberField                      // of a record or an object
	MemberProperty                   // a field of a built-in type: Symbol
	MemberMethod                     // a method: Symbol
	MemberName                       // a name of a namespace: Symbol
)

// Member is what a MemberPart means.
type Member struct {
	Kind   MemberKind
	Symbol *Symbol // of MemberProperty, MemberMethod, MemberName
	// Receiver is the type before the dot, without none.
	Receiver types.Type
}

// Info is everything that is known of one unit, for the version of the tree that it was made from. It is immutable.
type Info struct {
	Unit       *names.Unit
	Resolution *names.Resolution
	Result     *Result
	base       int
	types      map[place]types.Type
	symbols    map[int]*Symbol // by start of the name
	calls      map[place]*Call
	members    map[place]*Member
	checks     map[place]types.Type
	maps       map[place]bool
	wants      map[place]types.Type
}

// place names a node by where it stands in its unit; no two nodes of one kind share a span.
type place struct {
	start, end int
	kind       syntax.Kind
}

func newInfo(u *names.Unit) *Info {
	return &Info{
		Unit: u, base: u.Start(), types: map[place]types.Type{}, symbols: map[int]*Symbol{}, calls: map[place]*Call{},
		members: map[place]*Member{}, checks: map[place]types.Type{}, maps: map[place]bool{}, wants: map[place]types.Type{},
	}
}

func (i *Info) place(n syntax.Node) place {
	s := n.Span()
	return place{s.Start - i.base, s.End - i.base, n.Kind()}
}

// TypeOf returns the type of an expression, narrowed as it is there; of a MemberPart, IndexPart, CallPart or BinaryPart
// the type of everything up to and with it; of a written type that type; of a function the type of the function. Nil
// when the node has none.
func (i *Info) TypeOf(n syntax.Node) types.Type { return i.types[i.place(n)] }

// SymbolOf returns what a name token means where it declares or mentions something, tags of components included; nil
// when that is unknown.
func (i *Info) SymbolOf(n syntax.Node) *Symbol { return i.symbols[n.Span().Start-i.base] }

// CallOf returns how arguments meet parameters at a CallPart or at the StartTag of a component; nil when the call is in
// error.
func (i *Info) CallOf(n syntax.Node) *Call { return i.calls[i.place(n)] }

// MemberOf returns what a MemberPart means; nil when it is in error.
func (i *Info) MemberOf(n syntax.Node) *Member { return i.members[i.place(n)] }

// CheckAt returns the type that the value of an expression must be checked against when the program runs, because an
// `any` in it meets a place with a type; nil when there is nothing to check.
func (i *Info) CheckAt(n syntax.Node) types.Type { return i.checks[i.place(n)] }

// IsMap reports whether a RecordExpr makes a map.
func (i *Info) IsMap(n syntax.Node) bool { return i.maps[i.place(n)] }

// WantedOf returns the type that was asked for where a RecordExpr stands, of a union the member that it was taken for; nil
// where none was.
func (i *Info) WantedOf(n syntax.Node) types.Type { return i.wants[i.place(n)] }
