// Package sitetest stands in for the language in tests of the server: a compiler for pages that are HTML with a few lines of
// directives before it, in the folders of a real site. It knows nothing that the tests of the language should show.
//
// A page: lines `#key: value` (title, head, draw, live, number, paths, actions, include, do, status), then its content, in which
// `{name}` is a path parameter, and `{include}` the text of the file named by `#include`. A file that holds "BROKEN" does not compile.
package sitetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/codescript-lang/coder/server/site"
)

// Func runs instead of a page or action.
type Func func(ctx context.Context, c site.Call) (*site.Drawing, error)

// Compiler compiles sites of test pages.
type Compiler struct {
	Settings site.Settings
	Do       map[string]Func // what `#do: name` and actions by their name run
	Draws    atomic.Int64    // how many times a page was drawn
	Compiled atomic.Int64
}

var _ site.Compiler = (*Compiler)(nil)

// Compile reads all of dir.
func (c *Compiler) Compile(_ context.Context, dir string, _ []string) (site.Program, []site.Problem, error) {
	c.Compiled.Add(1)
	p := &program{compiler: c, files: map[string]string{}}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || strings.HasPrefix(name, "static/") || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "data/") {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		p.files[name] = string(text)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		text := p.files[name]
		fmt.Fprintf(sum, "%s %d %s", name, len(text), text)
		if i := strings.Index(text, "BROKEN"); i >= 0 {
			line := 1 + strings.Count(text[:i], "\n")
			return nil, []site.Problem{{Path: name, Line: line, Column: 1, Severity: "error", Name: "expected-expression", Message: "expected an expression",
				Source: strings.Split(text, "\n")[line-1], Width: 6}}, nil
		}
		if strings.HasPrefix(name, "pages/") && strings.HasSuffix(name, ".code") {
			p.add(name, text)
		}
	}
	p.version = hex.EncodeToString(sum.Sum(nil)[:8])
	return p, nil, nil
}

// program is a site of test pages.
type program struct {
	compiler *Compiler
	version  string
	files    map[string]string
	pages    []site.Page
}

// header splits a page into its directives and its content.
func header(text string) (map[string]string, string) {
	h := map[string]string{}
	for strings.HasPrefix(text, "#") {
		line, rest, _ := strings.Cut(text, "\n")
		key, value, _ := strings.Cut(line[1:], ":")
		h[key], text = strings.TrimSpace(value), rest
	}
	return h, text
}

func (p *program) add(name, text string) {
	h, _ := header(text)
	page := site.Page{File: name, HasPaths: h["paths"] != "", Live: h["live"] != "", Draw: map[string]site.Draw{
		"": site.DrawOnce, "data": site.DrawData, "now": site.DrawNow, "request": site.DrawRequest}[h["draw"]]}
	if h["number"] != "" {
		page.Params = []site.ParamType{{Name: h["number"], Number: true}}
	}
	if h["actions"] != "" {
		page.Actions = strings.Fields(h["actions"])
		page.Draw = site.DrawRequest
	}
	p.pages = append(p.pages, page)
}

func (p *program) Version() string { return p.version }

func (p *program) Settings() site.Settings { return p.compiler.Settings }

func (p *program) Pages() []site.Page { return slices.Clone(p.pages) }

func (p *program) InputHash(input string) string {
	text, ok := p.files[input]
	if !ok {
		return ""
	}
	return site.HashBytes([]byte(text))
}

func (p *program) Paths(_ context.Context, page *site.Page) ([]site.Params, error) {
	h, _ := header(p.files[page.File])
	name := page.File[strings.Index(page.File, "[")+1 : strings.Index(page.File, "]")]
	var list []site.Params
	for _, v := range strings.Fields(h["paths"]) {
		list = append(list, site.Params{{Name: name, Text: v}})
	}
	return list, nil
}

func (p *program) Draw(ctx context.Context, c site.Call) (*site.Drawing, error) {
	p.compiler.Draws.Add(1)
	h, text := header(p.files[c.Page.File])
	do := h["do"]
	if c.Action != "" {
		do = c.Action
	}
	if do != "" {
		f, ok := p.compiler.Do[do]
		if !ok {
			return nil, &site.RunError{Message: "no such thing: " + do, Frames: []site.Frame{{Path: c.Page.File, Line: 1, Column: 1}}}
		}
		d, err := f(ctx, c)
		if d != nil {
			d.Inputs = append(d.Inputs, c.Page.File)
		}
		return d, err
	}
	inputs := []string{c.Page.File}
	if h["include"] != "" {
		inputs = append(inputs, h["include"])
		text = strings.ReplaceAll(text, "{include}", p.files[h["include"]])
	}
	for _, v := range c.Params {
		value := v.Text
		if v.Kind == site.RestParam {
			value = strings.Join(v.Rest, "|")
		}
		text = strings.ReplaceAll(text, "{"+v.Name+"}", html.EscapeString(value))
	}
	d := Document(h["title"], h["head"], text)
	d.Inputs = inputs
	fmt.Sscan(h["status"], &d.Status)
	return d, nil
}

// Document draws a whole document around a page's content.
func Document(title, head, content string) *site.Drawing {
	var b strings.Builder
	b.WriteString("<!doctype html><html><head><meta charset=\"utf-8\"><title>" + html.EscapeString(title) + "</title><link rel=\"stylesheet\" href=\"/assets/style.css\">")
	headSpan := site.Span{Start: b.Len(), End: b.Len() + len(head)}
	b.WriteString(head + "</head><body><nav><a href=\"/\">Home</a></nav><main>")
	contentSpan := site.Span{Start: b.Len(), End: b.Len() + len(content)}
	b.WriteString(content + "</main><footer>end</footer></body></html>\n")
	return &site.Drawing{Title: title, Body: []byte(b.String()), Head: headSpan, Content: contentSpan}
}

// Write writes files below dir; a later file of the same name replaces the earlier.
func Write(dir string, files map[string]string) error {
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
