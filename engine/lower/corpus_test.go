package lower_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/testkit"
)

// TestCorpus runs the programs of the corpus, and draws the page of those that have one and ask for no request. Sites are the server's.
func TestCorpus(t *testing.T) {
	testkit.Run(t, "testdata/lang", "eval", func(t *testkit.T, c *testkit.Case) {
		_, isProgram := c.Source("main.code")
		if diag, ok := c.Want("diag"); ok && strings.Contains(diag.Data, "error[") || !isProgram || c.IsSite() {
			return
		}
		prog, problem := lowered(c.FS(), "main.code")
		if problem != "" {
			t.Fatalf("the check finds an error: %s", problem)
		}
		var out, errOut bytes.Buffer
		host := testHost(&out, &errOut)
		files := memory{}
		for _, f := range c.Files {
			files[f.Name] = f.Data
		}
		host.Files = files
		if args, ok := c.Tag("args"); ok {
			host.Args = strings.Fields(args.Value)
		}
		if in, ok := c.Tag("stdin"); ok {
			host.Stdin = strings.NewReader(in.Value)
		}
		m := eval.Compile(prog).NewMachine(host, eval.Limits{})
		err := m.Run(context.Background())
		if want, ok := c.Want("stdout"); ok && out.String() != want.Data {
			t.Errorf("printed %q\nwant    %q", out.String(), want.Data)
		}
		report := ""
		if err != nil && !err.Exit {
			report = err.Report()
		}
		want, hasError := c.Want("error")
		if _, hasExit := c.Want("exit"); report != want.Data && (hasError || !hasExit && len(c.Expect) > 0 && c.Expect[0].Name != "diag") {
			t.Errorf("failed with %q\nwant        %q", report, want.Data)
		}
		if _, cookie := c.Tag("cookie"); cookie || strings.HasPrefix(c.Name, "pages/") || err != nil || prog.Entry.Page == nil {
			return
		}
		if want, ok := c.Want("html"); ok {
			d, err := m.Draw(context.Background(), eval.PageCall{Func: prog.Entry.Page})
			if err != nil {
				t.Fatalf("page failed: %s", err.Report())
			}
			if got := strings.TrimSuffix(string(d.Body), "\n"); got != strings.TrimSuffix(want.Data, "\n") {
				t.Errorf("drew %q\nwant %q", got, want.Data)
			}
		}
	})
}
