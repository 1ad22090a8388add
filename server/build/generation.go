// Generations as folders: their markers, the switch from one to the next, going back, and removing old ones.

package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/server/site"
)

const (
	// markerName is the file that says that a folder is a generation. It is written last.
	markerName = ".coder-build"
	// temporary begins the names of folders and links that are not finished.
	temporary = "new-"
	// format is the version of the marker; another one is not read.
	format = 2
	// maxMarker bounds a marker: half a million pages fit.
	maxMarker = 1 << 30
)

// marker describes a generation: what may be served from it, and what each page was drawn from.
type marker struct {
	Format    int                    `json:"format"`
	Tool      string                 `json:"tool"`
	Version   string                 `json:"version"`
	Files     map[string]*site.File  `json:"files"`     // by decoded address
	Pages     map[string]markedPage  `json:"pages"`     // by decoded address
	Inputs    map[string]inputs      `json:"inputs"`    // by inputs.id: most pages of a site are drawn from the same files
	Redirects map[string]redirection `json:"redirects"` // by decoded address
	Carried   map[string]int         `json:"carried"`   // generations since a file was last current
	Scripts   []string               `json:"scripts"`   // of 404.html, as site.Drawing.ScriptHashes
}

// markedPage is what is remembered of a page.
type markedPage struct {
	Source  string   `json:"source"`
	Inputs  string   `json:"inputs"` // id of what it was drawn from
	Address string   `json:"address,omitempty"`
	InMap   bool     `json:"map,omitempty"` // belongs in the site map
	Scripts []string `json:"scripts,omitempty"`
}

// inputs are what a page was drawn from, by name, with hashes of their contents.
type inputs map[string]string

// id names the set.
func (s inputs) id() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s)) {
		fmt.Fprintf(&b, "%q %s\n", name, s[name])
	}
	return site.HashBytes([]byte(b.String()))
}

// fresh reports whether all of them are as they were. A page without inputs is never known to be.
func (s inputs) fresh(v *site.Version) bool {
	for input, hash := range s {
		if hash == "" || v.InputHash(input) != hash {
			return false
		}
	}
	return len(s) > 0
}

// redirection is where an address leads.
type redirection struct {
	To     string `json:"to"`
	Status int    `json:"status"`
}

// located is a marker with its folder.
type located struct {
	name, dir string
	marker    *marker
}

func newMarker() marker {
	return marker{Format: format, Files: map[string]*site.File{}, Pages: map[string]markedPage{}, Inputs: map[string]inputs{}, Redirects: map[string]redirection{}, Carried: map[string]int{}}
}

