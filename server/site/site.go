// Package site holds what the three modes of a web site share: finding the page of an address, running it for a request,
// sessions, cookies, forms and their protection, static files, answers with their headers, error pages, logs, limits and the
// life of the server.
//
// A mode is a small http.Handler on top of it: it decides whether a page is drawn now or was drawn before. Nothing here knows
// the language: a Program, below, is all that a site asks of the engine. Read this file first, then live.go (which version of
// the sources is served), responder.go (from request to answer) and server.go (what surrounds every request).
//
// Invariants: a Version never changes, so a request sees one state of the sources from beginning to end; a request that fails
// or panics ends alone; whatever a visitor sends is bounded by a constant named in this package.
package site

import (
	"context"
	"fmt"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/workspace"
)

// Program is one version of a site's sources, checked and ready to run. It is immutable and used by many goroutines at once.
type Program interface {
	// Version names what the program was made from: equal for equal sources, on every machine.
	Version() string
	Settings() Settings
	// Pages lists every page, `pages/404.code` and `pages/500.code` included, layouts not.
	Pages() []Page
	// Draw runs a page or an action. A failure of the page itself is a *RunError; any other error is the world's.
	Draw(ctx context.Context, c Call) (*Drawing, error)
	// Paths runs the page's `paths` declaration.
	Paths(ctx context.Context, p *Page) ([]Params, error)
	// InputHash names the present content of an input that Drawing.Inputs mentioned; it is "" for one that is gone.
	InputHash(input string) string
}

// Settings are what `site.code` says.
type Settings struct {
	Name string
	URL  string // the site's public address, "" when not given: no site map then
	Mode string // build, dynamic, spa, or "" when not given
	Lang string // the language of error pages and of pages without a layout, "" to follow Accept-Language, and to say none
	// EmptyShell sends the spa shell without content, so that the first page too comes by a sealed path.
	EmptyShell bool
	// CSP widens the content security policy: sources to add, by directive.
	CSP map[string]string
}

// Page is what the checker knows of one page.
type Page struct {
	File     string // below the site's folder, with slashes: pages/blog/[slug].code
	Params   []ParamType
	Draw     Draw
	Actions  []string // names
	HasPaths bool
	Live     bool // listed in the site's `live`: build mode answers it per request
}

// ParamType declares a path parameter; the kind follows from the file's name, but whether it is a number from the page.
type ParamType struct {
	Name   string
	Number bool
}

// Draw says how often a page must be drawn.
type Draw = workspace.Draw

// The ways to draw a page, each asking for more than the one before.
const (
	DrawOnce    = workspace.DrawOnce
	DrawData    = workspace.DrawData
	DrawNow     = workspace.DrawNow
	DrawRequest = workspace.DrawRequest
)

// Params are a page's path parameters with their values.
type Params []Param

// Param is one path parameter with its value.
type Param struct {
	Name   string
	Kind   ParamKind
	Text   string   // of TextParam and NumberParam, NFC
	Number float64  // of NumberParam
	Rest   []string // of RestParam
}

// ParamKind says which field of a Param holds its value.
type ParamKind int

// The kinds of path parameters: [slug] as string or number, and [...rest].
const (
	TextParam ParamKind = iota
	NumberParam
	RestParam
)

// Call asks a program to run a page.
type Call struct {
	Page   *Page
	Params Params
	// Request is nil when a page is drawn without one: for a build, or once for everybody. The checker has shown that the page does not ask for it.
	Request *Request
	// Action names the action to run instead of the page.
	Action string
}

// Drawing is what running a page gave.
type Drawing struct {
	Kind     Kind
	Status   int    // 0 for the usual one of the kind
	Type     string // content type; "" for HTML
	Body     []byte
	Location string // of Redirect
	// AnySite allows Location to leave the site: the source wrote the address out.
	AnySite bool
	Invalid []FieldError // of Invalid

	Title   string // the document's title as text
	Head    Span   // in Body: what the page added to the document's head
	Content Span   // in Body: what the page gave to the outermost layout

	Reads  Reads    // beyond what was asked of the Request, which keeps its own list
	Inputs []string // sources and data the drawing depends on, named for InputHash
	// ScriptHashes are sources for script-src, such as 'sha256-…', of the scripts written out in the sources.
	ScriptHashes []string
}

