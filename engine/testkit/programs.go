// Random programs, repeatable from a seed: what no collection of cases thinks of. Read this file for what there is, programs_types.go for
// the types that are played with, programs_expr.go, programs_stmt.go and programs_markup.go for how things of a type are written,
// programs_site.go for sites, programs_edit.go for edits of them.

package testkit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// Programs writes random programs that are mostly well typed: every expression is written for a type, of what is in scope, so that most
// programs check clean and those that do not are wrong in few places. It is not safe for concurrent use.
//
// A script holds functions (generic ones, with defaults, inferred results, recursion), types (records, unions told apart by a field, of
// words, generic), top-level code (loops, handlers, matches, narrowing by tests, by arms that leave, by assignments), closures that
// capture and assign, components and markup with directives, tests. A site adds modules that import each other, in circles, too, data and
// content, models, actions, client functions, layouts and pages with parameters. Names and texts are Latin, Hangul and emoji.
type Programs struct {
	choices []byte
	rnd     *rand.Rand
	edits   *Edits
}

// NewPrograms returns a generator. The same arguments give the same programs. Choices decide first, a byte each: fuzzing can change one
// decision and leave those before it; the seed decides what they leave open.
func NewPrograms(seed uint64, choices []byte) *Programs {
	return &Programs{choices: choices, rnd: rand.New(rand.NewPCG(seed, 0xc0de)), edits: NewEdits(EditConfig{Seed: seed})}
}

// n chooses one of the numbers 0 to n-1; n is at most 256.
func (p *Programs) n(n int) int {
	if len(p.choices) > 0 {
		c := p.choices[0]
		p.choices = p.choices[1:]
		return int(c) % n
	}
	return p.rnd.IntN(n)
}

// one is true once in so many times.
func (p *Programs) one(in int) bool { return p.n(in) == 0 }

func choose[T any](p *Programs, of ...T) T { return of[p.n(len(of))] }

// Script writes a program of one file.
func (p *Programs) Script() string {
	w := newWriter(p)
	w.line(`import { exit } from "std/process"`)
	w.line("")
	w.prelude()
	for range 4 + p.n(12) {
		if p.one(3) {
			w.declaration("")
		} else {
			w.statement(3)
		}
	}
	w.line("print(%s)", w.expr(w.typ(2), 2))
	return p.dress(w.b.String())
}

// dress gives a text what files may have around their lines.
func (p *Programs) dress(text string) string {
	switch p.n(24) {
	case 0:
		return strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		return "\ufeff" + text
	case 2:
		return "#!/usr/bin/env coder\n" + text
	case 3:
		return strings.TrimSuffix(text, "\n")
	}
	return text
}

// Broken returns a text with up to three small edits made that ask nobody what they mean.
func (p *Programs) Broken(text string) string {
	for range 1 + p.n(3) {
		text = p.edits.Next(text).Apply(text)
	}
	return text
}

// A writer writes one file.
type writer struct {
	*Programs
	b      strings.Builder
	indent int
	names  map[string]bool // declared
	vars   []variable      // in scope, the innermost last
	funcs  []function
	comps  []component
	types  []*kind // declared
	result *kind   // of the function around, nil at the top level
	loops  int     // around
	inSite bool    // no program: nothing ends it
}

// variable is a name, or a path of fields, with the type that is known of it.
type variable struct {
	name string
	t    *kind
	free bool // may be assigned
	told bool // by a test, of one that may be assigned: function literals do not know it
}

// function is something that can be called by its name.
type function struct {
	name   string
	params []param
	result *kind
}

type param struct {
	name       string
	t          *kind
	hasDefault bool // has a default
}

// component is a function that gives markup.
type component struct {
	name     string
	params   []param
	children bool
}

func newWriter(p *Programs) *writer { return &writer{Programs: p, names: map[string]bool{}} }

// line writes one line, indented.
func (w *writer) line(format string, args ...any) {
	if format == "" {
		w.b.WriteByte('\n')
		return
	}
	for range w.indent {
		w.b.WriteByte('\t')
	}
	if len(args) == 0 {
		w.b.WriteString(format)
	} else {
		fmt.Fprintf(&w.b, format, args...)
	}
	w.b.WriteByte('\n')
}

// within writes what f writes, indented, and forgets what it declared.
func (w *writer) within(f func()) {
	w.indent++
	w.scoped(f)
	w.indent--
}

// scoped forgets what f declares.
func (w *writer) scoped(f func()) {
	vars := len(w.vars)
	f()
	w.vars = w.vars[:vars]
}

// inFunction forgets what f declares, and what function literals do not know while f writes one.
func (w *writer) inFunction(f func()) {
	vars := w.vars
	w.vars = slices.DeleteFunc(slices.Clone(vars), func(v variable) bool { return v.told })
	f()
	w.vars = vars
}

var words = []string{"a", "b", "count", "item", "값", "이름", "é", "list", "next", "shown", "total", "글목록"}

// name makes a name that is not taken: of few words, so that programs pasted into each other share them.
func (w *writer) name() string { return w.fresh(choose(w.Programs, words...)) }

// fresh makes a name of a word that is not taken: the word itself, or with a number.
func (w *writer) fresh(word string) string {
	name := word
	for n := 2; w.names[name]; n++ {
		name = fmt.Sprintf("%s%d", word, n)
	}
	w.names[name] = true
	return name
}

// declare puts a variable into scope.
func (w *writer) declare(v variable) { w.vars = append(w.vars, v) }
