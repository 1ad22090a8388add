package check

import "github.com/codescript-lang/coder/engine/names"

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
// unit once. Lookup finds the result of a declaration.
func Reach(start names.UnitID, result *Result, lookup func(Ref) (names.UnitID, *Result)) []Reached {
	type visit struct {
		id     names.UnitID
		result *Result
		via    []Via
	}
	queue := []visit{{start, result, nil}}
	seen := map[names.UnitID]bool{start: true}
	var out []Reached
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		if v.result == nil {
			continue
		}
		for _, r := range v.result.Reads {
			out = append(out, Reached{Read: r, Unit: v.id, Via: v.via})
		}
		for _, e := range v.result.Edges {
			id, r := lookup(e.To)
			if r == nil || seen[id] {
				continue
			}
			seen[id] = true
			queue = append(queue, visit{id, r, append(v.via[:len(v.via):len(v.via)], Via{v.id, e})})
		}
	}
	return out
}
