package workspace

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// stormFiles is a site whose files lean on each other in all ways: components, calls, types, circles, data, layouts.
var stormFiles = map[string]string{
	"site.code": "export let site: Site = { name: \"S\", url: \"https://s.example\", mode: \"build\" }\n",
	"lib/types.code": `export type Post = { title: string, size: number, next?: Post }

export type Pair<T> = { a: T, b: T }
`,
	"lib/base.code": `import { Post, Pair } from "./types"
import { even } from "./odd"

export let limit = 10

export fn total(posts: [Post]) => posts.map(fn(p) => p.size).sum() + limit

export fn theme() => cookies.get("theme") ?? "light"

export fn both(n: number) -> Pair<bool> => { a: even(n), b: !even(n) }

export fn Card(post: Post, children: html? = none) {
	let unused = 1
	return <article id="a"><a href="/about">{post.title}</a>{children}</article>
}
`,
	"lib/odd.code": `import { isZero } from "./even"

export fn even(n: number) -> bool => isZero(n) ? true : !even(n - 1)
`,
	"lib/even.code": `import { even } from "./odd"

export fn isZero(n: number) => n == 0

export fn twice(n: number) => even(n) ? n : n * 2
`,
	"data/posts.json": `[{ "title": "a", "size": 1 }, { "title": "b", "size": 2 }]`,
	"posts/a.md":      "---\ntitle: A\nsize: 1\n---\n# A\n",
	"posts/b.md":      "---\ntitle: B\nsize: 2\ndraft: true\n---\n# B\n",
	"pages/index.code": `import { Card, total } from "../lib/base"
import posts from "../data/posts.json"

page => <main>
	@for post in posts { <Card post={post}>{total(posts)}</Card> }
	<a href="/nowhere">x</a>
</main>
`,
	"pages/about.code": `import * as lib from "../lib/base"
import posts from "../posts/*.md"

let first = posts.first()

page {
	if first == none { return notFound() }
	return <p class={lib.theme()}>{first.title}{lib.both(1).a ? "y" : "n"}</p>
}
`,
	"pages/layout.code": "layout(content: html) => <main>{content}</main>\n",
	"lib/top.code": `import { limit as most } from "./base"

let asked = number("3")
if asked == none { fail("no number") }

export var seen: number? = none
for i in 0..asked { seen = i }

fn stop() => fail("none")

match seen { none => stop(), else => print(seen + asked) }
let shown = fn() => seen == none ? asked : most
while seen != none && seen < most { seen += 1 }
export let last = seen ?? shown()
`,
	"pages/blog/[slug].code": `import { twice } from "../../lib/even"

page(slug: string) => <p>{slug.length + twice(2)}</p>

paths => [{ slug: "x" }]
`,
}

// stormRounds is how many edits a storm makes: twenty times as many where CODER_STORM is set to 1, and so on.
func stormRounds(t *testing.T, few int) int {
	t.Helper()
	long := os.Getenv("CODER_STORM")
	if long == "" {
		return few
	}
	if n, err := strconv.Atoi(long); err == nil && n > 0 {
		return few * 20 * n
	}
	return few * 20
}

// TestStorm edits a site at random, in an editor and on disk, asks at random in between, lets go of what may be let go of, and holds that
// every answer is that of a fresh workspace, also about versions that the workspace has left behind.
func TestStorm(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			e := newEditor(t, stormFiles)
			paths := slices.Sorted(maps.Keys(stormFiles))
			edits := testkit.NewEdits(testkit.EditConfig{Seed: seed, Pieces: slices.Sorted(maps.Values(stormFiles))})
			var past []version
			for round := range stormRounds(t, 40) {
				for range 1 + r.IntN(3) {
					p := paths[r.IntN(len(paths))]
					x := edits.Next(e.files[p])
					edit := source.Edit{Span: source.Span{Start: x.Start, End: x.End}, New: x.New}
					if e.files[p] != stormFiles[p] && r.IntN(3) > 0 { // mostly back to something that makes sense
						edit = source.Edit{Span: source.Span{End: len(e.files[p])}, New: stormFiles[p]}
					}
					if seed%2 == 0 || r.IntN(3) == 0 {
						e.edit(p, edit)
					} else {
						e.save(p, edit)
					}
					for range r.IntN(4) {
						askSomething(t, r, e.ws.Snapshot(), paths)
					}
				}
				if round%2 == 0 {
					p := paths[r.IntN(len(paths))]
					files := maps.Clone(e.files)
					files[p] = stormFiles[paths[r.IntN(len(paths))]]
					supposed := e.ws.Snapshot().Suppose([]Change{{Path: p, Text: source.NewText(files[p])}})
					past = append(past, version{supposed, freshFindings(t, files)})
				}
				if round%7 == 0 {
					e.ws.graph.swept = -sweepEvery
				}
				fresh := freshFindings(t, e.files)
				past = append(past, version{e.ws.Snapshot(), fresh})
				if r.IntN(4) > 0 {
					e.sameAsFresh(fmt.Sprintf("round %d", round))
				}
				old := past[max(0, len(past)-1-r.IntN(5))]
				ds, err := old.snap.AllDiagnostics(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				if show(ds) != old.want {
					t.Fatalf("round %d: an old version changed:\n%s", round, testkit.Diff(old.want, show(ds)))
				}
			}
		})
	}
}

