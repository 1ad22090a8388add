// Formatting, as edits that leave alone what is right already.

package feature

import (
	"context"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/fmt/format"
)

// ErrSyntax is why Format leaves a file with syntax errors as it is.
var ErrSyntax = format.ErrSyntax

// Format returns the edits that format a file, as wide as its site says. The error is ErrSyntax, or tells of a fault of the
// formatter.
func Format(ctx context.Context, f File) ([]source.Edit, error) {
	return format.Edits(f.Tree, f.style(ctx))
}

// FormatRange returns the edits that format the declarations that span touches, where they are sound.
func FormatRange(ctx context.Context, f File, span source.Span) []source.Edit {
	return format.Range(f.Tree, span, f.style(ctx))
}

// style is how the file's site wants it formatted.
func (f File) style(ctx context.Context) format.Config {
	if site := f.site(ctx); site != nil {
		return format.Config{Width: site.Width}
	}
	return format.Config{}
}
