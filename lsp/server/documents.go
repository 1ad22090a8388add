// Documents: the texts that are open in the editor, kept in step with it.
//
// didOpen, didChange and didClose are read here and not by the library: it rewrites addresses on the way in, so that answers would
// not name a file as the editor does, and takes a change whose range is null for an insertion at the start.

package server

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

// maxDocument is the longest text in bytes that is looked at: far beyond what anybody writes, and little enough that a file opened
// by mistake does not take the memory of the machine.
const maxDocument = 16 << 20

// document is one open text of one version. It is immutable, but for what formats keeps.
type document struct {
	uri     uri.URI // as the client writes it
	version int32
	text    *source.Text
	at      place
	refused bool  // longer than maxDocument: text is nil until a whole new text comes
	kept    *kept // of all versions
}

// kept is what is remembered from one version of a document to the next. It may be used by any number of goroutines.
type kept struct {
	memo     *feature.Memo
	tokens   tokenAnswers
	formats  feature.FormatCache
	outline  outlineCache
	linked   atomic.Pointer[linkedNames]
	reported atomic.Pointer[reported]
	compared *reported // with what is found now; the publisher's own
}

// reported is what a client that asks for diagnostics was last answered.
type reported struct {
	document *document
	id       string // of the result
}

// Parameters of the notifications, as far as they matter here. Numbers are wide so that a wrong one is clamped, not refused.
type (
	openParams struct {
		TextDocument struct {
			URI     string `json:"uri"`
			Version int64  `json:"version"`
			Text    string `json:"text"`
		} `json:"textDocument"`
	}
	changeParams struct {
		TextDocument struct {
			URI     string `json:"uri"`
			Version *int64 `json:"version"`
		} `json:"textDocument"`
		ContentChanges []contentChange `json:"contentChanges"`
	}
	contentChange struct {
		Range *struct {
			Start point `json:"start"`
			End   point `json:"end"`
		} `json:"range"`
		Text string `json:"text"`
	}
	point struct {
		Line      int64 `json:"line"`
		Character int64 `json:"character"`
	}
	closeParams struct {
		TextDocument struct {
			URI string `json:"uri"`
		} `json:"textDocument"`
	}
)

// position is p within what the protocol can write.
func (p point) position() protocol.Position {
	clamp := func(n int64) uint32 { return uint32(min(max(n, 0), 1<<31-1)) }
	return protocol.Position{Line: clamp(p.Line), Character: clamp(p.Character)}
}

// sync handles the notifications that keep texts in step; handled is false for any other.
func (s *session) sync(method string, params jsonrpc2.RawMessage) (handled bool, err error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	switch method {
	case "textDocument/didOpen":
		var p openParams
		if err := decode(params, &p); err != nil {
			return true, err
		}
		return true, s.open(p)
	case "textDocument/didChange":
		var p changeParams
		if err := decode(params, &p); err != nil {
			return true, err
		}
		return true, s.change(p)
	case "textDocument/didClose":
		var p closeParams
		if err := decode(params, &p); err != nil {
			return true, err
		}
		return true, s.close(p)
	}
	return false, nil
}

// decode reads parameters. Half of a surrogate pair, which editors send while an emoji is taken apart, reads as U+FFFD.
func decode(params jsonrpc2.RawMessage, v any) error {
	return json.Unmarshal(params, v, jsontext.AllowInvalidUTF8(true))
}

func (s *session) open(p openParams) error {
	key := uriKey(p.TextDocument.URI)
	next := s.next()
	at, err := s.projects.placeOf(key)
	if err != nil {
		return err
	}
	d := &document{
		uri: uri.URI(p.TextDocument.URI), version: int32(p.TextDocument.Version), at: at,
		kept: &kept{memo: feature.NewMemo(s.encoding.columns())},
	}
	s.setText(d, p.TextDocument.Text)
	s.store(next, key, d, nil)
	return nil
}

