package workspace

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestDataKeys finds the keys of data with the records that they are in, and with their places.
func TestDataKeys(t *testing.T) {
	files := map[string]string{
		"a.json": "\ufeff" + `{ "name": "x", "of": [{ "a": 1 }, { "b\u0063": { "d": [] } }], "name2": {} }`,
		"b.md":   "---\ntitle: \"글: x\"\n'quoted': 1\nauthor:\n  name: x\nlinks:\n  - to: y\n    at: { x: 1 }\n---\nbody: no\n",
		"c.md":   "---\ntitle: x\n",
		"d.json": `{ "a": `,
		"e.md":   "title: x\n",
	}
	want := map[string]string{
		"a.json": ` name  of .of[] a .of[] b\u0063 .of[].bc d  name2`,
		"b.md":   ` title  quoted  author .author name  links .links[] to .links[] at .links[].at x`,
	}
	fsys := fstest.MapFS{}
	for p, text := range files {
		fsys[p] = &fstest.MapFile{Data: []byte(text)}
	}
	snap := Open(fsys, Config{}).Snapshot()
	for p := range files {
		var out []string
		for _, k := range snap.DataKeys(p) {
			out = append(out, fmt.Sprintf("%s %s", k.In, snap.Text(p).Slice(k.Span)))
		}
		if got := strings.Join(out, " "); got != want[p] {
			t.Errorf("%s: %q, want %q", p, got, want[p])
		}
	}
	if keys := snap.DataKeys("missing.md"); keys != nil {
		t.Error(keys)
	}
}
