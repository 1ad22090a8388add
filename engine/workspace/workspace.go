package workspace

import (
	"context"
	"errors"
	"hash/maphash"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Config says what a workspace is made for.
type Config struct {
	// Page is the path of a file whose `page` is a site of its own, as `coder serve FILE` serves it; "" when sites are
	// those that have a `site.code`.
	Page string
}

// Change is one change of a file.
type Change struct {
	Path string // slash-separated, relative to the root
	// Text is what an editor has open; nil gives the file back to the file system, which is read again.
	Text *source.Text
	// Edits lead from the text before to Text, in order, so that what they leave alone is not parsed again. They may be
	// left out.
	Edits []source.Edit
}

// Workspace is a project over time.
type Workspace struct {
	fs   fs.FS
	cfg  Config
	seed maphash.Seed

	mu    sync.Mutex
	snap  *Snapshot
	cells map[key]*cell // the newest answers, of any version
	next  uint64        // version numbers of files
}

// file is one version of a file; tree is nil for what is no code.
type file struct {
	text    *source.Text // nil when there is no such file
	tree    *syntax.Tree
	version uint64
	overlay bool
}

// Open makes a workspace over the files of fsys, which are read when they are needed.
func Open(fsys fs.FS, cfg Config) *Workspace {
	ws := &Workspace{fs: fsys, cfg: cfg, seed: maphash.MakeSeed(), cells: map[key]*cell{}}
	ws.snap = &Snapshot{ws: ws, files: map[string]*file{}}
	return ws
}

// Snapshot returns the current version.
func (ws *Workspace) Snapshot() *Snapshot {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	return ws.snap
}

// Change moves the workspace on and returns the new version. Which files there are is looked at again when a change
// gives one back to the file system, or is about one that was not there.
func (ws *Workspace) Change(changes []Change) *Snapshot {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	old := ws.snap
	snap := &Snapshot{ws: ws, files: maps.Clone(old.files), paths: old.paths, pathsVersion: old.pathsVersion, Version: old.Version + 1}
	for _, ch := range changes {
		before := snap.files[ch.Path]
		if ch.Text == nil {
			delete(snap.files, ch.Path)
			snap.paths = nil
			continue
		}
		if before == nil || before.text == nil {
			snap.paths = nil
		}
		snap.files[ch.Path] = ws.newFile(ch.Path, ch.Text, before, ch.Edits)
	}
	ws.snap = snap
	return snap
}

// newFile makes the version of a file that an editor has open.
func (ws *Workspace) newFile(p string, text *source.Text, before *file, edits []source.Edit) *file {
	f := ws.read(p, text)
	f.overlay = true
	if before != nil && before.tree != nil && len(edits) > 0 {
		f.tree = syntax.Reparse(before.tree, edits, text)
	}
	return f
}

// read makes a version of a file. Its tree is made when it is asked for.
func (ws *Workspace) read(_ string, text *source.Text) *file {
	ws.next++
	return &file{text: text, version: ws.next}
}

// isCode reports whether a path is that of a program.
func isCode(p string) bool { return path.Ext(p) == ".code" }

// Snapshot is one version of a workspace.
type Snapshot struct {
	// Version counts the changes that led here.
	Version int

	ws           *Workspace
	files        map[string]*file // those that have been looked at
	paths        []string         // all files, sorted; nil until they are listed
	pathsVersion uint64
	pages        *memo
}

// memo is the snapshot's memo for a question that ctx waits for. The workspace's lock is held.
func (s *Snapshot) memo(ctx context.Context) *memo {
	if s.pages == nil {
		s.pages = &memo{snap: s, own: map[key]*cell{}, running: map[key]bool{}, building: map[check.Ref]check.Signature{}}
	}
	s.pages.ctx = ctx
	return s.pages
}

// ask answers k under the workspace's lock. The error is the context's.
func ask[T any](ctx context.Context, s *Snapshot, k key) (T, error) {
	var zero T
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return zero, err
	}
	c := s.memo(ctx).fetch(k)
	if err := ctx.Err(); err != nil {
		return zero, err
	}
	v, _ := c.value.(T)
	return v, nil
}

// file returns the version of a file, reading it if need be. The workspace's lock is held.
func (s *Snapshot) file(p string) *file {
	if f := s.files[p]; f != nil {
		return f
	}
	f := &file{}
	if fs.ValidPath(p) {
		if data, err := fs.ReadFile(s.ws.fs, p); err == nil {
			f = s.ws.read(p, source.NewText(string(data)))
		}
	}
	s.files[p] = f
	return f
}

// skipped are the folders that hold no sources.
func skipped(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." || name == "node_modules"
}

// list returns the paths of all files, those that are only open in an editor included. The workspace's lock is held.
func (s *Snapshot) list() []string {
	if s.paths != nil {
		return s.paths
	}
	paths := []string{}
	// A folder that cannot be read is as good as empty: the files that are needed are reported missing.
	_ = fs.WalkDir(s.ws.fs, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && d.IsDir():
			return fs.SkipDir
		case err != nil:
			return nil
		case d.IsDir() && skipped(d.Name()):
			return fs.SkipDir
		case !d.IsDir():
			paths = append(paths, p)
		}
		return nil
	})
	for p, f := range s.files {
		if f.overlay && !slices.Contains(paths, p) {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	s.ws.next++
	s.paths, s.pathsVersion = paths, s.ws.next
	return paths
}

// ErrNoFile is returned for a path that no file has.
var ErrNoFile = errors.New("no such file in the workspace")

// Files returns the paths of all files, sorted. The slice is shared: do not change it.
func (s *Snapshot) Files() []string {
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	return s.list()
}

// Text returns the text of a file; nil when there is none.
func (s *Snapshot) Text(p string) *source.Text {
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	return s.file(p).text
}

// Tree returns the syntax tree of a `.code` file; nil when there is none.
func (s *Snapshot) Tree(p string) *syntax.Tree {
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	return s.tree(p)
}

func (s *Snapshot) tree(p string) *syntax.Tree {
	f := s.file(p)
	if f.text != nil && f.tree == nil && isCode(p) {
		f.tree = syntax.Parse(f.text)
	}
	return f.tree
}

// Module returns what a `.code` file declares; nil when there is no such file.
func (s *Snapshot) Module(ctx context.Context, p string) (*names.Module, error) {
	return ask[*names.Module](ctx, s, key{kind: kModule, path: p})
}

// Diagnostics returns all that is wrong in one file, sorted, without what its comments allow. The error is that of the
// context.
func (s *Snapshot) Diagnostics(ctx context.Context, p string) ([]diag.Diagnostic, error) {
	return ask[[]diag.Diagnostic](ctx, s, key{kind: kDiagnostics, path: p})
}

// Info returns everything that is known of one unit. The error is ErrNoFile or that of the context.
func (s *Snapshot) Info(ctx context.Context, id names.UnitID) (*check.Info, error) {
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	info := s.memo(ctx).info(id)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
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
	var at *names.Unit
	for _, u := range m.Units {
		if u.Outer.Span().Start > offset {
			break
		}
		at = u
	}
	if at == nil {
		return nil, ErrNoFile
	}
	return s.Info(ctx, at.ID)
}

// With calls f with the answers of this version, under the workspace's lock: f must not call the snapshot's other
// methods. It is for those that need many small answers, such as completion.
func (s *Snapshot) With(ctx context.Context, f func(check.Queries)) error {
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	f(&queries{s.memo(ctx)})
	return ctx.Err()
}
