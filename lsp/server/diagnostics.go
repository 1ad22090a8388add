// Diagnostics on the wire: the answers to a client that asks for them, and how a finding is written.

package server

import (
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
)

// diagnosticSource is who has found what is found. Clients show it beside a message, and keep the answers of one source together: what
// a task of the same name reports of a file takes the place of what the server said of it, and the other way round.
const diagnosticSource = "coder"

// explanations is where the page about a diagnostic is read that `coder explain` shows.
const explanations = "https://github.com/codescript-lang/coder/blob/main/engine/diag/explain/"

// Diagnostic answers a client that asks for the diagnostics of a file itself: in full, or that they are as it knows them.
func (s *session) Diagnostic(ctx context.Context, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	v, d, err := s.document(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	list, err := s.diagnosticsOf(ctx, v, d)
	if err != nil {
		return nil, err
	}
	id := resultID(list)
	d.kept.reported.Store(&reported{d, id})
	if p.PreviousResultID != nil && *p.PreviousResultID == id {
		report := &protocol.RelatedUnchangedDocumentDiagnosticReport{}
		report.Kind, report.ResultID = unchangedReport, id
		return report, nil
	}
	report := &protocol.RelatedFullDocumentDiagnosticReport{}
	report.Kind, report.ResultID, report.Items = fullReport, &id, list
	return report, nil
}

// Kinds of reports, in the protocol's words.
const (
	fullReport      = "full"
	unchangedReport = "unchanged"
)

// DiagnosticWorkspace answers a client that asks for the diagnostics of all files itself: those of the files in which something was
// found, and of those that the client has an older answer about. One without either has none.
func (s *session) DiagnosticWorkspace(ctx context.Context, p *protocol.WorkspaceDiagnosticParams) (*protocol.WorkspaceDiagnosticReport, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	s.traffic.leave() // clients ask for this all the time, and wait for other answers
	defer s.traffic.enter()
	w := &workspaceReport{known: map[string]string{}}
	addresses := map[string]uri.URI{}
	for _, known := range p.PreviousResultIds {
		key := uriKey(string(known.URI))
		w.known[key], addresses[key] = known.Value, known.URI
	}
	for _, project := range v.sites() {
		found, err := s.findings.all(ctx, s, project, v.snapshots[project])
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			at := place{project, file.path}
			if nested, err := isNested(ctx, v.snapshots[project], file.path); err != nil {
				return nil, err
			} else if !nested && v.at[at] == nil {
				w.add(v.uriOf(at), nil, s.listOf(v, at, file.list))
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(v.documents)) {
		d := v.documents[key]
		list, err := s.diagnosticsOf(ctx, v, d)
		if err != nil {
			return nil, err
		}
		w.add(d.uri, &d.version, list)
	}
	for _, key := range slices.Sorted(maps.Keys(w.known)) {
		w.add(addresses[key], nil, nil)
	}
	return &protocol.WorkspaceDiagnosticReport{Items: w.items}, nil
}

// workspaceReport is what is said of all files.
type workspaceReport struct {
	known map[string]string // the results that the client has, by the key of the address; without those said already
	items []protocol.WorkspaceDocumentDiagnosticReport
}

// add says what was found in a file.
func (w *workspaceReport) add(u uri.URI, version *int32, list []protocol.Diagnostic) {
	key, id := uriKey(string(u)), resultID(list)
	known, asked := w.known[key]
	delete(w.known, key)
	if asked && known == id {
		report := &protocol.WorkspaceUnchangedDocumentDiagnosticReport{URI: u, Version: version}
		report.Kind, report.ResultID = unchangedReport, id
		w.items = append(w.items, report)
		return
	}
	report := &protocol.WorkspaceFullDocumentDiagnosticReport{URI: u, Version: version}
	report.Kind, report.ResultID, report.Items = fullReport, &id, list
	w.items = append(w.items, report)
}

// resultID names a list: equal lists have equal names.
func resultID(list []protocol.Diagnostic) string {
	h := fnv.New64a()
	if data, err := protocol.Marshal(list); err == nil {
		h.Write(data)
	}
	return fmt.Sprintf("%x", h.Sum64())
}

// diagnosticsOf are the findings in a document as the protocol writes them. The error is the context's.
func (s *session) diagnosticsOf(ctx context.Context, v *view, d *document) ([]protocol.Diagnostic, error) {
	f := s.fileOf(v, d)
	if file, ok := filePath(uriKey(string(d.uri))); ok && s.library.holds(file) {
		return []protocol.Diagnostic{}, nil // its bodies are native
	}
	found, err := f.Snapshot.Diagnostics(ctx, f.Path)
	if err != nil {
		return nil, err
	}
	return s.diagnostics(f, found), nil
}

// listOf are findings in a file of v that is not open, as the protocol writes them.
func (s *session) listOf(v *view, at place, found []diag.Diagnostic) []protocol.Diagnostic {
	snapshot := v.snapshots[at.project]
	text := snapshot.Text(at.path)
	if text == nil {
		return nil
	}
	f := &file{view: v, at: at, text: text, e: s.encoding}
	f.Snapshot, f.Path = snapshot, at.path
	return s.diagnostics(f, found)
}

func (s *session) diagnostics(f *file, found []diag.Diagnostic) []protocol.Diagnostic {
	list := make([]protocol.Diagnostic, len(found))
	for i := range found {
		list[i] = s.diagnostic(f, &found[i])
	}
	return list
}

// diagnosticTags are the tags of findings in the protocol's words.
var diagnosticTags = map[diag.Tags]protocol.DiagnosticTag{
	diag.Unnecessary: protocol.DiagnosticTagUnnecessary, diag.Obsolete: protocol.DiagnosticTagDeprecated,
}

// tagsOf are tags that the editor can draw.
func (s *session) tagsOf(tags diag.Tags) protocol.DiagnosticTags {
	var out []protocol.DiagnosticTag
	for _, tag := range s.can.tags {
		for ours, theirs := range diagnosticTags {
			if tags&ours != 0 && theirs == tag {
				out = append(out, tag)
			}
		}
	}
	return protocol.NewDiagnosticTags(out...)
}

func (s *session) diagnostic(f *file, d *diag.Diagnostic) protocol.Diagnostic {
	out := protocol.Diagnostic{
		Range:    f.rangeOf(d.Span),
		Severity: protocol.DiagnosticSeverityError,
		Code:     protocol.String(d.Code),
		Source:   protocol.NewOptional(diagnosticSource),
		Message:  protocol.String(d.Message(s.lang)),
	}
	if d.Severity() == diag.Warning {
		out.Severity = protocol.DiagnosticSeverityWarning
	}
	if s.can.links {
		out.CodeDescription.Href = uri.URI(explanations + string(d.Code) + ".txtar")
	}
	out.Tags = s.tagsOf(d.Tags())
	if !s.can.related {
		return out
	}
	for _, r := range d.Related {
		if at, ok := s.location(f, r.Path, r.Span); ok {
			out.RelatedInformation = append(out.RelatedInformation, protocol.DiagnosticRelatedInformation{Location: at, Message: r.Text(s.lang)})
		}
	}
	return out
}
