// Findings: the diagnostics of all files of the sites that an editor has open, looked for only where something changed.

package server

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/workspace"
)

// findings are shared by the publisher and the requests of a client that asks itself. One of them looks at a time.
type findings struct {
	turn chan struct{} // holds a token while somebody looks
	by   map[*project]*projectFindings
}

// projectFindings are those of one project, as of the newest version that anybody has asked about.
type projectFindings struct {
	workspace.Findings
	version int // of the snapshot
	indexed bool
}

// fileFindings are what was found in a file.
type fileFindings struct {
	path string
	list []diag.Diagnostic
}

func newFindings() *findings {
	return &findings{turn: make(chan struct{}, 1), by: map[*project]*projectFindings{}}
}

// take waits for the turn to look. The error is the context's.
func (f *findings) take(ctx context.Context) error {
	select {
	case f.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f *findings) release() { <-f.turn }

// update looks at what is new in a snapshot of a project and returns the files of which something else is to be said now; of a
// snapshot that is older than what is known, none. The error is the context's: the files are valid nevertheless. The first look is
// shown as progress. Requests that are being answered go first.
func (f *findings) update(ctx context.Context, s *session, p *project, snapshot *workspace.Snapshot) ([]fileFindings, error) {
	if err := f.take(ctx); err != nil {
		return nil, err
	}
	defer f.release()
	return f.look(ctx, s, p, snapshot, s.traffic)
}

// all is update that returns every file in which something was found, and that lets nobody go first.
func (f *findings) all(ctx context.Context, s *session, p *project, snapshot *workspace.Snapshot) ([]fileFindings, error) {
	if err := f.take(ctx); err != nil {
		return nil, err
	}
	defer f.release()
	if _, err := f.look(ctx, s, p, snapshot, nil); err != nil {
		return nil, err
	}
	var out []fileFindings
	for _, file := range f.by[p].Paths() {
		out = append(out, fileFindings{file, f.by[p].Of(file)})
	}
	return out, nil
}

// of are the findings in a file as of the last update. The error is the context's.
func (f *findings) of(ctx context.Context, at place) ([]diag.Diagnostic, error) {
	if err := f.take(ctx); err != nil {
		return nil, err
	}
	defer f.release()
	if of := f.by[at.project]; of != nil {
		return of.Of(at.path), nil
	}
	return nil, nil
}

// look lets the traffic, if that is not nil, go first after each file that it has looked at. Until it has seen all files once, which takes
// long, it goes on only in the pauses that somebody who types makes.
func (f *findings) look(ctx context.Context, s *session, p *project, snapshot *workspace.Snapshot, first *traffic) ([]fileFindings, error) {
	of := f.by[p]
	if of == nil {
		of = &projectFindings{}
		f.by[p] = of
	}
	if snapshot.Version < of.version {
		return nil, nil
	}
	of.version = snapshot.Version
	var progress *progress
	if !of.indexed {
		progress = s.beginProgress(path.Base(p.root))
		defer progress.end()
	}
	changed, err := of.Update(ctx, snapshot, func(done, left int) {
		progress.report(done, left)
		switch {
		case first == nil:
		case of.indexed:
			first.yield(ctx)
		default:
			first.pause(ctx)
		}
	})
	of.indexed = of.indexed || err == nil
	out := make([]fileFindings, len(changed))
	for i, file := range changed {
		out[i] = fileFindings{file, of.Of(file)}
	}
	return out, err
}

// keep forgets the projects that are not in v. The error is the context's.
func (f *findings) keep(ctx context.Context, v *view) error {
	if err := f.take(ctx); err != nil {
		return err
	}
	defer f.release()
	maps.DeleteFunc(f.by, func(p *project, _ *projectFindings) bool { return v.snapshots[p] == nil })
	return nil
}

// sites are the projects of which all files are looked at, by their roots.
func (v *view) sites() []*project {
	var out []*project
	for p := range v.snapshots {
		if !p.loose {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *project) int { return strings.Compare(a.root, b.root) })
	return out
}

// isNested reports whether a file belongs to a site below the root of its project: that is a project by itself.
func isNested(ctx context.Context, snapshot *workspace.Snapshot, file string) (bool, error) {
	sites, err := snapshot.Sites(ctx)
	return slices.ContainsFunc(sites, func(dir string) bool { return dir != "." && strings.HasPrefix(file, dir+"/") }), err
}