func freshFindings(t *testing.T, files map[string]string) string {
	t.Helper()
	ds, err := Open(memory(files), Config{}).Snapshot().AllDiagnostics(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return show(ds)
}

// askSomething asks a question of any kind, so that answers are found in any order.
func askSomething(t *testing.T, r *rand.Rand, snap *Snapshot, paths []string) {
	t.Helper()
	ctx := context.Background()
	p := paths[r.IntN(len(paths))]
	var err error
	switch r.IntN(6) {
	case 0:
		_, err = snap.Diagnostics(ctx, p)
	case 1:
		_, err = snap.Site(ctx, ".")
	case 2:
		_, err = snap.Page(ctx, p)
	case 3:
		_, err = snap.Reachable(ctx, p)
	case 4:
		mod, _ := snap.Module(ctx, p)
		if mod != nil && len(mod.Units()) > 0 {
			_, err = snap.Info(ctx, mod.Units()[r.IntN(len(mod.Units()))].ID)
		}
	case 5:
		snap.ws.sealNow(p)
	}
	if err != nil {
		t.Error(err)
	}
}

// TestStormOfReaders edits while many ask, about the newest version, about older ones and about what would be; the race detector watches.
func TestStormOfReaders(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			e := newEditor(t, stormFiles)
			paths := slices.Sorted(maps.Keys(stormFiles))
			edits := testkit.NewEdits(testkit.EditConfig{Seed: seed, Pieces: slices.Sorted(maps.Values(stormFiles))})
			r := rand.New(rand.NewPCG(seed, 2))
			for round := range stormRounds(t, 15) {
				var wg sync.WaitGroup
				var snaps []*Snapshot
				var wants []string
				for range 4 {
					p := paths[r.IntN(len(paths))]
					x := edits.Next(e.files[p])
					if e.files[p] != stormFiles[p] {
						e.edit(p, source.Edit{Span: source.Span{End: len(e.files[p])}, New: stormFiles[p]})
					} else {
						e.edit(p, source.Edit{Span: source.Span{Start: x.Start, End: x.End}, New: x.New})
					}
					snaps, wants = append(snaps, e.ws.Snapshot()), append(wants, freshFindings(t, e.files))
					would := maps.Clone(e.files)
					would[p] = stormFiles[paths[r.IntN(len(paths))]]
					snaps = append(snaps, e.ws.Snapshot().Suppose([]Change{{Path: p, Text: source.NewText(would[p])}}))
					wants = append(wants, freshFindings(t, would))
					snap, seed := e.ws.Snapshot(), r.Uint64()
					wg.Go(func() {
						r := rand.New(rand.NewPCG(seed, 3))
						for range 8 {
							askSomething(t, r, snap, paths)
						}
					})
				}
				found := make([][]diag.Diagnostic, len(snaps))
				for i, snap := range snaps {
					wg.Go(func() { found[i], _ = snap.AllDiagnostics(context.Background()) })
				}
				wg.Wait()
				for i := range snaps {
					if got := show(found[i]); got != wants[i] {
						t.Fatalf("round %d, version %d of %d:\n%s", round, i, len(snaps), testkit.Diff(wants[i], got))
					}
				}
			}
		})
	}
}
