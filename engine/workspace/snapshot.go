package workspace

import (
	"context"
	"errors"
	"path"
	"slices"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/table"
)

// Snapshot is one version of a workspace. Any number of goroutines may use it, for as long as they like.
type Snapshot struct {
	// Version counts the calls of Change that led here.
	Version int

	ws *Workspace

	files   table.Table[string, *file] // those that some change has touched
	listing *listing

	// Guarded by the graph's lock:
	supposed    bool          // nobody made the changes that led here
	inputs      []key         // while they are to be followed from the version before
	supposition *supposition  // what is known of them; nil when that is nothing
	reached     bool          // the graph was that of this version once
	own         map[key]*slot // answers for this version alone, found after the graph had moved on
	work        Work
}

// ErrNoFile is returned for a path that no file has.
var ErrNoFile = errors.New("no such file in the workspace")

// isCode reports whether a path is that of a program.
func isCode(p string) bool { return path.Ext(p) == codeExt }

const codeExt = ".code"

// file returns the version of the file at p; there is one for every path.
func (s *Snapshot) file(p string) *file {
	if f, ok := s.files.Get(p); ok {
		return f
	}
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	f := s.ws.files[p]
	if f == nil {
		f = &file{}
		s.ws.files[p] = f
	}
	return f
}

// isOpen reports whether an editor has the file at p open.
func (s *Snapshot) isOpen(p string) bool {
	f, _ := s.files.Get(p)
	return f != nil && f.overlay
}

func (s *Snapshot) text(p string) *source.Text { return s.file(p).load(s.ws, p) }

func (s *Snapshot) tree(p string) *syntax.Tree {
	if !isCode(p) {
		return nil
	}
	return s.file(p).parse(s.ws, p)
}

