// Diagnostics: who is told of findings, and when.
//
// A client that can ask for diagnostics is never sent any; any other is sent those of every open file whenever a version settles,
// the empty list included, and an empty list for a file that was closed.

package server

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
)

// explanations is where the page about a diagnostic is read.
const explanations = "https://github.com/codescript-lang/coder/blob/main/engine/diag/explain/"

// publisher is a mailbox with one goroutine behind it: the newest view is looked at, those it overtook are not. Errands that wait
// for an answer of the client run beside it.
type publisher struct {
	wake chan struct{}

	mu      sync.Mutex
	view    *view              // the newest not looked at yet, or nil
	stop    context.CancelFunc // ends the look at an older view; nil before the first
	errands []func(context.Context)
}

// published is what the client was last told of a document.
type published struct {
	document *document
	list     []protocol.Diagnostic
}

func newPublisher() *publisher { return &publisher{wake: make(chan struct{}, 1)} }

// put has v looked at. It does not wait.
func (p *publisher) put(v *view) {
	p.mu.Lock()
	p.view = v
	if p.stop != nil {
		p.stop()
	}
	p.mu.Unlock()
	p.ring()
}

// later runs an errand off the reading goroutine. It does not wait.
func (p *publisher) later(errand func(context.Context)) {
	p.mu.Lock()
	p.errands = append(p.errands, errand)
	p.mu.Unlock()
	p.ring()
}

func (p *publisher) ring() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// take empties the mailbox. The context ends when a newer view comes; end is to be called when the view has been looked at.
func (p *publisher) take(ctx context.Context) (v *view, errands []func(context.Context), looking context.Context, end context.CancelFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v, errands = p.view, p.errands
	p.view, p.errands = nil, nil
	looking, p.stop = context.WithCancel(ctx)
	return v, errands, looking, p.stop
}

// run looks at views until ctx ends, and returns when all errands have.
func (p *publisher) run(ctx context.Context, s *session) {
	var wait sync.WaitGroup
	defer wait.Wait()
	told := map[string]published{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		}
		v, errands, looking, end := p.take(ctx)
		for _, errand := range errands {
			wait.Go(func() { errand(ctx) })
		}
		if v != nil && !s.can.pull {
			p.publish(ctx, looking, s, v, told)
		}
		end()
	}
}

// publish tells the client what is new in v. When looking ends because a newer view has come, the rest is left to that.
func (p *publisher) publish(ctx, looking context.Context, s *session, v *view, told map[string]published) {
	for key, last := range told {
		if v.documents[key] == nil {
			delete(told, key)
			p.send(ctx, s, &protocol.PublishDiagnosticsParams{URI: last.document.uri})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(v.documents)) {
		d := v.documents[key]
		list, err := s.diagnosticsOf(looking, v, d)
		if err != nil {
			return
		}
		last := told[key]
		if last.document == d && reflect.DeepEqual(last.list, list) {
			continue
		}
		told[key] = published{d, list}
		p.send(ctx, s, &protocol.PublishDiagnosticsParams{URI: d.uri, Version: protocol.NewOptional(d.version), Diagnostics: list})
	}
}

func (p *publisher) send(ctx context.Context, s *session, params *protocol.PublishDiagnosticsParams) {
	if err := s.client.PublishDiagnostics(ctx, params); err != nil && ctx.Err() == nil {
		s.log.Warn("publishing diagnostics", "error", err)
	}
}

// Diagnostic answers a client that asks for diagnostics itself.
func (s *session) Diagnostic(ctx context.Context, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	report := &protocol.RelatedFullDocumentDiagnosticReport{}
	report.Kind = "full"
	v, d, err := s.document(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	if report.Items, err = s.diagnosticsOf(ctx, v, d); err != nil {
		return nil, err
	}
	return report, nil
}

// diagnosticsOf are the findings in a document as the protocol writes them. The error is the context's.
func (s *session) diagnosticsOf(ctx context.Context, v *view, d *document) ([]protocol.Diagnostic, error) {
	f := s.fileOf(v, d)
	if file, ok := filePath(uriKey(string(d.uri))); ok && s.library.holds(file) {
		return []protocol.Diagnostic{}, nil // its bodies are native
	}
	found, err := f.Snapshot.Diagnostics(ctx, f.Path)
	if err != nil {
		return nil, err
	}
	list := make([]protocol.Diagnostic, len(found))
	for i := range found {
		list[i] = s.diagnostic(f, &found[i])
	}
	return list, nil
}

func (s *session) diagnostic(f *file, d *diag.Diagnostic) protocol.Diagnostic {
	out := protocol.Diagnostic{
		Range:    f.rangeOf(d.Span),
		Severity: protocol.DiagnosticSeverityError,
		Code:     protocol.String(d.Code),
		Source:   protocol.NewOptional("coder"),
		Message:  protocol.String(d.Message(s.lang)),
	}
	if d.Severity() == diag.Warning {
		out.Severity = protocol.DiagnosticSeverityWarning
	}
	if s.can.links {
		out.CodeDescription.Href = uri.URI(explanations + string(d.Code) + ".txtar")
	}
	if s.can.tags && d.Tags()&diag.Unnecessary != 0 {
		out.Tags = protocol.NewDiagnosticTags(protocol.DiagnosticTagUnnecessary)
	}
	if !s.can.related {
		return out
	}
	for _, r := range d.Related {
		if at, ok := s.location(f, r.Path, r.Span); ok {
			out.RelatedInformation = append(out.RelatedInformation, protocol.DiagnosticRelatedInformation{Location: at, Message: r.Text(s.lang)})
		}
	}
	return out
}
