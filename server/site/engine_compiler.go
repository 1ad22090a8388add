// The Compiler over the engine's workspace: from changed files to a checked and compiled program.

package site

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// siteFile describes a site; it is at the top of its folder.
const siteFile = "site.code"

// ErrNoSite says that a folder holds no site.
var ErrNoSite = errors.New("there is no site here: a site's folder holds " + siteFile + " and pages/; `coder new DIR` makes one")

// SourcesConfig says what is compiled.
type SourcesConfig struct {
	Page string    // a file whose page is a site of its own, below the folder; "" for the folder's site
	Mode string    // how the site is served; "" as it says itself
	Lang diag.Lang // of messages
	// Folder is what the paths of problems are shown below: the site's folder as the user wrote it; "" for none.
	Folder string
}

// Sources compiles a site. It is used by one goroutine at a time; the programs it makes by any number.
type Sources struct {
	config SourcesConfig
	dir    string
	ws     *workspace.Workspace
	hashes map[string]string // of files by path, kept until they change
	found  []diag.Diagnostic // by the last Compile
}

var _ Compiler = (*Sources)(nil)

// NewSources returns a compiler.
func NewSources(c SourcesConfig) *Sources { return &Sources{config: c} }

// Findings returns the diagnostics of the last Compile, sorted, and the workspace they were found in.
func (s *Sources) Findings() ([]diag.Diagnostic, *workspace.Workspace) { return s.found, s.ws }

// Compile implements Compiler.
func (s *Sources) Compile(ctx context.Context, dir string, changed []string) (Program, []Problem, error) {
	if s.ws == nil || dir != s.dir || changed == nil {
		s.dir, s.hashes = dir, map[string]string{}
		s.ws = workspace.Open(os.DirFS(dir), workspace.Config{Page: s.config.Page, Mode: workspace.Mode(s.config.Mode)})
	} else {
		list := make([]workspace.Change, len(changed))
		for i, name := range changed {
			list[i].Path = name
			delete(s.hashes, name)
		}
		s.ws.Change(list)
	}
	snap := s.ws.Snapshot()
	found, err := snap.Site(ctx, path.Dir(path.Join(".", s.config.Page)))
	if err != nil {
		return nil, nil, err
	}
	if found == nil || s.config.Page == "" && snap.Text(siteFile) == nil {
		return nil, nil, fmt.Errorf("%s: %w", dir, ErrNoSite)
	}
	c := compilation{Sources: s, ctx: ctx, snap: snap, site: found, inputs: map[string][]string{}}
	return c.run()
}

// compilation is the work of one Compile.
type compilation struct {
	*Sources
	ctx    context.Context
	snap   *workspace.Snapshot
	site   *workspace.Site
	inputs map[string][]string // what a module is made from, itself included
}

func (c *compilation) run() (Program, []Problem, error) {
	entries := c.entries()
	problems, broken, err := c.check(entries)
	if err != nil || broken {
		return nil, problems, err
	}
	lowered, err := c.snap.Program(c.ctx, entries...)
	if err != nil {
		return nil, nil, err
	}
	p, err := newEngineProgram(c.ctx, lowered, c.dir)
	var fault *RunError
	if errors.As(err, &fault) {
		return nil, append(problems, faultProblem(fault, c.config)), nil
	}
	if err != nil {
		return nil, nil, err
	}
	return p, problems, c.describe(p, lowered)
}

// entries lists the modules of a site that are not imported: what describes it, its pages and their layouts.
func (c *compilation) entries() []string {
	seen := map[string]bool{}
	var list []string
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	add(c.site.File)
	for _, p := range c.site.Pages {
		for _, l := range p.Layouts {
			add(l)
		}
		add(p.Path)
	}
	return list
}

// check collects the diagnostics of the entries and all they import.
func (c *compilation) check(entries []string) (problems []Problem, broken bool, err error) {
	files := map[string]bool{}
	for _, entry := range entries {
		inputs, err := c.inputsOf(entry)
		if err != nil {
			return nil, false, err
		}
		for _, name := range inputs {
			files[name] = true
		}
	}
	var list []diag.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(files)) {
		found, err := c.snap.Diagnostics(c.ctx, name)
		if err != nil {
			return nil, false, err
		}
		list = append(list, found...)
	}
	c.found = diag.Sort(list)
	for _, d := range c.found {
		problems = append(problems, c.problem(d))
		broken = broken || d.Severity() == diag.Error
	}
	return problems, broken, nil
}