// Kind says what a page or action returned.
type Kind int

// What a page or action may return.
const (
	Document Kind = iota // html, or a body of another type: json(…), text(…), status(…)
	Redirect             // redirect(…)
	NotFound             // notFound()
	Invalid              // invalid(…), or fields that do not fit the action's parameters
)

// Span is a part of a body: bytes, half-open. The zero Span is empty.
type Span struct{ Start, End int }

// FieldError says what is wrong with a form's field.
type FieldError struct{ Field, Message string }

// Reads is a set of things a page read.
type Reads uint32

// What a page can read. Address covers path, query and method, which caches tell apart by themselves.
const (
	ReadAddress Reads = 1 << iota
	ReadHeaders
	ReadIP
	ReadCookies
	ReadSession
	ReadForm
	ReadUser
	ReadModels
	ReadFiles
	ReadNetwork
	ReadTime
	ReadRandom
)

// private is what makes an answer fit for one visitor only.
const private = ReadIP | ReadCookies | ReadSession | ReadForm | ReadUser

var readNames = [...]string{"address", "headers", "ip", "cookies", "session", "form", "user", "models", "files", "network", "time", "random"}

// String lists the set for logs, as in "cookies session".
func (r Reads) String() string {
	var names []string
	for i, name := range readNames {
		if r&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// Problem is a diagnostic as a page or a log shows it.
type Problem struct {
	Path         string    // slash-separated, as the user knows the file
	Line, Column int       // from 1, the column in characters
	Severity     string    // error or warning
	Name         string    // as in `coder explain NAME`
	Message      string    // in the language of the log
	Messages     diag.Both // the same for pages, in the language of who reads them
	Source       string    // the line of source, "" when not known
	Width        int       // characters to underline in Source, at least 1
}

// String writes the problem as the command line does.
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s[%s]: %s", p.Path, p.Line, p.Column, p.Severity, p.Name, p.Message)
}

// RunError is a failure of a page while it ran.
type RunError struct {
	Message string  // in English, unless In made it another
	Korean  string  // the message; "" where it is said in English only
	Frames  []Frame // innermost first
}

// NewRunError returns an error of a page that no place in the sources has. Both texts take the same parts, as fmt.Sprintf does.
func NewRunError(text diag.Both, parts ...any) *RunError {
	return &RunError{Message: fmt.Sprintf(text.English, parts...), Korean: fmt.Sprintf(text.Korean, parts...)}
}

// In returns the error with its message in a language.
func (e *RunError) In(l diag.Lang) *RunError {
	said := *e
	if l == diag.Korean && e.Korean != "" {
		said.Message = e.Korean
	}
	return &said
}

// ErrorIn returns an error as it is told to people who read a language: that of a page in it, any other as it is.
func ErrorIn(err error, l diag.Lang) error {
	if run, ok := err.(*RunError); ok { // not errors.As: what wraps it would be lost
		return run.In(l)
	}
	return err
}

// Frame is a place in the sources that led to a RunError.
type Frame struct {
	Function     string // "" at top level
	Path         string
	Line, Column int // from 1
}

// Error writes the message and the calls that led there, as `coder run` does.
func (e *RunError) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Frames {
		if f.Function != "" {
			fmt.Fprintf(&b, "\n  at %s (%s:%d:%d)", f.Function, f.Path, f.Line, f.Column)
		} else {
			fmt.Fprintf(&b, "\n  at %s:%d:%d", f.Path, f.Line, f.Column)
		}
	}
	return b.String()
}

// Compiler makes programs of the sources in a folder. It is used by one goroutine at a time.
type Compiler interface {
	// Compile reads what changed (paths below dir with slashes; nil for everything) and returns the program, or no program
	// and the problems that stand in the way. Warnings come beside a program.
	Compile(ctx context.Context, dir string, changed []string) (Program, []Problem, error)
}
