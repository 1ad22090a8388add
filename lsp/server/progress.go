// Progress: how far the first look at a site has come, for clients that show it.

package server

import (
	"context"
	"fmt"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/diag"
)

// worthShowing is how many files a site must have for progress to be shown: less is over before anybody could read it.
const worthShowing = 50

// progress is one thing that takes its time. Telling the client runs beside it, as the client has to agree first, and may never.
type progress struct {
	s     *session
	name  string
	token protocol.String

	news chan int // percents that were reached; closed at the end

	shown bool // these two are of who reports
	last  int
}

// beginProgress begins to show the look at a site with a name.
func (s *session) beginProgress(name string) *progress {
	s.tokens++
	return &progress{s: s, name: name, token: protocol.String(fmt.Sprintf("coder-%d", s.tokens)), news: make(chan int, 100)}
}

// report says how many files have been looked at and how many are left; without p, to nobody.
func (p *progress) report(done, left int) {
	if p == nil || !p.s.can.progress {
		return
	}
	if !p.shown {
		if done+left < worthShowing {
			return
		}
		p.shown = true
		p.s.publisher.later(p.show)
	}
	if percent := 100 * done / (done + left); percent > p.last {
		p.last = percent
		select {
		case p.news <- percent:
		default: // a client that does not keep up
		}
	}
}

func (p *progress) end() { close(p.news) }

// show tells the client, until the end or that of ctx.
func (p *progress) show(ctx context.Context) {
	if err := p.s.client.WorkDoneProgressCreate(ctx, &protocol.WorkDoneProgressCreateParams{Token: p.token}); err != nil {
		return // it may refuse
	}
	title := fmt.Sprintf(diag.Both{English: "Checking %s", Korean: "%s 검사 중"}.In(p.s.lang), p.name)
	p.tell(ctx, protocol.WorkDoneProgressBegin{Kind: "begin", Title: title, Percentage: new(uint32(0))})
	for {
		select {
		case percent, ok := <-p.news:
			if !ok {
				p.tell(ctx, protocol.WorkDoneProgressEnd{Kind: "end"})
				return
			}
			p.tell(ctx, protocol.WorkDoneProgressReport{Kind: "report", Percentage: new(uint32(percent))})
		case <-ctx.Done():
			return
		}
	}
}

func (p *progress) tell(ctx context.Context, value any) {
	data, err := json.Marshal(value)
	if err == nil {
		err = p.s.client.Progress(ctx, &protocol.ProgressParams{Token: p.token, Value: protocol.LSPAny(data)})
	}
	if err != nil && ctx.Err() == nil {
		p.s.log.Warn("showing progress", "error", err)
	}
}
