// How wide the lines of a file may be: what the flag says, else what the file's site says.

package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/codescript-lang/coder/fmt/format"
)

// widths is the columns that lines may have, by the absolute path of the folder; it fills as it is asked.
type widths map[string]int

// of returns the width of the lines of the files in a folder: that of the nearest site from it upwards.
func (w widths) of(ctx context.Context, dir string) int {
	if width, ok := w[dir]; ok {
		return width
	}
	width := format.DefaultWidth
	if _, err := os.Stat(filepath.Join(dir, siteFile)); err == nil {
		if said, err := openProject(dir).Snapshot().Width(ctx, siteFile); err == nil && said > 0 {
			width = said
		}
	} else if above := filepath.Dir(dir); above != dir {
		width = w.of(ctx, above)
	}
	w[dir] = width
	return width
}

// widthsOf returns the width of each file.
func (f *formatter) widthsOf(ctx context.Context, files []string) []int {
	out := make([]int, len(files))
	known := widths{}
	dir, width := "", f.width
	for i, file := range files {
		if d := filepath.Dir(file); f.width == 0 && (d != dir || width == 0) {
			dir, width = d, format.DefaultWidth
			if abs, err := filepath.Abs(d); err == nil {
				width = known.of(ctx, abs)
			}
		}
		out[i] = width
	}
	return out
}