// setText gives d a whole new text, or refuses it with a message to the user.
func (s *session) setText(d *document, text string) {
	if len(text) <= maxDocument {
		d.text, d.refused = source.NewText(text), false
		return
	}
	d.refuse(s)
}

func (d *document) refuse(s *session) {
	d.text, d.refused = source.NewText(""), true
	message := &protocol.ShowMessageParams{Type: protocol.MessageTypeWarning, Message: tooLarge(s.lang, string(d.uri))}
	s.publisher.later(func(ctx context.Context) {
		if err := s.client.ShowMessage(ctx, message); err != nil {
			s.log.Warn("showing a message", "error", err)
		}
	})
}

// tooLarge says why nothing is known of a file.
func tooLarge(l diag.Lang, file string) string {
	file = file[strings.LastIndexByte(file, '/')+1:]
	return fmt.Sprintf(diag.Both{
		English: "%s is longer than %d MB, so Coder does not look at it",
		Korean:  "%s 파일은 %d MB보다 커서 코더가 살펴보지 않습니다",
	}.In(l), file, maxDocument>>20)
}

func (s *session) change(p changeParams) error {
	key := uriKey(p.TextDocument.URI)
	old := s.view.documents[key]
	if old == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	d := *old
	if p.TextDocument.Version != nil {
		d.version = int32(*p.TextDocument.Version)
	}
	var edits []source.Edit // since old; nil with whole new texts
	whole := false
	linked := old.kept.linked.Load()
	if linked != nil && linked.text != old.text {
		linked = nil // of a text before: it does not say where the names are now
	}
	for _, c := range p.ContentChanges {
		switch {
		case c.Range == nil:
			s.setText(&d, c.Text)
			edits, whole, linked = nil, true, nil
		case d.refused:
		default:
			span := s.encoding.rangeToSpan(d.text, protocol.Range{Start: c.Range.Start.position(), End: c.Range.End.position()})
			edit := source.Edit{Span: span, New: c.Text}
			if d.text.Len()-span.Len()+len(c.Text) > maxDocument {
				d.refuse(s)
				edits, whole, linked = nil, true, nil
				continue
			}
			d.text = d.text.Apply(edit)
			edits = append(edits, edit)
			if linked != nil {
				linked = linked.after(edit, d.text)
			}
		}
	}
	if whole {
		edits = nil
	}
	d.kept.linked.Store(linked)
	s.store(s.next(), key, &d, edits)
	return nil
}

func (s *session) close(p closeParams) error {
	key := uriKey(p.TextDocument.URI)
	old := s.view.documents[key]
	if old == nil {
		return errors.New("it is not open")
	}
	next := s.next()
	delete(next.documents, key)
	delete(next.at, old.at)
	for _, d := range next.documents {
		if d.at == old.at { // open under another spelling, too
			s.put(next, d, nil)
		}
	}
	if next.at[old.at] == nil {
		s.projects.close(next, old.at)
	}
	s.swap(next)
	return nil
}

// store makes d the newest version of its document. The edits lead to it from the version before; nil means any text.
func (s *session) store(next *view, key string, d *document, edits []source.Edit) {
	if next.at[d.at] != next.documents[key] {
		edits = nil // the project has the text of another document of the same file
	}
	next.documents[key] = d
	s.put(next, d, edits)
	s.swap(next)
}

// put makes the text of d that of its file.
func (s *session) put(next *view, d *document, edits []source.Edit) {
	next.at[d.at] = d
	s.projects.update(next, d.at, d.text, edits)
}

// uriKey is the form of an address under which a document is kept: however its characters were escaped, and whatever the case
// of a drive's letter.
func uriKey(address string) string {
	scheme, rest, ok := strings.Cut(address, ":")
	if !ok {
		return address
	}
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = plain
	}
	if drive, ok := strings.CutPrefix(rest, "///"); ok && len(drive) >= 2 && drive[1] == ':' {
		rest = "///" + strings.ToLower(drive[:1]) + drive[1:]
	}
	return strings.ToLower(scheme) + ":" + rest
}
