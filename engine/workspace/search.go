package workspace

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
)

// This file finds where to look for the uses of a name. Texts are searched, not trees: what is not parsed yet need not be, and
// a thousand files are gone through in the time that a few are checked.

// Mentioning returns the paths of the `.code` files whose text holds word, in comments and strings too, sorted. It reads all
// files; a word that is not in NFC is in none.
func (s *Snapshot) Mentioning(word string) []string { return s.MentioningAmong(s.Sources(), word) }

// MentioningAmong is Mentioning of some files, in their order.
func (s *Snapshot) MentioningAmong(paths []string, word string) []string {
	holds := make([]bool, len(paths))
	_ = sideBySide(len(paths), func(i int) error {
		holds[i] = s.holds(paths[i], word)
		return nil
	})
	var out []string
	for i, p := range paths {
		if holds[i] {
			out = append(out, p)
		}
	}
	return out
}

func (s *Snapshot) holds(p, word string) bool {
	t := s.text(p)
	if t == nil {
		return false
	}
	content := t.String()
	return strings.Contains(content, word) || !isASCII(word) && strings.Contains(syntax.NFC(content), word)
}

// Modules returns what `.code` files declare, nil for a path that has none, as one question for many files. The error is the context's.
func (s *Snapshot) Modules(ctx context.Context, paths []string) ([]*names.Module, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*names.Module, len(paths))
	for i, p := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out[i] = m.moduleOf(syntax.NFC(p))
	}
	return out, nil
}

// Resolutions returns what the names in units are bound to, nil for one that is not there, as one question. The error is the context's.
func (s *Snapshot) Resolutions(ctx context.Context, ids []names.UnitID) ([]*names.Resolution, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*names.Resolution, len(ids))
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if v := m.view(id); v != nil {
			out[i] = v.res
		}
	}
	return out, nil
}

// Resolution is Resolutions of one unit.
func (s *Snapshot) Resolution(ctx context.Context, id names.UnitID) (*names.Resolution, error) {
	list, err := s.Resolutions(ctx, []names.UnitID{id})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// SiteMap is Site without what its pages read, for which nothing is checked; nil when there is no site in the folder. The error is
// the context's.
func (s *Snapshot) SiteMap(ctx context.Context, dir string) (*Site, error) {
	return ask[*Site](ctx, s, key{kind: kSite, path: dir})
}

// SiteOf returns the folder of the site that a file belongs to; "" when it is in none. The error is the context's.
func (s *Snapshot) SiteOf(ctx context.Context, p string) (string, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return "", err
	}
	dir, _ := m.siteOf(syntax.NFC(p))
	return dir, nil
}

// StaticFile returns the path of the file that the site serves as it is at an address without `?` and `#`; "" when there is none.
func (s *Site) StaticFile(address string) string {
	decoded := "/" + strings.Join(splitPath(address), "/")
	file, isAsset := strings.CutPrefix(decoded, assets)
	if !isAsset {
		file = decoded[1:]
	}
	if _, found := slices.BinarySearch(s.Static, file); !found || !isAsset && !isTopFile(file) {
		return ""
	}
	return s.StaticPath(file)
}

// IsStatic reports whether Static lists the file at a path.
func (s *Site) IsStatic(p string) bool {
	file, isBelow := within(path.Join(s.Dir, static), p)
	_, found := slices.BinarySearch(s.Static, file)
	return isBelow && found
}

// Matching returns the paths that an import's pattern matches, sorted. The error is the context's.
func (s *Snapshot) Matching(ctx context.Context, pattern string) ([]string, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	return m.matching(syntax.NFC(pattern)), nil
}

// StaticPath is the path of a file that Static lists.
func (s *Site) StaticPath(file string) string { return path.Join(s.Dir, static, file) }

// AssetAddress is the address at which the site serves the file at a path as it is; ok is false when that is not below its static
// folder.
func (s *Site) AssetAddress(p string) (address string, ok bool) {
	rel, ok := within(path.Join(s.Dir, static), p)
	return assets + rel, ok
}

// RouteOf is the address that a page in the file at a path would have; ok is false for a file outside of the pages.
func (s *Site) RouteOf(p string) (r Route, ok bool) {
	rel, ok := within(path.Join(s.Dir, pagesFolder), p)
	return routeOf(rel), ok && isCode(p)
}
