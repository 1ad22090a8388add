package value

import "unsafe"

// ResponseKind is which function made a response.
type ResponseKind uint8

// The kinds of responses.
const (
	ResponseRedirect ResponseKind = iota // Location
	ResponseNotFound
	ResponseJSON    // Body is JSON text
	ResponseText    // Body
	ResponseStatus  // Body is markup
	ResponseInvalid // Field, Message
)

// Response is what a page or an action may return instead of markup. Not changed after it was made.
type Response struct {
	Kind        ResponseKind
	Status      int
	Location    string
	AnySite     bool // the address was written out in the source: it may lead to another site
	Body        string
	ContentType string
	Field       string
	Message     string
}

// MakeResponse makes a response as a value.
func MakeResponse(r *Response) Value { return object(KindResponse, unsafe.Pointer(r)) }

// Response returns the response v is, or nil.
func (v Value) Response() *Response {
	if v.Kind() != KindResponse {
		return nil
	}
	return (*Response)(v.p)
}

// File is an upload. Not changed after it was made.
type File struct {
	Name string
	Type string // media type as the browser gave it
	Data []byte
}

// MakeFile makes an upload as a value.
func MakeFile(f *File) Value { return object(KindFile, unsafe.Pointer(f)) }

// File returns the upload v is, or nil.
func (v Value) File() *File {
	if v.Kind() != KindFile {
		return nil
	}
	return (*File)(v.p)
}

// Query is what sql"…" makes: literal text and parameters in turn; len(Texts) == len(Params)+1.
type Query struct {
	Texts  []string
	Params []Value
}

// MakeQuery makes a query as a value.
func MakeQuery(q *Query) Value { return object(KindQuery, unsafe.Pointer(q)) }

// Query returns the query v is, or nil.
func (v Value) Query() *Query {
	if v.Kind() != KindQuery {
		return nil
	}
	return (*Query)(v.p)
}
