package std

import (
	"sync"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/types"
)

// Effect is something that a function reads or does, beyond its arguments and its result.
type Effect string

// Effects, as declarations name them.
const (
	Request     Effect = "request"
	Session     Effect = "session"
	Cookies     Effect = "cookies"
	Form        Effect = "form"
	User        Effect = "user"
	Models      Effect = "models" // reads rows of some model
	Files       Effect = "files"
	WritesFiles Effect = "writes-files"
	Network     Effect = "network"
	Time        Effect = "time"
	Random      Effect = "random"
	Environment Effect = "environment"
	Process     Effect = "process" // reads standard input, or ends the program
	Output      Effect = "output"
)

// IsOfRequest reports whether only a request to the site has what e reads.
func (e Effect) IsOfRequest() bool {
	switch e {
	case Request, Session, Cookies, Form, User:
		return true
	}
	return false
}

// IsAction reports whether e changes something outside the program, or needs someone who is there: what top-level code
// of a site must not do.
func (e Effect) IsAction() bool {
	return e.IsOfRequest() || e == WritesFiles || e == Network || e == Process || e == Output
}

// SymbolKind is what a standard name is.
type SymbolKind uint8

// Kinds of standard names.
const (
	Func SymbolKind = iota
	Value
	TypeName
	Method
	Property // a field of a built-in type
)

// Symbol is one standard name.
type Symbol struct {
	Name   string
	Kind   SymbolKind
	Module string     // "std/fs"; "" for what is always there and for methods
	Type   types.Type // of a Method without its receiver; of a Property what it reads as
	Self   types.Type // of a Method or Property: what the receiver must be
	// SelfParams are the type parameters that Self mentions; they are bound by the receiver.
	SelfParams []*types.Param
	Effects    []Effect
	Defaults   types.Defaults // of the parameters that have one
	Doc        string         // Markdown, in English
	File       string         // where it is declared, such as "method/list.code"
	Span       source.Span    // of its name in File
}

// Func returns the type of a function or method; nil for the other kinds.
func (s *Symbol) Func() *types.Func {
	f, _ := s.Type.(*types.Func)
	return f
}

// Receiver is what the methods of a value are listed under: the name of a built-in type or object, `list`, `map`.
type Receiver string

// Receivers of the types with methods that have no name of their own.
const (
	OfList Receiver = "list"
	OfMap  Receiver = "map"
)

// ReceiverOf returns where the methods of a value of type t are listed; "" when it can have none. t is no union.
func ReceiverOf(t types.Type) Receiver {
	switch t := types.Under(t).(type) {
	case *types.List:
		return OfList
	case *types.Map:
		return OfMap
	case types.Literal:
		return Receiver(types.Print(t.Kind))
	case types.Basic:
		return Receiver(types.Print(t))
	case *types.Object:
		return Receiver(t.Name)
	}
	return ""
}

// Module is one standard module.
type Module struct {
	Path    string    // "std/fs"
	Doc     string    // what it is for, one sentence or two, in English; of standard modules only
	Symbols []*Symbol // in the order of the file
	byName  map[string]*Symbol
}

// Symbol returns what the module exports as name; nil when there is none.
func (m *Module) Symbol(name string) *Symbol { return m.byName[name] }

// Library is the whole standard library. It is immutable.
type Library struct {
	Global  *Module   // what is always there, including what pages find
	Modules []*Module // by path
	methods map[Receiver][]*Symbol
	files   map[string]string
	korean  map[string]string // by what it translates
}

// Module returns the standard module at path ("std/fs"); nil when there is none.
func (l *Library) Module(path string) *Module {
	for _, m := range l.Modules {
		if m.Path == path {
			return m
		}
	}
	return nil
}

// Methods returns the methods and properties of a receiver in the order of their file.
func (l *Library) Methods(r Receiver) []*Symbol { return l.methods[r] }

// Method returns the method or property called name of a receiver; nil when there is none.
func (l *Library) Method(r Receiver, name string) *Symbol {
	for _, m := range l.methods[r] {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// Korean returns what documentation of the library, in English as symbols, fields and modules have it, says in Korean; "" for any other text.
func (l *Library) Korean(english string) string { return l.korean[english] }

// Source returns the text of a declaration file, as Symbol.File names it.
func (l *Library) Source(file string) string { return l.files[file] }

var load = sync.OnceValue(read)

// Get returns the library, which is read on the first call.
func Get() *Library { return load() }
