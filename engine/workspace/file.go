package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// This file reads files and folders, each when it is first asked for.

// maxFileBytes bounds one file. Sources are typed by people, and data are read into memory whole: a file beyond this is
// something else, named by mistake.
const maxFileBytes = 64 << 20

var errTooLarge = fmt.Errorf("the file is larger than %d MiB", maxFileBytes>>20)

// file is one version of a file. It is filled in when it is first needed and does not change after that.
type file struct {
	overlay bool // an editor has it open

	mu      sync.Mutex
	read    bool
	err     error        // why there is no text
	text    *source.Text // nil when there is no such file
	version uint64       // equal for two versions with the same text
	tree    *syntax.Tree
	kept    bool  // the tree is among those that may be let go (seal.go)
	past    *file // the version before, whose tree or text may be taken over
	edits   []source.Edit
}

// opened makes the version of a file that an editor has open.
func (w *Workspace) opened(text *source.Text, before *file, edits []source.Edit) *file {
	f := &file{overlay: true, read: true, text: text, version: w.versions.Add(1)}
	if before == nil || len(edits) == 0 {
		return f
	}
	before.mu.Lock()
	defer before.mu.Unlock()
	switch {
	case before.tree != nil:
		f.past, f.edits = before, edits
	case before.past != nil && before.edits != nil: // nobody looked at it in between
		f.past, f.edits = before.past, append(slices.Clip(before.edits), edits...)
	}
	return f
}

// again returns f as a version that is still to be read.
func (f *file) again() *file {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.read {
		return &file{past: f}
	}
	return &file{past: f.past}
}

// load reads the file at p, whose path is in NFC, and returns its text; nil when there is none.
func (f *file) load(w *Workspace, p string) *source.Text {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.read {
		return f.text
	}
	f.read = true
	past := f.past
	f.past = nil
	content, err := w.readFile(p)
	if err != nil {
		f.err = err
		return nil
	}
	if past != nil {
		past.mu.Lock()
		defer past.mu.Unlock()
		if past.text != nil && past.text.Len() == len(content) && past.text.String() == string(content) {
			f.text, f.version, f.tree = past.text, past.version, past.tree
			return f.text
		}
	}
	f.text, f.version = source.NewText(content), w.versions.Add(1)
	return f.text
}

// parse returns the tree of the file at p; nil when there is no text.
func (f *file) parse(w *Workspace, p string) *syntax.Tree {
	if f.load(w, p) == nil {
		return nil
	}
	tree, isNew := f.parsed()
	if isNew {
		w.keep(f, p)
	}
	return tree
}

// parsed returns the tree of a file that has a text; isNew says that nobody counts it yet and that it may be let go.
func (f *file) parsed() (tree *syntax.Tree, isNew bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	isNew = !f.overlay && !f.kept
	f.kept = f.kept || isNew
	if f.tree != nil {
		return f.tree, isNew
	}
	if base, edits := f.takePast(); base != nil {
		f.tree = syntax.Reparse(base, edits, f.text)
	} else {
		f.tree = syntax.Parse(f.text)
	}
	return f.tree, isNew
}

// takePast returns, once, the tree that that of f can be made from, and by which edits; nil also when it was let go meanwhile, as that of
// a file that no editor had open may be.
func (f *file) takePast() (base *syntax.Tree, edits []source.Edit) {
	if f.edits == nil {
		return nil, nil
	}
	f.past.mu.Lock()
	base = f.past.tree
	f.past.mu.Unlock()
	edits, f.past, f.edits = f.edits, nil, nil
	return base, edits
}

// readFile reads a file whose path is in NFC.
func (w *Workspace) readFile(p string) ([]byte, error) {
	if !fs.ValidPath(p) {
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrInvalid}
	}
	f, err := w.fs.Open(p)
	if errors.Is(err, fs.ErrNotExist) && !isASCII(p) {
		f, err = w.fs.Open(w.spelled(p))
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: p, Err: fs.ErrInvalid}
	case info.Size() > maxFileBytes:
		return nil, &fs.PathError{Op: "read", Path: p, Err: errTooLarge}
	}
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(f, maxFileBytes+1)); err != nil {
		return nil, &fs.PathError{Op: "read", Path: p, Err: err}
	}
	if b.Len() > maxFileBytes {
		return nil, &fs.PathError{Op: "read", Path: p, Err: errTooLarge}
	}
	return b.Bytes(), nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7f }) < 0
}

