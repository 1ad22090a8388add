// Every Codescript source in the repository, for tests that must hold for any text.

package testkit

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// sourceArchives are the folders whose archives hold plain sources. Those of edit, lsp and cli carry marks or scripts of their own.
var sourceArchives = []string{"testdata/lang/", "testdata/diag/", "testdata/format/"}

// A Source is one Codescript text of the repository.
type Source struct {
	Path string // slash-separated, relative to the repository's root; within an archive "testdata/lang/words/numbers.txtar#main.code"
	Text string
}

// Sources returns every .code source of the repository: files, and sections of the archives in lang, diag and format, ordered by path.
func Sources(t testing.TB) []Source {
	t.Helper()
	root := Root(t)
	var sources []Source
	err := fs.WalkDir(os.DirFS(root), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		archive := path.Ext(p) == ".txtar" && inSourceArchives(p)
		if !archive && path.Ext(p) != ".code" {
			return nil
		}
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(p)))
		if err != nil {
			return err
		}
		if !archive {
			sources = append(sources, Source{p, string(data)})
			return nil
		}
		for _, f := range txtar.Parse(data).Files {
			if path.Ext(f.Name) == ".code" {
				sources = append(sources, Source{p + "#" + f.Name, string(f.Data)})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func inSourceArchives(p string) bool {
	for _, dir := range sourceArchives {
		if strings.HasPrefix(p, dir) {
			return true
		}
	}
	return false
}
