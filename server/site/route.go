// Routing by file names: pages/blog/[slug].code answers /blog/{slug}.

package site

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	pagesDir  = "pages/"
	sourceExt = ".code"
	// maxSegments bounds the work of matching one address; no site nests its pages this deep.
	maxSegments = 100
)

// Router finds the page of an address. It is immutable.
type Router struct {
	root     routeNode
	patterns map[*Page][]segment
	NotFound *Page // pages/404.code, or nil
	Failure  *Page // pages/500.code, or nil
}

// routeNode is one step of an address. The literal child goes before the parameter, which goes before the rest.
type routeNode struct {
	page    *Page
	literal map[string]*routeNode
	param   *routeNode
	rest    *Page
}

// segment is one part of a pattern between slashes.
type segment struct {
	kind segmentKind
	name string // the literal in NFC, or the parameter's name
}

type segmentKind int

const (
	literalSegment segmentKind = iota
	paramSegment
	restSegment
)

// Match is a page with the values of its parameters.
type Match struct {
	Page   *Page
	Params Params
	Path   string // the address, decoded, in NFC
}

// NewRouter arranges pages by their file names. Two pages for one address are an error here as they are to the checker.
func NewRouter(pages []Page) (*Router, error) {
	r := &Router{patterns: map[*Page][]segment{}}
	for i := range pages {
		p := &pages[i]
		switch p.File {
		case "pages/404.code":
			r.NotFound = p
			continue
		case "pages/500.code":
			r.Failure = p
			continue
		}
		segments, err := parsePattern(p.File)
		if err != nil {
			return nil, err
		}
		if err := r.add(p, segments); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// parsePattern reads a page's file name.
func parsePattern(file string) ([]segment, error) {
	name, ok := strings.CutPrefix(file, pagesDir)
	if ok {
		name, ok = strings.CutSuffix(name, sourceExt)
	}
	if !ok || name == "" {
		return nil, fmt.Errorf("%s is not a page: pages lie in %s and end in %s", file, pagesDir, sourceExt)
	}
	var list []segment
	parts := strings.Split(norm.NFC.String(name), "/")
	for i, part := range parts {
		inner, bracket := strings.CutPrefix(part, "[")
		if bracket {
			inner, bracket = strings.CutSuffix(inner, "]")
		}
		rest, isRest := strings.CutPrefix(inner, "...")
		switch {
		case bracket && isRest && i < len(parts)-1:
			return nil, fmt.Errorf("%s: %s must be the last part", file, part)
		case bracket && isRest:
			list = append(list, segment{restSegment, rest})
		case bracket:
			list = append(list, segment{paramSegment, inner})
		case part == "index" && i == len(parts)-1:
		default:
			list = append(list, segment{literalSegment, part})
		}
	}
	return list, nil
}

func (r *Router) add(p *Page, segments []segment) error {
	n := &r.root
	var there *Page
	for _, s := range segments {
		switch s.kind {
		case literalSegment:
			if n.literal == nil {
				n.literal = map[string]*routeNode{}
			}
			if n.literal[s.name] == nil {
				n.literal[s.name] = &routeNode{}
			}
			n = n.literal[s.name]
		case paramSegment:
			if n.param == nil {
				n.param = &routeNode{}
			}
			n = n.param
		case restSegment:
			there, n.rest = n.rest, p
		}
	}
	if len(segments) == 0 || segments[len(segments)-1].kind != restSegment {
		there, n.page = n.page, p
	}
	if there != nil {
		return fmt.Errorf("%s and %s answer the same address; remove one", there.File, p.File)
	}
	r.patterns[p] = segments
	return nil
}

// Match finds the page of an address, as it stands in the request line (percent-encoded). ok is false when none answers it.
func (r *Router) Match(escapedPath string) (m Match, ok bool) {
	parts, ok := splitPath(escapedPath)
	if !ok {
		return Match{}, false
	}
	page := find(&r.root, parts)
	if page == nil {
		return Match{}, false
	}
	params, ok := bind(page, r.patterns[page], parts)
	return Match{page, params, "/" + strings.Join(parts, "/")}, ok
}

// CleanAddress decodes an address as Match does; it is "" for one that no page or file can have.
func CleanAddress(escapedPath string) string {
	parts, ok := splitPath(escapedPath)
	if !ok {
		return ""
	}
	return "/" + strings.Join(parts, "/")
}

// splitPath decodes an address into its segments. It refuses what no page can be called: empty and dot segments, and
// segments that hold a slash, a backslash or a control character once decoded, which other programs would read in another way.
func splitPath(escaped string) ([]string, bool) {
	rest, ok := strings.CutPrefix(escaped, "/")
	if !ok {
		return nil, false
	}
	if rest == "" {
		return nil, true
	}
	parts := strings.Split(rest, "/")
	if len(parts) > maxSegments {
		return nil, false
	}
	for i, p := range parts {
		s, err := url.PathUnescape(p)
		if err != nil || s == "" || s == "." || s == ".." || !utf8.ValidString(s) ||
			strings.ContainsFunc(s, func(c rune) bool { return c == '/' || c == '\\' || c < 0x20 || c == 0x7f }) {
			return nil, false
		}
		parts[i] = norm.NFC.String(s)
	}
	return parts, true
}

// find walks the tree, the more particular way first. Each node is tried once for each of its at most three ways, and ways
// only part where a site has both a literal and a parameter, so the work stays small.
func find(n *routeNode, parts []string) *Page {
	if len(parts) == 0 {
		return n.page
	}
	if next := n.literal[parts[0]]; next != nil {
		if p := find(next, parts[1:]); p != nil {
			return p
		}
	}
	if n.param != nil {
		if p := find(n.param, parts[1:]); p != nil {
			return p
		}
	}
	return n.rest
}

// bind gives the parameters their values; it fails when one that must be a number is none.
func bind(p *Page, pattern []segment, parts []string) (Params, bool) {
	var params Params
	for i, s := range pattern {
		switch s.kind {
		case literalSegment:
		case restSegment:
			params = append(params, Param{Name: s.name, Kind: RestParam, Rest: parts[i:]})
		case paramSegment:
			v := Param{Name: s.name, Text: parts[i]}
			if isNumber(p, s.name) {
				n, ok := parseNumber(v.Text)
				if !ok {
					return nil, false
				}
				v.Kind, v.Number = NumberParam, n
			}
			params = append(params, v)
		}
	}
	return params, true
}

func isNumber(p *Page, name string) bool {
	for _, t := range p.Params {
		if t.Name == name {
			return t.Number
		}
	}
	return false
}

// parseNumber takes a number only as it would be printed, so that no page has two addresses (/post/7 but not /post/007).
func parseNumber(s string) (float64, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(math.Abs(n) < 1e21) || s == "-0" || strconv.FormatFloat(n, 'f', -1, 64) != s {
		return 0, false
	}
	return n, true
}

// Pattern writes the addresses a page answers as its file names them: /blog/[slug].
func (r *Router) Pattern(p *Page) string {
	var b strings.Builder
	for _, s := range r.patterns[p] {
		switch s.kind {
		case literalSegment:
			b.WriteString("/" + s.name)
		case paramSegment:
			b.WriteString("/[" + s.name + "]")
		case restSegment:
			b.WriteString("/[..." + s.name + "]")
		}
	}
	return cmp.Or(b.String(), "/")
}

// Pages lists the pages that answer addresses, by file name; those for failures are not among them.
func (r *Router) Pages() []*Page {
	return slices.SortedFunc(maps.Keys(r.patterns), func(a, b *Page) int { return strings.Compare(a.File, b.File) })
}

// Path writes the address of a page for given parameters, percent-encoded: the inverse of Match.
func (r *Router) Path(p *Page, params Params) (string, error) {
	var b strings.Builder
	for _, s := range r.patterns[p] {
		parts := []string{s.name}
		if s.kind != literalSegment {
			v, ok := params.get(s.name)
			if !ok {
				return "", fmt.Errorf("%s: paths gives no %s", p.File, s.name)
			}
			parts = v.parts()
		}
		for _, part := range parts {
			b.WriteByte('/')
			b.WriteString(url.PathEscape(norm.NFC.String(part)))
		}
	}
	if b.Len() == 0 {
		return "/", nil
	}
	if _, ok := r.Match(b.String()); !ok {
		return "", fmt.Errorf("%s: paths gives %s, which is no address of this page", p.File, b.String())
	}
	return b.String(), nil
}

func (ps Params) get(name string) (Param, bool) {
	for _, p := range ps {
		if p.Name == name {
			return p, true
		}
	}
	return Param{}, false
}

// parts returns the parameter's value as segments of an address.
func (p Param) parts() []string {
	switch p.Kind {
	case RestParam:
		return p.Rest
	case NumberParam:
		return []string{strconv.FormatFloat(p.Number, 'f', -1, 64)}
	}
	return []string{p.Text}
}
