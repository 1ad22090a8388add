// Types as they are written into a file.

package feature

import (
	"context"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/types"
)

// writtenType is how t is written in the file; "" if it cannot be, or is not known.
func (f File) writtenType(ctx context.Context, t types.Type) string {
	if t == nil || types.IsAny(t) {
		return ""
	}
	ok := false
	_ = f.Snapshot.With(ctx, f.Path, func(q check.Queries) {
		left := maxWritten
		ok = isWritable(q, f.Path, t, &left)
	})
	if !ok {
		return ""
	}
	return types.Print(t)
}

// maxWritten is how many parts a type has at most that is written into a source: fewer than types.Print leaves any out of, and more than
// anybody reads.
const maxWritten = 1000

// isWritable reports whether the names in a type mean the same in a file, and it has no more parts than are left.
func isWritable(q check.Queries, path string, t types.Type, left *int) bool {
	if *left--; *left < 0 {
		return false
	}
	all := func(ts ...types.Type) bool {
		for _, t := range ts {
			if !isWritable(q, path, t, left) {
				return false
			}
		}
		return true
	}
	switch t := t.(type) {
	case *types.Named:
		s := check.Lookup(q, path, t.Def.Name)
		return s != nil && s.IsType() && all(t.Args...)
	case *types.Object:
		s := check.Lookup(q, path, t.Name)
		return s != nil && (s.IsType() || s.Model != nil)
	case *types.Param:
		return false
	case *types.List:
		return all(t.Elem)
	case *types.Map:
		return all(t.Elem)
	case *types.Union:
		return all(t.Members...)
	case *types.Record:
		for _, f := range t.Fields {
			if !all(f.Type) || strings.ContainsAny(f.Name, "\\\"{}\n\r\t") { // a name in quotes has no escapes
				return false
			}
		}
	case *types.Func:
		for _, p := range t.Params {
			if !all(p.Type) {
				return false
			}
		}
		return len(t.TypeParams) == 0 && all(t.Result)
	case types.Basic:
		return t != types.Invalid && t != types.Never
	}
	return true
}
