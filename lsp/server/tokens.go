// Semantic tokens on the wire: whole, as the change from an answer before, and of a stretch.

package server

import (
	"context"
	"strconv"
	"sync"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// maxTokenAnswers is how many answers about one document are kept for changes to be told from: the one that the client has, and one
// more, for a client that asks again before an answer has come.
const maxTokenAnswers = 2

// tokenAnswers are the newest answers about the tokens of one document. It may be used by any number of goroutines.
type tokenAnswers struct {
	mu   sync.Mutex
	last int // the id of the newest
	kept []tokenAnswer
}

type tokenAnswer struct {
	id   string
	runs []*feature.TokenRun
}

// keep remembers an answer under a new id.
func (a *tokenAnswers) keep(runs []*feature.TokenRun) (id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last++
	id = strconv.Itoa(a.last)
	if len(a.kept) == maxTokenAnswers {
		a.kept = append(a.kept[:0], a.kept[1:]...)
	}
	a.kept = append(a.kept, tokenAnswer{id, runs})
	return id
}

// find is the answer with an id, or false if it is not kept any more.
func (a *tokenAnswers) find(id string) ([]*feature.TokenRun, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, answer := range a.kept {
		if answer.id == id {
			return answer.runs, true
		}
	}
	return nil, false
}

func (s *session) SemanticTokensFull(ctx context.Context, p *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	runs := feature.TokenRuns(ctx, f.File)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return wholeTokens(f, runs), nil
}

func wholeTokens(f *file, runs []*feature.TokenRun) *protocol.SemanticTokens {
	return &protocol.SemanticTokens{ResultID: new(f.kept.tokens.keep(runs)), Data: feature.JoinTokens(runs)}
}

func (s *session) SemanticTokensFullDelta(ctx context.Context, p *protocol.SemanticTokensDeltaParams) (protocol.SemanticTokensDeltaResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	runs := feature.TokenRuns(ctx, f.File)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	before, ok := f.kept.tokens.find(p.PreviousResultID)
	if !ok {
		return wholeTokens(f, runs), nil
	}
	delta := &protocol.SemanticTokensDelta{ResultID: new(f.kept.tokens.keep(runs))}
	if edit, any := feature.TokenChanges(before, runs); any {
		delta.Edits = []protocol.SemanticTokensEdit{{Start: uint32(edit.Start), DeleteCount: uint32(edit.Delete), Data: edit.Data}}
	}
	return delta, nil
}

func (s *session) SemanticTokensRange(ctx context.Context, p *protocol.SemanticTokensRangeParams) (*protocol.SemanticTokens, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	data := feature.TokensWithin(ctx, f.File, f.span(p.Range))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &protocol.SemanticTokens{Data: data}, nil
}
