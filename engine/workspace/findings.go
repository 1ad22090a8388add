package workspace

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
)

// Findings are the diagnostics of all sources of a workspace and of the data that they import, kept up to date by looking again
// only at the files that a change concerns. One goroutine uses them at a time. The zero Findings have looked at nothing.
type Findings struct {
	at      *Snapshot          // the version whose changes are known
	todo    map[string]bool    // files still to be looked at for that version
	found   map[string]finding // files in which something was found
	data    map[string][]string
	imports map[string]int // how many sources import a file of data
}

type finding struct {
	list []diag.Diagnostic
	text *source.Text
}

// Update looks at what changes up to s concern and returns the files, sorted, of which something else is to be said now than
// before, those that are there no more included. Each time a file has been looked at, progress is told how many have been and how
// many are known to be left; it may be nil. When ctx ends, what was found so far is kept and returned with its error, and the next
// Update goes on.
func (f *Findings) Update(ctx context.Context, s *Snapshot, progress func(done, left int)) (changed []string, err error) {
	if f.todo == nil {
		f.todo, f.found, f.data, f.imports = map[string]bool{}, map[string]finding{}, map[string][]string{}, map[string]int{}
	}
	paths, all, err := s.ChangedSince(ctx, f.at)
	if err != nil {
		return nil, err
	}
	if all {
		paths = slices.AppendSeq(s.Sources(), maps.Keys(f.found))
	}
	f.at = s
	for _, p := range paths {
		f.todo[p] = true
	}
	for done := 0; len(f.todo) > 0; {
		for _, p := range slices.Sorted(maps.Keys(f.todo)) {
			delete(f.todo, p) // first, so that a file which the look breaks at does not stand in the way of the others
			is, err := f.look(ctx, s, p)
			if err != nil {
				f.todo[p] = true
				return changed, err
			}
			if is {
				changed = append(changed, p)
			}
			if done++; progress != nil {
				progress(done, len(f.todo))
			}
		}
	}
	slices.Sort(changed)
	return slices.Compact(changed), nil
}

// look looks at one file and reports whether something else is to be said of it now.
func (f *Findings) look(ctx context.Context, s *Snapshot, p string) (changed bool, err error) {
	var now finding
	if now.text = s.Text(p); now.text != nil && (isCode(p) || f.imports[p] > 0) {
		if now.list, err = s.Diagnostics(ctx, p); err != nil {
			return false, err
		}
	}
	if isCode(p) {
		if err := f.follow(ctx, s, p); err != nil {
			return false, err
		}
	}
	before := f.found[p]
	if len(now.list) == 0 {
		delete(f.found, p)
		return len(before.list) > 0, nil
	}
	f.found[p] = now
	return before.text != now.text || !reflect.DeepEqual(before.list, now.list), nil
}

// follow has files of data looked at that a source has begun or ceased to import.
func (f *Findings) follow(ctx context.Context, s *Snapshot, p string) error {
	var data []string
	if s.Text(p) != nil {
		list, err := ask[[]string](ctx, s, key{kind: kSources, path: p})
		if err != nil {
			return err
		}
		data = slices.DeleteFunc(slices.Clone(list), isCode)
	}
	if slices.Equal(data, f.data[p]) {
		return nil
	}
	for _, q := range data {
		if f.imports[q]++; f.imports[q] == 1 {
			f.todo[q] = true
		}
	}
	for _, q := range f.data[p] {
		if f.imports[q]--; f.imports[q] == 0 {
			delete(f.imports, q)
			f.todo[q] = true
		}
	}
	if f.data[p] = data; data == nil {
		delete(f.data, p)
	}
	return nil
}

// Of returns what was found in a file, sorted.
func (f *Findings) Of(path string) []diag.Diagnostic { return f.found[path].list }

// Paths returns the files in which something was found, sorted.
func (f *Findings) Paths() []string { return slices.Sorted(maps.Keys(f.found)) }
