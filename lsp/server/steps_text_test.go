// Steps of a scenario that change texts and await diagnostics.

package server

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.lsp.dev/protocol"
)

var textVerbs = map[string]verb{
	"open": func(p *player, s scenario, step step) string {
		p.open(step.object(), s.files[step.object()])
		return ""
	},
	"close": func(p *player, _ scenario, step step) string {
		p.close(step.object())
		return ""
	},
	"replace": func(p *player, _ scenario, step step) string { // replace #mark "text"
		m := p.mark(step.words[1])
		var text string
		if _, err := fmt.Sscanf(strings.Join(step.words[2:], " "), "%q", &text); err != nil {
			p.t.Fatal(err)
		}
		p.change(m.path, splice{m.start, m.end, text})
		p.follow(m, len(text)-(m.end-m.start))
		return ""
	},
	"diagnostics": func(p *player, s scenario, step step) string {
		if s.pull {
			return p.diagnostics(step.object(), p.pulled(step.object()))
		}
		return p.eventually(step.object(), step.want)
	},
	"message": func(p *player, _ scenario, step step) string { return fmt.Sprint(p.await(step.object())[0].Message) },
}

// follow has the marks follow a text whose mark has grown by delta bytes.
func (p *player) follow(changed mark, delta int) {
	for name, m := range p.marks {
		if m.path != changed.path || m.end < changed.end {
			continue
		}
		m.end += delta
		if m.start >= changed.end && m.start > changed.start {
			m.start += delta
		}
		p.marks[name] = m
	}
}

// eventually returns the diagnostics of a file once they are those wanted, or, when patience ends, as they are: a change of one
// file may change those of another without a new version of it.
func (p *player) eventually(path, want string) string {
	p.t.Helper()
	limit := time.After(patience)
	for {
		got := p.diagnostics(path, p.await(path))
		if strings.TrimSpace(got) == strings.TrimSpace(want) {
			return got
		}
		select {
		case <-p.news:
		case <-limit:
			return got
		}
	}
}

func (p *player) diagnostics(path string, list []protocol.Diagnostic) string {
	p.t.Helper()
	var b strings.Builder
	for _, d := range list {
		severity := "error"
		if d.Severity == protocol.DiagnosticSeverityWarning {
			severity = "warning"
		}
		fmt.Fprintf(&b, "%s %s[%s]", p.placeOf(path, d.Range), severity, d.Code)
		if slices.Contains(d.Tags.Slice(), protocol.DiagnosticTagDeprecated) {
			b.WriteString(" struck")
		}
		b.WriteByte('\n')
		for _, r := range d.RelatedInformation {
			fmt.Fprintf(&b, "  related %s\n", p.placeOf(p.path(r.Location.URI), r.Location.Range))
		}
	}
	return b.String()
}
