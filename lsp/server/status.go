// The status line on the wire: codescript/status.

package server

import (
	"context"
	"path/filepath"

	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/lsp/feature"
)

// status is the answer to codescript/status. How many findings there are the client knows from the diagnostics.
type status struct {
	Site    uri.URI `json:"site,omitempty"`    // the folder of the site around the file
	Mode    string  `json:"mode,omitempty"`    // build, dynamic or spa, where site.code says
	Address string  `json:"address,omitempty"` // of the file's page, as `/blog/{slug}`
}

func (s *session) status(ctx context.Context, p *aboutDocument) (status, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return status{}, err
	}
	found := feature.StatusOf(ctx, f.File)
	if err := ctx.Err(); err != nil {
		return status{}, err
	}
	answer := status{Mode: found.Mode, Address: found.Address}
	if found.Dir != "" && f.at.project.root != "" {
		answer.Site = uri.File(filepath.Join(f.at.project.root, filepath.FromSlash(found.Dir)))
	}
	return answer, nil
}