// spelled returns p as the file system spells it: some keep names in another form than NFC.
func (w *Workspace) spelled(p string) string {
	out := "."
	for part := range strings.SplitSeq(p, "/") {
		name := part
		if entries, err := fs.ReadDir(w.fs, out); err == nil {
			for _, e := range entries {
				if syntax.NFC(e.Name()) == part {
					name = e.Name()
					break
				}
			}
		}
		out = path.Join(out, name)
	}
	return out
}

// folder is what one folder holds, sorted, in NFC.
type folder struct {
	files, folders []string
}

// maxFolderDepth bounds how deep folders are followed; deeper ones are circles of links.
const maxFolderDepth = 64

// skipped reports whether a folder holds no sources.
func skipped(name string) bool {
	return strings.HasPrefix(name, ".") && name != ".well-known" || name == "node_modules"
}

// listing is what the folders hold for versions that do not differ in it. It is filled in as folders are looked at.
type listing struct {
	mu       sync.Mutex
	folders  map[string]*folder
	overlays []string // the files that editors have open, sorted
}

// relist gives s a listing in which the folders that a change of p may have changed are to be looked at again, and returns
// the questions about them. Open says whether an editor has p open now.
func (s *Snapshot) relist(p string, open bool) (inputs []key) {
	old := s.listing
	old.mu.Lock()
	defer old.mu.Unlock()
	next := &listing{folders: map[string]*folder{}, overlays: old.overlays}
	if at, found := slices.BinarySearch(old.overlays, p); found != open {
		next.overlays = slices.Clone(old.overlays)
		if open {
			next.overlays = slices.Insert(next.overlays, at, p)
		} else {
			next.overlays = slices.Delete(next.overlays, at, at+1)
		}
	}
	for dir, f := range old.folders {
		_, below := within(p, dir)
		_, above := within(dir, p)
		if below || above || dir == p {
			inputs = append(inputs, key{kind: kFolder, path: dir})
		} else {
			next.folders[dir] = f
		}
	}
	for dir := p; dir != "." && dir != "/"; { // whether they were looked at or are about to be, by who still looks at the version before
		dir = path.Dir(dir)
		inputs = append(inputs, key{kind: kFolder, path: dir})
	}
	s.listing = next
	return inputs
}

// folder returns what the folder at dir holds, files that are only open in an editor included; nothing if it cannot be read:
// what is needed from it is then reported missing.
func (s *Snapshot) folder(dir string) *folder {
	l := s.listing
	l.mu.Lock()
	defer l.mu.Unlock()
	if f := l.folders[dir]; f != nil {
		return f
	}
	f := &folder{}
	spelled := dir
	if !isASCII(dir) {
		spelled = s.ws.spelled(dir)
	}
	if fs.ValidPath(spelled) {
		entries, _ := fs.ReadDir(s.ws.fs, spelled)
		for _, e := range entries {
			switch name := syntax.NFC(e.Name()); {
			case !e.IsDir():
				f.files = append(f.files, name)
			case !skipped(name):
				f.folders = append(f.folders, name)
			}
		}
	}
	for _, p := range l.overlays {
		rest, ok := within(dir, p)
		if !ok {
			continue
		}
		if sub, _, deeper := strings.Cut(rest, "/"); deeper {
			f.folders = append(f.folders, sub)
		} else {
			f.files = append(f.files, rest)
		}
	}
	slices.Sort(f.files)
	slices.Sort(f.folders)
	f.files, f.folders = slices.Compact(f.files), slices.Compact(f.folders)
	l.folders[dir] = f
	return f
}

// within returns p relative to a folder.
func within(dir, p string) (string, bool) {
	if dir == "." {
		return p, true
	}
	return strings.CutPrefix(p, dir+"/")
}
