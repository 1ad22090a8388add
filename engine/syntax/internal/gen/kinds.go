package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// kinds writes the kind constants and the tables about them.
func (g *grammar) kinds(b *bytes.Buffer) {
	var names []string
	fmt.Fprint(b, "// Kinds of tokens, then of nodes.\nconst (\n\tKindNone Kind = iota // an absent node\n")
	add := func(name, doc string) {
		names = append(names, name)
		fmt.Fprintf(b, "\tKind%s // %s\n", name, doc)
	}
	for _, t := range g.tokens {
		add(t.name, t.spelled)
	}
	for _, w := range slices.Concat(g.keywords, g.words) {
		add(g.bySpelling[w], w)
	}
	tokens := len(names)
	add("Unexpected", "tokens that fit nowhere, beside the slots of a node")
	add("Error", "tokens that fit nowhere, as an element of a list")
	for _, p := range g.productions {
		if !p.one {
			add(p.name, strings.TrimSuffix(productionLine(p), " ."))
		}
	}
	fmt.Fprintf(b, ")\n\nconst (\n\tlastToken = Kind%s\n\tkindCount = %d\n)\n\n", names[tokens-1], len(names)+1)

	fmt.Fprint(b, "var kindNames = [kindCount]string{\n\"None\",\n")
	for _, n := range names {
		fmt.Fprintf(b, "%q,\n", n)
	}
	fmt.Fprint(b, "}\n\n// kindTexts is how a token is spelled, or what it is called where its spelling varies.\nvar kindTexts = [kindCount]string{\n")
	for _, t := range g.tokens {
		fmt.Fprintf(b, "Kind%s: %q,\n", t.name, t.spelled)
	}
	for _, w := range slices.Concat(g.keywords, g.words) {
		fmt.Fprintf(b, "Kind%s: %q,\n", g.bySpelling[w], w)
	}
	fmt.Fprint(b, "}\n\n// keyword is the kind of a keyword, KindIdent for any other name.\nfunc keyword(name string) Kind {\nswitch name {\n")
	for _, w := range g.keywords {
		fmt.Fprintf(b, "case %q:\nreturn Kind%s\n", w, g.bySpelling[w])
	}
	fmt.Fprint(b, "}\nreturn KindIdent\n}\n\n")
	fmt.Fprint(b, "// Keywords returns the keywords of the language; they name nothing else.\nfunc Keywords() []string {\nreturn []string{")
	for _, w := range g.keywords {
		fmt.Fprintf(b, "%q,", w)
	}
	fmt.Fprint(b, "}\n}\n\n// ContextualWords returns the words that are keywords in some places and names elsewhere.\nfunc ContextualWords() []string {\nreturn []string{")
	for _, w := range g.words {
		fmt.Fprintf(b, "%q,", w)
	}
	fmt.Fprint(b, "}\n}\n\n")
	g.lists(b)
	g.slotTable(b)
}

// lists writes which kinds are lists.
func (g *grammar) lists(b *bytes.Buffer) {
	fmt.Fprint(b, "// listKinds says which kinds are lists: nodes of any number of elements, kept as a tree of chunks.\nvar listKinds = [kindCount]bool{\nKindUnexpected: true,\nKindError: true,\n")
	for _, p := range g.productions {
		if p.list {
			fmt.Fprintf(b, "Kind%s: true,\n", p.name)
		}
	}
	fmt.Fprint(b, "}\n\n")
	for _, p := range g.productions {
		if !p.one {
			continue
		}
		fmt.Fprintf(b, "// Is%s reports whether k is one of: %s.\nfunc (k Kind) Is%s() bool {\nswitch k {\ncase ", p.name, strings.Join(p.types, ", "), p.name)
		for i, t := range g.flatten(p.types) {
			if i > 0 {
				fmt.Fprint(b, ", ")
			}
			fmt.Fprintf(b, "Kind%s", t)
		}
		fmt.Fprint(b, ":\nreturn true\n}\nreturn false\n}\n\n")
	}
}

// slotTable writes what each slot of each node holds.
func (g *grammar) slotTable(b *bytes.Buffer) {
	fmt.Fprint(b, "// slotsOf lists the slots of each kind of node.\nvar slotsOf = [kindCount][]slotInfo{\n")
	for _, p := range g.productions {
		if p.one || p.list {
			continue
		}
		fmt.Fprintf(b, "Kind%s: {\n", p.name)
		for _, s := range p.slots {
			want := "Expr"
			switch {
			case s.name == "Decl":
				want = "Decl"
			case len(s.types) != 1:
				if !slices.Contains(s.types, "Expr") && !slices.Contains(s.types, "Statement") {
					want = s.types[0]
				}
			default:
				want = s.types[0]
			}
			kind, class := "Kind"+want, "wantToken"
			switch want {
			case "Expr":
				kind, class = "KindIdent", "wantExpr"
			case "Type":
				kind, class = "KindIdent", "wantType"
			case "Pattern", "Ident":
				kind, class = "KindIdent", "wantName"
			case "Decl":
				kind, class = "KindIdent", "wantDecl"
			}
			fmt.Fprintf(b, "{%q, %s, %s},\n", s.name, kind, class)
		}
		fmt.Fprint(b, "},\n")
	}
	fmt.Fprint(b, "}\n")
}

// flatten replaces choices by what they choose from.
func (g *grammar) flatten(types []string) []string {
	var flat []string
next:
	for _, t := range types {
		for _, p := range g.productions {
			if p.one && p.name == t {
				flat = append(flat, g.flatten(p.types)...)
				continue next
			}
		}
		flat = append(flat, t)
	}
	return flat
}

// productionLine shows a production for people.
func productionLine(p production) string {
	if p.list {
		return "{ " + strings.Join(p.types, " | ") + " }"
	}
	var words []string
	for _, s := range p.slots {
		words = append(words, s.doc)
	}
	return strings.Join(words, " ")
}
