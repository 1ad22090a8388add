package check

import (
	"github.com/codescript-lang/coder/engine/std"
)

// This file answers what names mean without checking a unit, for whoever offers names to choose from.

// Lookup returns what a name means at the top level of the file at path: a declaration of the file, an import, or a standard
// name; nil when there is none.
func Lookup(q Queries, path, name string) *Symbol { return outside(q, path).lookup(name) }

// Exports returns what a module exports under its own names, in their order. Of an import, only where it leads matters.
func Exports(q Queries, im *Import) []*Symbol {
	c := outside(q, im.Path)
	ns := &Symbol{Kind: SymNamespace, Import: im}
	var out []*Symbol
	for _, name := range c.exportsOf(im) {
		if s := c.memberOf(ns, name); s != nil {
			out = append(out, s)
		}
	}
	return out
}

// outside is a checker that only looks names up.
func outside(q Queries, path string) *checker {
	return &checker{q: q, lib: std.Get(), path: path, free: map[string]*Symbol{}}
}