// inputsOf lists the files that a module is made from: itself, what it imports, and so on. Patterns count by their folder's files.
func (c *compilation) inputsOf(file string) ([]string, error) {
	seen := map[string]bool{file: true}
	queue := []string{file}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if path.Ext(name) != sourceExt {
			continue
		}
		direct, ok := c.inputs[name]
		if !ok {
			module, err := c.snap.Module(c.ctx, name)
			if err != nil {
				return nil, err
			}
			if module != nil {
				direct = c.imported(name, module)
			}
			c.inputs[name] = direct
		}
		for _, next := range direct {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

// imported lists the files that one module names.
func (c *compilation) imported(file string, module *names.Module) []string {
	var list []string
	for _, imp := range module.Imports() {
		to, target := names.ImportPath(file, imp.Spec)
		switch target {
		case names.ToCode, names.ToJSON:
			list = append(list, to)
		case names.ToContent:
			for _, name := range c.snap.Files() {
				if ok, err := path.Match(to, name); ok && err == nil || name == to {
					list = append(list, name)
				}
			}
		}
	}
	return list
}

// problem shows a diagnostic as a page or a log can.
func (c *compilation) problem(d diag.Diagnostic) Problem {
	p := Problem{Path: path.Join(c.config.Folder, d.Path), Severity: d.Severity().String(), Name: string(d.Code), Message: d.Message(c.config.Lang), Line: 1, Column: 1, Width: 1}
	p.Messages = diag.Both{English: d.Message(diag.English), Korean: d.Message(diag.Korean)}
	text := c.snap.Text(d.Path)
	if text == nil {
		return p
	}
	line, col := text.OffsetToRune(d.Span.Start)
	endLine, endCol := text.OffsetToRune(d.Span.End)
	p.Line, p.Column = line+1, col+1
	p.Source = strings.TrimRight(text.Slice(text.LineSpan(line)), "\r\n")
	switch {
	case endLine == line:
		p.Width = max(1, endCol-col)
	default:
		p.Width = max(1, len([]rune(p.Source))-col)
	}
	return p
}

// FaultName is the name of a Problem that is no diagnostic: top-level code failed when it was run.
const FaultName = "run-time"

// faultProblem shows an error of top-level code among the diagnostics.
func faultProblem(fault *RunError, c SourcesConfig) Problem {
	p := Problem{Path: siteFile, Line: 1, Column: 1, Severity: "error", Name: FaultName, Message: fault.In(c.Lang).Message, Width: 1}
	p.Messages = diag.Both{English: fault.Message, Korean: fault.In(diag.Korean).Message}
	if len(fault.Frames) > 0 {
		p.Path, p.Line, p.Column = fault.Frames[0].Path, fault.Frames[0].Line, fault.Frames[0].Column
	}
	p.Path = path.Join(c.Folder, p.Path)
	return p
}

// describe tells the program of its pages and of what they are made from.
func (c *compilation) describe(p *engineProgram, lowered *ir.Program) error {
	modules := map[string]*ir.Module{}
	for _, m := range lowered.Modules {
		modules[m.Path] = m
	}
	p.hashes = map[string]string{}
	for _, page := range c.site.Pages {
		module := modules[page.Path]
		if module == nil || module.Page == nil {
			continue
		}
		parts := pageParts{module: module}
		sources := append([]string{page.Path}, page.Layouts...)
		for _, l := range slices.Backward(page.Layouts) {
			if m := modules[l]; m != nil && m.Layout != nil {
				parts.layouts = append(parts.layouts, m.Layout)
			}
		}
		if c.site.File != "" {
			sources = append(sources, c.site.File)
		}
		inputs := map[string]bool{}
		for _, name := range sources {
			list, err := c.inputsOf(name)
			if err != nil {
				return err
			}
			for _, input := range list {
				inputs[input] = true
			}
		}
		parts.inputs = slices.Sorted(maps.Keys(inputs))
		for _, input := range parts.inputs {
			if m := modules[input]; m != nil {
				parts.scripts = append(parts.scripts, scriptHashes(m.Scripts)...)
			}
		}
		for input := range inputs {
			hash, err := c.hash(input)
			if err != nil {
				return err
			}
			p.hashes[input] = hash
		}
		shown := pageOf(c.site, page)
		for _, t := range shown.Params {
			parts.params = append(parts.params, t.Name)
		}
		p.parts[shown.File] = parts
		p.pages = append(p.pages, shown)
	}
	p.version = versionOf(p.hashes)
	return nil
}

// scriptHashes are the sources for script-src that allow scripts written out in the sources. Browsers hash a script as the
// document has it, which has only line feeds (Content Security Policy 3 §6.7.3.3, HTML §13.2.3.5).
func scriptHashes(scripts []string) []string {
	var list []string
	for _, text := range scripts {
		sum := sha256.Sum256([]byte(newlines.Replace(text)))
		list = append(list, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	return list
}

// newlines makes those of a document, as browsers read it, of those of a source.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// hash names the content of a source; "" when there is no such file.
func (c *compilation) hash(name string) (string, error) {
	if h, ok := c.hashes[name]; ok {
		return h, nil
	}
	b, err := fs.ReadFile(os.DirFS(c.dir), name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	c.hashes[name] = HashBytes(b)
	return c.hashes[name], nil
}

// versionOf names a set of sources.
func versionOf(hashes map[string]string) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(hashes)) {
		fmt.Fprintf(sum, "%q %s\n", name, hashes[name])
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:15])
}

// pageOf describes a page to the router and the modes.
func pageOf(s *workspace.Site, page *workspace.Page) Page {
	out := Page{File: page.Path, Actions: page.Actions, HasPaths: page.Paths, Live: page.Live}
	if s.File == "" {
		out.File = pagesDir + "index" + sourceExt // the one page of a file that is served by itself
	}
	i := 0
	for _, segment := range page.Route {
		if segment.Param == "" {
			continue
		}
		t := ParamType{Name: segment.Param}
		if i < len(page.Params) {
			t.Number = page.Params[i] == types.Number
		}
		i++
		out.Params = append(out.Params, t)
	}
	out.Draw = page.Draw()
	return out
}
