package testkit

import (
	"fmt"
	"strings"
)

// A module is a file of a site that others import from.
type module struct {
	path  string
	funcs []function
	comps []component
}

// Site writes a site: texts by path.
func (p *Programs) Site() map[string]string {
	mode := choose(p, "build", "dynamic", "spa")
	files := map[string]string{
		"site.code": "export let site: Site = {name: \"글\", url: \"https://s.example\", mode: \"" + mode + "\"}\n",
		"data/posts.json": fmt.Sprintf("[{\"title\": \"a\", \"size\": 1}, {\"title\": \"글\", \"size\": %s}]\n",
			choose(p, "2", "2", "null", "\"big\"", "[1]")),
		"content/a.md": "---\ntitle: A\nsize: 1\n---\n# A\n",
		"content/글.md": "---\ntitle: 글\n" + choose(p, "size: 2\n", "draft: true\n", "size: big\n") + "---\n# 글\n",
	}
	var modules []module
	for i := range 2 + p.n(2) {
		m := module{path: fmt.Sprintf("lib/m%d.code", i)}
		files[m.path] = p.module(&m, modules, i)
		modules = append(modules, m)
	}
	files["pages/layout.code"] = "layout(content: html) => <main>{content}</main>\n"
	files["pages/index.code"] = p.page(modules, "", mode != "build" || p.one(6))
	files["pages/글/[slug].code"] = p.page(modules, "slug: string", false)
	if p.one(2) {
		files["pages/n/[n].code"] = p.page(modules, "n: number", false)
	}
	return files
}

// imports writes what a file takes from others, and declares it.
func (w *writer) imports(from string, modules []module) {
	for _, m := range modules {
		var names []string
		for _, f := range m.funcs {
			if w.one(2) {
				local := f
				if local.name = w.fresh(f.name); local.name == f.name {
					names = append(names, f.name)
				} else {
					names = append(names, f.name+" as "+local.name)
				}
				w.funcs = append(w.funcs, local)
			}
		}
		for _, c := range m.comps {
			if local := w.fresh(c.name); local == c.name {
				names = append(names, c.name)
				w.comps = append(w.comps, c)
			}
		}
		if len(names) > 0 {
			w.line("import { %s } from \"%s%s\"", strings.Join(names, ", "), from, strings.TrimSuffix(m.path, ".code"))
		}
	}
}

// module writes a module that imports from those before it, and gives something to those behind it. The functions `even0`, `even1`, … lean
// on each other in a circle.
func (p *Programs) module(m *module, before []module, i int) string {
	w := newWriter(p)
	w.inSite = true
	w.imports("../", before)
	next := 0
	if len(before) == 0 {
		next = 1
	}
	other := w.fresh(fmt.Sprintf("even%d", next))
	w.line("import { %s } from \"./m%d\"", other, next)
	if w.one(3) {
		w.line("import posts from \"../data/posts.json\"")
		w.names["posts"] = true
		w.declare(variable{name: "posts", t: listOf(recordOf(field{name: "title", t: text}, field{name: "size", t: anyone}))})
	}
	w.line("")
	w.prelude()
	circle := function{name: w.fresh(fmt.Sprintf("even%d", i)), params: []param{{name: "n", t: number}}, result: truth}
	if circle.name == fmt.Sprintf("even%d", i) {
		w.line("export fn %s(n: number) -> bool => n == 0 || !%s(n - 1)", circle.name, other)
		w.line("")
	}
	w.funcs = append(w.funcs, circle)
	had, hadComps := len(w.funcs), len(w.comps)
	for range 2 + w.n(4) {
		w.declaration("export ")
	}
	if w.one(2) {
		t := w.typ(1)
		name := w.fresh("limit")
		w.line("export let %s: %s = %s", name, t.text, w.plain(t))
		w.declare(variable{name: name, t: t})
	}
	if w.one(3) {
		w.line("export model %s { title: string, size: number?, made: time = now() }", w.fresh("Note"))
	}
	for _, f := range w.funcs[had:] {
		if plainTypes(f) {
			m.funcs = append(m.funcs, f)
		}
	}
	for _, c := range w.comps[hadComps:] {
		if plainTypes(function{params: c.params, result: markup}) {
			m.comps = append(m.comps, c)
		}
	}
	return p.dress(w.b.String())
}

// plainTypes reports whether a function has no types that another file would have to import.
func plainTypes(f function) bool {
	names := f.result.text
	for _, p := range f.params {
		names += p.t.text
	}
	for _, word := range []string{"Post", "Shape", "Mode", "글"} {
		if strings.Contains(names, word) {
			return false
		}
	}
	return true
}

// page writes a page; written is its parameter as written, or nothing; live says that it may have actions.
func (p *Programs) page(modules []module, written string, live bool) string {
	w := newWriter(p)
	w.inSite = true
	up := "../"
	if written != "" {
		up = "../../"
	}
	w.imports(up, modules)
	w.line("import notes from \"%scontent/*.md\"", up)
	w.names["notes"] = true
	w.declare(variable{name: "notes", t: listOf(recordOf(field{name: "slug", t: text}, field{name: "title", t: text}, field{name: "content", t: markup}))})
	w.line("")
	w.prelude()
	for range w.n(3) {
		w.declaration("")
	}
	if name, t, ok := strings.Cut(written, ": "); ok {
		w.names[name] = true
		w.line("paths => [{%s: %s}]", name, map[string]string{"string": `"a"`, "number": "1"}[t])
		w.line("")
		w.scoped(func() {
			w.declare(variable{name: name, t: map[string]*kind{"string": text, "number": number}[t]})
			w.line("page(%s) {", written)
			w.pageBody()
		})
		return p.dress(w.b.String())
	}
	if w.one(3) {
		w.line("action %s(title: string, size: number?) {", w.fresh("save"))
		w.line("\tif size == none { return invalid(\"size\", \"글\") }")
		w.line("\tcookies.set(\"title\", title + string(size))")
		w.line("\treturn redirect(\"/\")")
		w.line("}")
		w.line("")
	}
	if w.one(3) {
		w.line("client fn Counter(start: number) {")
		w.line("\tvar n = start")
		w.line("\treturn <button on:click={fn() { n += 1 }}>{n}</button>")
		w.line("}")
		w.line("")
		w.comps = append(w.comps, component{name: "Counter", params: []param{{name: "start", t: number}}})
	}
	w.line("page {")
	w.pageBody()
	return p.dress(w.b.String())
}

func (w *writer) pageBody() {
	around := w.result
	w.result = markup
	w.within(func() {
		for range w.n(3) {
			w.statement(2)
		}
		w.line("return <main>")
		w.within(func() { w.content(3) })
		w.line("</main>")
	})
	w.line("}")
	w.result = around
}
