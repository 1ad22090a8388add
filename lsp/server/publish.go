// Publishing: who is told of findings, and when.
//
// A client that can ask for diagnostics is never sent any; it is told to ask again when those of a file have changed in which nobody
// typed. Any other is sent those of each open file for every version that settles, the empty list included, and those of all other
// files of its sites when they change; where a file went, the empty list.

package server

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/workspace"
)

// maxErrands is how many errands wait at most: a client that answers none is not told more than this of what it may as well miss.
const maxErrands = 64

// publisher is a mailbox with one goroutine behind it: the newest view is looked at, those it overtook are not. Errands that wait
// for an answer of the client run beside it.
type publisher struct {
	wake chan struct{}

	mu      sync.Mutex
	view    *view              // the newest not looked at yet, or nil
	stop    context.CancelFunc // ends the look at an older view; nil before the first
	errands []func(context.Context)
}

// published is what the client was last told of a file.
type published struct {
	uri      uri.URI
	document *document // nil of a file that is not open
	snapshot *workspace.Snapshot
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

// later runs an errand off the reading goroutine. It does not wait; of too many the oldest are dropped.
func (p *publisher) later(errand func(context.Context)) {
	p.mu.Lock()
	if p.errands = append(p.errands, errand); len(p.errands) > maxErrands {
		p.errands = slices.Delete(p.errands, 0, 1)
	}
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
	t := &teller{s: s, told: map[place]*published{}}
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		}
		v, errands, looking, end := p.take(ctx)
		for _, errand := range errands {
			wait.Go(func() { guarded(s.log, "an errand", func() { errand(ctx) }) })
		}
		if v != nil {
			looked := s.traffic.look()
			guarded(s.log, "looking for diagnostics", func() {
				if err := t.tell(ctx, looking, v); err != nil && !errors.Is(err, context.Canceled) {
					s.log.Error("looking for diagnostics", "error", err)
				}
			})
			looked()
		}
		end()
	}
}

// teller keeps a client up to date. It is the publisher's goroutine's own.
type teller struct {
	s     *session
	told  map[place]*published
	again bool // a client that asks is to ask again, and has not been told so
}

// tell tells the client what is new in v, open files first. When looking ends because a newer view has come, the rest is left to that.
func (t *teller) tell(ctx, looking context.Context, v *view) error {
	if !t.s.can.pull {
		if err := t.clear(ctx, looking, v); err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(v.documents)) {
			d := v.documents[key]
			if last := t.told[d.at]; last != nil && last.document == d && last.snapshot == v.snapshots[d.at.project] {
				continue
			}
			if err := t.document(ctx, looking, v, d); err != nil {
				return err
			}
		}
	}
	if err := t.s.findings.keep(looking, v); err != nil {
		return err
	}
	for _, p := range v.sites() {
		changed, err := t.s.findings.update(looking, t.s, p, v.snapshots[p])
		for _, file := range changed {
			at := place{p, file.path}
			if t.s.can.pull {
				if d := v.at[at]; d != nil {
					d.kept.compared = nil
				} else {
					t.again = true
				}
			} else if err := t.file(ctx, v, at, file.list); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
	if t.s.can.pull {
		if err := t.compare(looking, v); err != nil {
			return err
		}
	}
	if t.again {
		t.again = false
		t.s.publisher.later(t.s.refresh)
	}
	return nil
}

// compare has a client that asks do so again when it has been told otherwise of an open file in which nobody has typed since. Only the
// files are looked at of which something new was found or answered since they were compared, and those of no project, whose findings
// nobody follows.
func (t *teller) compare(ctx context.Context, v *view) error {
	for _, d := range v.documents {
		last := d.kept.reported.Load()
		if last == nil || last.document != d { // it asks for the new text itself
			continue
		}
		if last == d.kept.compared && !d.at.project.loose {
			continue
		}
		list, err := t.s.diagnosticsOf(ctx, v, d)
		if err != nil {
			return err
		}
		if id := resultID(list); id != last.id {
			last = &reported{d, id} // one that does not ask then is not told again
			d.kept.reported.Store(last)
			t.again = true
		}
		d.kept.compared = last
	}
	return nil
}

// refresh has the client ask for diagnostics again.
func (s *session) refresh(ctx context.Context) {
	if err := s.client.DiagnosticRefresh(ctx); err != nil && ctx.Err() == nil {
		s.log.Warn("the client does not refresh", "error", err)
	}
}

// clear takes back what was said of files that belong to no project any more, and of closed ones what only their open text held.
func (t *teller) clear(ctx, looking context.Context, v *view) error {
	for at, last := range t.told {
		switch d := v.at[at]; {
		case v.snapshots[at.project] == nil, d == nil && at.project.loose:
			delete(t.told, at)
			t.send(ctx, &protocol.PublishDiagnosticsParams{URI: last.uri})
		case d == nil && last.document != nil:
			list, err := t.s.findings.of(looking, at)
			if err != nil {
				return err
			}
			last.document = nil
			t.changed(ctx, v, at, last, list)
		case d != nil && last.uri != d.uri: // the client spells it in another way now
			delete(t.told, at)
			t.send(ctx, &protocol.PublishDiagnosticsParams{URI: last.uri})
		}
	}
	return nil
}

// document tells of an open file, if there is something new: a version or a finding.
func (t *teller) document(ctx, looking context.Context, v *view, d *document) error {
	list, err := t.s.diagnosticsOf(looking, v, d)
	if err != nil {
		return err
	}
	last := t.told[d.at]
	t.told[d.at] = &published{d.uri, d, v.snapshots[d.at.project], list}
	if last == nil || last.document != d || !reflect.DeepEqual(last.list, list) {
		t.send(ctx, &protocol.PublishDiagnosticsParams{URI: d.uri, Version: protocol.NewOptional(d.version), Diagnostics: list})
	}
	return nil
}

// file tells of a file whose findings have changed; an open one has been told of.
func (t *teller) file(ctx context.Context, v *view, at place, found []diag.Diagnostic) error {
	if v.at[at] != nil {
		return nil
	}
	nested, err := isNested(ctx, v.snapshots[at.project], at.path)
	if err != nil || nested {
		return err
	}
	last := t.told[at]
	if last == nil {
		last = &published{uri: v.uriOf(at)}
	}
	t.changed(ctx, v, at, last, found)
	return nil
}

// changed tells of a file that is not open, as it is now.
func (t *teller) changed(ctx context.Context, v *view, at place, last *published, found []diag.Diagnostic) {
	list := t.s.listOf(v, at, found)
	if len(list) > 0 {
		last.list = list
		t.told[at] = last
		t.send(ctx, &protocol.PublishDiagnosticsParams{URI: last.uri, Diagnostics: list})
	} else if t.told[at] != nil {
		delete(t.told, at)
		t.send(ctx, &protocol.PublishDiagnosticsParams{URI: last.uri})
	}
}

func (t *teller) send(ctx context.Context, params *protocol.PublishDiagnosticsParams) {
	if err := t.s.client.PublishDiagnostics(ctx, params); err != nil && ctx.Err() == nil {
		t.s.log.Warn("publishing diagnostics", "error", err)
	}
}
