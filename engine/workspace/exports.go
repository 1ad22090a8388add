package workspace

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
)

// This file keeps an index of what modules export, for those who ask for names by their beginning while somebody types. It is
// brought up to date from the files that changed since, so that a question costs the same in a site of any size.

// Export is a name that a module exports, or that a model has.
type Export struct {
	Name string
	Path string     // of its file; of a standard module its spec
	Kind names.Kind // Fn of every standard function, Type of a standard type, Let of a standard value
	// Private says that it is a model which its file does not export.
	Private bool
}

// Exports returns names that modules of the same site as p export, the standard ones among them, of which a word begins with
// prefix, regardless of case; words of a name begin with an upper-case letter. There are at most limit, by name; more says that
// there are others. The error is the context's.
func (s *Snapshot) Exports(ctx context.Context, p, prefix string, limit int) (found []Export, more bool, err error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, false, err
	}
	p, prefix = syntax.NFC(p), strings.ToLower(prefix)
	x := &s.ws.exports
	x.mu.Lock()
	defer x.mu.Unlock()
	list := x.of(m, p).words
	at, _ := slices.BinarySearchFunc(list, prefix, func(e exportWord, prefix string) int { return strings.Compare(e.word, prefix) })
	for ; at < len(list) && strings.HasPrefix(list[at].word, prefix); at++ {
		if len(found) == limit {
			return found, true, nil
		}
		if e := list[at].export; !e.Private && e.Path != p && !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	return found, false, nil
}

// Models returns the models of the site that p belongs to, by name. The error is the context's.
func (s *Snapshot) Models(ctx context.Context, p string) ([]Export, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	x := &s.ws.exports
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.of(m, syntax.NFC(p)).models, nil
}

// exportIndex is what the files of the newest version that was asked about export. The graph notes what is to be read again.
type exportIndex struct {
	mu    sync.Mutex
	built bool
	files map[string][]Export // by path
	dirs  map[string]string   // path: the folder of its site
	sites map[string]*siteExports
}

// siteExports is what can be imported in one site, or outside of all.
type siteExports struct {
	words  []exportWord // sorted
	models []Export     // by name
}

// exportWord is where a word of a name leads.
type exportWord struct {
	word   string // from the beginning of the word to the end of the name, in lower case
	export Export
}

func compareWords(a, b exportWord) int {
	return cmp.Or(strings.Compare(a.word, b.word), compareExports(a.export, b.export))
}

func compareExports(a, b Export) int {
	return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Path, b.Path), cmp.Compare(a.Kind, b.Kind), btoi(a.Private)-btoi(b.Private))
}

// of is what the site of the file at p exports. A version that is not the newest, or only supposed, gets what is known of
// another: nobody waits for it any more. The index's lock is held.
func (x *exportIndex) of(m *memo, p string) *siteExports {
	if !x.built || m.snap.ws.Snapshot() == m.snap {
		x.follow(m)
	}
	dir, _ := m.siteOf(p)
	if x.sites[dir] == nil {
		x.sites[dir] = x.collect(dir)
	}
	return x.sites[dir]
}

// follow brings the index to the version of m.
func (x *exportIndex) follow(m *memo) {
	paths := answer[[]string](m, key{kind: kPaths})
	all, changed := m.graph.takeExports(m)
	if all || !x.built {
		x.built, x.files, x.dirs, x.sites = true, map[string][]Export{}, map[string]string{}, map[string]*siteExports{}
		for _, file := range paths {
			if isCode(file) {
				x.files[file] = m.exportsOf(file)
				x.dirs[file], _ = m.siteOf(file)
			}
		}
		return
	}
	for _, file := range changed {
		x.update(file, m.exportsOf(file))
	}
}

// update puts what a file exports into the index.
func (x *exportIndex) update(file string, list []Export) {
	old, known := x.files[file]
	if slices.Equal(old, list) {
		return
	}
	x.files[file] = list
	site := x.sites[x.dirs[file]]
	if !known || site == nil {
		return
	}
	was, is := map[Export]bool{}, map[Export]bool{}
	for _, e := range old {
		was[e] = true
	}
	for _, e := range list {
		is[e] = true
		if !was[e] {
			site.add(e)
		}
	}
	for _, e := range old {
		if !is[e] {
			site.remove(e)
		}
	}
}

// add puts one name into its place.
func (s *siteExports) add(e Export) {
	for _, word := range words(e.Name) {
		w := exportWord{word, e}
		if at, found := slices.BinarySearchFunc(s.words, w, compareWords); !found {
			s.words = slices.Insert(s.words, at, w)
		}
	}
	if e.Kind == names.Model {
		if at, found := slices.BinarySearchFunc(s.models, e, compareExports); !found {
			s.models = slices.Insert(slices.Clone(s.models), at, e) // readers have the old one
		}
	}
}

// remove takes one name out.
func (s *siteExports) remove(e Export) {
	for _, word := range words(e.Name) {
		if at, found := slices.BinarySearchFunc(s.words, exportWord{word, e}, compareWords); found {
			s.words = slices.Delete(s.words, at, at+1)
		}
	}
	if at, found := slices.BinarySearchFunc(s.models, e, compareExports); found {
		s.models = slices.Delete(slices.Clone(s.models), at, at+1)
	}
}

// collect sorts what the files of a site export, and the standard modules.
func (x *exportIndex) collect(dir string) *siteExports {
	out := &siteExports{}
	add := func(e Export) {
		for _, word := range words(e.Name) {
			out.words = append(out.words, exportWord{word, e})
		}
		if e.Kind == names.Model {
			out.models = append(out.models, e)
		}
	}
	for file, list := range x.files {
		if x.dirs[file] == dir {
			for _, e := range list {
				add(e)
			}
		}
	}
	for _, mod := range std.Get().Modules {
		for _, s := range mod.Symbols {
			add(Export{Name: s.Name, Path: mod.Path, Kind: stdKinds[s.Kind]})
		}
	}
	slices.SortFunc(out.words, compareWords)
	out.words = slices.Compact(out.words)
	slices.SortFunc(out.models, compareExports)
	out.models = slices.Compact(out.models)
	return out
}

// stdKinds are the kinds of declarations that standard names are like.
var stdKinds = map[std.SymbolKind]names.Kind{std.Func: names.Fn, std.Value: names.Let, std.TypeName: names.Type}

// words are the words of a name, each to the end of the name, in lower case.
func words(name string) []string {
	out := []string{strings.ToLower(name)}
	last := 'A'
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) && !unicode.IsUpper(last) {
			out = append(out, strings.ToLower(name[i:]))
		}
		last = r
	}
	return out
}

func (m *memo) exportsOf(file string) []Export {
	return answer[[]Export](m, key{kind: kExported, path: file})
}

// exported lists what a file exports, and its models, in order.
func (m *memo) exported(p string) ([]Export, uint64) {
	m.lock()
	m.snap.work.Indexed++
	m.unlock()
	return m.exportedBy(p, m.unitsOf(p))
}

// exportedBy lists what the units of a file export, and its models, in order.
func (m *memo) exportedBy(p string, units []*names.Entry) ([]Export, uint64) {
	var out []Export
	h := m.hasher()
	for _, e := range units {
		if e.ID.Kind == names.Import || !e.Exported && e.ID.Kind != names.Model {
			continue
		}
		for _, name := range e.Names {
			out = append(out, Export{Name: name, Path: p, Kind: e.ID.Kind, Private: !e.Exported})
			h.text(name).number(int(e.ID.Kind)).flag(e.Exported)
		}
	}
	return out, h.sum()
}
