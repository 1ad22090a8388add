// coder explain /address: which page answers it, how it is drawn, and why.

package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/workspace"
	"github.com/codescript-lang/coder/server/site"
)

// explainWords are the words of the answer.
type explainWords struct {
	page, layout, file, drawn, because, live string
	how                                      map[site.Draw]string
	nothing, action, read, through           string // the last three with the name and the place
}

var addressWords = map[diag.Lang]explainWords{
	diag.English: {
		page: "page", layout: "layout", file: "file", drawn: "drawn", because: "because", live: "also in build mode, as the site's `live` lists it",
		how: map[site.Draw]string{
			site.DrawOnce:    "once, and kept until its sources change",
			site.DrawData:    "once, and kept until the models it reads are written",
			site.DrawNow:     "when the site is built; in the other modes for each request",
			site.DrawRequest: "for each request; it cannot be built ahead of time",
		},
		nothing: "it reads nothing but its sources", action: "it has the action `%s`", read: "it reads `%s` at %s", through: "  by way of `%s` at %s",
	},
	diag.Korean: {
		page: "페이지", layout: "레이아웃", file: "파일", drawn: "그리기", because: "까닭", live: "사이트의 `live`에 있어 빌드 모드에서도 그렇습니다",
		how: map[site.Draw]string{
			site.DrawOnce:    "한 번 그려 두고, 소스가 바뀔 때까지 그대로 씁니다",
			site.DrawData:    "한 번 그려 두고, 읽는 모델이 바뀔 때까지 그대로 씁니다",
			site.DrawNow:     "사이트를 빌드할 때 그리고, 다른 모드에서는 요청마다 그립니다",
			site.DrawRequest: "요청마다 그립니다. 미리 만들어 둘 수 없습니다",
		},
		nothing: "소스 말고는 읽는 것이 없습니다", action: "액션 `%s`이(가) 있습니다", read: "`%s`을(를) 읽습니다: %s", through: "  `%s`을(를) 거쳐서: %s",
	},
}

// addressAnswer collects the lines of the answer.
type addressAnswer struct {
	*project
	snap  *workspace.Snapshot
	words explainWords
	lines [][2]string
}

func (a *app) explainAddress(ctx context.Context, address string) error {
	root, err := projectRoot(siteFile)
	if err != nil {
		return failure{exitFailed, err}
	}
	p := openProject(root)
	e := &addressAnswer{project: p, snap: p.Snapshot(), words: addressWords[language()]}
	found, err := e.snap.Site(ctx, ".")
	if err != nil {
		return failure{exitFailed, err}
	}
	if found == nil {
		return errors.New("the working directory belongs to no site; an address is one of a site, whose folder holds site.code")
	}
	plain, _, _ := strings.Cut(address, "?")
	clean := site.CleanAddress(plain)
	if !e.page(found, clean) && !e.file(found, clean) {
		return fmt.Errorf("nothing of this site answers %s; visitors get its page for what is not there", plain)
	}
	_, err = fmt.Fprint(a.out, address+"\n"+e.String())
	return err
}

func (e *addressAnswer) add(what, text string) { e.lines = append(e.lines, [2]string{what, text}) }

// String writes the lines with what they say below each other. Korean letters are twice as wide as Latin ones.
func (e *addressAnswer) String() string {
	width := 0
	for _, l := range e.lines {
		width = max(width, columns(l[0]))
	}
	var b strings.Builder
	for _, l := range e.lines {
		b.WriteString("  " + l[0] + strings.Repeat(" ", width-columns(l[0])) + "  " + l[1] + "\n")
	}
	return b.String()
}

// columns is how wide a word of the answer is on a terminal.
func columns(word string) int {
	n := 0
	for _, c := range word {
		n++
		if c >= 0x1100 {
			n++
		}
	}
	return n
}

// file explains the address of a static file.
func (e *addressAnswer) file(s *workspace.Site, address string) bool {
	name := strings.TrimPrefix(strings.TrimPrefix(address, "/"), "assets/")
	top := name == "robots.txt" || name == "favicon.ico" || strings.HasPrefix(name, ".well-known/")
	if !slices.Contains(s.Static, name) || !top && !strings.HasPrefix(address, "/assets/") {
		return false
	}
	e.add(e.words.file, e.shown(path.Join(site.StaticDir, name)))
	return true
}

// page explains the address of a page.
func (e *addressAnswer) page(s *workspace.Site, address string) bool {
	var segments []string
	if address != "/" {
		segments = strings.Split(address, "/")[1:]
	}
	i := slices.IndexFunc(s.Pages, func(p *workspace.Page) bool { return address != "" && p.Route != nil && p.Route.Matches(segments) })
	if i < 0 {
		return false
	}
	p := s.Pages[i]
	text := e.shown(p.Path)
	for i, part := range p.Route {
		switch {
		case part.Rest:
			text += fmt.Sprintf("  %s: %q", part.Param, segments[i:])
		case part.Param != "":
			text += fmt.Sprintf("  %s: %q", part.Param, segments[i])
		}
	}
	e.add(e.words.page, text)
	for _, l := range p.Layouts {
		e.add(e.words.layout, e.shown(l))
	}
	draw := p.Draw()
	e.add(e.words.drawn, e.words.how[draw])
	if p.Live && draw == site.DrawRequest {
		e.add("", e.words.live)
	}
	e.because(p)
	return true
}

// because lists what a page reads, with the calls that lead there.
func (e *addressAnswer) because(p *workspace.Page) {
	what := e.words.because
	say := func(form string, args ...any) {
		e.add(what, fmt.Sprintf(form, args...))
		what = ""
	}
	for _, name := range p.Actions {
		say(e.words.action, name)
	}
	told := map[std.Effect]bool{}
	for _, r := range p.Reads {
		if !told[r.Read.Effect] {
			told[r.Read.Effect] = true
			e.way(r, say)
		}
	}
	if what != "" {
		say("%s", e.words.nothing)
	}
}

// way tells of one read and of the calls that lead to it, the nearest to the page last.
func (e *addressAnswer) way(r check.Reached, say func(string, ...any)) {
	say(e.words.read, r.Read.Name, e.at(r.Unit.Path, r.Read.Span))
	for _, via := range slices.Backward(r.Via) {
		say(e.words.through, via.Edge.To.Name, e.at(via.Unit.Path, via.Edge.Span))
	}
}

// at writes a place as diagnostics do.
func (e *addressAnswer) at(file string, span source.Span) string {
	text := e.snap.Text(file)
	if text == nil {
		return e.shown(file)
	}
	line, column := text.OffsetToRune(span.Start)
	return fmt.Sprintf("%s:%d:%d", e.shown(file), line+1, column+1)
}
