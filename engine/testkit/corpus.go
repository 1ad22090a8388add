// What a case of the corpus is, and how it is read from its archive.

package testkit

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// outPrefix begins the name of every section that holds an expectation; all other sections are sources.
const outPrefix = "out/"

// A Case is one archive of the corpus. It is not changed after Load and may be read by any number of goroutines.
type Case struct {
	Path    string // of the archive, slash-separated, relative to the repository's root
	Name    string // Path within the loaded folder, without its ending: "words/numbers"
	Comment string // the sentence of the definition that the case fixes, without the tag lines
	Tags    []Tag
	Files   []File // the sources, in the order of the archive
	Expect  []File // the expectations, named without "out/"
}

// A Tag is a comment line of the form "#name" or "#name: value".
type Tag struct {
	Name  string // without the "#"
	Value string // trimmed; empty if the tag has none
	Line  int    // of the archive, from 1
}

// A File is one section of an archive.
type File struct {
	Name string
	Data string
	Line int // on which Data begins in the archive, from 1
}

// Load reads every archive below dir, a slash-separated path from the repository's root such as "testdata/lang", ordered by path.
// It ends the test if there is none or if one is malformed.
func Load(t testing.TB, dir string) []Case {
	t.Helper()
	root := Root(t)
	var cases []Case
	err := fs.WalkDir(os.DirFS(root), dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".txtar" {
			return err
		}
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(p)))
		if err != nil {
			return err
		}
		c, err := parse(p, strings.TrimSuffix(strings.TrimPrefix(p, dir+"/"), ".txtar"), data)
		if err != nil {
			return err
		}
		cases = append(cases, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) == 0 {
		t.Fatalf("no cases below %s", dir)
	}
	return cases
}

// Root returns the repository's root: the nearest folder above the test's that holds a go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the working directory")
		}
		dir = up
	}
}

// parse reads one archive.
func parse(p, name string, data []byte) (Case, error) {
	a := txtar.Parse(data)
	c := Case{Path: p, Name: name}
	var prose []string
	line := 1
	for l := range strings.Lines(string(a.Comment)) {
		if tag, ok := parseTag(l, line); ok {
			c.Tags = append(c.Tags, tag)
		} else {
			prose = append(prose, l)
		}
		line++
	}
	c.Comment = strings.TrimSpace(strings.Join(prose, ""))
	if c.Comment == "" {
		return c, fmt.Errorf("%s:1: the comment must open with the sentence that the case fixes", p)
	}
	seen := map[string]bool{}
	for _, f := range a.Files {
		line++ // the marker
		if seen[f.Name] {
			return c, fmt.Errorf("%s:%d: section %s stands twice", p, line-1, f.Name)
		}
		seen[f.Name] = true
		file := File{Name: f.Name, Data: string(f.Data), Line: line}
		if out, ok := strings.CutPrefix(f.Name, outPrefix); ok {
			file.Name = out
			c.Expect = append(c.Expect, file)
		} else if !fs.ValidPath(f.Name) {
			return c, fmt.Errorf("%s:%d: %q is not a path below the case", p, line-1, f.Name)
		} else {
			c.Files = append(c.Files, file)
		}
		line += bytes.Count(f.Data, []byte("\n"))
	}
	return c, nil
}

// parseTag reads a tag line: "#", a letter, more letters, digits and dashes, then the end of the line or a colon and a value.
func parseTag(l string, line int) (Tag, bool) {
	rest, ok := strings.CutPrefix(strings.TrimRight(l, "\r\n"), "#")
	if !ok {
		return Tag{}, false
	}
	name, value, _ := strings.Cut(rest, ":")
	name = strings.TrimSpace(name)
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return Tag{}, false
	}
	return Tag{Name: name, Value: strings.TrimSpace(value), Line: line}, true
}

// Tag returns the first tag of that name, given without its "#".
func (c *Case) Tag(name string) (Tag, bool) {
	i := slices.IndexFunc(c.Tags, func(t Tag) bool { return t.Name == name })
	if i < 0 {
		return Tag{}, false
	}
	return c.Tags[i], true
}

// Source returns the source of that path.
func (c *Case) Source(name string) (File, bool) { return find(c.Files, name) }

// Want returns the expectation of that name, given without "out/".
func (c *Case) Want(name string) (File, bool) { return find(c.Expect, name) }

func find(files []File, name string) (File, bool) {
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	if i < 0 {
		return File{}, false
	}
	return files[i], true
}

// IsSite reports whether the case is a site rather than a program.
func (c *Case) IsSite() bool {
	_, ok := c.Source("site.code")
	return ok
}

// FS returns the sources of the case as a file system of their own. Every call makes a new one.
func (c *Case) FS() fs.FS {
	m := fstest.MapFS{}
	for _, f := range c.Files {
		m[f.Name] = &fstest.MapFile{Data: []byte(f.Data), Mode: 0o644}
	}
	return m
}
