// Steps of a scenario that help to write: completion, signatures, linked names, what is typed for the writer, formatting.

package server

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"go.lsp.dev/protocol"
)

var editingVerbs = map[string]verb{
	"complete": func(p *player, _ scenario, step step) string { return p.complete(p.mark(step.object()), step.want) },
	"accept": func(p *player, _ scenario, step step) string {
		return p.accept(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
	},
	"overwrite": func(p *player, _ scenario, step step) string {
		item, ok := p.item(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
		if !ok {
			return "not offered"
		}
		edit := item.TextEdit.(*protocol.InsertReplaceEdit)
		return p.lineOf(p.mark(step.words[1]), []protocol.TextEdit{{Range: edit.Replace, NewText: edit.NewText}})
	},
	"taken": func(p *player, _ scenario, step step) string {
		m := p.mark(step.words[1])
		item, ok := p.item(m, strings.Join(step.words[2:], " "))
		if !ok {
			return "not offered"
		}
		return p.apply(p.texts[m.path], append(slices.Clone(item.AdditionalTextEdits), inserting(item)))
	},
	"resolve": func(p *player, _ scenario, step step) string {
		return p.resolve(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
	},
	"signature": func(p *player, _ scenario, step step) string { return p.signature(p.mark(step.object())) },
	"linked":    func(p *player, _ scenario, step step) string { return p.linked(p.mark(step.object())) },
	"typed": func(p *player, _ scenario, step step) string { // typed #mark text
		return p.typed(p.mark(step.words[1]), strings.Join(step.words[2:], " "))
	},
	"format":       func(p *player, _ scenario, step step) string { return p.format(step.object()) },
	"format-lines": func(p *player, _ scenario, step step) string { return p.formatLines(p.mark(step.object())) },
	"format-typed": func(p *player, _ scenario, step step) string { return p.formatTyped(p.mark(step.object())) },
}

func (p *player) completions(m mark) *protocol.CompletionList {
	p.t.Helper()
	list := &protocol.CompletionList{}
	p.call("textDocument/completion", p.at(m), list)
	for _, item := range list.Items {
		edit := item.TextEdit.(*protocol.InsertReplaceEdit)
		text := p.texts[m.path]
		start, end, rest := p.offset(text, edit.Insert.Start), p.offset(text, edit.Insert.End), p.offset(text, edit.Replace.End)
		if end != m.end || edit.Replace.Start != edit.Insert.Start || rest < end || strings.Contains(text[start:rest], "\n") {
			p.t.Errorf("%s: the edit of %s is of %q or %q", m.path, item.Label, text[start:end], text[start:rest])
		}
	}
	return list
}

// complete checks the lines of want: `+ a b` must be offered, `- a b` must not, `= a b` are all there are, `^ a b` come first, in
// this order; `~a` is struck out. It returns want where all hold.
func (p *player) complete(m mark, want string) string {
	p.t.Helper()
	var labels []string
	for _, item := range p.completions(m).Items {
		label := item.Label
		if len(item.Tags) > 0 {
			label = "~" + label
		}
		labels = append(labels, label)
	}
	var b strings.Builder
	for line := range strings.Lines(want) {
		words := strings.Fields(line)
		if len(words) == 0 {
			b.WriteString(line)
			continue
		}
		ok := true
		switch words[0] {
		case "+":
			for _, w := range words[1:] {
				ok = ok && slices.Contains(labels, w)
			}
		case "-":
			for _, w := range words[1:] {
				ok = ok && !slices.Contains(labels, w)
			}
		case "=":
			ok = slices.Equal(slices.Sorted(slices.Values(words[1:])), slices.Sorted(slices.Values(labels)))
		case "^":
			ok = len(labels) >= len(words)-1 && slices.Equal(labels[:len(words)-1], words[1:])
		default:
			p.t.Fatalf("what is %q?", line)
		}
		if ok {
			b.WriteString(line)
		} else {
			fmt.Fprintf(&b, "offered: %s\n", strings.Join(labels[:min(len(labels), 40)], " "))
		}
	}
	return b.String()
}

// item is the one that is offered with a label, or with a label and behind it where it comes from, in brackets.
func (p *player) item(m mark, label string) (protocol.CompletionItem, bool) {
	p.t.Helper()
	label, origin, _ := strings.Cut(label, " (")
	for _, item := range p.completions(m).Items {
		if item.Label != label {
			continue
		}
		if origin == "" || item.LabelDetails != nil && item.LabelDetails.Description != nil && *item.LabelDetails.Description+")" == origin {
			return item, true
		}
	}
	return protocol.CompletionItem{}, false
}

// inserting is the edit of an item that leaves the text behind the caret as it is.
func inserting(item protocol.CompletionItem) protocol.TextEdit {
	edit := item.TextEdit.(*protocol.InsertReplaceEdit)
	return protocol.TextEdit{Range: edit.Insert, NewText: edit.NewText}
}

// accept returns the line that the caret is on after an item was taken.
func (p *player) accept(m mark, label string) string {
	p.t.Helper()
	item, ok := p.item(m, label)
	if !ok {
		return "not offered"
	}
	return p.lineOf(m, []protocol.TextEdit{inserting(item)})
}

// lineOf is the line that a caret is on after edits.
func (p *player) lineOf(m mark, edits []protocol.TextEdit) string {
	p.t.Helper()
	text := p.apply(p.texts[m.path], edits)
	start := strings.LastIndexByte(p.texts[m.path][:m.start], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	return strings.TrimLeft(line, "\t")
}

// resolve is what is said of an item when it is selected: what stands behind its label, its type, its documentation.
func (p *player) resolve(m mark, label string) string {
	p.t.Helper()
	item, ok := p.item(m, label)
	if !ok {
		return "not offered"
	}
	if item.Documentation != nil {
		p.t.Errorf("%s brings its documentation unasked", label)
	}
	resolved := protocol.CompletionItem{}
	p.call("completionItem/resolve", item, &resolved)
	var out []string
	if d := resolved.LabelDetails; d != nil {
		head := label
		if d.Detail != nil {
			head += *d.Detail
		}
		if d.Description != nil {
			head += " from " + *d.Description
		}
		out = append(out, head)
	}
	if detail, ok := resolved.Detail.Get(); ok {
		out = append(out, detail)
	}
	if doc, ok := resolved.Documentation.(*protocol.MarkupContent); ok {
		out = append(out, doc.Value)
	}
	return strings.Join(out, "\n")
}

func (p *player) format(path string) string {
	p.t.Helper()
	var edits []protocol.TextEdit
	p.call("textDocument/formatting", map[string]any{
		"textDocument": p.document(path), "options": map[string]any{"tabSize": 4, "insertSpaces": false},
	}, &edits)
	return p.apply(p.texts[path], edits)
}

// formatLines returns the file after the lines of a mark were formatted.
func (p *player) formatLines(m mark) string {
	p.t.Helper()
	var edits []protocol.TextEdit
	p.call("textDocument/rangeFormatting", map[string]any{
		"textDocument": p.document(m.path), "range": p.rangeIn(p.texts[m.path], m.start, m.end), "options": map[string]any{"tabSize": 2, "insertSpaces": true},
	}, &edits)
	return p.apply(p.texts[m.path], edits)
}

// formatTyped returns the file after the formatting that the last character of a mark asks for when it is typed.
func (p *player) formatTyped(m mark) string {
	p.t.Helper()
	var edits []protocol.TextEdit
	params := p.at(m)
	params["ch"], params["options"] = p.texts[m.path][m.end-1:m.end], map[string]any{"tabSize": 2, "insertSpaces": true}
	p.call("textDocument/onTypeFormatting", params, &edits)
	return p.apply(p.texts[m.path], edits)
}

// signature is the signature at a caret, the active parameter in brackets, and below it what is said of it.
func (p *player) signature(m mark) string {
	p.t.Helper()
	var help *protocol.SignatureHelp
	p.call("textDocument/signatureHelp", p.at(m), &help)
	if help == nil {
		return "nothing"
	}
	info := help.Signatures[0]
	units := utf16.Encode([]rune(info.Label))
	label := info.Label
	if active, _ := help.ActiveParameter.Get(); int(active) < len(info.Parameters) {
		at := info.Parameters[active].Label.(protocol.ParameterInformationLabelTuple)
		part := func(from, to uint32) string { return string(utf16.Decode(units[from:to])) }
		label = part(0, at[0]) + "⟨" + part(at[0], at[1]) + "⟩" + part(at[1], uint32(len(units)))
	}
	if doc, ok := info.Documentation.(*protocol.MarkupContent); ok {
		label += "\n" + doc.Value
	}
	return label
}

func (p *player) linked(m mark) string {
	p.t.Helper()
	var found *protocol.LinkedEditingRanges
	p.call("textDocument/linkedEditingRange", p.at(m), &found)
	if found == nil {
		return "nothing"
	}
	var out, texts []string
	for _, r := range found.Ranges {
		out = append(out, p.placeOf(m.path, r))
		texts = append(texts, p.texts[m.path][p.offset(p.texts[m.path], r.Start):p.offset(p.texts[m.path], r.End)])
	}
	if len(texts) != 2 || texts[0] != texts[1] {
		p.t.Errorf("%s: the linked ranges hold %q", m.path, texts)
	}
	return strings.Join(out, " ")
}

// typed is what is inserted at a caret behind a text that has just been typed.
func (p *player) typed(m mark, text string) string {
	p.t.Helper()
	var found *insertion
	params := p.at(m)
	params["text"] = text
	p.call("codescript/autoInsert", params, &found)
	if found == nil {
		return "nothing"
	}
	whole := p.texts[m.path]
	if gone := whole[p.offset(whole, found.Range.Start):p.offset(whole, found.Range.End)]; gone != "" {
		return fmt.Sprintf("%q for %q at %s", found.Snippet, gone, p.placeOf(m.path, found.Range))
	}
	return found.Snippet
}
