// Projects: which files belong together. A file belongs to the site around it, else to the workspace folder around it, else to
// its own folder; a text that is no file is a project by itself.

package server

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/uri"
	"golang.org/x/text/unicode/norm"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/workspace"
)

// siteFile is what marks the folder of a site.
const siteFile = "site.code"

// sourceExt is how the names of programs end.
const sourceExt = ".code"

// projects are those with an open document and the sites of the workspace, and the folders of the editor's workspace. They are guarded
// by the session's lock.
type projects struct {
	home    string              // of the user; "" if it is not known
	folders []string            // absolute
	byRoot  map[string]*project // by root, or by key for a text that is no file
	changed bool                // since the sites among them were last looked at
}

// project is one folder of files that belong together. Who changes its workspace holds the session's lock.
type project struct {
	loose     bool   // nothing says that its files belong together: only the open ones are looked at
	root      string // absolute; "" of a text that is no file
	workspace *workspace.Workspace
}

// place is where a document stands.
type place struct {
	project *project
	path    string // slash-separated, relative to the project's root
}

func newProjects(home string) *projects { return &projects{home: home, byRoot: map[string]*project{}} }

// addFolder makes a folder one of the workspace, unless it holds everything of the user or of the machine, as editors say of a file that
// lies directly in a home directory: that its files belong together nobody means, and they are too many to be looked at.
func (p *projects) addFolder(u uri.URI) {
	folder, ok := filePath(uriKey(string(u)))
	if !ok || slices.Contains(p.folders, folder) {
		return
	}
	all := folder == filepath.Dir(folder) || p.home != "" && isWithin(folder, p.home)
	if !all || isSite(folder) {
		p.folders = append(p.folders, folder)
	}
}

func (p *projects) removeFolder(u uri.URI) {
	if folder, ok := filePath(uriKey(string(u))); ok {
		p.folders = slices.DeleteFunc(p.folders, func(f string) bool { return f == folder })
	}
}

// placeOf is where the document of a key belongs.
func (p *projects) placeOf(key string) (place, error) {
	file, ok := filePath(key)
	if !ok {
		name := strings.TrimSuffix(path.Base(key[strings.IndexByte(key, ':')+1:]), sourceExt) + sourceExt
		return place{p.project(key, &project{loose: true}), name}, nil
	}
	root, loose := p.rootOf(file)
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return place{}, err
	}
	return place{p.project(root, &project{root: root, loose: loose}), norm.NFC.String(filepath.ToSlash(rel))}, nil
}

// project is the project of a key, opened if need be as it is wanted.
func (p *projects) project(key string, wanted *project) *project {
	if known := p.byRoot[key]; known != nil && known.loose == wanted.loose {
		return known
	}
	var files fs.FS = noFiles{}
	if wanted.root != "" {
		files = os.DirFS(wanted.root)
	}
	if wanted.root != "" && wanted.loose {
		files = nearFiles{files}
	}
	p.changed = true
	wanted.workspace = workspace.Open(files, workspace.Config{})
	p.byRoot[key] = wanted
	return wanted
}

// rootOf is the folder of the project that a file belongs to. It is loose if nothing says that its files belong together.
func (p *projects) rootOf(file string) (root string, loose bool) {
	for up := filepath.Dir(file); ; up = filepath.Dir(up) {
		if info, err := os.Stat(filepath.Join(up, siteFile)); err == nil && info.Mode().IsRegular() {
			return up, false
		}
		if up == filepath.Dir(up) {
			break
		}
	}
	for _, folder := range p.folders {
		if isWithin(folder, file) && len(folder) > len(root) {
			root = folder
		}
	}
	if root == "" {
		return filepath.Dir(file), true
	}
	return root, false
}

// update makes text the newest of a place in v. The edits lead to it from the text before; nil means any text.
func (p *projects) update(v *view, at place, text *source.Text, edits []source.Edit) {
	v.snapshots[at.project] = at.project.workspace.Change([]workspace.Change{{Path: at.path, Text: text, Edits: edits}})
}

// close gives the file at a place back to the disk in v, and forgets a project that nobody needs any more.
func (p *projects) close(v *view, at place) {
	if p.keeps(v, at.project) {
		p.update(v, at, nil, nil)
	} else {
		p.forget(v, at.project)
	}
}

func (p *projects) forget(v *view, gone *project) {
	p.changed = true
	delete(v.snapshots, gone)
	maps.DeleteFunc(p.byRoot, func(_ string, known *project) bool { return known == gone })
}

// keeps reports whether a project is needed: for an open document, or because it lies in a folder of the workspace or around one.
func (p *projects) keeps(v *view, known *project) bool {
	for at := range v.at {
		if at.project == known {
			return true
		}
	}
	return !known.loose && slices.ContainsFunc(p.folders, func(folder string) bool {
		return isWithin(folder, known.root) || isWithin(known.root, folder)
	})
}

// reread has files and folders of a project looked at again in v; what is open stays as it is.
func (p *projects) reread(v *view, known *project, paths []string) {
	var changes []workspace.Change
	for _, file := range paths {
		if v.at[place{known, norm.NFC.String(file)}] == nil {
			changes = append(changes, workspace.Change{Path: file})
		}
	}
	if len(changes) > 0 {
		v.snapshots[known] = known.workspace.Change(changes)
	}
}

// isWithin reports whether a file lies below a folder.
func isWithin(folder, file string) bool {
	rel, err := filepath.Rel(folder, file)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// filePath is the path of the file that a key stands for; false for a text that is no file.
func filePath(key string) (string, bool) {
	rest, ok := strings.CutPrefix(key, "file://")
	if !ok {
		return "", false
	}
	if i := strings.IndexByte(rest, '/'); i > 0 { // a server's name
		rest = "//" + rest
	} else if len(rest) > 2 && rest[2] == ':' { // a drive
		rest = rest[1:]
	}
	return filepath.Clean(filepath.FromSlash(rest)), true
}

// noFiles is the disk of a text that is no file.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// looseDepth is how many folders deep files are listed below a file that belongs to no site and no workspace folder: what it may
// import by a pattern or be offered as an import lies near, and it may stand in a home directory.
const looseDepth = 2

// nearFiles lists no folders that lie deeper than looseDepth; it opens any file.
type nearFiles struct{ fs.FS }

func (n nearFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." && strings.Count(name, "/")+1 > looseDepth {
		return nil, nil
	}
	return fs.ReadDir(n.FS, name)
}
