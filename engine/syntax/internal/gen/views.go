package main

import (
	"bytes"
	"fmt"
)

// views writes a type for each node with slots, with a method for each slot.
func (g *grammar) views(b *bytes.Buffer) {
	for _, p := range g.productions {
		if p.one || p.list {
			continue
		}
		fmt.Fprintf(b, "// %s is a view of a node of Kind%s: %s\ntype %s struct{ Node }\n\n", p.name, p.name, productionLine(p), p.name)
		fmt.Fprintf(b, "// As%s is n as a view, and whether n is one.\nfunc As%s(n Node) (%s, bool) { return %s{n}, n.Kind() == Kind%s }\n\n", p.name, p.name, p.name, p.name, p.name)
		for i, s := range p.slots {
			may := ""
			if s.optional {
				may = "; it may be absent"
			}
			fmt.Fprintf(b, "// %s is the slot %s%s.\nfunc (n %s) %s() Node { return n.Slot(%d) }\n\n", s.name, s.doc, may, p.name, s.name, i)
		}
	}
}
