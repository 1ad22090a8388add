package workspace

import (
	"math"

	"github.com/codescript-lang/coder/engine/names"
)

// This file finds out what a version that nobody made has in common with the one that it was supposed from. Whoever asks about it, as one who
// tries a renaming out, would else have all that an answer stands on compared, down to the texts. So the change is followed from answer to
// user, as advance does it; but what is found is the version's own, and the graph stays as it is.

// supposition tells which answers of the graph are also those of a supposed version: those that the change did not reach.
type supposition struct {
	from    int                // the version that it was supposed from
	stores  int                // how many answers the graph had stored by then: of later ones it tells nothing
	reached map[*slot]struct{} // those whose answers may be others
	below   int32              // while the change is followed: of what is not higher it is known whether it is reached
}

// supposeShare is how much work is done to follow a change before the rest is left to be compared when it is asked for, in the units of cost:
// that of some two hundred statements, as long as others wait.
const supposeShare = 2048

// holds reports whether the answer of a slot is that of the supposed version. The lock is held.
func (p *supposition) holds(s *slot) bool {
	if p == nil || s.cell == nil || s.stored > p.stores || s.height > p.below || !s.holdsAt(p.from) {
		return false
	}
	_, reached := p.reached[s]
	return !reached
}

// suppose follows the change that led to m's version, which is a supposed one, if the graph is at the version that it was supposed from. The
// lock is held.
func (m *memo) suppose() {
	g, inputs := m.graph, m.snap.inputs
	m.snap.inputs = nil
	if len(inputs) == 0 || g.version != m.snap.Version-1 {
		return
	}
	m.sealAll(m.snap.ws.takeGone()) // now, as that would lead what follows astray
	p := &supposition{from: g.version, stores: g.stores, reached: map[*slot]struct{}{}}
	var pending heap
	reach := func(s *slot) {
		if _, known := p.reached[s]; !known && s.cell != nil {
			p.reached[s] = struct{}{}
			pending.push(s)
		}
	}
	for _, k := range inputs {
		if in := g.at(k); in != nil {
			reach(in)
		}
	}
	m.snap.supposition = p
	m.advancing = true // the lock is held all the time
	defer func() { m.advancing = false }()
	module := func(path string) *names.Module {
		mod, _ := m.fetchOld(key{kind: kModule, path: path}).value.(*names.Module)
		return mod
	}
	for share := supposeShare; len(pending) > 0; {
		if share <= 0 || g.stores != p.stores {
			m.snap.supposition = nil
			return
		}
		next, height := pending.top()
		pending.drop()
		p.below = height
		if _, never := next.key.cost(); never || next.stale != 0 {
			next.eachUser(reach) // whatever it is: that is for those who need it
			continue
		}
		before := m.spent
		c := m.fetchOld(next.key)
		share -= 1 + m.spent - before
		if c.hash != next.cell.hash {
			m.snap.work.Visited += g.concern(next, next.cell.value, c.value, module, reach)
		}
	}
	p.below = math.MaxInt32
}
