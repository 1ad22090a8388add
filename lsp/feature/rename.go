// Rename: a thing gets another name wherever it is mentioned, or the reader is told why not.
//
// A renaming is tried out before it is offered: in the changed texts the new name must mean the thing at exactly the places that
// were edited, so that neither is another thing caught under the new name nor is one of these places caught by another thing. What
// types decide, fields and arguments, is checked as well: no new error may come of it.

package feature

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// Changes are edits of the files of a project that belong together.
type Changes struct {
	Files []FileEdits // by path
	Moves []Move
}

// FileEdits are the edits of one file, by place, none overlapping another; all places are in the text before.
type FileEdits struct {
	Path  string
	Edits []source.Edit
}

// Move gives a file another path, after it was edited.
type Move struct{ From, To string }

// Refusal is why something is not done, for the reader. It is empty when it is done.
type Refusal string

// PrepareRename returns the name at offset that can be given another, and where it stands.
func PrepareRename(ctx context.Context, f File, offset int) (name string, span source.Span, no Refusal) {
	r, no := f.renaming(ctx, offset)
	if no != "" {
		return "", source.Span{}, no
	}
	return r.target.name, r.at.span, ""
}

// Rename gives the thing at offset another name. The changes are empty when it has that name.
func Rename(ctx context.Context, f File, offset int, name string) (Changes, Refusal) {
	name = syntax.NFC(strings.TrimSpace(name))
	r, no := f.renaming(ctx, offset)
	if no == "" {
		no = r.accepts(name)
	}
	if no != "" || name == r.target.name {
		return Changes{}, no
	}
	for {
		if no := r.collect(); no != "" {
			return Changes{}, no
		}
		r.fresh = r.isFresh(name)
		edits, no := r.edits(name)
		if no != "" || ctx.Err() != nil {
			return Changes{}, no
		}
		known := len(r.targets)
		if no = r.try(name, edits); len(r.targets) == known {
			return edits, no
		}
	}
}

// renaming is a renaming under way.
type renaming struct {
	*finder
	file    File
	at      mention
	target  target
	targets []target // with what has to be renamed with it
	found   []found
	fresh   bool // nothing in the files that are edited has the new name
}

// renaming finds what is to be renamed at offset, and refuses what cannot be whatever its new name.
func (f File) renaming(ctx context.Context, offset int) (*renaming, Refusal) {
	x, _, m, ok := f.pointed(ctx, offset)
	if !ok {
		if m.token.Kind() == syntax.KindIdent {
			return nil, Refusal(f.say(
				"It is not known what this name means: where its value comes from cannot be told, or there is an error around it.",
				"이 이름이 무엇을 뜻하는지 알 수 없습니다. 값이 어디서 오는지 알 수 없거나 주변에 오류가 있습니다."))
		}
		return nil, Refusal(f.say("There is no name here that can be changed.", "여기에는 바꿀 수 있는 이름이 없습니다."))
	}
	r := &renaming{finder: x, file: f, at: m, targets: m.asked()}
	if m.alias.kind != toNothing {
		r.targets = []target{m.alias}
	}
	r.target = r.targets[0]
	return r, r.permitted()
}

// permitted refuses what has its name from elsewhere.
func (r *renaming) permitted() Refusal {
	say := func(english, korean string) Refusal {
		return Refusal(fmt.Sprintf(r.file.say(english, korean), r.target.name))
	}
	switch t := r.target; t.kind {
	case toStandard, toOperation:
		return say("`%s` belongs to the standard library.", "`%s`: 표준 라이브러리의 이름이라 바꿀 수 없습니다.")
	case toModule:
		return Refusal(r.file.say("This is a standard module.", "표준 모듈의 이름은 바꿀 수 없습니다."))
	case toFile:
		return Refusal(r.file.say("This is the path of a file: rename the file, and its imports and links follow.",
			"파일의 경로입니다. 파일 이름을 바꾸면 가져오기와 링크가 따라갑니다."))
	case toClass:
		if t.path == "" {
			return say("The class `%s` has no rule in a `<style scoped>` around it, so it may be used anywhere.",
				"`%s` 클래스는 주변의 `<style scoped>`에 규칙이 없어서 어디에서나 쓰일 수 있습니다.")
		}
	case toParam:
		if t.name == "children" {
			return say("`%s` is the name under which a component takes its content.", "`%s`: 컴포넌트가 내용을 받는 이름이라 바꿀 수 없습니다.")
		}
	case toData:
		if len(r.dataPlaces(t)) == 0 {
			return say("`%s` is no key in the data: it comes from the file itself.", "`%s`: 데이터에 적힌 키가 아니라 파일 자체에서 온 값입니다.")
		}
	case toName:
		if path.Base(t.path) == "site.code" && t.name == "site" {
			return say("`%s` is the name by which the site is read.", "`%s`: 사이트 설정을 읽는 이름이라 바꿀 수 없습니다.")
		}
	}
	return ""
}

