package workspace

import (
	"context"
	"reflect"
	"testing"
	"testing/fstest"
)

// TestImportedUses asks where files mention `a` of another file once their trees are let go: at the words that are marked with `«`,
// in files in which all of them are plain names, and nowhere in those that mean another thing by it.
func TestImportedUses(t *testing.T) {
	const unknown = "?"
	cases := map[string]string{
		"plain.code":     "import { «a, b } from \"./lib\"\n\nlet x = «a + b\n\nexport fn f(n: number) => «a + n\n\nprint(x, f(«a))\n",
		"shadowed.code":  "import { «a } from \"./lib\"\n\nexport fn f(a: number) => a\n\nprint(«a)\n",
		"field.code":     "import { «a } from \"./lib\"\n\nprint({ a: «a }.a)\n" + unknown, // `{ a: a }` is left to a search, as `{ a }` would have to be
		"shorthand.code": "import { a } from \"./lib\"\n\nprint({ a })\n" + unknown,
		"tag.code":       "import { A, «a } from \"./lib\"\n\nprint(<A n={«a} />, <A n={«a}/>)\n",
		"alias.code":     "import { a as c } from \"./lib\"\n\nprint(c)\n" + unknown,
		"space.code":     "import * as lib from \"./lib\"\n\nprint(lib.a)\n" + unknown,
		"own.code":       "export let a = 1\n",
		"other.code":     "import { a } from \"./own\"\n\nprint(a)\n",
		"wrong.code":     "import { a } from \"./lib\"\n\nprint(a\n" + unknown,
		"lib.code":       "export let a = 1\nexport let b = 2\nexport fn A(n: number) => <p>{n}</p>\n" + unknown,
	}
	files, want := fstest.MapFS{}, map[string]Uses{}
	for p, marked := range cases {
		u, text := Uses{Known: true}, []rune{}
		for _, r := range marked {
			switch r {
			case '«':
				u.At = append(u.At, len(string(text)))
			case '?':
				u = Uses{}
			default:
				text = append(text, r)
			}
		}
		files[p], want[p] = &fstest.MapFile{Data: []byte(string(text))}, u
	}
	ws := Open(files, Config{})
	s := ws.Snapshot()
	ctx := context.Background()
	if _, err := s.AllDiagnostics(ctx); err != nil {
		t.Fatal(err)
	}
	for p := range cases {
		if list, err := s.ImportedUses(ctx, []string{p}, "lib.code", "a"); err != nil || list[0].Known {
			t.Errorf("%s: %v, %v of a file whose tree is kept", p, list, err)
		}
		ws.sealNow(p)
	}
	for p := range cases {
		list, err := s.ImportedUses(ctx, []string{p}, "lib.code", "a")
		if err != nil || !reflect.DeepEqual(list[0], want[p]) {
			t.Errorf("%s: %v, %v, want %v", p, list, err, want[p])
		}
	}
	if list, err := s.ImportedUses(ctx, []string{"tag.code"}, "lib.code", "A"); err != nil || list[0].Known {
		t.Errorf("of a component: %v, %v", list, err)
	}
}
