package check

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/types"
)

// This file hands what is known of top-level values from one statement of a file to those after it.

// Known is what is known of a top-level value, or of a field of one, at one place in the order in which top-level code runs.
type Known struct {
	Name string     // of the value
	Path string     // "", or the fields that lead to what it is about, each behind a dot
	Type types.Type // narrower than the declared one
}

// topKey is the key of a top-level value in a flow.
func topKey(name string) string { return "@" + name }

// begin takes over what is known of the values that a unit of top-level code mentions, and returns it.
func (c *checker) begin() []Known {
	var out []Known
	seen := map[string]bool{}
	for _, m := range c.res.Free {
		if m.Form == names.AsType || seen[m.Name] {
			continue
		}
		seen[m.Name] = true
		if s := c.lookup(m.Name); s == nil || s.Kind != SymTop || !s.Decl.Kind.IsValue() {
			continue
		}
		for _, k := range c.q.Known(c.owner.ID, m.Name) {
			c.flow.put(topKey(k.Name)+k.Path, k.Type)
			out = append(out, k)
		}
	}
	return out
}

// end returns what is known behind a unit of top-level code of the names of which it may learn something, in order. Before is what begin
// returned.
func (c *checker) end(before []Known) []Known {
	if len(c.flow.known) == 0 && len(before) == 0 {
		return nil
	}
	learns := map[string]bool{}
	for _, m := range c.res.Free {
		if m.Learns {
			learns[m.Name] = true
		}
	}
	var out []Known
	for key, t := range c.flow.known {
		root, path := splitKey(key)
		switch {
		case learns[root]:
			out = append(out, Known{root, path, t})
		case root != "" && !slices.Contains(before, Known{root, path, t}):
			bug.Reportf("check: a unit learned of %s where nothing is learned", root)
		}
	}
	for _, k := range before {
		if !learns[k.Name] && c.flow.known[topKey(k.Name)+k.Path] != k.Type {
			bug.Reportf("check: a unit that learns nothing of %s knows something else of it behind than before", k.Name)
		}
	}
	slices.SortFunc(out, func(a, b Known) int { return strings.Compare(a.Name+a.Path, b.Name+b.Path) })
	return out
}

// splitKey takes apart the key of a top-level value or of a field of one; the name is "" of any other.
func splitKey(key string) (name, path string) {
	name, isTop := strings.CutPrefix(key, topKey(""))
	if !isTop {
		return "", ""
	}
	if i := strings.IndexByte(name, '.'); i >= 0 {
		return name[:i], name[i:]
	}
	return name, ""
}
