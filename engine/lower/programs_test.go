package lower_test

import (
	"bytes"
	"context"
	"regexp"
	"testing"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/testkit"
)

// mentionsAny finds programs in which something is known only when it runs.
var mentionsAny = regexp.MustCompile(`\bany\b`)

// FuzzPrograms runs random programs, as they are and after edits, within small budgets: what checks clean is compiled and runs without a
// crash, and where everything has a type no operation meets a value of another.
func FuzzPrograms(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(seed, []byte(nil))
	}
	f.Fuzz(func(t *testing.T, seed uint64, choices []byte) {
		p := testkit.NewPrograms(seed, choices)
		text := p.Script()
		for range 3 {
			if prog, problem := lowered(source(text), "main.code"); problem == "" {
				var out, errOut bytes.Buffer
				m := eval.Compile(prog).NewMachine(testHost(&out, &errOut), eval.Limits{Steps: 20_000, Memory: 16 << 20, Output: 1 << 20})
				err := m.Run(context.Background())
				if err != nil && (err.Kind == ir.KindType || err.Kind == ir.KindNone) && !mentionsAny.MatchString(text) {
					t.Errorf("checked clean, but %s\nof\n%s", err.Report(), text)
				}
			}
			text = p.Edit(text).Apply(text)
		}
	})
}
