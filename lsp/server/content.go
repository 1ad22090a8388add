// Content: the files of sites beside their sources of which an editor is asked to tell, and about which it asks. Editors know Markdown
// and JSON themselves, so that they are asked for no more than what only a site knows.

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/bug"
)

// contentPattern are the files of a site that programs import beside their sources.
const contentPattern = "**/*.{md,markdown,json}"

// contentMethods are what keeps the text of content in step, and what is answered about it. Its findings come with those of the whole site.
var contentMethods = []string{
	"textDocument/didOpen", "textDocument/didChange", "textDocument/didClose",
	"textDocument/definition", "textDocument/references", "textDocument/rename",
}

// content is what a client was asked to do about the content of sites. Whoever uses a client that cannot be asked says which files it
// sends.
type content struct {
	roots []string // of the sites; guarded by the session's lock

	asking     sync.Mutex // held while the client is asked, so that it hears of one set of sites after the other
	registered []string   // the roots that it knows
	generation int        // of its registrations
}

// noteSites has the client asked about the content of the sites in v, if they are not those of before. The session's fields may be changed.
func (s *session) noteSites(v *view) {
	if !s.can.content || !s.projects.changed {
		return
	}
	s.projects.changed = false
	var roots []string
	for p := range v.snapshots {
		if p.root != "" && isSite(p.root) {
			roots = append(roots, p.root)
		}
	}
	if slices.Sort(roots); !slices.Equal(roots, s.content.roots) {
		s.content.roots = roots
		s.publisher.later(s.askForContent)
	}
}

// askForContent makes the registrations of the client those of the sites that there are.
func (s *session) askForContent(ctx context.Context) {
	c := &s.content
	c.asking.Lock()
	defer c.asking.Unlock()
	s.changing.Lock()
	roots := c.roots
	s.changing.Unlock()
	if slices.Equal(roots, c.registered) {
		return
	}
	if len(c.registered) > 0 {
		if err := s.client.UnregisterCapability(ctx, c.unregistration()); err != nil {
			s.log.Warn("the client goes on asking about the content of sites that are gone", "error", err)
		}
	}
	c.generation++
	if len(roots) > 0 {
		if err := s.client.RegisterCapability(ctx, c.registration(roots)); err != nil {
			s.log.Warn("the client does not ask about the content of sites", "error", err)
			roots = nil
		}
	}
	c.registered = roots
}

// id names the registration of a method.
func (c *content) id(method string) string { return fmt.Sprintf("content-%d-%s", c.generation, method) }

func (c *content) unregistration() *protocol.UnregistrationParams {
	params := &protocol.UnregistrationParams{}
	for _, method := range contentMethods {
		params.Unregisterations = append(params.Unregisterations, protocol.Unregistration{ID: c.id(method), Method: method})
	}
	return params
}

// registration asks for the content of the sites with these roots. Its patterns begin at the roots: other files are not sent.
func (c *content) registration(roots []string) *protocol.RegistrationParams {
	type pattern struct {
		BaseURI uri.URI `json:"baseUri"`
		Pattern string  `json:"pattern"`
	}
	type filter struct {
		Scheme  string  `json:"scheme"`
		Pattern pattern `json:"pattern"`
	}
	options := struct {
		DocumentSelector []filter                      `json:"documentSelector"`
		SyncKind         protocol.TextDocumentSyncKind `json:"syncKind"`        // of didChange
		PrepareProvider  bool                          `json:"prepareProvider"` // of rename
	}{SyncKind: protocol.TextDocumentSyncKindIncremental, PrepareProvider: true}
	for _, root := range roots {
		options.DocumentSelector = append(options.DocumentSelector, filter{"file", pattern{uri.File(root), contentPattern}})
	}
	params := &protocol.RegistrationParams{}
	raw, err := json.Marshal(options)
	if err != nil {
		bug.Reportf("strings, a number and a bool cannot be written: %v", err)
	}
	for _, method := range contentMethods {
		params.Registrations = append(params.Registrations, protocol.Registration{ID: c.id(method), Method: method, RegisterOptions: raw})
	}
	return params
}
