// Steps of a scenario that go from place to place.

package server

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

var navigationVerbs = map[string]verb{
	"definition": func(p *player, _ scenario, step step) string {
		return p.goTo("textDocument/definition", p.mark(step.object()))
	},
	"type": func(p *player, _ scenario, step step) string {
		return p.goTo("textDocument/typeDefinition", p.mark(step.object()))
	},
	"implementation": func(p *player, _ scenario, step step) string {
		return p.goTo("textDocument/implementation", p.mark(step.object()))
	},
	"references": func(p *player, _ scenario, step step) string { return p.references(p.mark(step.object())) },
	"highlights": func(p *player, _ scenario, step step) string { return p.highlights(p.mark(step.object())) },
	"rename": func(p *player, _ scenario, step step) string {
		return p.rename(p.mark(step.words[1]), step.words[2])
	},
	"callers": func(p *player, _ scenario, step step) string { return p.calls(p.mark(step.object()), "incoming") },
	"callees": func(p *player, _ scenario, step step) string { return p.calls(p.mark(step.object()), "outgoing") },
	"find":    func(p *player, _ scenario, step step) string { return p.find(step.object()) },
	"move":    func(p *player, _ scenario, step step) string { return p.move(step.words[1], step.words[2]) },
	"prepare": func(p *player, _ scenario, step step) string { return p.prepare(p.mark(step.object())) },
	"links":   func(p *player, _ scenario, step step) string { return p.links(step.object()) },
}

// pointed are the parameters of a request about what starts at a mark.
func (p *player) pointed(m mark) map[string]any {
	params := p.at(m)
	params["position"] = p.position(p.texts[m.path], m.start)
	return params
}

// located is a place in a file of the project or of the standard library.
func (p *player) located(at protocol.Location) string {
	p.t.Helper()
	if file, ok := filePath(uriKey(string(at.URI))); ok && strings.HasPrefix(file, p.library) {
		text, err := os.ReadFile(file)
		if err != nil {
			p.t.Fatal(err)
		}
		start, end := p.offset(string(text), at.Range.Start), p.offset(string(text), at.Range.End)
		rel, err := filepath.Rel(p.library, file)
		if err != nil {
			p.t.Fatal(err)
		}
		_, rel, _ = strings.Cut(filepath.ToSlash(rel), "/") // the content's sum
		return fmt.Sprintf("std:%s %s", rel, text[start:end])
	}
	return p.placeOf(p.path(at.URI), at.Range)
}

// goTo asks for the places of a word.
func (p *player) goTo(method string, m mark) string {
	p.t.Helper()
	var list []protocol.Location
	p.call(method, p.pointed(m), &list)
	var out []string
	for _, at := range list {
		out = append(out, p.located(at))
	}
	return strings.Join(out, " ")
}

// references asks for all mentions, then without declarations: a declaration is shown with a star.
func (p *player) references(m mark) string {
	p.t.Helper()
	ask := func(declarations bool) []protocol.Location {
		var list []protocol.Location
		params := p.pointed(m)
		params["context"] = map[string]any{"includeDeclaration": declarations}
		p.call("textDocument/references", params, &list)
		return list
	}
	uses := ask(false)
	var out []string
	for _, at := range ask(true) {
		star := "*"
		if slices.Contains(uses, at) {
			star = ""
		}
		out = append(out, p.located(at)+star)
	}
	return strings.Join(out, " ")
}

func (p *player) highlights(m mark) string {
	p.t.Helper()
	var list []protocol.DocumentHighlight
	p.call("textDocument/documentHighlight", p.pointed(m), &list)
	var out []string
	for _, h := range list {
		kind := "r"
		if h.Kind == protocol.DocumentHighlightKindWrite {
			kind = "w"
		}
		out = append(out, kind+p.placeOf(m.path, h.Range))
	}
	return strings.Join(out, " ")
}