// readMarker reads the marker of a folder; it fails for a folder that is no generation.
func readMarker(dir string) (*marker, error) {
	path := filepath.Join(dir, markerName)
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxMarker {
		return nil, fmt.Errorf("%s is no marker of a build", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m := newMarker()
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if m.Format != format {
		return nil, fmt.Errorf("%s was written by another version of coder", path)
	}
	for _, f := range m.Files {
		if f == nil {
			return nil, fmt.Errorf("%s is damaged", path)
		}
	}
	return &m, nil
}

// shows reports whether two generations answer every address alike and were drawn from the same sources.
func (m *marker) shows(other *marker) bool {
	return m.Tool == other.Tool && m.Version == other.Version && maps.Equal(m.Redirects, other.Redirects) && slices.Equal(m.Scripts, other.Scripts) &&
		maps.EqualFunc(m.Files, other.Files, func(a, b *site.File) bool {
			return a.Hash == b.Hash && a.Name == b.Name && a.Type == b.Type && a.Immutable == b.Immutable
		})
}

// differences counts the pages that are not as in a generation before, which may be nil, and those that are gone.
func (m *marker) differences(before *marker) (changed, removed int) {
	if before == nil {
		return len(m.Pages), 0
	}
	for address := range m.Pages {
		old, now := before.Files[address], m.Files[address]
		if old == nil || now == nil || old.Hash != now.Hash || m.Redirects[address] != before.Redirects[address] {
			changed++
		}
	}
	for address := range before.Pages {
		if _, ok := m.Pages[address]; !ok {
			removed++
		}
	}
	return changed, removed
}

// publish completes the generation and makes it the current one. Each step is on the disk before the next begins.
func (b *Builder) publish(w *writer, v *site.Version) (string, error) {
	text, err := json.Marshal(&w.marker)
	if err != nil {
		return "", err
	}
	if err := w.writeFile(markerName, text); err != nil {
		return "", err
	}
	if err := w.sync(); err != nil {
		return "", err
	}
	all, err := b.generations()
	if err != nil {
		return "", err
	}
	next := 1
	if len(all) > 0 {
		next = sequence(all[len(all)-1]) + 1
	}
	name := fmt.Sprintf("%08d-%s", next, site.HashBytes([]byte(v.Program.Version())))
	if err := os.Rename(w.dir, filepath.Join(b.dir, name)); err != nil {
		return "", err
	}
	w.dir = "" // it is no longer the writer's to remove
	if err := syncPath(b.dir); err != nil {
		return "", err
	}
	return name, b.point(name)
}

// point makes a generation the current one: a new link takes the place of the old one in one step.
func (b *Builder) point(name string) error {
	temp := filepath.Join(b.dir, temporary+"link")
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(filepath.Join(filepath.Base(b.dir), name), temp); err != nil {
		return err
	}
	if info, err := os.Lstat(b.out); err == nil && info.IsDir() {
		// A copied generation, or an empty folder: checkOut has seen it. A link cannot take the place of a folder.
		aside, err := os.MkdirTemp(b.dir, temporary+"aside-")
		if err != nil {
			return err
		}
		if err := os.Rename(b.out, filepath.Join(aside, "root")); err != nil {
			return err
		}
	}
	if err := os.Rename(temp, b.out); err != nil {
		return err
	}
	return syncPath(filepath.Dir(b.out))
}

// current returns the name of the generation that `root` points to, "" when there is none.
func (b *Builder) current() string {
	target, err := os.Readlink(b.out)
	if err != nil || filepath.Dir(target) != filepath.Base(b.dir) {
		return ""
	}
	return filepath.Base(target)
}

// locate reads the current generation; nil when there is none that is whole.
func (b *Builder) locate() (*located, error) {
	name := b.current()
	if name == "" {
		return nil, nil
	}
	dir := filepath.Join(b.dir, name)
	m, err := readMarker(dir)
	if err != nil {
		return nil, err
	}
	return &located{name, dir, m}, nil
}

// currentMarker is locate for a build, which does without a generation that cannot be read.
func (b *Builder) currentMarker() *located {
	l, err := b.locate()
	if err != nil {
		b.config.Log.Warn("the build before cannot be read; every page is drawn", "error", err)
	}
	return l
}

// generations lists the names of the generations there are, oldest first.
func (b *Builder) generations() ([]string, error) {
	entries, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && sequence(e.Name()) > 0 {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return sequence(a) - sequence(b) })
	return names, nil
}

// sequence returns the number that a generation's name begins with, 0 when it is no generation's name.
func sequence(name string) int {
	number, _, ok := strings.Cut(name, "-")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 0 {
		return 0
	}
	return n
}

// Rollback makes the generation before the current one current again and returns its name, or ErrNone.
func (b *Builder) Rollback() (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	all, err := b.generations()
	if err != nil {
		return "", fmt.Errorf("roll back: %w", err)
	}
	now := sequence(b.current())
	for _, name := range slices.Backward(all) {
		if sequence(name) >= now {
			continue
		}
		if _, err := readMarker(filepath.Join(b.dir, name)); err != nil {
			continue
		}
		if err := b.point(name); err != nil {
			return "", fmt.Errorf("roll back: %w", err)
		}
		return name, nil
	}
	return "", ErrNone
}

// Prune removes all generations but the newest and the current one. It is for after a build has become visible: nobody need
// wait for it.
func (b *Builder) Prune() {
	b.mu.Lock()
	defer b.mu.Unlock()
	all, err := b.generations()
	current := b.current()
	for _, name := range all[:max(0, len(all)-keep)] {
		if name != current {
			err = errors.Join(err, os.RemoveAll(filepath.Join(b.dir, name)))
		}
	}
	if err != nil {
		b.config.Log.Warn("old builds could not be removed", "error", err)
	}
}

// removeLeftovers removes what an interrupted build left. The lock is held, so no other build is writing it.
func (b *Builder) removeLeftovers() error {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), temporary) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(b.dir, e.Name())))
		}
	}
	return err
}

// syncPath waits until a file, or the names in a folder, are on the disk.
func syncPath(path string) error {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" && info.IsDir() {
		return err // folders cannot be opened for that there, and need not be: NTFS journals names
	}
	flag := os.O_RDONLY
	if runtime.GOOS == "windows" {
		flag = os.O_RDWR // a file opened for reading cannot be flushed there
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
