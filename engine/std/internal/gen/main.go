// Command gen makes REFERENCE.md of package std from the declaration files, which hold every signature and sentence of
// it but for the few lines of introduction below.
package main

import (
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

func main() {
	log.SetFlags(0)
	if err := os.WriteFile("REFERENCE.md", []byte(reference(std.Get())), 0o644); err != nil {
		log.Fatal(err)
	}
}

const introduction = `# The standard library

<!-- Made from code/*.code by go generate. -->

Every name that Codescript brings along, with its type. Functions change nothing that they are given: a method that
would "change" a list returns a new one. ` + "`none`" + ` stands for "not there"; wrong use, such as a place out of range, is an error
when the program runs. A function passed in may take fewer arguments than its type says.

`

// effects says for the reader what an effect is.
var effects = map[std.Effect]string{
	std.Request: "reads the request", std.Session: "reads the session", std.Cookies: "reads the cookies", std.Form: "reads the form",
	std.User: "reads who is logged in", std.Models: "reads the database", std.Files: "reads files", std.WritesFiles: "writes files",
	std.Network: "uses the network", std.Time: "reads the clock", std.Random: "is random", std.Environment: "reads the environment",
	std.Process: "is of the running program", std.Output: "writes output",
}

// section is one heading and what stands below it.
type section struct {
	title, doc string
	symbols    []*std.Symbol
	receiver   string // what methods are called on, in signatures
}

// sections returns the parts of the reference in reading order.
func sections(l *std.Library) []section {
	var always, pages []*std.Symbol
	var objects []section
	for _, s := range l.Global.Symbols {
		if s.File == "global.code" {
			always = append(always, s)
			continue
		}
		if _, ok := s.Type.(*types.Object); ok && s.Kind == std.TypeName {
			objects = append(objects, section{"`" + s.Name + "`", s.Doc, l.Methods(std.Receiver(s.Name)), strings.ToLower(s.Name)})
			continue
		}
		pages = append(pages, s)
	}
	out := []section{{title: "Always there", symbols: always}}
	for _, r := range []struct{ recv, name, doc string }{
		{"string", "s", "Text, counted in code points. Places count from 0."},
		{"number", "n", "Numbers are 64-bit floating point."},
		{"list", "xs", "Places count from 0. `T` is the type of the elements."},
		{"map", "m", "In order of insertion. `T` is the type of the values."},
		{"time", "t", "An instant; its fields are those of UTC unless it is `in` a zone."},
	} {
		out = append(out, section{"Of a `" + r.recv + "`", r.doc, l.Methods(std.Receiver(r.recv)), r.name})
	}
	out = append(out, section{title: "In pages, layouts and actions", symbols: pages})
	out = append(out, objects...)
	for _, m := range l.Modules {
		out = append(out, section{title: "`" + m.Path + "`", doc: m.Doc, symbols: m.Symbols})
	}
	return out
}

// reference returns the whole document.
func reference(l *std.Library) string {
	var b strings.Builder
	b.WriteString(introduction)
	all := sections(l)
	for _, s := range all {
		fmt.Fprintf(&b, "- [%s](#%s)\n", s.title, anchor(s.title))
	}
	for _, sec := range all {
		fmt.Fprintf(&b, "\n## %s\n", sec.title)
		if sec.doc != "" {
			fmt.Fprintf(&b, "\n%s\n", sec.doc)
		}
		b.WriteByte('\n')
		for _, s := range sec.symbols {
			fmt.Fprintf(&b, "- `%s`\\\n  %s\n", signature(l, s, sec.receiver), sentence(s))
			for _, f := range fields(s) {
				fmt.Fprintf(&b, "  - `%s`\\\n    %s\n", field(f), f.Doc)
			}
		}
	}
	return b.String()
}

// anchor returns the address that Markdown's readers give a heading.
func anchor(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '`' || r == '/' || r == ',':
			return -1
		}
		return r
	}, strings.ToLower(title))
}

// sentence returns what s is, and what it reads or does.
func sentence(s *std.Symbol) string {
	doc := strings.ReplaceAll(s.Doc, "\n", " ")
	var all []string
	for _, e := range s.Effects {
		all = append(all, effects[e])
	}
	if len(all) > 0 {
		doc += " *" + strings.ToUpper(all[0][:1]) + strings.Join(all, ", ")[1:] + ".*"
	}
	return doc
}

// fields returns the documented fields of a record type.
func fields(s *std.Symbol) []types.Field {
	r, ok := types.Under(s.Type).(*types.Record)
	if !ok || s.Kind != std.TypeName {
		return nil
	}
	var out []types.Field
	for _, f := range r.Fields {
		if f.Doc != "" {
			out = append(out, f)
		}
	}
	return out
}

// field returns a field as its type writes it.
func field(f types.Field) string {
	name := f.Name
	if f.Optional {
		name += "?"
	}
	return name + ": " + types.Print(f.Type)
}

// signature returns how s is used, as its declaration writes it: with its defaults and without the body.
func signature(l *std.Library, s *std.Symbol, receiver string) string {
	tree := syntax.Parse(source.NewText(l.Source(s.File)))
	for _, n := range tree.PathAt(s.Span.Start) {
		if d, ok := syntax.AsFnDecl(n); ok {
			return function(s, d, receiver)
		}
		if d, ok := syntax.AsTypeDecl(n); ok {
			if len(fields(s)) > 0 {
				return "type " + s.Name + " = { … }"
			}
			return "type " + s.Name + " = " + oneLine(d.Value())
		}
	}
	return s.Name + ": " + types.Print(s.Type)
}

func function(s *std.Symbol, d syntax.FnDecl, receiver string) string {
	name := s.Name
	if receiver != "" {
		name = receiver + "." + name
	}
	if s.Kind == std.Property {
		return name + ": " + oneLine(d.Result())
	}
	var params []string
	for p := range d.Params().Items() {
		if text := strings.TrimSuffix(oneLine(p), ","); receiver == "" || !strings.HasPrefix(text, "self:") {
			params = append(params, text)
		}
	}
	return name + "(" + strings.Join(params, ", ") + ") -> " + oneLine(d.Result())
}

// oneLine returns the text of n without its comments and line breaks.
func oneLine(n syntax.Node) string {
	var words []string
	for line := range strings.Lines(n.Text()) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			words = append(words, line)
		}
	}
	return strings.ReplaceAll(strings.Join(words, " "), ", }", " }")
}