// accepts refuses a new name that the thing cannot have.
func (r *renaming) accepts(name string) Refusal {
	ok := isName(name)
	switch r.target.kind {
	case toElement:
		ok = isElementName(name)
	case toClass, toID, toMap:
		ok = isClassName(name)
	case toField, toKey: // any word can stand behind a dot and before a colon
		ok = ok || slices.Contains(syntax.Keywords(), name)
	}
	if !ok {
		return Refusal(fmt.Sprintf(r.file.say("`%s` is not a name that can stand here.", "`%s`: 여기에 쓸 수 있는 이름이 아닙니다."), name))
	}
	return ""
}

// isName reports whether s is an identifier and no keyword.
func isName(s string) bool {
	const before = "let "
	tree := syntax.Parse(source.NewText(before + s + " = 1"))
	token := tree.TokenAt(len(before))
	return !tree.Root().HasError() && token.Kind() == syntax.KindIdent && token.Text() == s
}

// isElementName reports whether s can be the name of a plain element's tag.
func isElementName(s string) bool {
	const before = "let x = <"
	tree := syntax.Parse(source.NewText(before + s + " />"))
	token := tree.TokenAt(len(before))
	return !tree.Root().HasError() && token.Kind() == syntax.KindTagName && token.Text() == s && syntax.IsElementName(s)
}

