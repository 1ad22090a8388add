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

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/workspace"
)

// siteFile is what marks the folder of a site.
const siteFile = "site.code"

// sourceExt is how the names of programs end.
const sourceExt = ".code"

// projects are those with an open document, and the folders of the editor's workspace. They are the reading goroutine's own.
type projects struct {
	folders []string            // absolute
	byRoot  map[string]*project // by root, or by key for a text that is no file
}

// project is one folder of files that belong together. Only the reading goroutine changes the workspace.
type project struct {
	root      string // absolute; "" of a text that is no file
	workspace *workspace.Workspace
}

// place is where a document stands.
type place struct {
	project *project
	path    string // slash-separated, relative to the project's root
}

func newProjects() *projects { return &projects{byRoot: map[string]*project{}} }

func (p *projects) addFolder(u uri.URI) {
	if folder, ok := filePath(uriKey(string(u))); ok && !slices.Contains(p.folders, folder) {
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
		return place{p.project(key, "", noFiles{}), name}, nil
	}
	root, loose := p.rootOf(file)
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return place{}, err
	}
	files := os.DirFS(root)
	if loose {
		files = nearFiles{files}
	}
	return place{p.project(root, root, files), filepath.ToSlash(rel)}, nil
}

func (p *projects) project(key, root string, files fs.FS) *project {
	if p.byRoot[key] == nil {
		p.byRoot[key] = &project{root: root, workspace: workspace.Open(files, workspace.Config{})}
	}
	return p.byRoot[key]
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

// close gives the file at a place back to the disk in v, and forgets a project of which no document is open any more.
func (p *projects) close(v *view, at place) {
	for _, d := range v.documents {
		if d.at.project == at.project {
			p.update(v, at, nil, nil)
			return
		}
	}
	delete(v.snapshots, at.project)
	maps.DeleteFunc(p.byRoot, func(_ string, known *project) bool { return known == at.project })
}

// reread has files that changed outside the editor read again, in every project that they belong to.
func (p *projects) reread(v *view, files []string) {
	for _, known := range p.byRoot {
		var changes []workspace.Change
		for _, file := range files {
			rel, err := filepath.Rel(known.root, file)
			if known.root == "" || err != nil || !isWithin(known.root, file) || v.open(place{known, filepath.ToSlash(rel)}) != nil {
				continue
			}
			changes = append(changes, workspace.Change{Path: filepath.ToSlash(rel)})
		}
		if len(changes) > 0 {
			v.snapshots[known] = known.workspace.Change(changes)
		}
	}
}

// open is the document that stands at a place; nil when none does.
func (v *view) open(at place) *document {
	for _, d := range v.documents {
		if d.at == at {
			return d
		}
	}
	return nil
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

// watchRegistration asks the client to report changes of every file that a project can import or serve.
func watchRegistration() *protocol.RegistrationParams {
	return &protocol.RegistrationParams{Registrations: []protocol.Registration{{
		ID:              "files",
		Method:          "workspace/didChangeWatchedFiles",
		RegisterOptions: protocol.LSPAny(`{"watchers":[{"globPattern":"**/*.{code,md,markdown,json}"}]}`),
	}}}
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
