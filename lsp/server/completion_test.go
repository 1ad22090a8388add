// Items of completion as clients of different abilities get them.

package server

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
)

const itemsText = `/// Says ` + "`hello`" + `.
fn greet(name: string) => name

pa

let user = { name: "Ann" }
let a = gre
let b = user.na
fn C() => <cent
`

// itemsAfter asks for what can follow a piece of the text.
func itemsAfter(e *editor, behind string) map[string]protocol.CompletionItem {
	e.t.Helper()
	at := strings.Index(itemsText, behind) + len(behind)
	var list protocol.CompletionList
	e.call("textDocument/completion", map[string]any{"textDocument": e.document("main.code"), "position": e.position(itemsText, at)}, &list)
	out := map[string]protocol.CompletionItem{}
	for _, item := range list.Items {
		out[item.Label] = item
	}
	return out
}

func TestItems(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), noFolder: true})
	e.open("main.code", itemsText)
	greet := itemsAfter(e, "let a = gre")["greet"]
	if greet.LabelDetails == nil || greet.LabelDetails.Detail == nil || *greet.LabelDetails.Detail != "(name)" || greet.Documentation != nil {
		t.Errorf("%+v", greet)
	}
	if name := itemsAfter(e, "user.na")["name"]; len(name.CommitCharacters) != 1 || name.CommitCharacters[0] != "." || name.Kind != protocol.CompletionItemKindField {
		t.Errorf("%+v", name)
	}
	if center := itemsAfter(e, "<cent")["center"]; len(center.Tags) != 1 || center.InsertTextFormat != protocol.InsertTextFormatSnippet {
		t.Errorf("%+v", center)
	}
}

func TestItemsForABareClient(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), noFolder: true, bare: true})
	e.open("main.code", itemsText)
	greet := itemsAfter(e, "let a = gre")["greet"]
	if _, plain := greet.TextEdit.(*protocol.TextEdit); !plain || greet.LabelDetails != nil || greet.InsertTextFormat != protocol.InsertTextFormatPlainText {
		t.Errorf("%+v", greet)
	}
	if doc, ok := greet.Documentation.(protocol.String); !ok || doc != "Says hello." {
		t.Errorf("it says %+v", greet.Documentation)
	}
	top := itemsAfter(e, "\n\npa")
	if _, offered := top["page(slug)"]; offered || top["page"].Label == "" {
		t.Errorf("at the top are %v", slices.Sorted(maps.Keys(top)))
	}
	if center := itemsAfter(e, "<cent")["center"]; len(center.Tags) != 0 || center.CommitCharacters != nil {
		t.Errorf("%+v", center)
	}
	var h protocol.Hover
	at := strings.Index(itemsText, "greet")
	e.call("textDocument/hover", map[string]any{"textDocument": e.document("main.code"), "position": e.position(itemsText, at)}, &h)
	if text := h.Contents.(*protocol.MarkupContent); text.Kind != protocol.MarkupKindPlainText || text.Value != "fn greet(name: string) -> string\n\nSays hello." {
		t.Errorf("hover says %q", text.Value)
	}
}

// TestForgottenItem asks for what is said of an item whose list is long gone: it comes back as it was.
func TestForgottenItem(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), noFolder: true})
	e.open("main.code", itemsText)
	greet := itemsAfter(e, "let a = gre")["greet"]
	for range maxOffers {
		itemsAfter(e, "user.na")
	}
	var got protocol.CompletionItem
	e.call("completionItem/resolve", greet, &got)
	if got.Label != "greet" || got.Documentation != nil {
		t.Errorf("%+v", got)
	}
	e.call("completionItem/resolve", map[string]any{"label": "x", "data": "nonsense"}, &got)
	e.call("completionItem/resolve", map[string]any{"label": "x", "data": map[string]any{"o": -1, "i": 7}}, &got)
}
