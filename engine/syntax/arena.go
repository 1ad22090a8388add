package syntax

import (
	"slices"
	"sync"
)

// pageSize is how many words a page holds. Pages hold no pointers, so the garbage collector does not look into them.
const pageSize = 1 << 14

// minPage is how many words the first page holds beside one for each byte of the text that is no space, which is more than the trees of nearly all
// files take: most files are small, and thousands of trees are kept at once.
const minPage = 64

// arena is the memory of the trees of one file. Trees made by Reparse append to the arena of the tree they came from; what a
// tree refers to is never changed afterwards, so that readers of older trees need no lock.
type arena struct {
	mu    sync.Mutex // held while parsing into the arena
	mem   pages
	used  int // words
	room  int // words that the pages hold
	nodes int // made
	live  int // words in use when the arena was new
	key   *arenaKey
	empty [kindCount]uint32 // the id of the empty list of each kind; 0 where there is none yet
}

// arenaKey tells arenas apart; it keeps nothing else alive.
type arenaKey struct{ _ byte }

// pages is the memory as one tree sees it: of each node its header, and right behind it its children. All pages but the first are
// full ones.
type pages [][]word

// newArena makes the memory for the tree of a text of which size bytes are no spaces.
func newArena(size int) *arena {
	first := make([]word, min(size+minPage, pageSize))
	return &arena{key: &arenaKey{}, used: 1, room: len(first), mem: pages{first}} // word 0 is not used: the id 0 means no node
}

// add makes a node and returns its id. Invariant: a node lies in one page.
func (a *arena) add(h header, children []word) uint32 {
	size := 1 + len(children)
	if a.used%pageSize+size > pageSize {
		a.used += pageSize - a.used%pageSize
	}
	for a.used+size > a.room {
		a.grow()
	}
	id := uint32(a.used)
	a.used += size
	a.nodes++
	node := a.mem[id/pageSize][id%pageSize:]
	node = node[:size]
	node[0] = word(h) | word(len(children))<<headCountShift
	copy(node[1:], children)
	return id
}

// grow adds a page, or makes the first one larger. What readers of older trees look at stays as it is.
func (a *arena) grow() {
	first := a.mem[0]
	if len(first) == pageSize {
		a.mem = append(a.mem, make([]word, pageSize))
		a.room += pageSize
		return
	}
	a.room = min(2*len(first), pageSize)
	larger := make([]word, a.room)
	copy(larger, first)
	a.mem = pages{larger}
}

// fit gives back the memory that the first tree did not need, if that is more than an eighth: a copy costs little beside the parse.
// Nobody reads the tree yet.
func (a *arena) fit() {
	if len(a.mem) == 1 && a.room-a.used > a.room/8 {
		a.mem = pages{slices.Clone(a.mem[0][:a.used])}
		a.room = a.used
	}
}

// head is the header of a node.
func (p pages) head(id uint32) header { return header(p[id/pageSize][id%pageSize]) }

// setHead changes the header of a node that was just built.
func (p pages) setHead(id uint32, h header) { p[id/pageSize][id%pageSize] = word(h) }

// mark adds flags to a node that was just built.
func (p pages) mark(w word, flags uint8) {
	p.setHead(w.id(), p.head(w.id())|header(flags)<<headFlagsShift)
}

// unmark takes flags from a node that was just built: what its parts depended on lies inside of it.
func (p pages) unmark(w word, flags uint8) {
	p.setHead(w.id(), p.head(w.id())&^(header(flags)<<headFlagsShift))
}

// children are the child words of a node, the parts of a long token.
func (p pages) children(w word) []word {
	id := w.id()
	node := p[id/pageSize][id%pageSize:]
	return node[1 : 1+header(node[0]).count()]
}

// flagsOf is the inherited flags of a child.
func (p pages) flagsOf(w word) uint8 {
	if w.isNode() {
		return p.head(w.id()).flags() & inherited
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
func (p pages) kindOf(w word) Kind {
	if w.isNode() {
		return p.head(w.id()).kind()
	}
	return w.kind()
}

// isLong reports whether a child is a token too long for a word.
func (p pages) isLong(w word) bool { return w.isNode() && p.head(w.id()).flags()&flagToken != 0 }

// leadOf is the width of the leading trivia of a child, and whether there is any token with a width in it.
func (p pages) leadOf(w word) (int, bool) {
	for w.isNode() {
		if p.isLong(w) {
			return int(p.children(w)[0]), true
		}
		next := firstWide(p.children(w))
		if next == 0 {
			return 0, false
		}
		w = next
	}
	return w.lead(), w.full() > 0
}

// firstWide is the first child that has a width.
func firstWide(children []word) word {
	for _, w := range children {
		if w.full() > 0 {
			return w
		}
	}
	return 0
}
