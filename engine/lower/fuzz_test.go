package lower_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/testkit"
)

// FuzzEval runs whatever the check finds no error in, within small budgets: no input crashes, none runs for long.
func FuzzEval(f *testing.F) {
	for _, c := range testkit.Load(f, "testdata/lang") {
		if main, ok := c.Source("main.code"); ok && !c.IsSite() {
			f.Add(main.Data)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		prog, problem := lowered(source(text), "main.code")
		if problem != "" {
			return
		}
		var out, errOut bytes.Buffer
		m := eval.Compile(prog).NewMachine(testHost(&out, &errOut), eval.Limits{Steps: 20_000, Memory: 16 << 20, Output: 1 << 20})
		if err := m.Run(context.Background()); err != nil {
			_ = err.Report()
			return
		}
		if page := prog.Entry.Page; page != nil && len(page.Params) == 0 {
			_, _ = m.Draw(context.Background(), eval.PageCall{Func: page})
		}
	})
}