func (p *player) links(path string) string {
	p.t.Helper()
	var list []protocol.DocumentLink
	p.call("textDocument/documentLink", map[string]any{"textDocument": p.document(path)}, &list)
	var b strings.Builder
	for _, l := range list {
		target, line, _ := strings.Cut(string(*l.Target), "#")
		to := p.path(uri.URI(target))
		if rest, ok := strings.CutPrefix(to, filepath.ToSlash(p.library)+"/"); ok {
			_, to, _ = strings.Cut(rest, "/")
			to = "std:" + to
		}
		if line != "" {
			to += " " + line
		}
		fmt.Fprintf(&b, "%s %s\n", p.placeOf(path, l.Range), to)
	}
	return b.String()
}

// prepare asks whether the name at a mark can be changed.
func (p *player) prepare(m mark) string {
	p.t.Helper()
	var r protocol.PrepareRenamePlaceholder
	if err := p.try("textDocument/prepareRename", p.pointed(m), &r); err != nil {
		return "refused: " + err.Error()
	}
	return p.placeOf(m.path, r.Range) + " " + r.Placeholder
}

// rename gives the thing at a mark another name: a line for each edit, a line for each file that moves.
func (p *player) rename(m mark, name string) string {
	p.t.Helper()
	params := p.pointed(m)
	params["newName"] = name
	var edit protocol.WorkspaceEdit
	if err := p.try("textDocument/rename", params, &edit); err != nil {
		return "refused: " + err.Error()
	}
	return p.edits(&edit)
}

// edits are the lines of an edit of the workspace. Versions must be those of the texts.
func (p *player) edits(edit *protocol.WorkspaceEdit) string {
	p.t.Helper()
	var b strings.Builder
	for _, c := range edit.DocumentChanges {
		switch c := c.(type) {
		case *protocol.TextDocumentEdit:
			path := p.path(c.TextDocument.URI)
			version, open := p.versions[path]
			if given := c.TextDocument.Version; open && (given == nil || *given != version) || !open && given != nil {
				p.t.Errorf("the edit of %s is not of version %d", path, version)
			}
			for _, e := range c.Edits {
				e := e.(*protocol.TextEdit)
				fmt.Fprintf(&b, "%s %s\n", p.placeOf(path, e.Range), e.NewText)
			}
		case *protocol.RenameFile:
			fmt.Fprintf(&b, "move %s %s\n", p.path(c.OldURI), p.path(c.NewURI))
		}
	}
	return b.String()
}

// calls asks for the calls of a thing, a line each: the other item, where its name stands, then the calls.
func (p *player) calls(m mark, direction string) string {
	p.t.Helper()
	var items []protocol.CallHierarchyItem
	p.call("textDocument/prepareCallHierarchy", p.pointed(m), &items)
	var b strings.Builder
	for _, item := range items {
		var calls []struct {
			From       protocol.CallHierarchyItem `json:"from"`
			To         protocol.CallHierarchyItem `json:"to"`
			FromRanges []protocol.Range           `json:"fromRanges"`
		}
		p.call("callHierarchy/"+direction+"Calls", map[string]any{"item": item}, &calls)
		for _, c := range calls {
			other, home := c.From, c.From.URI
			if direction == "outgoing" {
				other, home = c.To, item.URI
			}
			fmt.Fprintf(&b, "%s %s %s:", other.Name, *other.Detail, p.located(protocol.Location{URI: other.URI, Range: other.SelectionRange}))
			for _, r := range c.FromRanges {
				b.WriteString(" " + p.placeOf(p.path(home), r))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// find asks for the symbols of the workspace, a line each.
func (p *player) find(query string) string {
	p.t.Helper()
	var list []protocol.SymbolInformation
	p.call("workspace/symbol", map[string]any{"query": query}, &list)
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.Name)
		if s.ContainerName != nil {
			b.WriteString(" in " + *s.ContainerName)
		}
		b.WriteString(" " + p.located(s.Location) + struck(s.Tags) + "\n")
	}
	return b.String()
}

// move asks what follows a file or folder that gets another path: a line for each edit.
func (p *player) move(from, to string) string {
	p.t.Helper()
	var edit protocol.WorkspaceEdit
	p.call("workspace/willRenameFiles", map[string]any{"files": []map[string]any{{"oldUri": p.address(from), "newUri": p.address(to)}}}, &edit)
	return p.edits(&edit)
}