// version tells texts of one file apart; 0 when there is no file.
func (s *Snapshot) version(p string) uint64 {
	f := s.file(p)
	if f.load(s.ws, p) == nil {
		return 0
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.version
}

// memo returns somebody to answer questions about s.
func (s *Snapshot) memo() *memo {
	return &memo{graph: s.ws.graph, snap: s}
}

// begin is memo for a question from outside: the first about a version makes the graph that of the version. The error
// is the context's.
func (s *Snapshot) begin(ctx context.Context) (*memo, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g := s.ws.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.version < s.Version && !s.supposed {
		g.advance(s)
	}
	m := s.memo()
	if s.inputs != nil {
		m.suppose()
	}
	return m, nil
}

// ask answers k. The error is the context's. A question that has begun is answered: what was found out is kept.
func ask[T any](ctx context.Context, s *Snapshot, k key) (T, error) {
	var zero T
	m, err := s.begin(ctx)
	if err != nil {
		return zero, err
	}
	v, _ := m.get(k).value.(T)
	return v, nil
}

// Files returns the paths of all files, sorted, but for those in hidden folders and in `root`, the output of builds. It reads
// all folders.
func (s *Snapshot) Files() []string {
	list, _ := ask[[]string](context.Background(), s, key{kind: kPaths})
	return slices.Clone(list)
}

// Sources returns the paths of all `.code` files, sorted. It reads all folders.
func (s *Snapshot) Sources() []string {
	return slices.DeleteFunc(s.Files(), func(p string) bool { return !isCode(p) })
}

// Text returns the text of a file; nil when there is none.
func (s *Snapshot) Text(p string) *source.Text { return s.text(syntax.NFC(p)) }

// Err returns why a file cannot be read; nil when it can.
func (s *Snapshot) Err(p string) error {
	p = syntax.NFC(p)
	f := s.file(p)
	f.load(s.ws, p)
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// Tree returns the syntax tree of a `.code` file; nil when there is none.
func (s *Snapshot) Tree(p string) *syntax.Tree { return s.tree(syntax.NFC(p)) }

// Module returns what a `.code` file declares; nil when there is no such file. The error is the context's.
func (s *Snapshot) Module(ctx context.Context, p string) (*names.Module, error) {
	return ask[*names.Module](ctx, s, key{kind: kModule, path: syntax.NFC(p)})
}

// Diagnostics returns all that is wrong in one file, code or data, sorted, without what its comments allow. The error is
// the context's.
func (s *Snapshot) Diagnostics(ctx context.Context, p string) ([]diag.Diagnostic, error) {
	p = syntax.NFC(p)
	ds, err := ask[[]diag.Diagnostic](ctx, s, key{kind: kDiagnostics, path: p})
	return slices.Clone(ds), err
}

// AllDiagnostics returns what is wrong in all sources and in the data that they import, sorted. The error is the
// context's.
func (s *Snapshot) AllDiagnostics(ctx context.Context) ([]diag.Diagnostic, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.findAll(ctx, m.unsettled()); err != nil {
		return nil, err
	}
	ds, err := ask[[]diag.Diagnostic](ctx, s, key{kind: kAll})
	return slices.Clone(ds), err
}

// Check returns what is wrong in files and in all that they import, sorted. The error is the context's.
func (s *Snapshot) Check(ctx context.Context, entries ...string) ([]diag.Diagnostic, error) {
	paths, err := s.Reachable(ctx, entries...)
	if err != nil {
		return nil, err
	}
	if err := s.findAll(ctx, paths); err != nil {
		return nil, err
	}
	var out []diag.Diagnostic
	for _, p := range paths {
		ds, err := ask[[]diag.Diagnostic](ctx, s, key{kind: kDiagnostics, path: p})
		if err != nil {
			return nil, err
		}
		out = append(out, ds...)
	}
	return diag.Sort(out), nil
}

// findAll has the diagnostics of files found, by as many goroutines as there are processors. The error is the context's.
func (s *Snapshot) findAll(ctx context.Context, paths []string) error {
	return sideBySide(len(paths), func(i int) error {
		_, err := ask[any](ctx, s, key{kind: kDiagnostics, path: paths[i]})
		return err
	})
}

// Reachable returns files and all that they import, code and data, sorted; what is not there is left out. The error is
// the context's.
func (s *Snapshot) Reachable(ctx context.Context, entries ...string) ([]string, error) {
	seen := map[string]bool{}
	var todo, out []string
	add := func(p string) {
		if !seen[p] {
			seen[p] = true
			todo = append(todo, p)
		}
	}
	for _, p := range entries {
		add(syntax.NFC(p))
	}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if s.text(p) == nil {
			continue
		}
		out = append(out, p)
		if !isCode(p) {
			continue
		}
		to, err := ask[[]string](ctx, s, key{kind: kSources, path: p})
		if err != nil {
			return nil, err
		}
		for _, q := range to {
			add(q)
		}
	}
	slices.Sort(out)
	return out, nil
}

// Info returns everything that is known of one unit. The error is ErrNoFile or that of the context.
func (s *Snapshot) Info(ctx context.Context, id names.UnitID) (*check.Info, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	info := m.info(id)
	if info == nil {
		return nil, ErrNoFile
	}
	return info, nil
}

// InfoAt is Info of the unit that holds a byte offset: the last that starts at or before it, its doc comment not
// counted. The error is ErrNoFile when the file has no unit there.
func (s *Snapshot) InfoAt(ctx context.Context, p string, offset int) (*check.Info, error) {
	m, err := s.Module(ctx, p)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, ErrNoFile
	}
	at := m.UnitAt(offset)
	if at == nil {
		return nil, ErrNoFile
	}
	return s.Info(ctx, at.ID)
}

// With calls f with the answers of this version as the file at p gets them. It is for those that need many small
// answers, such as completion. The error is the context's.
func (s *Snapshot) With(ctx context.Context, p string, f func(check.Queries)) error {
	m, err := s.begin(ctx)
	if err != nil {
		return err
	}
	f(&queries{m, syntax.NFC(p)})
	return ctx.Err()
}

// Work counts what was done to answer questions about a snapshot, as opposed to taken over from versions before: the
// currency in which tests state that an edit is local.
type Work struct {
	Checked  int // units
	Computed int // answers of any kind
	Indexed  int // files whose exports were read
	Verified int // answers whose grounds were compared with what they are now
	Looked   int // answers that those computed anew have looked at
	Visited  int // users of answers that became others which were looked at, and names and units of a file put in tables
}

// Work returns the work done so far.
func (s *Snapshot) Work() Work {
	s.ws.graph.mu.Lock()
	defer s.ws.graph.mu.Unlock()
	return s.work
}
