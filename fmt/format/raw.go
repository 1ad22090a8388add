// Raw lines: the content of <style> and of scripts that hold data.

package format

import (
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// rawLines prints the raw lines of an element one tab in, keeping how they stand to each other. Content on one line, content that starts on the line of the
// tag, and content that joins lines by a backslash stay as they are.
func (p *printer) rawLines(list syntax.Node) {
	span := list.FullSpan()
	text := p.src[span.Start:span.End]
	lines := strings.Split(text, "\n")
	if len(lines) == 1 || !isBlank(lines[0]) || strings.Contains(text, "\\\n") || strings.Contains(text, "\\\r\n") {
		p.keep(list)
		return
	}
	margin := commonMargin(lines)
	p.doc.Indent()
	at := span.Start
	printed, blank := false, false
	for _, line := range lines {
		start, end := at, at+len(line)-trailing(line)
		at += len(line) + 1
		if isBlank(line) {
			blank = true
			continue
		}
		if blank && printed {
			p.doc.Blank()
		} else {
			p.doc.Hardline()
		}
		p.doc.Text(start+margin, end)
		printed, blank = true, false
	}
	p.doc.End()
	if printed {
		p.doc.Hardline()
	}
	p.pos = span.End
}

// commonMargin returns the width in bytes of the white space that starts every line that is not blank.
func commonMargin(lines []string) int {
	margin, found := "", false
	for _, line := range lines {
		if isBlank(line) {
			continue
		}
		lead := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if !found {
			margin, found = lead, true
		}
		for !strings.HasPrefix(lead, margin) {
			margin = margin[:len(margin)-1]
		}
	}
	return len(margin)
}

func isBlank(s string) bool { return strings.Trim(s, spaces) == "" }

// spaces is what the language calls white space in markup.
const spaces = " \t\n\f\r"
