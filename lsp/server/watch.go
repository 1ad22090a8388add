// Watching: files that change outside the editor, told by the client if it can, else by the system.

package server

import (
	"context"
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"
)

// Initialized finds the sites of the workspace, and asks a client that can to report files that change outside the editor. The answer
// is waited for elsewhere: the reading goroutine would otherwise wait for itself.
func (s *session) Initialized(context.Context, *protocol.InitializedParams) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	if s.can.watch {
		s.publisher.later(func(ctx context.Context) {
			if err := s.client.RegisterCapability(ctx, watchRegistration()); err != nil {
				s.log.Warn("the client watches no files", "error", err)
			}
		})
	}
	return s.regroup()
}

// watchRegistration asks the client to report changes of every file that a project can import or serve, and of folders that go.
func watchRegistration() *protocol.RegistrationParams {
	return &protocol.RegistrationParams{Registrations: []protocol.Registration{{
		ID:     "files",
		Method: "workspace/didChangeWatchedFiles",
		RegisterOptions: protocol.LSPAny(`{"watchers":[{"globPattern":"**/*.{code,md,markdown,json}"},` +
			`{"globPattern":"**/static/**","kind":5},{"globPattern":"**","kind":4}]}`),
	}}}
}

// DidChangeWatchedFiles has files read again that changed outside the editor.
func (s *session) DidChangeWatchedFiles(_ context.Context, p *protocol.DidChangeWatchedFilesParams) error {
	var files []string
	for _, c := range p.Changes {
		if file, ok := filePath(uriKey(string(c.URI))); ok {
			files = append(files, file)
		}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	return s.reread(files)
}

// reread has files and folders looked at again, all as one change. The session's fields may be changed.
func (s *session) reread(files []string) error {
	next := s.next()
	changed, sites := false, false
	for _, known := range s.projects.byRoot {
		if paths := known.concerned(files); len(paths) > 0 {
			changed = true
			s.projects.reread(next, known, paths)
		}
	}
	for _, file := range files {
		sites = sites || filepath.Base(file) == siteFile
	}
	if changed {
		s.swap(next)
	}
	if sites {
		return s.regroup()
	}
	return nil
}

// concerned are the paths of those files that may be of a project.
func (p *project) concerned(files []string) []string {
	var out []string
	if p.root == "" {
		return nil
	}
	site := isSite(p.root)
	for _, file := range files {
		rel, err := filepath.Rel(p.root, file)
		if err != nil || !isWithin(p.root, file) {
			continue
		}
		if rel = filepath.ToSlash(rel); !isIgnored(rel) && !(site && strings.HasPrefix(rel+"/", "root/")) {
			out = append(out, rel) // in a site, all but what the build writes
		}
	}
	return out
}

// isIgnored reports whether a path below a project's root is hidden, or what a package manager writes.
func isIgnored(rel string) bool {
	for part := range strings.SplitSeq(rel, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".well-known" || part == "node_modules" {
			return true
		}
	}
	return false
}
