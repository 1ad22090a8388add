package workspace

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// fence stands alone on the lines before and after the front matter.
const fence = "---"

// maxDataNodes bounds the values read from one front matter: aliases can make a short text stand for any number.
const maxDataNodes = 100_000

// reservedFields are what every file has beside its front matter.
var reservedFields = []types.Field{
	{Name: "slug", Type: types.String}, {Name: "path", Type: types.String},
	{Name: "content", Type: types.HTML}, {Name: "excerpt", Type: types.String},
}

func isReserved(name string) bool {
	for _, f := range reservedFields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// splitFront cuts the front matter off a text. Start is where it begins; closed is false when its end is missing.
func splitFront(src string) (front, body string, start int, closed bool) {
	isFence := func(line string) bool { return strings.TrimRight(line, " \t\r") == fence }
	first, rest, more := strings.Cut(src, "\n")
	if !isFence(first) {
		return "", src, 0, true
	}
	start = len(first)
	if more {
		start++
	}
	for at := 0; more; {
		var line string
		line, _, more = strings.Cut(rest[at:], "\n")
		if isFence(line) {
			return rest[:at], strings.TrimPrefix(rest[at+len(line):], "\n"), start, true
		}
		at += len(line) + 1
	}
	return "", rest, start, false
}

// frontReader reads front matter: YAML, of which a mapping at the top is used.
type frontReader struct {
	*dataReader
	front string
	start int // where the front matter begins in src
	left  int // how many values may still be read
	full  bool
}

// fields adds what the front matter says to a record.
func (r *frontReader) fields(record *ir.Data) {
	var doc yaml.Node
	if yaml.Unmarshal([]byte(r.front), &doc) != nil {
		r.bad(r.line(r.faultLine()), diag.NotYAML)
		return
	}
	if len(doc.Content) == 0 || doc.Content[0].ShortTag() == "!!null" {
		return
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		r.bad(r.line(root.Line), diag.NotARecord)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		name, value := root.Content[i], r.value(root.Content[i+1], 0)
		if isReserved(syntax.NFC(name.Value)) {
			r.report(diag.BadData, "reserved", r.place(name), diag.Quote("path", r.path), diag.Quote("name", name.Value))
			continue
		}
		r.field(record, seen, name.Value, r.place(name), value)
	}
}

// value is a value of front matter. Mappings become records, dates times, and what YAML has beyond that its text.
func (r *frontReader) value(n *yaml.Node, depth int) ir.Data {
	if r.left--; r.left < 0 || depth > maxDataDepth {
		if !r.full {
			r.full = true
			r.report(diag.TooDeep, "", r.place(n), diag.Count("limit", maxDataDepth))
		}
		return ir.Data{}
	}
	switch n.Kind {
	case yaml.AliasNode:
		return r.value(n.Alias, depth+1)
	case yaml.SequenceNode:
		out := ir.Data{Kind: ir.DataList}
		for _, c := range n.Content {
			out.Items = append(out.Items, r.value(c, depth+1))
		}
		return out
	case yaml.MappingNode:
		out := ir.Data{Kind: ir.DataRecord}
		seen := map[string]bool{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			r.field(&out, seen, n.Content[i].Value, r.place(n.Content[i]), r.value(n.Content[i+1], depth+1))
		}
		return out
	}
	return scalar(n)
}

func scalar(n *yaml.Node) ir.Data {
	var b bool
	var f float64
	var t time.Time
	switch tag := n.ShortTag(); {
	case tag == "!!null":
		return ir.Data{Kind: ir.DataNone}
	case tag == "!!bool" && n.Decode(&b) == nil:
		return boolData(b)
	case (tag == "!!int" || tag == "!!float") && n.Decode(&f) == nil:
		return ir.Data{Kind: ir.DataNumber, Num: f}
	case tag == "!!timestamp" && n.Decode(&t) == nil:
		return timeData(t)
	case tag == "!!str" && n.Style == 0:
		if t, ok := spacedTime(n.Value); ok {
			return timeData(t)
		}
	}
	return ir.Data{Kind: ir.DataString, Str: n.Value}
}

func timeData(t time.Time) ir.Data {
	return ir.Data{Kind: ir.DataTime, Str: t.UTC().Format(time.RFC3339Nano)}
}

// spacedTimes are the ways to write a time that YAML 1.1 has and its reader does not know: a space before the zone,
// which people who come from other site generators write. Fractions of a second may follow.
var spacedTimes = []string{
	"2006-1-2 15:04:05 -0700", "2006-1-2 15:04:05 -07:00", "2006-1-2 15:04:05 Z07:00", "2006-1-2 15:04:05-0700", "2006-1-2T15:04:05-0700",
	"2006-1-2 15:04 -0700", "2006-1-2 15:04 -07:00", "2006-1-2 15:04",
}

func spacedTime(s string) (time.Time, bool) {
	for _, layout := range spacedTimes {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// lineStart is where a line of the front matter, from 1, begins in src.
func (r *frontReader) lineStart(line int) int {
	at := 0
	for range line - 1 {
		next := strings.IndexByte(r.front[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return r.start + at
}

// line is a line of the front matter without the white space around it.
func (r *frontReader) line(line int) source.Span {
	at := r.lineStart(line)
	text, _, _ := strings.Cut(r.src[at:], "\n")
	lead := len(text) - len(strings.TrimLeft(text, " \t"))
	return source.Span{Start: at + lead, End: at + max(lead, len(strings.TrimRight(text, " \t\r")))}
}

// place is where a scalar stands, with its quotes; the reader counts columns in characters.
func (r *frontReader) place(n *yaml.Node) source.Span {
	at := r.lineStart(n.Line)
	text, _, _ := strings.Cut(r.src[at:], "\n")
	column := 1
	for i := range text {
		if column >= n.Column {
			at, text = at+i, text[i:]
			break
		}
		column++
	}
	width := min(len(n.Value), len(text))
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && text != "" {
		if end := strings.IndexByte(text[1:], text[0]); end >= 0 {
			width = end + 2
		}
	}
	return source.Span{Start: at, End: at + width}
}

// maxFaultLines bounds the search for the line that is wrong, which reads the front matter once for each line.
const maxFaultLines = 200

// faultLine is the line after which what stands before it no longer is YAML: the reader's own errors name lines only
// roughly.
func (r *frontReader) faultLine() int {
	lines := strings.SplitAfter(r.front, "\n")
	for n := min(len(lines)-1, maxFaultLines); n > 0; n-- {
		var doc yaml.Node
		if yaml.Unmarshal([]byte(strings.Join(lines[:n], "")), &doc) == nil {
			return n + 1
		}
	}
	return 1
}
