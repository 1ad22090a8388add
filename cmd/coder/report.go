// How every command shows diagnostics.

package main

import (
	"io"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
)

// findings are diagnostics with their files named as the user knows them: relative to the working directory.
type findings struct {
	list []diag.Diagnostic
	text map[string]*source.Text // by shown path
}

// add takes in diagnostics of a project.
func (f *findings) add(p *project, found []diag.Diagnostic) {
	snap := p.Snapshot()
	for _, d := range found {
		d.Path = f.name(p, snap.Text(d.Path), d.Path)
		related := make([]diag.Related, len(d.Related))
		for i, r := range d.Related {
			if r.Path != "" {
				r.Path = f.name(p, snap.Text(r.Path), r.Path)
			}
			related[i] = r
		}
		d.Related = related
		f.list = append(f.list, d)
	}
}

// name returns the shown name of a file and keeps its text.
func (f *findings) name(p *project, text *source.Text, path string) string {
	if f.text == nil {
		f.text = map[string]*source.Text{}
	}
	shown := p.shown(path)
	f.text[shown] = text
	return shown
}

// render writes findings to w; plain text has the line of source with a caret where a person looks at a terminal.
func (a *app) render(w io.Writer, found findings, form diag.Format) {
	t := terminalOf(w, a.color)
	if form == diag.Plain && t.interactive {
		form = diag.Terminal
	}
	c := diag.Config{Format: form, Lang: language(), Color: t.color, Text: func(path string) *source.Text { return found.text[path] }}
	_, _ = w.Write(diag.Render(nil, diag.Sort(found.list), c))
}