// isClassName reports whether s can stand in a selector as it is.
func isClassName(s string) bool {
	for i, c := range s {
		if c != '-' && c != '_' && !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return strings.Trim(s, "-") != ""
}

// maxTargets bounds the fields that have to be renamed together: types that share one through unions.
const maxTargets = 100

// collect finds all mentions, and what shares them: a field that is that of several types is renamed in all of them.
func (r *renaming) collect() Refusal {
	for {
		r.found = r.called(r.finder, r.targets)
		if r.ctx.Err() != nil {
			return ""
		}
		grown := slices.Clone(r.targets)
		for i := range r.found {
			m := &r.found[i]
			if m.form == formPattern && slices.ContainsFunc(m.means, r.renames) && !slices.ContainsFunc(m.keys, r.renames) {
				return r.refuseAt(m, "`%[1]s` at %[2]s takes its name from the field it is read from: rename the field, or write `let %[1]s = ….%[1]s` first.",
					"%[2]s의 `%[1]s`은(는) 레코드 필드의 이름입니다. 필드의 이름을 바꾸거나, 먼저 `let %[1]s = ….%[1]s`로 쓰세요.")
			}
			for _, group := range [][]target{m.means, m.keys} {
				if !slices.ContainsFunc(group, r.renames) {
					continue
				}
				for _, t := range append(slices.Clone(group), tied(m)...) {
					if !slices.Contains(grown, t) {
						grown = append(grown, t)
					}
				}
			}
		}
		if len(grown) == len(r.targets) || len(grown) > maxTargets {
			break
		}
		r.targets = grown
	}
	for _, doubt := range []func() Refusal{r.scripted, r.untyped, r.attributes, r.queries} {
		if no := doubt(); no != "" {
			return no
		}
	}
	if r.target.kind != toLocal && r.target.kind != toElement {
		for i := range r.found {
			if no := r.fixed(&r.found[i]); no != "" {
				return no
			}
		}
	}
	return r.unreadable()
}

// called are the mentions of targets by their own names: what a file calls otherwise keeps that name.
func (r *renaming) called(x *finder, targets []target) []found {
	return slices.DeleteFunc(x.search(targets, nil), func(m found) bool {
		return m.alias.kind != toNothing && !slices.Contains(targets, m.alias)
	})
}

// renames reports whether a target is renamed.
func (r *renaming) renames(t target) bool { return slices.Contains(r.targets, t) }

// tied is what a mention gives the same name: what a pattern takes out of a record is called like the field.
func tied(m *found) []target {
	if m.form == formPattern {
		return m.means
	}
	return nil
}

// fixed refuses a mention that the standard library shares.
func (r *renaming) fixed(m *found) Refusal {
	for _, t := range slices.Concat(m.means, m.keys) {
		if t.kind == toStandard && r.target.isField() {
			return r.refuseAt(m, "`%[1]s` at %[2]s is also a name of the standard library.", "%[2]s의 `%[1]s`은(는) 표준 라이브러리의 이름이기도 합니다.")
		}
	}
	if !m.token.Ok() && r.snapshot.Text(m.path).Slice(m.span) != r.target.name {
		return r.refuseAt(m, "`%[1]s` is written with escapes at %[2]s: write it plainly first.", "%[2]s에 `%[1]s`이(가) 이스케이프로 적혀 있습니다. 먼저 그대로 적어 주세요.")
	}
	return ""
}

// refuseAt is a refusal that names a mention: the word, then its place.
func (r *renaming) refuseAt(m *found, english, korean string) Refusal {
	return Refusal(fmt.Sprintf(r.file.say(english, korean), r.target.name, r.where(r.snapshot, m.path, m.span.Start)))
}

// where is a place as readers know it: file and line from 1.
func (r *renaming) where(s *workspace.Snapshot, file string, offset int) string {
	line := 0
	if text := s.Text(file); text != nil {
		line, _ = text.LineCol(offset)
	}
	return fmt.Sprintf("%s:%d", file, line+1)
}

// unreadable refuses when the name stands in code that cannot be read.
func (r *renaming) unreadable() Refusal {
	for _, t := range r.targets {
		for _, file := range r.candidates(t, nil) {
			if r.clean[file] {
				continue // it was searched, and is not parsed for this again
			}
			v := r.view(file)
			if v == nil || r.clean[file] {
				continue
			}
			for _, at := range v.occurrences(t.name) {
				p := v.tree.PathAt(at)
				if p[len(p)-1].Kind() != syntax.KindIdent || !inner(p, syntax.KindError).Ok() && !inner(p, syntax.KindUnexpected).Ok() {
					continue
				}
				return Refusal(fmt.Sprintf(r.file.say("%[1]s has a syntax error near `%[2]s`: mend it first.",
					"%[1]s: `%[2]s` 주변에 구문 오류가 있습니다. 먼저 고쳐 주세요."), r.where(r.snapshot, file, at), t.name))
			}
		}
	}
	return ""
}

// isStored reports whether a target is a model or a field of one.
func (r *renaming) isStored(t target) bool {
	name := t.name
	if t.kind == toField {
		name = t.owner
	}
	v := r.view(t.path)
	if t.kind != toField && t.kind != toName || v == nil {
		return false
	}
	d := v.module.Decl(name)
	return d != nil && d.Unit.Kind == names.Model
}

// edits writes the new name at every mention.
func (r *renaming) edits(name string) (Changes, Refusal) {
	if r.target.kind == toRoute {
		return r.moves(name)
	}
	var c Changes
	for i := range r.found {
		m := &r.found[i]
		if len(c.Files) == 0 || c.Files[len(c.Files)-1].Path != m.path {
			c.Files = append(c.Files, FileEdits{Path: m.path})
		}
		if no := r.tagStays(m, name); no != "" {
			return Changes{}, no
		}
		if no := r.queryStays(m, name); no != "" {
			return Changes{}, no
		}
		edit, _ := r.edit(m, name)
		last := &c.Files[len(c.Files)-1]
		last.Edits = append(last.Edits, edit)
	}
	return c, ""
}

// moves renames a parameter of a page's address with the file, which names it.
func (r *renaming) moves(name string) (Changes, Refusal) {
	if no := r.tryRoute(name); no != "" {
		return Changes{}, no
	}
	dir, base := path.Split(r.target.path)
	to := path.Join(dir, strings.NewReplacer("["+r.target.name+"]", "["+name+"]", "[..."+r.target.name+"]", "[..."+name+"]").Replace(base))
	if to == r.target.path {
		return Changes{}, Refusal(fmt.Sprintf(r.file.say("`%s` is the name of a folder: rename the folder.", "`%s`은(는) 폴더의 이름입니다. 폴더 이름을 바꾸세요."), r.target.name))
	}
	if r.snapshot.Text(to) != nil {
		return Changes{}, Refusal(fmt.Sprintf(r.file.say("There is a file %s already.", "%s 파일이 이미 있습니다."), to))
	}
	move := []Move{{r.target.path, to}}
	c := MoveFiles(r.ctx, r.file, move)
	c.Moves = move
	return c, ""
}

// tagStays refuses a name under which a tag of a component would be one of an element.
func (r *renaming) tagStays(m *found, name string) Refusal {
	if m.token.Kind() == syntax.KindTagName && r.target.kind != toElement && !strings.Contains(m.token.Text(), ".") && !names.IsComponentTag(name) {
		return r.refuseAt(m, "`%[1]s` is used as a tag at %[2]s: a component's name does not start with a small letter.",
			"`%[1]s`은(는) %[2]s에서 태그로 쓰입니다. 컴포넌트 이름은 소문자로 시작할 수 없습니다.")
	}
	return ""
}

// edit writes the new name at one mention, and returns where in the new text it then stands.
func (r *renaming) edit(m *found, name string) (e source.Edit, at int) {
	old := m.token.Text()
	asName, asKey := slices.ContainsFunc(m.means, r.renames) || r.renames(m.alias), slices.ContainsFunc(m.keys, r.renames)
	switch {
	case m.form == formRecord && asName && !asKey:
		return source.Edit{Span: m.span, New: old + ": " + name}, len(old) + len(": ")
	case m.form == formRecord && asKey && !asName:
		return source.Edit{Span: m.span, New: name + ": " + old}, 0
	case m.form == formAttribute && asName != asKey:
		path := r.view(m.path).tree.PathAt(m.span.Start)
		whole := inner(path, syntax.KindShorthandAttr).Span()
		if asName {
			return source.Edit{Span: whole, New: old + "={" + name + "}"}, len(old) + len("={")
		}
		return source.Edit{Span: whole, New: name + "={" + old + "}"}, 0
	case m.form == formPlain && !r.fresh && r.view(m.path) != nil:
		if e, at, ok := r.shorter(m, name); ok {
			return e, at
		}
	}
	return source.Edit{Span: m.span, New: name}, 0
}

// shorter writes `{name}` where a field or argument and the name that gives its value come to be called alike.
func (r *renaming) shorter(m *found, name string) (e source.Edit, at int, ok bool) {
	path := r.view(m.path).tree.PathAt(m.span.Start)
	token := path[len(path)-1] // that of the mention may be of another tree
	if f, ok := syntax.AsRecordField(parent(path)); ok && f.Colon().Ok() && !f.HasComment() {
		key, value := f.Name(), f.Value()
		if alike(token, key, value, name) {
			return source.Edit{Span: source.Span{Start: key.Span().Start, End: value.Span().End}, New: name}, 0, true
		}
	}
	if a, ok := syntax.AsAttr(inner(path, syntax.KindAttr)); ok && !a.HasComment() {
		h, isHole := syntax.AsHole(a.Value())
		if isHole && alike(token, a.Name(), h.Value(), name) {
			return source.Edit{Span: a.Span(), New: "{" + name + "}"}, 1, true
		}
	}
	return source.Edit{}, 0, false
}

// alike reports whether a key and its value are both called name once the token, which is one of them, is.
func alike(token, key, value syntax.Node, name string) bool {
	isKey := key.Kind() == syntax.KindIdent || key.Kind() == syntax.KindAttrName
	return isKey && value.Kind() == syntax.KindIdent &&
		(token == key && names.Text(value) == name || token == value && names.Text(key) == name)
}

// fewEdits is up to how many edits of a file are parsed one by one; beyond it, parsing the whole text costs less.
const fewEdits = 30

// Suppose returns the version of the project after changes, moves left out.
func (c Changes) Suppose(s *workspace.Snapshot) *workspace.Snapshot {
	var changes []workspace.Change
	for _, f := range c.Files {
		text := s.Text(f.Path)
		if text == nil {
			continue
		}
		change := workspace.Change{Path: f.Path}
		if len(f.Edits) <= fewEdits {
			for _, e := range slices.Backward(f.Edits) {
				text = text.Apply(e)
				change.Edits = append(change.Edits, e)
			}
			change.Text = text
		} else {
			change.Text = source.NewText(Apply(text.String(), f.Edits))
		}
		changes = append(changes, change)
	}
	return s.Suppose(changes)
}

// Apply makes edits, which are by place in the text before, in a text.
func Apply(text string, edits []source.Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Span.Start])
		b.WriteString(e.New)
		at = e.Span.End
	}
	b.WriteString(text[at:])
	return b.String()
}
