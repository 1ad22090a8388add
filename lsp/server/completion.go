// Completion on the wire.
//
// An item is sent with what a list shows; its documentation follows when the item is selected, to a client that can wait for it.

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// maxOffers is how many lists of items can still be asked about: an editor shows one and may be waiting for the next.
const maxOffers = 4

// offers are the newest lists of items. It may be used by several goroutines.
type offers struct {
	mu   sync.Mutex
	next int
	list [maxOffers]offer
}

// offer is a list of items that was sent. It holds no version of the project: what is said of an item later is said of the newest.
type offer struct {
	id    int
	at    place
	items []feature.Item
}

// itemData is what an item carries so that it is found again.
type itemData struct {
	Offer int `json:"o"`
	Item  int `json:"i"`
}

// put keeps a list and returns its id, which counts from 1.
func (o *offers) put(at place, items []feature.Item) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.next++
	o.list[o.next%maxOffers] = offer{o.next, at, items}
	return o.next
}

// get finds an item that was sent, or returns false when its list is forgotten.
func (o *offers) get(d itemData) (at place, item feature.Item, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if d.Offer < 1 {
		return place{}, feature.Item{}, false
	}
	found := o.list[d.Offer%maxOffers]
	if found.id != d.Offer || d.Item < 0 || d.Item >= len(found.items) {
		return place{}, feature.Item{}, false
	}
	return found.at, found.items[d.Item], true
}

// completionOptions let a client ask behind `>` too, for the end tag, if it does not have it typed another way.
func (s *session) completionOptions() *protocol.CompletionOptions {
	triggers := feature.Triggers()
	if !s.can.autoInsert {
		triggers = append(triggers, ">")
	}
	return &protocol.CompletionOptions{
		TriggerCharacters: triggers, ResolveProvider: new(true),
		CompletionItem: &protocol.ServerCompletionItemOptions{LabelDetailsSupport: new(true)},
	}
}

// Completion answers with a list that is sorted already.
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
	if !s.can.snippets { // of a whole form only its first word would be left, which is offered besides
		found.Items = slices.DeleteFunc(found.Items, func(i feature.Item) bool { return i.Kind == feature.ItemSnippet })
	}
	list := &protocol.CompletionList{IsIncomplete: found.Incomplete, Items: make([]protocol.CompletionItem, len(found.Items))}
	w := itemWriter{session: s, file: f, insert: f.rangeOf(found.Span), replace: f.rangeOf(found.Replace)}
	if len(found.Items) > 0 {
		w.offer = s.offers.put(f.at, found.Items)
	}
	for i := range found.Items {
		list.Items[i] = w.item(&found.Items[i], i)
	}
	return list, nil
}

// CompletionResolve adds to an item what is said of it. An item of a list that is forgotten comes back as it is.
func (s *session) CompletionResolve(ctx context.Context, p *protocol.CompletionItem) (*protocol.CompletionItem, error) {
	var data itemData
	if json.Unmarshal(p.Data, &data) != nil {
		return p, nil
	}
	at, item, ok := s.offers.get(data)
	v, seen := ctx.Value(viewKey{}).(*view)
	if !ok || !seen || v.snapshots[at.project] == nil {
		return p, nil
	}
	item.Resolve(ctx, v.snapshots[at.project], s.lang)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.describe(p, &item)
	return p, nil
}

// describe writes what is said of an item.
func (s *session) describe(out *protocol.CompletionItem, item *feature.Item) {
	if item.Detail != "" {
		out.Detail = protocol.NewOptional(item.Detail)
	}
	if item.Doc != "" {
		out.Documentation = documentation(s.can.markdownItems, said{doc: item.Doc})
	}
}

// itemWriter writes the items of one list.
type itemWriter struct {
	session         *session
	file            *file
	insert, replace protocol.Range
	offer           int
}

// item writes the item that stands at index i: editors keep the order by sorting for a text.
func (w itemWriter) item(item *feature.Item, i int) protocol.CompletionItem {
	can := w.session.can
	text, format := item.Insert, protocol.InsertTextFormatPlainText
	if item.Snippet != "" && can.snippets {
		text, format = item.Snippet, protocol.InsertTextFormatSnippet
	}
	if text == "" {
		text = item.Label
	}
	out := protocol.CompletionItem{
		Label: item.Label, Kind: can.items[item.Kind], SortText: protocol.NewOptional(fmt.Sprintf("%04d", i)), InsertTextFormat: format,
		Data: protocol.LSPAny(fmt.Sprintf(`{"o":%d,"i":%d}`, w.offer, i)),
	}
	if can.insertReplace {
		out.TextEdit = &protocol.InsertReplaceEdit{NewText: text, Insert: w.insert, Replace: w.replace}
	} else {
		out.TextEdit = &protocol.TextEdit{Range: w.insert, NewText: text}
	}
	if item.Filter != "" {
		out.FilterText = protocol.NewOptional(item.Filter)
	}
	if item.Obsolete && can.itemTags {
		out.Tags = []protocol.CompletionItemTag{protocol.CompletionItemTagDeprecated}
	}
	if item.Dot && can.commitCharacters {
		out.CommitCharacters = []string{"."}
	}
	if len(item.Edits) > 0 {
		out.AdditionalTextEdits = w.file.e.textEdits(w.file.text, item.Edits)
	}
	if can.labelDetails && (item.Params != "" || item.Origin != "") {
		out.LabelDetails = &protocol.CompletionItemLabelDetails{}
		if item.Params != "" {
			out.LabelDetails.Detail = new(item.Params)
		}
		if item.Origin != "" {
			out.LabelDetails.Description = new(item.Origin)
		}
	}
	switch {
	case !can.laterDocs:
		w.session.describe(&out, item)
	case item.Detail != "":
		out.Detail = protocol.NewOptional(item.Detail)
	}
	if item.Detail == "" && item.Origin != "" && !can.labelDetails {
		out.Detail = protocol.NewOptional(item.Origin)
	}
	return out
}
