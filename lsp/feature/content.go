// Content: Markdown and data as places to go from and to. Their keys are fields of what programs import, and the links of Markdown lead
// to pages and files of the site.

package feature

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
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

// contentLinks are the addresses that a file of Markdown leads to, from the root of the site or from the file, in order.
func (x *finder) contentLinks(file string) []address {
	if !isMarkdown(file) {
		return nil
	}
	var out []address
	for _, l := range x.snapshot.MarkdownLinks(file) {
		out = append(out, address{Span: l.Span, text: l.Address, raw: []rawPart{{text: l.Address}}})
	}
	return out
}

func isMarkdown(file string) bool { return path.Ext(file) == ".md" || path.Ext(file) == ".markdown" }

// contents are the files of Markdown that programs import.
func (x *finder) contents() []string {
	var out []string
	for _, d := range x.dataImports() {
		for _, file := range d.files {
			if isMarkdown(file) {
				out = append(out, file)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// contentMentions are the links of content that lead to a file or an element.
func (x *finder) contentMentions(t target) []found {
	parts := []string{x.distinct(t.path)}
	if t.kind == toID {
		parts = []string{"#" + t.name}
	} else {
		parts = append(parts, spellings(path.Base(t.path))...)
	}
	var out []found
	for _, file := range x.contents() {
		if !x.holds(file, parts) {
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

// holds reports whether the text of a file holds one of some parts.
func (x *finder) holds(file string, parts []string) bool {
	text := x.snapshot.Text(file)
	return text != nil && slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(text.String(), part) })
}

// spellings are the ways in which the address of a file may write its name.
func spellings(name string) []string {
	return []string{name, url.PathEscape(name), escapedSegment(name)}
}

// beside is the file that an address leads to which begins at the file that it stands in; "" where there is none. On the site such an address
// begins at the page that shows the content, which may be any: only editors and other readers of the sources follow it.
func (x *finder) beside(from string, a address) string {
	decoded, err := url.PathUnescape(a.path())
	if err != nil || decoded == "" {
		return ""
	}
	file := path.Join(path.Dir(from), syntax.NFC(decoded))
	if x.files == nil {
		x.files = map[string]bool{}
		for _, p := range x.snapshot.Files() {
			x.files[p] = true
		}
	}
	if x.files[file] {
		return file
	}
	if site := x.siteOf(from); site != nil && site.IsStatic(file) {
		return file
	}
	return ""
}

// markdownEscapes are what else an address in Markdown cannot hold as it is: its own end.
var markdownEscapes = strings.NewReplacer("(", "%28", ")", "%29")

// besideAddress is how a file writes the address of another that begins at itself. It begins with `./` only where the one before did.
func besideAddress(from, to, before string) string {
	spec := names.ImportSpec(from, to)
	if path.Ext(to) == ".code" {
		spec += ".code"
	}
	if rest, ok := strings.CutPrefix(spec, "./"); ok && !strings.HasPrefix(before, "./") && !strings.Contains(rest, ":") {
		spec = rest
	}
	parts := strings.Split(spec, "/")
	for i, part := range parts {
		parts[i] = markdownEscapes.Replace(escapedSegment(part))
	}
	return strings.Join(parts, "/")
}
