package table

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestVersions edits tables at random, and holds that each version says what a map of its own says, also after later ones were made of it.
func TestVersions(t *testing.T) {
	type version struct {
		table Table[int, int]
		want  map[int]int
	}
	r := rand.New(rand.NewPCG(1, 2))
	versions := []version{{want: map[int]int{}}, {Of(map[int]int{1: 2, 3: 4}), map[int]int{1: 2, 3: 4}}}
	for range 300 {
		from := versions[r.IntN(len(versions))]
		e, want := from.table.Edit(), maps.Clone(from.want)
		for range r.IntN(100) {
			if k := r.IntN(500); r.IntN(3) > 0 {
				v := r.Int()
				e.Put(k, v)
				want[k] = v
			} else {
				e.Drop(k)
				delete(want, k)
			}
		}
		versions = append(versions, version{e.Table(), want})
	}
	for i, v := range versions {
		if got := maps.Collect(v.table.All()); !maps.Equal(got, v.want) || v.table.keys != len(got) {
			t.Fatalf("version %d has %d keys and says %v, want %v", i, v.table.keys, got, v.want)
		}
		for k := range 500 {
			got, ok := v.table.Get(k)
			if want, is := v.want[k]; ok != is || got != want {
				t.Fatalf("version %d: %d is %v, %v, want %v, %v", i, k, got, ok, want, is)
			}
		}
	}
}

// TestGrowth puts keys one after the other, as a file grows that is typed: what is copied for one does not grow with the table, but for
// the few times that it gets more parts.
func TestGrowth(t *testing.T) {
	var table Table[int, bool]
	anew := 0
	for k := range 20_000 {
		before := len(table.buckets)
		table = table.With(k, true)
		if len(table.buckets) != before {
			anew++
		}
		if most := crowded * bucketKeys * len(table.buckets); k+1 > most {
			t.Fatalf("%d keys in %d parts, which are for %d", k+1, len(table.buckets), most)
		}
	}
	// The first parts are made for one key; each time after, for about four times as many as before.
	if most := 8; anew > most {
		t.Errorf("it was made anew %d times, more than %d", anew, most)
	}
}
