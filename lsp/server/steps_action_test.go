// Steps of a scenario that take code actions.

package server

import (
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

var actionVerbs = map[string]verb{
	"token-change": func(p *player, _ scenario, step step) string { return p.tokenChange(step.words[1], step.words[2:]) },
	"token-lines":  func(p *player, _ scenario, step step) string { return p.tokenLines(p.mark(step.object())) },
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

// tokenChange replaces the text of a mark, asks for the change of the tokens, and returns its size. The change must lead to what
// the server says of all tokens.
func (p *player) tokenChange(name string, rest []string) string {
	p.t.Helper()
	m := p.mark(name)
	about := map[string]any{"textDocument": p.document(m.path)}
	var before, after protocol.SemanticTokens
	p.call("textDocument/semanticTokens/full", about, &before)
	var text string
	if _, err := fmt.Sscanf(strings.Join(rest, " "), "%q", &text); err != nil {
		p.t.Fatal(err)
	}
	p.change(m.path, splice{m.start, m.end, text})
	var change protocol.SemanticTokensDelta
	about["previousResultId"] = before.ResultID
	p.call("textDocument/semanticTokens/full/delta", about, &change)
	p.call("textDocument/semanticTokens/full", about, &after)
	out := "nothing"
	for _, e := range change.Edits {
		before.Data = slices.Replace(before.Data, int(e.Start), int(e.Start+e.DeleteCount), e.Data...)
		out = fmt.Sprintf("%d numbers become %d", e.DeleteCount, len(e.Data))
	}
	if !slices.Equal(before.Data, after.Data) {
		p.t.Errorf("the change leads to %v, not %v", before.Data, after.Data)
	}
	return out
}

// tokenLines returns the tokens of the lines of a mark.
func (p *player) tokenLines(m mark) string {
	p.t.Helper()
	var tokens protocol.SemanticTokens
	p.call("textDocument/semanticTokens/range", map[string]any{
		"textDocument": p.document(m.path), "range": p.rangeIn(p.texts[m.path], m.start, m.end),
	}, &tokens)
	return p.showTokens(m.path, tokens.Data)
}
