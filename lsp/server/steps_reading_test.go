// Steps of a scenario that look at a text: hover, symbols, tokens, folds, selections.

package server

import (
	"fmt"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

var readingVerbs = map[string]verb{
	"hover":   func(p *player, _ scenario, step step) string { return p.hover(p.mark(step.object())) },
	"symbols": func(p *player, _ scenario, step step) string { return p.symbols(step.object()) },
	"tokens":  func(p *player, _ scenario, step step) string { return p.tokens(step.object()) },
	"folds":   func(p *player, _ scenario, step step) string { return p.folds(step.object()) },
	"select":  func(p *player, _ scenario, step step) string { return p.selections(p.mark(step.object())) },
	"status":  func(p *player, _ scenario, step step) string { return p.status(step.object()) },
	"tree":    func(p *player, _ scenario, step step) string { return p.tree(step.object()) },
}

func (p *player) status(path string) string {
	p.t.Helper()
	var s status
	p.call("codescript/status", map[string]any{"textDocument": p.document(path)}, &s)
	site := ""
	if s.Site != "" {
		site = p.path(s.Site)
	}
	return fmt.Sprintf("site %q mode %q address %q", site, s.Mode, s.Address)
}

func (p *player) tree(path string) string {
	p.t.Helper()
	var text string
	p.call("codescript/syntaxTree", map[string]any{"textDocument": p.document(path)}, &text)
	return text
}

func (p *player) hover(m mark) string {
	p.t.Helper()
	var h *protocol.Hover
	params := p.at(m)
	params["position"] = p.position(p.texts[m.path], m.start)
	p.call("textDocument/hover", params, &h)
	if h == nil {
		return "nothing"
	}
	if m.start < m.end && p.placeOf(m.path, *h.Range) != p.place(m.path, m.start, m.end) {
		p.t.Errorf("the hover is of %s", p.placeOf(m.path, *h.Range))
	}
	return h.Contents.(*protocol.MarkupContent).Value
}

func (p *player) symbols(path string) string {
	p.t.Helper()
	var list []protocol.DocumentSymbol
	p.call("textDocument/documentSymbol", map[string]any{"textDocument": p.document(path)}, &list)
	var b strings.Builder
	var write func(list []protocol.DocumentSymbol, depth int)
	write = func(list []protocol.DocumentSymbol, depth int) {
		for _, s := range list {
			line := strings.Repeat("  ", depth) + s.Name
			if s.Detail != nil {
				line += " " + *s.Detail
			}
			fmt.Fprintf(&b, "%s @ %s%s\n", line, p.placeOf(path, s.SelectionRange), struck(s.Tags))
			write(s.Children, depth+1)
		}
	}
	write(list, 0)
	return b.String()
}

// struck says that an editor strikes a symbol out.
func struck(tags []protocol.SymbolTag) string {
	if len(tags) == 0 {
		return ""
	}
	return " struck"
}

func (p *player) tokens(path string) string {
	p.t.Helper()
	var tokens protocol.SemanticTokens
	p.call("textDocument/semanticTokens/full", map[string]any{"textDocument": p.document(path)}, &tokens)
	return p.showTokens(path, tokens.Data)
}

// showTokens writes tokens a line each: text, type, facts.
func (p *player) showTokens(path string, data []uint32) string {
	p.t.Helper()
	var b strings.Builder
	at := protocol.Position{}
	types, mods := feature.TokenTypes(), feature.TokenModifiers()
	for i := 0; i+4 < len(data); i += 5 {
		d := data[i : i+5]
		if d[0] > 0 {
			at.Character = 0
		}
		at.Line, at.Character = at.Line+d[0], at.Character+d[1]
		start := p.offset(p.texts[path], at)
		end := p.offset(p.texts[path], protocol.Position{Line: at.Line, Character: at.Character + d[2]})
		fmt.Fprintf(&b, "%s %s", p.texts[path][start:end], types[d[3]])
		for bit, name := range mods {
			if d[4]>>bit&1 == 1 {
				b.WriteString(" " + name)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (p *player) folds(path string) string {
	p.t.Helper()
	var list []protocol.FoldingRange
	p.call("textDocument/foldingRange", map[string]any{"textDocument": p.document(path)}, &list)
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%d-%d %s\n", f.StartLine+1, f.EndLine+1, f.Kind)
	}
	return b.String()
}

func (p *player) selections(m mark) string {
	p.t.Helper()
	var list []protocol.SelectionRange
	p.call("textDocument/selectionRange", map[string]any{
		"textDocument": p.document(m.path), "positions": []any{p.position(p.texts[m.path], m.start)},
	}, &list)
	var b strings.Builder
	for r := &list[0]; r != nil; r = r.Parent {
		text := p.texts[m.path][p.offset(p.texts[m.path], r.Range.Start):p.offset(p.texts[m.path], r.Range.End)]
		fmt.Fprintf(&b, "%q\n", text)
	}
	return b.String()
}
