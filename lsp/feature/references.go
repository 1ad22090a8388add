// References: where a thing is mentioned, in all files of the project. Only files whose text holds its name are looked at, and of
// those only the words that are it.

package feature

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Reference is a place where something is mentioned.
type Reference struct {
	Place
	Access Access
}

// Access is what a mention does with a thing.
type Access uint8

// Kinds of access.
const (
	Reads Access = iota
	Writes
	Declares
)

// References returns where the thing at offset is mentioned, its declarations included, by path and place; nothing where nothing is
// known of a word. A layout is mentioned by the pages that it is drawn around.
func References(ctx context.Context, f File, offset int) []Reference {
	x, _, m, ok := f.pointed(ctx, offset)
	if !ok {
		return nil
	}
	out := shown(x.search(m.asked(), nil))
	if m.token.Kind() == syntax.KindKwLayout {
		for _, p := range x.pagesOf(f.Path) {
			out = append(out, Reference{Place: p, Access: Reads})
		}
		slices.SortFunc(out, func(a, b Reference) int { return comparePlaces(a.Place, b.Place) })
	}
	return out
}

// Highlights returns where the thing at offset is mentioned in its own file, in order.
func Highlights(ctx context.Context, f File, offset int) []Reference {
	x, _, m, ok := f.pointed(ctx, offset)
	if !ok {
		return nil
	}
	return shown(x.search(m.asked(), []string{f.Path}))
}

// asked are the targets that somebody asks for who points at the word: of `{name}` the name.
func (m *mention) asked() []target {
	if len(m.means) > 0 {
		return m.means
	}
	return m.keys
}

// found is a mention in a file.
type found struct {
	path string
	mention
}

// shown are found mentions as others see them.
func shown(list []found) []Reference {
	out := make([]Reference, 0, len(list))
	for i := range list {
		m := &list[i]
		r := Reference{Place: Place{Path: m.path, Span: m.span}, Access: Reads}
		switch m.access {
		case accessWrite:
			r.Access = Writes
		case accessDeclare:
			r.Access = Declares
		}
		out = append(out, r)
	}
	return out
}

// searchedAtOnce is how many files are looked into as one question: so many that a question is not felt, and so few that their trees,
// which the workspace need not keep, take little memory.
const searchedAtOnce = 32

// search finds the mentions of targets in some files, or in all where only is nil; by path and place.
func (x *finder) search(targets []target, only []string) []found {
	var out []found
	for _, t := range targets {
		files := x.candidates(t, only)
		imported := t.kind == toName && x.isImported(t)
		out = slices.Grow(out, 2*len(files)) // where it is imported, and where it is used
		for paths := range slices.Chunk(files, searchedAtOnce) {
			before := maps.Clone(x.views)
			if imported {
				out, paths = x.remembered(out, paths, t)
			}
			excerpts := x.excerpts(paths, t)
			whole := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return excerpts[p] != nil })
			x.prepare(whole)
			x.resolve(whole, t)
			for _, path := range paths {
				if x.ctx.Err() != nil {
					return nil
				}
				if v := excerpts[path]; v != nil {
					if list := x.searchFile(v, t); !v.lacks {
						out = append(out, list...)
						continue
					}
				}
				if v := x.view(path); v != nil {
					out = append(out, x.searchFile(v, t)...)
				}
			}
			x.views = before
		}
		switch {
		case only != nil:
		case t.kind == toData:
			out = append(out, x.dataMentions(t)...)
		case t.kind == toFile, t.kind == toID:
			out = append(out, x.contentMentions(t)...)
		}
	}
	slices.SortFunc(out, func(a, b found) int {
		return comparePlaces(Place{Path: a.path, Span: a.span}, Place{Path: b.path, Span: b.span})
	})
	return slices.CompactFunc(out, func(a, b found) bool { return a.path == b.path && a.span == b.span })
}

// remembered appends the mentions of a declaration in those of some files of which they are known without a tree, and returns the files that
// are left.
func (x *finder) remembered(list []found, paths []string, t target) (all []found, left []string) {
	uses, err := x.snapshot.ImportedUses(x.ctx, paths, t.path, t.name)
	if err != nil {
		return list, paths
	}
	count := 0
	for _, u := range uses {
		count += len(u.At)
	}
	list = slices.Grow(list, count)
	means := []target{t}
	for i, u := range uses {
		if !u.Known || x.views[paths[i]] != nil {
			left = append(left, paths[i])
			continue
		}
		x.clean[paths[i]] = true
		access := accessDeclare // by the import
		for _, at := range u.At {
			list = append(list, found{paths[i], mention{span: source.Span{Start: at, End: at + len(t.name)}, access: access, means: means}})
			access = accessRead
		}
	}
	return list, left
}

// isImported reports whether other files mention a top-level declaration by importing it, and by no other means.
func (x *finder) isImported(t target) bool {
	v := x.view(t.path)
	if v == nil {
		return false
	}
	d := v.module.Decl(t.name)
	return d != nil && d.Unit.Kind != names.Model && d.Unit.Kind != names.Action
}

// comparePlaces orders places by path and where they stand.
func comparePlaces(a, b Place) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), a.Span.Start-b.Span.Start, a.Span.End-b.Span.End)
}

