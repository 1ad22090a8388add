// Formatting, as edits that leave alone what is right already.

package feature

import (
	"context"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/fmt/format"
)

// ErrSyntax is why Format leaves a file with syntax errors as it is.
var ErrSyntax = format.ErrSyntax

// FormatCache keeps how the declarations of one file were formatted, so that after an edit only those that changed are formatted again. Its zero value is
// empty. It may be used by any number of goroutines.
type FormatCache = format.Cache

// FormatTriggers are the characters after which OnType is worth asking: each can end a statement or an element.
func FormatTriggers() []string { return []string{"}", "\n", ">"} }

// Format returns the edits that format a file, as wide as its site says. The error is ErrSyntax, or tells of a fault of the
// formatter.
func Format(ctx context.Context, f File, cache *FormatCache) ([]source.Edit, error) {
	return format.Edits(f.Tree, f.style(ctx, cache))
}

// FormatRange returns the edits that format the elements on the lines of span, where they are sound.
func FormatRange(ctx context.Context, f File, span source.Span, cache *FormatCache) []source.Edit {
	return format.Range(f.Tree, span, f.style(ctx, cache))
}

// FormatOnType returns the edits that format what the character typed before offset has ended; none if it ended nothing.
func FormatOnType(ctx context.Context, f File, offset int, cache *FormatCache) []source.Edit {
	return format.OnType(f.Tree, offset, f.style(ctx, cache))
}

// style is how the file's site wants it formatted; as a file without a site if ctx has ended.
func (f File) style(ctx context.Context, cache *FormatCache) format.Config {
	width, err := f.Snapshot.Width(ctx, f.Path)
	if err != nil {
		width = 0
	}
	return format.Config{Width: width, Cache: cache}
}
