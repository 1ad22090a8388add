// Content: Markdown and data as places to go from and to. Their keys are fields of what programs import, and the links of Markdown lead
// to pages and files of the site.

package feature

import (
	"path"
	"slices"
	"strings"
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
		if l.Span.Start <= offset && offset <= l.Span.End {
			m = mention{span: l.Span}
			m.set(x.led(file, l)...)
			return m, len(m.means) > 0
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

// led is the file that a link of a file of content leads to.
func (x *finder) led(file string, a address) []target {
	if to := x.linked(file, a); to != "" {
		return []target{{kind: toFile, path: to}}
	}
	return nil
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

// contentMentions are the links of content that lead to a file.
func (x *finder) contentMentions(t target) []found {
	part := x.distinct(t.path)
	var out []found
	for _, file := range x.contents() {
		if text := x.snapshot.Text(file); text == nil || !strings.Contains(text.String(), part) {
			continue
		}
		for _, l := range x.contentLinks(file) {
			m := mention{span: l.Span, means: x.led(file, l)}
			if m.is(t) {
				out = append(out, found{file, m})
			}
		}
	}
	return out
}
