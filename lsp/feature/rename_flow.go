// Flows: where a record that was made without a declared type goes to a place that asks for one. The name of a field is one in both, which is
// found out when a renaming of the one is tried out without the other.

package feature

import (
	"slices"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// joins adds to the targets the fields that are one with those of them that go through an expression, and reports whether there are more. The
// span is that of the expression after the changes, where something is wrong with it.
func (r *renaming) joins(c Changes, file string, after source.Span) bool {
	v := r.view(file)
	if v == nil || len(r.targets) > maxTargets {
		return false
	}
	span := source.Span{Start: c.before(file, after.Start), End: c.before(file, after.End)}
	path := v.tree.PathAt(span.Start)
	for len(path) > 0 && path[len(path)-1].Span() != span {
		path = path[:len(path)-1]
	}
	info := r.info(v, span.Start)
	if len(path) == 0 || info == nil {
		return false
	}
	value := path[len(path)-1]
	typ := info.TypeOf(value)
	if d, ok := syntax.AsBinaryExpr(value); ok { // records are compared field by field
		typ = info.TypeOf(d.First())
	}
	known := len(r.targets)
	ways(typ, r.target.name, func(way []string) {
		given := r.undeclared(r.target.name, func(t *tracer) {
			t.declaring = true
			t.follow(v, value, slices.Clone(way))
		})
		asked := r.undeclared(r.target.name, func(t *tracer) {
			t.declaring = true
			t.wanted(v, path, slices.Clone(way))
		})
		if !slices.ContainsFunc(given, r.renames) && !slices.ContainsFunc(asked, r.renames) {
			return
		}
		for _, t := range slices.Concat(given, asked) {
			if !r.renames(t) {
				r.targets = append(r.targets, t)
			}
		}
	})
	return len(r.targets) > known
}

// maxWays bounds the parts of a type in which a renaming looks for fields of a name: people write tens, but a type that holds another one
// twice, which does so too, and so on, has more of them than there is time for. What is not found refuses the renaming.
const maxWays = 2000

// ways calls f with the steps from a value of a type to each record in it that has a field of a name.
func ways(t types.Type, name string, f func(way []string)) {
	left := maxWays
	var walk func(t types.Type, way []string)
	walk = func(t types.Type, way []string) {
		if left--; left < 0 || len(way) > maxOwner {
			return
		}
		on := func(step string) []string { return append(slices.Clone(way), step) }
		switch t := t.(type) {
		case *types.Record:
			if _, has := t.Field(name); has {
				f(way)
			}
			for _, field := range t.Fields {
				walk(field.Type, on("."+field.Name))
			}
		case *types.List:
			walk(t.Elem, on(stepElement))
		case *types.Map:
			walk(t.Elem, on(stepElement))
		case *types.Union:
			for _, m := range t.Members {
				walk(m, way)
			}
		case *types.Func:
			walk(t.Result, on(stepResult))
		}
	}
	walk(t, nil)
}

// before is where a place in a file was before the changes; in what an edit has written, where that begins.
func (c Changes) before(path string, at int) int {
	delta := 0
	for _, f := range c.Files {
		if f.Path != path {
			continue
		}
		for _, e := range f.Edits {
			if start := e.Span.Start + delta; at <= start {
				break
			} else if at < start+len(e.New) {
				return e.Span.Start
			}
			delta += len(e.New) - e.Span.Len()
		}
	}
	return at - delta
}

// demanding is the project with every field of one of some names asked for that records may lack: then it is an error where a record lacks one
// that it had. It reports whether there is such a field.
func demanding(s *workspace.Snapshot, fields ...string) (*workspace.Snapshot, bool) {
	var c Changes
	for _, name := range fields {
		for _, path := range s.Mentioning(name) {
			tree := s.Tree(path)
			if tree == nil {
				continue
			}
			var edits []source.Edit
			for _, at := range occurrences(tree, name) {
				f, ok := syntax.AsTypeField(parent(touching(tree, at)))
				if ok && f.Question().Ok() && std.FieldName(f.Name()) == name {
					edits = append(edits, source.Edit{Span: f.Question().Span(), New: " "})
				}
			}
			if len(edits) > 0 {
				c.Files = append(c.Files, FileEdits{Path: path, Edits: edits})
			}
		}
	}
	return c.Suppose(s), len(c.Files) > 0
}
