package workspace

import (
	"context"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/lower"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
)

// Program lowers files and all that they import; the last is the program's entry. They must be free of errors. The
// error is the context's.
func (s *Snapshot) Program(ctx context.Context, paths ...string) (*ir.Program, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	return lower.Program(lowering{m}, paths...), nil
}

// lowering answers what lower asks about one version.
type lowering struct{ m *memo }

// Module implements lower.Project.
func (l lowering) Module(p string) *names.Module { return l.m.moduleOf(p) }

// Info implements lower.Project.
func (l lowering) Info(u *names.Unit) *check.Info { return l.m.info(u.ID) }

// Text implements lower.Project.
func (l lowering) Text(p string) *source.Text { return l.m.snap.text(p) }

// Data implements lower.Project.
func (l lowering) Data(p string, _ names.Target) *ir.Data {
	d := answer[*dataAnswer](l.m, key{kind: kData, path: p})
	if d == nil || !d.found {
		return nil
	}
	return &d.value
}
