// Steps of a scenario that take code actions.

package server

import (
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
)

var actionVerbs = map[string]verb{
	"token-change": func(p *player, _ scenario, step step) string { return p.tokenChange(step.words[1], step.words[2:]) },
	"token-lines":  func(p *player, _ scenario, step step) string { return p.tokenLines(p.mark(step.object())) },
	"colors":       func(p *player, _ scenario, step step) string { return p.colors(step.object()) },
	"lenses":       func(p *player, _ scenario, step step) string { return p.lenses(step.object()) },
	"run":          func(p *player, _ scenario, step step) string { return p.run(p.mark(step.words[1])) },
	"hints":        func(p *player, _ scenario, step step) string { return p.hints(p.mark(step.object())) },
	"fix": func(p *player, _ scenario, step step) string {
		return p.act(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
	},
	"source": func(p *player, _ scenario, step step) string { // source KIND #mark title
		return p.act(p.mark(step.words[2]), strings.Join(step.words[3:], " "), step.words[1])
	},
	"actions": func(p *player, _ scenario, step step) string {
		return p.offered(p.mark(step.words[1]), step.words[2:]...)
	},
}

// actions asks for the code actions at a mark, of one kind or of all.
func (p *player) actions(m mark, only ...string) []protocol.CodeAction {
	p.t.Helper()
	var actions []protocol.CodeAction
	about := map[string]any{"diagnostics": []any{}}
	if len(only) > 0 {
		about["only"] = only
	}
	p.call("textDocument/codeAction", map[string]any{
		"textDocument": p.document(m.path), "range": p.rangeIn(p.texts[m.path], m.start, m.end), "context": about,
	}, &actions)
	return actions
}

// offered lists the actions at a mark: title, kind, and why one cannot be done.
func (p *player) offered(m mark, only ...string) string {
	p.t.Helper()
	var b strings.Builder
	for _, a := range p.actions(m, only...) {
		fmt.Fprintf(&b, "%s [%s]", a.Title, *a.Kind)
		if a.IsPreferred != nil {
			b.WriteString(" preferred")
		}
		if a.Disabled.Reason != "" {
			b.WriteString(" not: " + a.Disabled.Reason)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// act applies the code action of a title, and returns the files that it changes: their names too, if it is not the mark's alone.
func (p *player) act(m mark, title string, only ...string) string {
	p.t.Helper()
	actions := p.actions(m, only...)
	var titles []string
	for _, a := range actions {
		titles = append(titles, a.Title)
		if a.Title != title {
			continue
		}
		if a.Edit == nil {
			p.call("codeAction/resolve", a, &a)
		}
		var b strings.Builder
		for _, c := range a.Edit.DocumentChanges {
			change := c.(*protocol.TextDocumentEdit)
			path := p.path(change.TextDocument.URI)
			if len(a.Edit.DocumentChanges) > 1 || path != m.path {
				b.WriteString(path + ":\n")
			}
			var edits []protocol.TextEdit
			for _, e := range change.Edits {
				edits = append(edits, *e.(*protocol.TextEdit))
			}
			b.WriteString(p.apply(p.texts[path], edits))
		}
		return b.String()
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

// hints returns the lines of a mark that have inlay hints, with these in them: `‹: T›`, what leads to a declaration as `T→place`, and what
// can be written into the code with a `+`.
func (p *player) hints(m mark) string {
	p.t.Helper()
	var hints []struct {
		Position protocol.Position `json:"position"`
		Label    []struct {
			Value    string             `json:"value"`
			Location *protocol.Location `json:"location"`
		} `json:"label"`
		TextEdits []protocol.TextEdit `json:"textEdits"`
	}
	text := p.texts[m.path]
	p.call("textDocument/inlayHint", map[string]any{"textDocument": p.document(m.path), "range": p.rangeIn(text, m.start, m.end)}, &hints)
	var b strings.Builder
	done, line := 0, 0 // of the text, and where the line of the last hint begins
	endLine := func() {
		if done > 0 {
			rest, _, _ := strings.Cut(text[done:], "\n")
			b.WriteString(rest + "\n")
		}
	}
	for _, h := range hints {
		at := p.offset(text, h.Position)
		if start := strings.LastIndexByte(text[:at], '\n') + 1; start != line || done == 0 {
			endLine()
			line, done = start, start+len(text[start:at])-len(strings.TrimLeft(text[start:at], "\t"))
		}
		b.WriteString(text[done:at] + "‹")
		done = at
		for _, part := range h.Label {
			b.WriteString(part.Value)
			if part.Location != nil {
				b.WriteString("→" + p.placeOf(p.path(part.Location.URI), part.Location.Range))
			}
		}
		if len(h.TextEdits) > 0 {
			b.WriteString("+")
		}
		b.WriteString("›")
	}
	endLine()
	return b.String()
}

// lensesOf are the code lenses of a file, resolved.
func (p *player) lensesOf(path string) []protocol.CodeLens {
	p.t.Helper()
	var list []protocol.CodeLens
	p.call("textDocument/codeLens", map[string]any{"textDocument": p.document(path)}, &list)
	for i := range list {
		if list[i].Command.Command == "" {
			p.call("codeLens/resolve", list[i], &list[i])
		}
	}
	return list
}

func (p *player) lenses(path string) string {
	p.t.Helper()
	var b strings.Builder
	for _, l := range p.lensesOf(path) {
		fmt.Fprintf(&b, "%s %s\n", p.placeOf(path, l.Range), l.Command.Title)
	}
	return b.String()
}

// run clicks the lens at a mark, and returns what the user is shown.
func (p *player) run(m mark) string {
	p.t.Helper()
	for _, l := range p.lensesOf(m.path) {
		if p.offset(p.texts[m.path], l.Range.Start) != m.start {
			continue
		}
		p.call("workspace/executeCommand", map[string]any{"command": l.Command.Command, "arguments": l.Command.Arguments}, nil)
		p.mu.Lock()
		defer p.mu.Unlock()
		shown := p.shown
		p.shown = nil
		return strings.Join(shown, "\n")
	}
	return "no lens"
}

// colors are the colours of a file, each with the ways to write it.
func (p *player) colors(path string) string {
	p.t.Helper()
	var list []protocol.ColorInformation
	p.call("textDocument/documentColor", map[string]any{"textDocument": p.document(path)}, &list)
	var b strings.Builder
	for _, c := range list {
		var ways []protocol.ColorPresentation
		p.call("textDocument/colorPresentation", map[string]any{"textDocument": p.document(path), "color": c.Color, "range": c.Range}, &ways)
		var labels []string
		for _, w := range ways {
			labels = append(labels, w.Label)
		}
		text := p.texts[path]
		fmt.Fprintf(&b, "%s: %s\n", text[p.offset(text, c.Range.Start):p.offset(text, c.Range.End)], strings.Join(labels, ", "))
	}
	return b.String()
}
