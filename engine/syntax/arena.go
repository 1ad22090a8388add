package syntax

import "sync"

// Pages hold no pointers, so the garbage collector does not look into them.
const (
	wordPage = 1 << 14
	headPage = 1 << 12
)

// arena is the memory of the trees of one file. Trees made by Reparse append to the arena of the tree they came from; what a
// tree refers to is never changed afterwards, so that readers of older trees need no lock.
type arena struct {
	mu    sync.Mutex // held while parsing into the arena
	mem   pages
	words int // used
	heads int // used
	live  int // words and headers in use, in units of words, when the arena was new
	key   *arenaKey
	empty [kindCount]word // the empty list of each kind
}

// arenaKey tells arenas apart; it keeps nothing else alive.
type arenaKey struct{ _ byte }

// pages are the slabs as one tree sees them.
type pages struct {
	words []*[wordPage]word
	heads []*[headPage]header
}

func newArena() *arena {
	// Header 0 is not used, so that the id 0 means no node.
	return &arena{key: &arenaKey{}, heads: 1, mem: pages{heads: []*[headPage]header{new([headPage]header)}}}
}

// size is the memory in use, in units of words.
func (a *arena) size() int { return a.words + a.heads*3/2 }

// store appends children and returns the index of the first. Invariant: the children of a node lie in one page.
func (a *arena) store(children []word) uint32 {
	if len(children) == 0 {
		return 0
	}
	if room := len(a.mem.words)*wordPage - a.words; room < len(children) {
		a.words += room
		a.mem.words = append(a.mem.words, new([wordPage]word))
	}
	at := a.words
	a.words += len(children)
	copy(a.mem.words[at/wordPage][at%wordPage:], children)
	return uint32(at)
}

// add appends a header and returns its id.
func (a *arena) add(h header) uint32 {
	if a.heads == len(a.mem.heads)*headPage {
		a.mem.heads = append(a.mem.heads, new([headPage]header))
	}
	id := a.heads
	a.heads++
	a.mem.heads[id/headPage][id%headPage] = h
	return uint32(id)
}

func (p *pages) head(id uint32) *header { return &p.heads[id/headPage][id%headPage] }

// children are the child words of a node that is not a long token.
func (p *pages) children(h *header) []word {
	at := h.first % wordPage
	if h.count == 0 {
		return nil
	}
	return p.words[h.first/wordPage][at : at+uint32(h.count)]
}

// flagsOf is the inherited flags of a child.
func (p *pages) flagsOf(w word) uint8 {
	if w.isNode() {
		return p.head(w.id()).flags & inherited
	}
	return tokenToNode[w.flags()>>2&0xf]
}

// tokenToNode is the node flags for the token flags comment, col0, missing and error (in this order from the lowest bit).
var tokenToNode = func() (t [16]uint8) {
	for i := range t {
		if i<<2&int(tokenComment) != 0 {
			t[i] |= flagComment
		}
		if i<<2&int(tokenMissing|tokenError) != 0 {
			t[i] |= flagError
		}
	}
	return t
}()

// kindOf is the kind of a child.
func (p *pages) kindOf(w word) Kind {
	if w.isNode() {
		return p.head(w.id()).kind
	}
	return w.kind()
}

// leadOf is the width of the leading trivia of a child, and whether there is any token with a width in it.
func (p *pages) leadOf(w word) (int, bool) {
	for {
		if !w.isNode() {
			return w.lead(), w.full() > 0
		}
		h := p.head(w.id())
		if h.flags&flagToken != 0 {
			return int(p.words[h.first/wordPage][h.first%wordPage]), true
		}
		next := word(0)
		for _, c := range p.children(h) {
			if c.full() > 0 {
				next = c
				break
			}
		}
		if next == 0 {
			return 0, false
		}
		w = next
	}
}
