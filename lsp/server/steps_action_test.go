// Steps of a scenario that take code actions.

package server

import (
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

var actionVerbs = map[string]verb{
	"fix": func(p *player, _ scenario, step step) string {
		return p.fix(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
	},
}

// fix applies the code action of a title, and returns the file.
func (p *player) fix(m mark, title string) string {
	p.t.Helper()
	var actions []protocol.CodeAction
	p.call("textDocument/codeAction", map[string]any{
		"textDocument": p.document(m.path), "range": p.rangeIn(p.texts[m.path], m.start, m.end), "context": map[string]any{"diagnostics": []any{}},
	}, &actions)
	var titles []string
	for _, a := range actions {
		titles = append(titles, a.Title)
		if a.Title == title {
			return p.apply(p.texts[m.path], a.Edit.Changes[uri.URI(p.address(m.path))])
		}
	}
	return "only: " + strings.Join(titles, "; ")
}
