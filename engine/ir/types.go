package ir

// Rep is what the checker knows about a value when it runs: enough to choose an instruction, no more.
type Rep uint8

// The representations. RepAny stands for every value, a union, an optional, or what is not known.
const (
	RepAny Rep = iota
	RepNone
	RepBool
	RepNumber
	RepString
	RepList // or a range
	RepRecord
	RepMap
	RepFunc
	RepHTML
	RepTime
	RepResponse
)

// TypeKind is the kind of a run-time type descriptor.
type TypeKind uint8

// The kinds of types that can be tested when running.
const (
	TypeAny TypeKind = iota
	TypeNever
	TypeNone
	TypeBool
	TypeNumber
	TypeString
	TypeTime
	TypeHTML
	TypeResponse
	TypeQuery
	TypeFile
	TypeFunc   // any function: parameter and result types cannot be tested; Elem is what a call has to give, nil when anything will do
	TypeList   // Elem
	TypeMap    // Elem
	TypeRecord // Fields
	TypeUnion  // Members
	TypeLiteral
	TypeModel // Name: a row of that model
)

// Type is a run-time type descriptor, for `x is T`, for an `any` given to a place with a type, and for an action's fields. It may be
// recursive through Elem, Fields and Members. Not changed after the program was built.
type Type struct {
	Kind    TypeKind
	Elem    *Type
	Fields  []TypeField
	Members []*Type
	Literal Expr   // *Num, *Str or *Bool, for TypeLiteral
	Name    string // as the source writes it, for messages; may be empty
}

// holdsFile tells whether an upload fits t, alone or in a list.
func (t *Type) holdsFile() bool {
	if t == nil {
		return false
	}
	for _, m := range t.Members {
		if m.holdsFile() {
			return true
		}
	}
	return t.Kind == TypeFile || t.Kind == TypeList && t.Elem.holdsFile()
}

// TypeField is one field of a record type.
type TypeField struct {
	Name     string
	Type     *Type
	Optional bool // `name?: T`
}

// Data is the value of an imported file (JSON, or the records of Markdown files), ready made.
type Data struct {
	Kind   DataKind
	Num    float64
	Str    string // text, HTML, or a time as RFC 3339
	Items  []Data
	Fields []DataField
}

// DataKind is the kind of a Data.
type DataKind uint8

// The kinds of data that files hold.
const (
	DataNone DataKind = iota
	DataTrue
	DataFalse
	DataNumber
	DataString
	DataHTML
	DataTime
	DataList
	DataRecord
	DataMap
)

// DataField is one field of a record or a map.
type DataField struct {
	Name  string
	Value Data
}