// candidates are the files that may mention a target.
func (x *finder) candidates(t target, only []string) []string {
	if only != nil {
		return only
	}
	switch t.kind {
	case toNothing:
		return nil
	case toLocal, toImport, toElement, toRoute:
		return []string{t.path}
	case toClass:
		if t.path != "" {
			return []string{t.path}
		}
	case toFile:
		list := slices.Clone(x.mentioning(x.distinct(t.path)))
		if site := x.siteOf(t.path); site != nil && len(site.Live) > 0 && !slices.Contains(list, site.File) {
			list = append(list, site.File)
		}
		if !slices.Contains(list, t.path) && x.view(t.path) != nil {
			list = append(list, t.path)
		}
		return list
	case toModule:
		return x.mentioning(t.path)
	}
	return x.mentioning(t.name)
}

// mentioning are the files whose text holds a word. They must not be changed.
func (x *finder) mentioning(word string) []string {
	list, known := x.holding[word]
	if !known {
		list = x.snapshot.Mentioning(word)
		x.holding[word] = list
	}
	return list
}

// distinct is a text that every mention of a file holds: part of its address or of its path.
func (x *finder) distinct(path string) string {
	best := "/"
	if site := x.siteOf(path); site != nil {
		for _, p := range site.Pages {
			if p.Path != path {
				continue
			}
			for _, s := range p.Route {
				if len(s.Literal) > len(best) && !strings.ContainsFunc(s.Literal, func(r rune) bool { return !isNameRune(r) && r != '-' || r >= utf8.RuneSelf }) {
					best = s.Literal
				}
			}
		}
	}
	return best
}

// searchFile finds the mentions of a target in one file, in order.
func (x *finder) searchFile(v *fileView, t target) []found {
	var out []found
	add := func(m mention) {
		if m.is(t) {
			out = append(out, found{v.path, m})
		}
	}
	switch t.kind {
	case toFile, toModule:
		x.pathMentions(v, add)
		return out
	case toElement:
		return x.tagPair(v, t)
	}
	words := []string{t.name}
	for _, im := range v.module.Imports() {
		for _, n := range im.Names {
			if n.Name == t.name && n.Local != n.Name {
				v.lacks = v.excerpt // an excerpt is of what holds the name itself
				words = append(words, n.Local)
			}
		}
	}
	within := source.Span{Start: 0, End: v.tree.Text().Len()}
	if t.kind == toLocal {
		if u := v.module.UnitAt(t.at); u != nil {
			within = u.Outer.Span()
		}
	}
	for _, word := range words {
		for _, at := range v.occurrences(word) {
			if at < within.Start || at >= within.End {
				continue
			}
			if m, ok := x.mentionAt(v, at); ok && m.span.Start == at {
				add(m)
			}
		}
	}
	return out
}

// pathMentions calls add with the words of a file that mean a file or module: paths of imports, links, `page` and `layout`.
func (x *finder) pathMentions(v *fileView, add func(mention)) {
	for _, im := range v.module.Imports() {
		if m, ok := x.mentionAt(v, im.PathNode.Span().Start+1); ok {
			add(m)
		}
	}
	for u := range v.module.Of(names.Page, names.Layout) {
		add(mention{span: u.NameSpan(), access: accessDeclare, means: []target{{kind: toFile, path: v.path}}})
	}
	for _, a := range x.allAddresses(v) {
		if to := x.linked(v.path, a); to != "" {
			add(mention{span: a.Span, means: []target{{kind: toFile, path: to}}})
		}
	}
	if site := x.siteOf(v.path); site != nil {
		for _, l := range livePatterns(v, site) {
			add(mention{span: l.span, means: l.covered(site)})
		}
	}
}

// tagPair are the names in the start and the end tag of an element.
func (x *finder) tagPair(v *fileView, t target) []found {
	var out []found
	path := v.tree.PathAt(t.at)
	element := syntax.Element{Node: inner(path, syntax.KindElement)}
	for _, name := range []syntax.Node{(syntax.StartTag{Node: element.Start()}).Name(), (syntax.EndTag{Node: element.End()}).Name()} {
		if !name.Ok() || name.Missing() {
			continue
		}
		if m, ok := x.mentionAt(v, name.Span().Start); ok && m.is(t) {
			out = append(out, found{v.path, m})
		}
	}
	return out
}

// occurrences are the byte offsets at which a file holds a word that no letter, digit or underscore makes longer.
func occurrences(tree *syntax.Tree, word string) []int {
	text := tree.Text().String()
	if !isASCII(word) && syntax.NFC(text) != text {
		return spelledOtherwise(tree, word)
	}
	return slices.Collect(wordsIn(text, word))
}

// wordsIn yields the byte offsets at which a text holds a word that no letter, digit or underscore makes longer, spelled as it is.
func wordsIn(text, word string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; word != ""; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				return
			}
			start := at + i
			at = start + len(word)
			before, _ := utf8.DecodeLastRuneInString(text[:start])
			after, _ := utf8.DecodeRuneInString(text[at:])
			if start > 0 && isNameRune(before) || at < len(text) && isNameRune(after) {
				continue
			}
			if !yield(start) {
				return
			}
		}
	}
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// spelledOtherwise finds a word in a file that does not spell all characters in NFC: token by token.
func spelledOtherwise(tree *syntax.Tree, word string) []int {
	var out []int
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		if !n.IsToken() {
			for c := range n.Children() {
				walk(c)
			}
			return
		}
		switch n.Kind() {
		case syntax.KindIdent, syntax.KindTagName, syntax.KindAttrName:
			if names.Text(n) == word {
				out = append(out, n.Span().Start)
			}
		case syntax.KindPlainString:
			if std.FieldName(n) == word {
				out = append(out, n.Span().Start+1)
			}
		}
	}
	walk(tree.Root())
	return out
}
