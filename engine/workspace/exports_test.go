package workspace

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/source"
)

// exported are the names and paths of a question's answer.
func exported(t *testing.T, s *Snapshot, from, prefix string) []string {
	t.Helper()
	found, _, err := s.Exports(t.Context(), from, prefix, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range found {
		out = append(out, e.Name+" "+e.Path)
	}
	return out
}

func TestExports(t *testing.T) {
	ws := Open(fstest.MapFS{
		"a/site.code":       {Data: []byte("export let site = 1\n")},
		"a/lib/card.code":   {Data: []byte("export fn PostCard() => <p/>\nfn hidden() => 1\nexport let { postCount, other } = { postCount: 1, other: 2 }\n")},
		"a/lib/model.code":  {Data: []byte("model Post { title: string }\nexport model User { name: string }\n")},
		"a/pages/a.code":    {Data: []byte("page => <p/>\n")},
		"b/site.code":       {Data: []byte("export let site = 1\n")},
		"b/lib/card.code":   {Data: []byte("export fn PostOther() => <p/>\n")},
		"outside/post.code": {Data: []byte("export fn postman() => 1\n")},
	}, Config{})
	s := ws.Snapshot()
	for _, c := range []struct {
		from, prefix string
		want         []string
	}{
		{"a/pages/a.code", "post", []string{"post std/http", "PostCard a/lib/card.code", "postCount a/lib/card.code"}},
		{"a/pages/a.code", "card", []string{"PostCard a/lib/card.code"}},
		{"a/pages/a.code", "CARD", []string{"PostCard a/lib/card.code"}},
		{"a/lib/card.code", "postc", nil}, // its own
		{"a/pages/a.code", "hid", nil},
		{"b/site.code", "posto", []string{"PostOther b/lib/card.code"}},
		{"main.code", "postm", []string{"postman outside/post.code"}},
		{"a/pages/a.code", "zzz", nil},
	} {
		if got := exported(t, s, c.from, c.prefix); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q: %v, want %v", c.from, c.prefix, got, c.want)
		}
	}
	models, err := s.Models(t.Context(), "a/pages/a.code")
	if err != nil || len(models) != 2 || models[0].Name != "Post" || !models[0].Private || models[1].Name != "User" || models[1].Private {
		t.Errorf("models %v, %v", models, err)
	}
	if found, more, _ := s.Exports(t.Context(), "a/pages/a.code", "", 3); len(found) != 3 || !more {
		t.Errorf("%d names, more %v", len(found), more)
	}
}

// TestExportsFollowEdits changes one file of many and asks after each change: only that file is read again, and the answer is that
// of a fresh workspace.
func TestExportsFollowEdits(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 100 {
		files[fmt.Sprintf("m%d.code", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "export fn thing%d() => %d\n", i, i)}
	}
	ws := Open(files, Config{})
	s := ws.Change([]Change{{Path: "m7.code", Text: source.NewText("export fn thing7() => 7\n")}})
	if got := len(exported(t, s, "m0.code", "thing")); got != 99 {
		t.Fatalf("%d names", got)
	}
	for _, text := range []string{
		"export fn thingy() => 7\n", "export fn thingy() => 8\n", "fn thingy() => 7\n", "", "export let { thingA, thingB } = x\nexport model Thing { a: string }\n",
		"export let thingA = 1\nexport let thingA = 2\n", "export let thingA = 1\n", "model Thing { a: string }\n",
	} {
		s = ws.Change([]Change{{Path: "m7.code", Text: source.NewText(text)}})
		got := exported(t, s, "m0.code", "thing")
		if n := s.Work().Indexed; n > 1 {
			t.Errorf("%q: %d files were read", text, n)
		}
		fresh := Open(files, Config{}).Change([]Change{{Path: "m7.code", Text: source.NewText(text)}})
		if want := exported(t, fresh, "m0.code", "thing"); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		gotModels, _ := s.Models(t.Context(), "m0.code")
		if want, _ := fresh.Models(t.Context(), "m0.code"); !slices.Equal(gotModels, want) {
			t.Errorf("%q: models %v, want %v", text, gotModels, want)
		}
	}
	delete(files, "m9.code")
	s = ws.Change([]Change{{Path: "m9.code"}})
	if got := exported(t, s, "m0.code", "thing9"); slices.Contains(got, "thing9 m9.code") {
		t.Error("a file that is gone still exports")
	}
}
