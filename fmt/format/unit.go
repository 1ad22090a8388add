// Units: the parts of a file that are laid out by themselves, so that the document of only one is in memory at a time, and that a cache keeps.
//
// A unit is a declaration or statement of the file with what leads it, up to where the next unit begins. One whose leading comments begin on the line of the
// element before it belongs to the unit of that, since they count for its width.

package format

import (
	"strings"
	"sync"

	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/layout"
)

// Cache keeps how the units of a file were formatted, so that after an edit only those are formatted that changed. It keeps those of the last text, and
// nothing else. The zero value is empty. A Cache may be used by any number of goroutines, but serves one file.
type Cache struct {
	mu    sync.Mutex
	units map[unitKey]*unit
	run   int // counts texts
	fresh int // units formatted, not found; for the tests

	scratch sync.Pool // of *scratch
}

// scratch is room for what is printed on the way to edits: several times the text, and not needed afterwards.
type scratch struct {
	out    []byte
	places []layout.Place
}

// takeScratch returns room that somebody may have used before. The cache may be nil.
func (c *Cache) takeScratch() *scratch {
	if c != nil {
		if s, ok := c.scratch.Get().(*scratch); ok {
			return s
		}
	}
	return &scratch{}
}

// putScratch gives it back. Nothing may refer to it any more.
func (c *Cache) putScratch(s *scratch) {
	if c != nil {
		c.scratch.Put(s)
	}
}

// unitKey is all that the layout of a unit follows from.
type unitKey struct {
	text  string
	sep   separator
	at    place
	width int
}

// unit is a unit, formatted.
type unit struct {
	out    []byte
	places []layout.Place // offsets from the start of its text and of out
	run    int            // the last that used it
}

// begin starts a run over a text.
func (c *Cache) begin() (run int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.units == nil {
		c.units = map[unitKey]*unit{}
	}
	c.run++
	return c.run
}

// find returns a unit as it was formatted before, nil if it was not.
func (c *Cache) find(key unitKey, run int) *unit {
	c.mu.Lock()
	defer c.mu.Unlock()
	u := c.units[key]
	if u != nil {
		u.run = max(u.run, run)
	}
	return u
}

// keep remembers a unit.
func (c *Cache) keep(key unitKey, u *unit) {
	key.text = strings.Clone(key.text) // the text of the file is let go
	c.mu.Lock()
	defer c.mu.Unlock()
	c.units[key] = u
	c.fresh++
}

// end forgets the units that neither this run nor a later one used.
func (c *Cache) end(run int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, u := range c.units {
		if u.run < run {
			delete(c.units, key)
		}
	}
}

// unitElement is an element of a file with what separates it from the one before it.
type unitElement struct {
	node syntax.Node
	sep  separator
	at   place
}

// file prints a file, unit by unit.
func (p *printer) file(file syntax.File) {
	run := 0
	if p.cache != nil {
		run = p.cache.begin()
		defer p.cache.end(run)
	}
	p.doc.Reset(p.src)
	var elements []unitElement // of the current unit
	var before syntax.Node
	for n := range file.Decls().Children() {
		e := unitElement{node: n, sep: sepHardline, at: placeFirst}
		if n.Kind() != syntax.KindSemicolon {
			if before.Ok() {
				e.sep, e.at = betweenDecls(before, n)
				if p.startsUnit(n) {
					p.unit(elements, n.FullSpan().Start, run)
					elements = elements[:0]
				}
			}
			before = n
		}
		elements = append(elements, e)
	}
	// What leads the end of the file belongs to the last unit, which no cache keeps.
	p.elements(elements)
	at := placeAlone
	if before.Ok() {
		at = placeEnd
	}
	p.separate(file.Eof(), sepNothing, at)
	p.doc.Hardline()
	p.flush()
}

// startsUnit reports whether an element begins a unit: whether no comment leads it on the line of the element before.
func (p *printer) startsUnit(n syntax.Node) bool {
	if !n.CommentBefore() {
		return true
	}
	for _, t := range p.leading(n) {
		if t.Kind == syntax.TriviaNewline {
			return true
		}
		if isComment(t) {
			return false
		}
	}
	return true
}

// unit prints the unit whose elements are given and that ends at a byte of the source, and the line end after it.
func (p *printer) unit(elements []unitElement, end, run int) {
	start := p.pos
	key := unitKey{text: p.src[start:end], width: p.width}
	sound := p.cache != nil && start > 0
	for _, e := range elements {
		if p.lenient && e.node.HasError() {
			sound = false
		}
		if e.node.Kind() != syntax.KindSemicolon && key.sep == sepNothing {
			key.sep, key.at = e.sep, e.at
		}
	}
	if sound {
		if u := p.cache.find(key, run); u != nil {
			p.again(u)
			p.pos = end
			return
		}
	}
	out, places := len(p.out), 0
	if p.places != nil {
		places = len(*p.places)
	}
	p.elements(elements)
	p.flush()
	p.out = append(p.out, '\n')
	p.doc.Reset(p.src)
	if sound && !p.lost && p.places != nil && p.pos == end {
		u := &unit{out: append([]byte(nil), p.out[out:]...), places: make([]layout.Place, 0, len(*p.places)-places), run: run}
		for _, place := range (*p.places)[places:] {
			u.places = append(u.places, layout.Place{Src: place.Src - start, Out: place.Out - out, Len: place.Len})
		}
		p.cache.keep(key, u)
	}
}

// again prints a unit as it was formatted before.
func (p *printer) again(u *unit) {
	if p.places != nil {
		for _, place := range u.places {
			*p.places = append(*p.places, layout.Place{Src: place.Src + p.pos, Out: place.Out + len(p.out), Len: place.Len})
		}
	}
	p.out = append(p.out, u.out...)
}

// elements adds the elements of a unit to the document.
func (p *printer) elements(elements []unitElement) {
	for _, e := range elements {
		p.listed(e.node, e.sep, e.at)
	}
}

// flush prints the document.
func (p *printer) flush() {
	p.out = p.doc.Render(p.out, layout.Config{Width: p.width, Places: p.places, Start: p.start})
}
