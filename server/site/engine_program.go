// A Program on the evaluator: one version of the sources, lowered and compiled, its top-level code run once.

package site

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	mathrand "math/rand/v2"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zones by name also where the system has none

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

const (
	// maxSteps bounds one drawing: calls and turns of loops. A page of a thousand posts takes a hundredth of it.
	maxSteps = 50_000_000
	// maxMemory bounds what one drawing may ask for in all, in bytes.
	maxMemory = 512 << 20
	// maxOutput bounds the markup of one page, in bytes.
	maxOutput = 16 << 20
)

var pageLimits = eval.Limits{Steps: maxSteps, Memory: maxMemory, Output: maxOutput}

// engineProgram is one version of a site's sources.
type engineProgram struct {
	version  string
	settings Settings
	pages    []Page
	parts    map[string]pageParts // by the page's file
	hashes   map[string]string    // of every source, by its path
	base     *eval.Machine        // has run the top-level code
	host     eval.Host
	machines sync.Pool // of *eval.Machine
	lang     func(*Request) string
}

var _ Program = (*engineProgram)(nil)

// pageParts is what drawing a page runs.
type pageParts struct {
	module  *ir.Module
	layouts []*ir.Func // innermost first
	inputs  []string   // files, sorted
	params  []string   // names of path parameters
	scripts []string   // as Drawing.ScriptHashes
}

// newEngineProgram compiles a lowered program and runs its top-level code.
func newEngineProgram(ctx context.Context, source *ir.Program, dir string) (*engineProgram, error) {
	p := &engineProgram{host: pageHost(dir), parts: map[string]pageParts{}}
	p.base = eval.Compile(source).NewMachine(p.host, pageLimits)
	if fault := p.base.Run(ctx); fault != nil {
		return nil, runError(fault)
	}
	p.machines.New = func() any { return p.base.Shared(p.host, pageLimits) }
	// The first machine freezes the top-level values: it is made here, before there are several goroutines.
	p.machines.Put(p.machines.New())
	p.settings = readSettings(p.base, source)
	p.lang = func(q *Request) string {
		accept := ""
		if q != nil {
			accept = q.http.Header.Get("Accept-Language")
		}
		return chooseLanguage(p.settings.Lang, accept)
	}
	return p, nil
}

func (p *engineProgram) Version() string { return p.version }

func (p *engineProgram) Settings() Settings { return p.settings }

func (p *engineProgram) Pages() []Page { return slices.Clone(p.pages) }

func (p *engineProgram) InputHash(input string) string { return p.hashes[input] }

// with lends a machine to f.
func (p *engineProgram) with(f func(*eval.Machine) error) error {
	m := p.machines.Get().(*eval.Machine)
	err := f(m)
	p.machines.Put(m) // not after a panic: such a machine may be in any state
	return err
}

// Draw implements Program.
func (p *engineProgram) Draw(ctx context.Context, c Call) (d *Drawing, err error) {
	parts, ok := p.parts[c.Page.File]
	if !ok {
		return nil, fmt.Errorf("%s is no page of this version", c.Page.File)
	}
	call := eval.PageCall{Func: parts.module.Page, Layouts: parts.layouts, Args: pageArguments(parts.module.Page, c.Params), Framed: true, Lang: p.settings.Lang}
	if c.Request != nil {
		call.Request = engineRequest{c.Request}
	}
	if c.Action != "" {
		wrong, err := p.prepareAction(&call, parts.module, c)
		if err != nil {
			return nil, err
		}
		if len(wrong) > 0 {
			return &Drawing{Kind: Invalid, Invalid: wrong, Inputs: parts.inputs}, nil
		}
	}
	err = p.with(func(m *eval.Machine) error {
		drawn, fault := m.Draw(ctx, call)
		if fault != nil {
			return runError(fault)
		}
		d, err = drawing(drawn)
		return err
	})
	if err != nil {
		return nil, err
	}
	if c.Action != "" && d.Kind == Document && drawnNothing(d) {
		// An action that returns nothing is done: the page is shown afresh, by GET.
		d = &Drawing{Kind: Redirect, Location: c.Request.http.URL.EscapedPath()}
	}
	d.Inputs, d.ScriptHashes = parts.inputs, parts.scripts
	return d, nil
}

// prepareAction makes the call one of an action, with the form's fields as arguments.
func (p *engineProgram) prepareAction(call *eval.PageCall, module *ir.Module, c Call) ([]FieldError, error) {
	i := slices.IndexFunc(module.Actions, func(f *ir.Func) bool { return f.Name == c.Action })
	if i < 0 {
		return nil, fmt.Errorf("%s has no action %s", c.Page.File, c.Action)
	}
	call.Func = module.Actions[i]
	reader := fieldReader{c.Request.Form(), fieldTexts[p.lang(c.Request)]}
	args, wrong, err := reader.arguments(call.Func.Params)
	call.Args = args
	return wrong, err
}

// drawnNothing reports whether a document's page is empty.
func drawnNothing(d *Drawing) bool {
	return d.Type == "" && strings.TrimSpace(string(d.Body[d.Content.Start:d.Content.End])) == "" && (d.Content.End > 0 || len(d.Body) == 0)
}

