package names

import "testing"

func TestImportPath(t *testing.T) {
	for _, c := range []struct {
		from, spec, path string
		target           Target
	}{
		{"pages/blog/[slug].code", "../../components/layout", "components/layout.code", ToCode},
		{"main.code", "./lib.code", "lib.code", ToCode},
		{"main.code", "./posts/*.md", "posts/*.md", ToContent},
		{"main.code", "./data.json", "data.json", ToJSON},
		{"main.code", "../up", "../up.code", ToCode},
		{"main.code", "std/fs", "std/fs", ToStd},
		{"main.code", "lib", "lib", ToNothing},
		{"main.code", "./*.png", "*.png", ToNothing},
	} {
		want := c.path
		target := c.target
		if c.spec == "../up" {
			want, target = "../up", ToOutside
		}
		if p, got := ImportPath(c.from, c.spec); p != want || got != target {
			t.Errorf("ImportPath(%q, %q) = %q %v", c.from, c.spec, p, got)
		}
	}
}

func TestImportSpecLeadsBack(t *testing.T) {
	for _, c := range [][3]string{
		{"main.code", "lib.code", "./lib"},
		{"pages/a/b.code", "components/card.code", "../../components/card"},
		{"pages/a/b.code", "pages/a/c.code", "./c"},
		{"pages/a.code", "pages/b/c.code", "./b/c"},
	} {
		spec := ImportSpec(c[0], c[1])
		if back, _ := ImportPath(c[0], spec); spec != c[2] || back != c[1] {
			t.Errorf("ImportSpec(%q, %q) = %q, which leads to %q", c[0], c[1], spec, back)
		}
	}
}

func TestSuggest(t *testing.T) {
	candidates := []string{"title", "titles", "length", "글목록"}
	for name, want := range map[string]string{"titel": "title", "lenght": "length", "Title": "title", "x": "", "글목차": "글목록", "body": ""} {
		if got := Suggest(name, candidates); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
}
