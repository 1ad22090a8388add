// The syntax tree on the wire: codescript/syntaxTree.

package server

import (
	"context"

	"github.com/codescript-lang/coder/lsp/feature"
)

// syntaxTree answers with the tree of a file as text.
func (s *session) syntaxTree(ctx context.Context, p *aboutDocument) (string, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return "", err
	}
	return feature.SyntaxTree(f.Tree), nil
}