// Paths implements Program.
func (p *engineProgram) Paths(ctx context.Context, page *Page) (list []Params, err error) {
	parts := p.parts[page.File]
	if parts.module == nil || parts.module.Paths == nil {
		return nil, nil
	}
	err = p.with(func(m *eval.Machine) error {
		v, fault := m.Call(ctx, parts.module.Paths)
		if fault != nil {
			return runError(fault)
		}
		for _, item := range v.Expand() {
			params, wrong, name := pathParams(item, parts.params)
			if wrong != "" {
				return NewRunError(diag.Both{English: "%s: paths gives %s for %s", Korean: "%s: paths가 %[3]s에 %[2]s 값을 줍니다"}, page.File, wrong, name)
			}
			list = append(list, params)
		}
		return nil
	})
	return list, err
}

// drawing turns what the evaluator gave into what a site answers with.
func drawing(from *eval.Drawing) (*Drawing, error) {
	d := &Drawing{Reads: readsOf(from.Reads), Body: from.Body, Title: from.Title, Head: Span(from.Head), Content: Span(from.Content)}
	r := from.Response
	if r == nil {
		return d, nil
	}
	d.Status = r.Status
	switch r.Kind {
	case value.ResponseRedirect:
		d.Kind, d.Location, d.AnySite = Redirect, r.Location, r.AnySite
	case value.ResponseNotFound:
		d.Kind, d.Status = NotFound, http.StatusNotFound
	case value.ResponseInvalid:
		d.Kind, d.Status, d.Invalid = Invalid, 0, []FieldError{{r.Field, r.Message}}
	case value.ResponseJSON:
		d.Type, d.Body = "application/json", []byte(r.Body)
	case value.ResponseText:
		d.Type, d.Body = textType(r.ContentType), []byte(r.Body)
	case value.ResponseStatus: // a document of its own
	default:
		return nil, fmt.Errorf("a response of kind %d is not known", r.Kind)
	}
	return d, nil
}

// textType says that a text is in UTF-8, as all of the language's are.
func textType(t string) string {
	if t == "" {
		t = "text/plain"
	}
	if strings.HasPrefix(t, "text/") && !strings.Contains(t, ";") {
		t += "; charset=utf-8"
	}
	return t
}

// readsOf translates what a run read. What it read of the request, the Request has noted itself.
func readsOf(r eval.Reads) Reads {
	var reads Reads
	for _, pair := range [...]struct {
		from eval.Reads
		to   Reads
	}{
		{eval.ReadSession, ReadSession}, {eval.ReadCookies, ReadCookies}, {eval.ReadForm, ReadForm}, {eval.ReadUser, ReadUser},
		{eval.ReadFiles, ReadFiles}, {eval.ReadNetwork, ReadNetwork}, {eval.ReadTime, ReadTime}, {eval.ReadRandom, ReadRandom},
	} {
		if r&pair.from != 0 {
			reads |= pair.to
		}
	}
	return reads
}

// runError turns the evaluator's error into a page's.
func runError(fault *eval.Error) *RunError {
	e := &RunError{Message: fault.Message, Korean: fault.In(diag.Korean).Message}
	for _, c := range fault.Stack {
		if c.Line > 0 {
			e.Frames = append(e.Frames, Frame{c.Function, c.Path, c.Line, c.Column})
		}
	}
	return e
}

// readSettings reads the constant `site`.
func readSettings(m *eval.Machine, source *ir.Program) Settings {
	var s Settings
	for _, module := range source.Modules {
		if module.Path != siteFile {
			continue
		}
		for _, e := range module.Exports {
			if e.Name != "site" || e.Global == nil {
				continue
			}
			v := m.Global(e.Global)
			text := func(name string) string {
				if f := v.Field(name); f.Kind() == value.KindString {
					return f.Text()
				}
				return ""
			}
			s = Settings{Name: text("name"), URL: text("url"), Mode: text("mode"), Lang: text("lang"), EmptyShell: text("shell") == "empty", CSP: stringsOf(v.Field("csp"))}
		}
	}
	return s
}

// pageHost is what pages may do to the world: read files below the site, and know the time.
func pageHost(dir string) eval.Host {
	return eval.Host{
		Files:  siteFiles{dir},
		Now:    time.Now,
		Random: mathrand.Float64,
		Bytes:  func(b []byte) { rand.Read(b) },
		Zone:   time.LoadLocation,
	}
}

// siteFiles are the files below a site's folder, for reading only.
type siteFiles struct{ dir string }

// errReadOnly is what a page is told that wants to change a file.
var errReadOnly = errors.New("pages cannot change files")

func (f siteFiles) open() (*os.Root, error) { return os.OpenRoot(f.dir) }

func (f siteFiles) Read(name string) ([]byte, error) {
	root, err := f.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(path.Clean(name))
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a file", name)
	}
	if err != nil {
		return nil, plainError(err)
	}
	b, err := root.ReadFile(path.Clean(name))
	return b, plainError(err)
}

func (f siteFiles) Exists(name string) bool {
	root, err := f.open()
	if err != nil {
		return false
	}
	defer root.Close()
	_, err = root.Stat(path.Clean(name))
	return err == nil
}

func (f siteFiles) List(name string) ([]string, error) {
	root, err := f.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), path.Clean(name))
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, plainError(err)
}

func (siteFiles) Write(string, []byte) error { return errReadOnly }

func (siteFiles) Append(string, []byte) error { return errReadOnly }

func (siteFiles) Remove(string) error { return errReadOnly }

// plainError says what went wrong without the server's folders.
func plainError(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}
