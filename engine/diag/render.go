// Showing diagnostics: the formats of coder check.

package diag

import (
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// Format is a form in which diagnostics are printed.
type Format uint8

// Formats.
const (
	Plain    Format = iota // path:line:column: severity[name]: message
	Terminal               // the same with the line of source, a caret, and related places
	JSON                   // one object a line
	SARIF                  // one document of the Static Analysis Results Interchange Format 2.1.0
	GitHub                 // workflow commands that GitHub shows beside the code
)

// Config says how Render shows diagnostics.
type Config struct {
	Format Format
	Lang   Lang
	Color  bool // for Terminal: ANSI escape sequences
	// Text returns a file's text, or nil if it cannot be had: its places then read 1:1.
	Text func(path string) *source.Text
}

// Render appends ds, sorted and without duplicates, to dst and returns the longer slice.
// It leaves ds as it is.
func Render(dst []byte, ds []Diagnostic, c Config) []byte {
	ds = Sort(slices.Clone(ds))
	if c.Format == SARIF {
		return appendSARIF(dst, ds, &c)
	}
	for i := range ds {
		switch d := &ds[i]; c.Format {
		case Terminal:
			dst = appendTerminal(dst, d, &c)
		case JSON:
			dst = appendJSON(dst, d, &c)
		case GitHub:
			dst = appendGitHub(dst, d, &c)
		default:
			dst = appendPlain(dst, d, &c)
		}
	}
	return dst
}

// place is where something is, as people count: lines and columns from 1, columns in
// characters, the end exclusive.
type place struct {
	Line, Column, EndLine, EndColumn int
}

func (c *Config) place(path string, span source.Span) place {
	text := c.text(path)
	if text == nil {
		return place{1, 1, 1, 1}
	}
	line, col := text.OffsetToRune(span.Start)
	endLine, endCol := text.OffsetToRune(span.End)
	return place{line + 1, col + 1, endLine + 1, endCol + 1}
}

func (c *Config) text(path string) *source.Text {
	if c.Text == nil {
		return nil
	}
	return c.Text(path)
}

// appendPlain writes path:line:column: severity[name]: message and a newline.
func appendPlain(dst []byte, d *Diagnostic, c *Config) []byte {
	return append(appendHead(dst, d, c, noColors), '\n')
}

// colors are the escape sequences of the parts of the terminal form.
type colors struct{ strong, severity, dim, reset string }

var noColors colors

// appendHead writes the line that every text form begins with.
func appendHead(dst []byte, d *Diagnostic, c *Config, k colors) []byte {
	dst = append(dst, k.strong...)
	dst = appendPosition(dst, d.Path, c.place(d.Path, d.Span))
	dst = append(dst, ": "...)
	dst = append(append(dst, k.severity...), d.Severity().String()...)
	dst = append(append(append(dst, '['), d.Code...), ']')
	dst = append(append(dst, k.reset...), ": "...)
	return append(dst, d.Message(c.Lang)...)
}

func appendPosition(dst []byte, path string, p place) []byte {
	dst = append(append(dst, path...), ':')
	dst = strconv.AppendInt(dst, int64(p.Line), 10)
	return strconv.AppendInt(append(dst, ':'), int64(p.Column), 10)
}

// gitHubMessage and gitHubProperty escape the two kinds of text of a workflow command.
// Source: docs.github.com, "Workflow commands for GitHub Actions".
var (
	gitHubMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	gitHubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// appendGitHub writes ::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message.
func appendGitHub(dst []byte, d *Diagnostic, c *Config) []byte {
	p := c.place(d.Path, d.Span)
	dst = append(append(dst, "::"...), d.Severity().String()...)
	dst = append(append(dst, " file="...), gitHubProperty.Replace(d.Path)...)
	for _, property := range []struct {
		name  string
		value int
	}{{",line=", p.Line}, {",col=", p.Column}, {",endLine=", p.EndLine}, {",endColumn=", p.EndColumn}} {
		dst = strconv.AppendInt(append(dst, property.name...), int64(property.value), 10)
	}
	dst = append(append(dst, ",title="...), gitHubProperty.Replace(string(d.Code))...)
	dst = append(append(dst, "::"...), gitHubMessage.Replace(d.Message(c.Lang))...)
	return append(dst, '\n')
}
