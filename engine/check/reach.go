package check

import (
	"slices"

	"github.com/codescript-lang/coder/engine/names"
)

// Reached is a read that a unit is charged with, because it or something that it calls or mentions does it.
type Reached struct {
	Read Read
	Unit names.UnitID // the unit that reads
	Via  []Via        // how it is led to, outermost first; empty when the unit reads itself
}

// Via is one step on the way to a read.
type Via struct {
	Unit names.UnitID // in which the mention stands
	Edge Edge
}

// Reach returns what start is charged with: its own reads and those of all it leads to, nearest first, each effect of a
// unit once. Lookup finds the result of a declaration; only edges that follow accepts lead on.
func Reach(start names.UnitID, result *Result, follow func(Edge) bool, lookup func(Ref) (names.UnitID, *Result)) []Reached {
	type visit struct {
		id     names.UnitID
		result *Result
		from   int // the visit that led here
		edge   Edge
	}
	visits := []visit{{id: start, result: result}}
	seen := map[names.UnitID]bool{start: true}
	var out []Reached
	for i := 0; i < len(visits); i++ {
		v := visits[i]
		if v.result == nil {
			continue
		}
		if len(v.result.Reads) > 0 {
			var via []Via
			for at := i; at > 0; at = visits[at].from {
				via = append(via, Via{visits[visits[at].from].id, visits[at].edge})
			}
			slices.Reverse(via)
			for _, r := range v.result.Reads {
				out = append(out, Reached{Read: r, Unit: v.id, Via: via})
			}
		}
		for _, e := range v.result.Edges {
			if !follow(e) {
				continue
			}
			id, r := lookup(e.To)
			if r == nil || seen[id] {
				continue
			}
			seen[id] = true
			visits = append(visits, visit{id, r, i, e})
		}
	}
	return out
}
