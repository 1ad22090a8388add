// Content: Markdown and data as places to go from and to. Their keys are fields of what programs import, and the links of Markdown lead
// to pages and files of the site.

package feature

import (
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// contentAt is the key or the link at offset of a file of content or data; ok is false where nothing is known of one.
func (x *finder) contentAt(file string, offset int) (m mention, ok bool) {
	for _, k := range x.snapshot.DataKeys(file) {
		if k.Span.Start <= offset && offset <= k.Span.End {
			m = mention{span: k.Span, access: accessDeclare}
			m.set(x.dataTargets(file, k.In, k.Name)...)
			return m, len(m.means) > 0
		}
	}
	for _, l := range x.contentLinks(file) {
		for _, m := range x.led(file, l) { // the page, and then the element in it
			if m.span.Start <= offset && offset <= m.span.End {
				return m, true
			}
		}
	}
	return mention{}, false
}

// dataTargets are the fields that a key of a file is, one for each path by which the file is imported.
func (x *finder) dataTargets(file, in, name string) []target {
	var out []target
	for _, d := range x.dataImports() {
		if slices.Contains(d.files, file) {
			out = append(out, target{kind: toData, path: d.path, owner: in, name: name})
		}
	}
	return out
}

// led are the mentions in a link of a file of content: of the element that it leads to, if it names one, then of its page or other file.
func (x *finder) led(file string, a address) []mention {
	to := x.linked(file, a)
	if to == "" {
		return nil
	}
	var out []mention
	if _, id, ok := strings.Cut(a.text, "#"); ok && x.view(to) != nil {
		m := mention{span: source.Span{Start: a.Span.End - len(id), End: a.Span.End}}
		if m.set(x.identified(x.view(to), idUse{name: id, page: to})...); len(m.means) > 0 {
			out = append(out, m)
		}
	}
	return append(out, mention{span: a.Span, means: []target{{kind: toFile, path: to}}})
}

// contentLinks are the addresses of the site that a file of Markdown leads to, in order.
func (x *finder) contentLinks(file string) []address {
	if !isMarkdown(file) {
		return nil
	}
	var out []address
	for _, l := range x.snapshot.MarkdownLinks(file) {
		if !strings.HasPrefix(l.Address, "//") {
			out = append(out, address{Span: l.Span, text: l.Address, raw: []rawPart{{text: l.Address}}})
		}
	}
	return out
}

func isMarkdown(file string) bool { return path.Ext(file) == ".md" || path.Ext(file) == ".markdown" }

// contents are the files of Markdown that programs import.
func (x *finder) contents() []string {
	var out []string
	for _, d := range x.dataImports() {
		for _, file := range d.files {
			if isMarkdown(file) && !slices.Contains(out, file) {
				out = append(out, file)
			}
		}
	}
	slices.Sort(out)
	return out
}

// contentMentions are the links of content that lead to a file or an element.
func (x *finder) contentMentions(t target) []found {
	part := x.distinct(t.path)
	if t.kind == toID {
		part = "#" + t.name
	}
	var out []found
	for _, file := range x.contents() {
		if text := x.snapshot.Text(file); text == nil || !strings.Contains(text.String(), part) {
			continue
		}
		for _, l := range x.contentLinks(file) {
			for _, m := range x.led(file, l) {
				if m.is(t) {
					out = append(out, found{file, m})
				}
			}
		}
	}
	return out
}
