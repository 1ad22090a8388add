// The forms that machines read: JSON lines and SARIF.

package diag

import (
	"bytes"
	"encoding/json"
	"net/url"

	"github.com/codescript-lang/coder/engine/bug"
)

// jsonLine is one diagnostic of the JSON format.
type jsonLine struct {
	Path string `json:"path"`
	jsonPlace
	Severity string    `json:"severity"`
	Name     Code      `json:"name"`
	Message  string    `json:"message"`
	Fixes    []jsonFix `json:"fixes"`
}

type jsonPlace struct {
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`
}

type jsonFix struct {
	Title string     `json:"title"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Path string `json:"path"`
	jsonPlace
	Text string `json:"text"`
}

func appendJSON(dst []byte, d *Diagnostic, c *Config) []byte {
	line := jsonLine{
		Path: d.Path, jsonPlace: jsonPlace(c.place(d.Path, d.Span)),
		Severity: d.Severity().String(), Name: d.Code, Message: d.Message(c.Lang), Fixes: []jsonFix{},
	}
	for _, f := range d.Fixes {
		fix := jsonFix{Title: f.Text(c.Lang), Edits: []jsonEdit{}}
		for _, e := range f.Edits {
			path := d.pathOf(e.Path)
			fix.Edits = append(fix.Edits, jsonEdit{path, jsonPlace(c.place(path, e.Span)), e.New})
		}
		line.Fixes = append(line.Fixes, fix)
	}
	return appendValue(dst, line, "")
}

func appendValue(dst []byte, v any, indent string) []byte {
	buf := bytes.NewBuffer(dst)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		bug.Reportf("diag: %v", err)
	}
	return buf.Bytes()
}

// The types below are the parts of SARIF 2.1.0 (OASIS, 2020) that coder check fills.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string       `json:"id"`
		FullDescription      sarifMessage `json:"fullDescription"`
		DefaultConfiguration sarifLevel   `json:"defaultConfiguration"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifMessage `json:"insertedContent"`
	}
)

// appendSARIF writes all of ds as one document. Its rules are the codes that occur.
func appendSARIF(dst []byte, ds []Diagnostic, c *Config) []byte {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "coder", Rules: []sarifRule{}}
	rules := map[Code]int{}
	for i := range ds {
		d := &ds[i]
		index, ok := rules[d.Code]
		if !ok {
			index = len(run.Tool.Driver.Rules)
			rules[d.Code] = index
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
				string(d.Code), sarifMessage{Explain(d.Code).Meaning.In(c.Lang)}, sarifLevel{d.Severity().String()},
			})
		}
		run.Results = append(run.Results, sarifOf(d, index, c))
	}
	return appendValue(dst, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}, "  ")
}

func sarifOf(d *Diagnostic, rule int, c *Config) sarifResult {
	r := sarifResult{
		RuleID: string(d.Code), RuleIndex: rule, Level: d.Severity().String(), Message: sarifMessage{d.Message(c.Lang)},
		Locations: []sarifLocation{{Physical: sarifPhysical{artifact(d.Path), regionOf(c.place(d.Path, d.Span))}}},
	}
	for _, rel := range d.Related {
		path := d.pathOf(rel.Path)
		r.Related = append(r.Related, sarifLocation{
			sarifPhysical{artifact(path), regionOf(c.place(path, rel.Span))}, &sarifMessage{rel.Text(c.Lang)},
		})
	}
	for _, f := range d.Fixes {
		fix := sarifFix{Description: sarifMessage{f.Text(c.Lang)}, Changes: []sarifChange{}}
		for _, e := range f.Edits {
			path := d.pathOf(e.Path)
			fix.Changes = append(fix.Changes, sarifChange{artifact(path), []sarifReplacement{{regionOf(c.place(path, e.Span)), sarifMessage{e.New}}}})
		}
		r.Fixes = append(r.Fixes, fix)
	}
	return r
}

// artifact names a file by a relative URI reference.
func artifact(path string) sarifArtifact {
	return sarifArtifact{(&url.URL{Path: path}).String()}
}

func regionOf(p place) sarifRegion { return sarifRegion{p.Line, p.Column, p.EndLine, p.EndColumn} }
