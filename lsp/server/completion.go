// Completion on the wire.

package server

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// itemKinds are the protocol's kinds of items.
var itemKinds = [...]protocol.CompletionItemKind{
	feature.ItemKeyword:   protocol.CompletionItemKindKeyword,
	feature.ItemFunction:  protocol.CompletionItemKindFunction,
	feature.ItemMethod:    protocol.CompletionItemKindMethod,
	feature.ItemComponent: protocol.CompletionItemKindClass,
	feature.ItemVariable:  protocol.CompletionItemKindVariable,
	feature.ItemConstant:  protocol.CompletionItemKindConstant,
	feature.ItemField:     protocol.CompletionItemKindField,
	feature.ItemType:      protocol.CompletionItemKindInterface,
	feature.ItemModule:    protocol.CompletionItemKindModule,
	feature.ItemElement:   protocol.CompletionItemKindProperty,
	feature.ItemAttribute: protocol.CompletionItemKindProperty,
	feature.ItemValue:     protocol.CompletionItemKindValue,
	feature.ItemFile:      protocol.CompletionItemKindFile,
}

func (s *session) Completion(ctx context.Context, p *protocol.CompletionParams) (protocol.CompletionResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	trigger := ""
	if p.Context.TriggerCharacter != nil && p.Context.TriggerKind == protocol.CompletionTriggerKindTriggerCharacter {
		trigger = *p.Context.TriggerCharacter
	}
	found := feature.Complete(ctx, f.File, f.offset(p.Position), trigger)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	list := &protocol.CompletionList{IsIncomplete: found.Incomplete, Items: make([]protocol.CompletionItem, len(found.Items))}
	where := f.rangeOf(found.Span)
	for i := range found.Items {
		list.Items[i] = s.item(&found.Items[i], i, where)
	}
	return list, nil
}

// item writes the item that stands at index i: editors keep the order by sorting for a text.
func (s *session) item(item *feature.Item, i int, where protocol.Range) protocol.CompletionItem {
	text, format := item.Insert, protocol.InsertTextFormatPlainText
	if item.Snippet != "" && s.can.snippets {
		text, format = item.Snippet, protocol.InsertTextFormatSnippet
	}
	if text == "" {
		text = item.Label
	}
	out := protocol.CompletionItem{
		Label: item.Label, Kind: itemKinds[item.Kind], SortText: protocol.NewOptional(fmt.Sprintf("%04d", i)),
		TextEdit: &protocol.TextEdit{Range: where, NewText: text}, InsertTextFormat: format,
	}
	if item.Detail != "" {
		out.Detail = protocol.NewOptional(item.Detail)
	}
	if item.Doc != "" {
		out.Documentation = s.markup("", item.Doc, "")
	}
	return out
}
