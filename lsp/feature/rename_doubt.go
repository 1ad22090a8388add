// Doubts: what a renaming cannot see, and is refused for.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// isField reports whether a target is a field.
func (t target) isField() bool { return t.kind == toField || t.kind == toKey || t.kind == toData }

// scripted refuses the name of an id or image map that a script may speak of: in a page, or in a file that the site serves.
func (r *renaming) scripted() Refusal {
	if r.target.kind != toID && r.target.kind != toMap {
		return ""
	}
	for _, file := range r.candidates(r.target, nil) {
		v := r.view(file)
		if v == nil {
			continue
		}
		for _, at := range v.occurrences(r.target.name) {
			path := v.tree.PathAt(at)
			start := syntax.StartTag{Node: syntax.Element{Node: inner(path, syntax.KindElement)}.Start()}
			if path[len(path)-1].Kind() == syntax.KindRawLine && start.Name().Text() == "script" {
				return r.inScript(file, at)
			}
		}
	}
	site := r.siteOf(r.target.path)
	if site == nil {
		return ""
	}
	for _, name := range site.Static {
		file := site.StaticPath(name)
		if !strings.HasSuffix(name, ".js") && !strings.HasSuffix(name, ".mjs") && !strings.HasSuffix(name, ".css") {
			continue
		}
		if text := r.snapshot.Text(file); text != nil {
			if at := strings.Index(text.String(), r.target.name); at >= 0 {
				return r.inScript(file, at)
			}
		}
	}
	return ""
}

func (r *renaming) inScript(file string, at int) Refusal {
	return r.refuseAt(&found{path: file, mention: mention{span: source.Span{Start: at, End: at}}},
		"`%[1]s` may be meant at %[2]s, in code that is not looked into: change it there first.",
		"들여다보지 않는 코드인 %[2]s에 `%[1]s`이(가) 쓰였을 수 있습니다. 그곳을 먼저 고쳐 주세요.")
}

// untyped refuses the name of a field that is asked of a value of which nothing is known, where the field is one of a record without a
// declared type, or of rows that a query gives.
func (r *renaming) untyped() Refusal {
	if r.target.kind != toKey && r.target.kind != toData && !(r.target.kind == toField && slices.ContainsFunc(r.found, r.inQuery)) {
		return ""
	}
	for _, file := range r.candidates(r.target, nil) {
		v := r.view(file)
		if v == nil {
			continue
		}
		for _, at := range v.occurrences(r.target.name) {
			part := parent(v.tree.PathAt(at))
			if part.Kind() != syntax.KindMemberPart {
				continue
			}
			info := r.info(v, at)
			if info == nil {
				continue
			}
			if m := info.MemberOf(part); m == nil || m.Kind == check.MemberDynamic {
				return r.refuseAt(&found{path: file, mention: mention{span: source.Span{Start: at, End: at}}},
					"`%[1]s` at %[2]s may be this field: what stands before the dot has no type. Give it one first.",
					"%[2]s의 `%[1]s`이(가) 이 필드일 수 있습니다. 점 앞의 값에 타입이 없으니 먼저 타입을 적어 주세요.")
			}
		}
	}
	return ""
}

// attributes refuses the name of a field of a record whose keys become names of attributes, or of properties of a style.
func (r *renaming) attributes() Refusal {
	if !r.target.isField() {
		return ""
	}
	for _, mark := range []string{"{...", "style"} {
		for _, file := range r.snapshot.Mentioning(mark) {
			v := r.view(file)
			if v == nil {
				continue
			}
			if no := r.attributesOf(v); no != "" {
				return no
			}
		}
	}
	return ""
}

// attributesOf is attributes for one file.
func (r *renaming) attributesOf(v *fileView) (no Refusal) {
	elements(v.tree.Root(), func(e syntax.Element) {
		start := syntax.StartTag{Node: e.Start()}
		if names.IsComponentTag(start.Name().Text()) {
			return // it takes arguments by names, which are checked
		}
		for item := range start.Attrs().Items() {
			value := syntax.SpreadAttr{Node: item}.Value()
			if a, ok := syntax.AsAttr(item); ok && strings.EqualFold(a.Name().Text(), "style") {
				value = syntax.Hole{Node: a.Value()}.Value()
			}
			if !value.Ok() || no != "" {
				continue
			}
			fields := r.undeclared(r.target.name, func(t *tracer) { t.follow(v, value, nil) })
			if info := r.info(v, value.Span().Start); info != nil {
				if t := info.TypeOf(value); t != nil {
					fields = append(fields, r.fields(v, t, r.target.name)...)
				}
			}
			for _, t := range fields {
				if r.renames(t) {
					no = r.refuseAt(&found{path: v.path, mention: mention{span: value.Span()}},
						"The fields of this record become attributes at %[2]s, and `%[1]s` would be another one.",
						"%[2]s에서 이 레코드의 필드가 속성이 되므로 `%[1]s`의 이름을 바꾸면 다른 속성이 됩니다.")
					return
				}
			}
		}
	})
	return no
}

// inQuery reports whether a mention stands in SQL.
func (r *renaming) inQuery(m found) bool {
	if k := m.token.Kind(); k != syntax.KindPlainString && k != syntax.KindStringText {
		return false
	}
	_, ok := queryAt(r.view(m.path).tree.PathAt(m.span.Start))
	return ok
}

// queries refuses the name of a model or of a field of one that a query may speak of in a way that is not certain.
func (r *renaming) queries() Refusal {
	if !r.isStored(r.target) {
		return ""
	}
	for _, file := range r.snapshot.Mentioning("sql") {
		v := r.view(file)
		if v == nil {
			continue
		}
		for _, at := range v.occurrences("sql") {
			tagged, ok := queryAt(v.tree.PathAt(at))
			if !ok || tagged.Tag().Span().Start != at {
				continue
			}
			words := queryWords(queryText(tagged))
			for i, w := range words {
				if w.lower == strings.ToLower(r.target.name) && r.queried(words, i).kind == toNothing {
					at := tagged.Value().Span().Start + w.at
					return r.refuseAt(&found{path: file, mention: mention{span: source.Span{Start: at, End: at}}},
						"`%[1]s` may be meant in the SQL at %[2]s: change it there first.", "%[2]s의 SQL에 `%[1]s`이(가) 쓰였을 수 있습니다. 그곳을 먼저 고쳐 주세요.")
				}
			}
		}
	}
	return ""
}

// queryStays refuses a name that is a word of SQL where a query has it.
func (r *renaming) queryStays(m *found, name string) Refusal {
	if slices.Contains(sqlWords, strings.ToLower(name)) && r.inQuery(*m) {
		return r.refuseAt(m, "`%[1]s` is used in the SQL at %[2]s, where its new name is a word of the language.",
			"`%[1]s`은(는) %[2]s의 SQL에 쓰이며, 새 이름은 SQL의 낱말입니다.")
	}
	return ""
}
