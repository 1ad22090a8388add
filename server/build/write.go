// Writing the files of a generation: each with its compressed copies, each on the disk before the generation is published.

package build

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/server/site"
	"golang.org/x/sync/errgroup"
)

const (
	// notFoundAddress is where 404.html lies in the list of files; no visitor's address is spelled so, as it has a trailing part
	// that pages do not have.
	notFoundAddress = "/404.html"
	// maxMapEntries is what the sitemap protocol allows in one file.
	maxMapEntries = 50_000
	// syncs is how many files wait for the disk at once: a journaling file system takes those that wait together in one go.
	syncs = 32
)

// writer fills the folder of a generation that is not public yet. Its methods may be called from several goroutines.
type writer struct {
	dir       string // of this generation
	beforeDir string
	before    *marker               // of the generation before, or nil
	old       map[string]*site.File // those of the generation before, by their hash

	mu       sync.Mutex
	marker   marker
	names    map[string]string   // which address took a file name
	dirs     map[string]bool     // folders made, to be synced
	written  []string            // files that are new and not linked, to be synced
	contents map[string]*content // by hash
	fresh    map[string]bool     // which sets of inputs of the generation before are as they were
	work     Work
}

// content is one file's bytes, which several addresses may share.
type content struct {
	once sync.Once
	file *site.File // the first that was written with them
	err  error
}

// newWriter makes the folder.
func newWriter(builds string, before *located) (*writer, error) {
	dir, err := os.MkdirTemp(builds, temporary)
	if err != nil {
		return nil, err
	}
	w := &writer{dir: dir, marker: newMarker(), names: map[string]string{}, dirs: map[string]bool{".": true},
		old: map[string]*site.File{}, contents: map[string]*content{}, fresh: map[string]bool{}}
	if before != nil {
		w.before, w.beforeDir = before.marker, before.dir
		for _, f := range before.marker.Files {
			w.old[f.Hash] = f
		}
	}
	return w, os.Chmod(dir, 0o755)
}

// abandon removes what was written, unless it has been published.
func (w *writer) abandon() {
	if w.dir != "" {
		os.RemoveAll(w.dir) // what stays is removed before the next build
	}
}

// reserve takes a file name and an address; both must be new.
func (w *writer) reserve(address, name string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if other, taken := w.names[name]; taken && other != address {
		return site.NewRunError(diag.Both{
			English: "%s and %s would both be written to the file %s",
			Korean:  "%s 주소와 %s 주소가 같은 파일 %s에 쓰이게 됩니다",
		}, other, address, name)
	}
	w.names[name] = address
	for dir := filepath.Dir(filepath.FromSlash(name)); !w.dirs[dir]; dir = filepath.Dir(dir) {
		w.dirs[dir] = true
	}
	return nil
}

// add writes a file with its compressed copies. The same bytes are written and compressed once, whatever their addresses, and
// not at all if the generation before holds them.
func (w *writer) add(address, name, contentType string, body []byte, effort site.Effort) error {
	if err := w.reserve(address, name); err != nil {
		return err
	}
	f := &site.File{Name: name, Type: contentType, Hash: site.HashBytes(body), Size: int64(len(body))}
	c := w.content(f.Hash + " " + contentType)
	c.once.Do(func() {
		if old := w.old[f.Hash]; old != nil && old.Type == contentType && w.linkAs(w.beforeDir, old, f) == nil {
			c.file = f
			return
		}
		f.Copies = nil // of an attempt to link
		if c.err = w.writeWithCopies(f, body, effort); c.err == nil {
			c.file = f
		}
	})
	if c.err != nil {
		return c.err
	}
	if c.file != f {
		if err := w.linkAs(w.dir, c.file, f); err != nil {
			return err
		}
	}
	w.list(address, f)
	return nil
}

func (w *writer) content(key string) *content {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.contents[key] == nil {
		w.contents[key] = &content{}
	}
	return w.contents[key]
}

// writeWithCopies writes a file that no generation holds yet.
func (w *writer) writeWithCopies(f *site.File, body []byte, effort site.Effort) error {
	if err := w.writeFile(f.Name, body); err != nil {
		return err
	}
	copies, err := site.CompressCopies(f.Type, body, effort)
	if err != nil {
		return err
	}
	for e, small := range copies {
		if err := w.writeFile(f.Name+site.CopyNames[e], small); err != nil {
			return err
		}
		addCopy(f, e)
	}
	w.count(func(k *Work) {
		k.Written++
		if len(copies) > 0 {
			k.Compressed++
		}
	})
	return nil
}

// list adds a file to the generation's list.
func (w *writer) list(address string, f *site.File) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.marker.Files[address] = f
}

func (w *writer) remember(address string, p markedPage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.marker.Pages[address] = p
}

// rememberInputs adds a set of inputs to the generation under its name.
func (w *writer) rememberInputs(id string, s inputs) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.marker.Inputs[id] = s
}

func (w *writer) redirect(address string, to redirection, p markedPage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.marker.Redirects[address] = to
	w.marker.Pages[address] = p
}

// link takes a file and its copies over from the generation before; it reports whether that worked. Generations never change,
// so the two may share their bytes on the disk.
func (w *writer) link(address string, f *site.File) bool {
	same := *f
	same.Copies = nil
	if w.reserve(address, f.Name) != nil || w.linkAs(w.beforeDir, f, &same) != nil {
		return false
	}
	w.list(address, &same)
	return true
}

// linkAs gives a file the bytes and copies of another one, below a folder.
func (w *writer) linkAs(dir string, from, to *site.File) error {
	if err := w.linkFile(dir, from.Name, to.Name); err != nil {
		return err
	}
	for e, name := range from.Copies {
		if err := w.linkFile(dir, name, to.Name+site.CopyNames[e]); err != nil {
			return err
		}
		addCopy(to, e)
	}
	return nil
}

// addCopy notes that a file has a copy beside it.
func addCopy(f *site.File, e site.Encoding) {
	if f.Copies == nil {
		f.Copies = map[site.Encoding]string{}
	}
	f.Copies[e] = f.Name + site.CopyNames[e]
}

func (w *writer) linkFile(dir, fromName, toName string) error {
	from, to := filepath.Join(dir, filepath.FromSlash(fromName)), filepath.Join(w.dir, filepath.FromSlash(toName))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	err := os.Link(from, to)
	if errors.Is(err, os.ErrExist) {
		// What an attempt to take the page over left; it may be another file's.
		if err := os.Remove(to); err != nil {
			return err
		}
		err = os.Link(from, to)
	}
	if err == nil || errors.Is(err, os.ErrNotExist) {
		return err
	}
	body, err := os.ReadFile(from) // a file system without hard links
	if err != nil {
		return err
	}
	return w.writeFile(toName, body)
}

// writeFile writes bytes; sync waits until they are on the disk.
func (w *writer) writeFile(name string, body []byte) error {
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	// Never through what is there: a page that was linked and is written after all must not change the generation before.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	w.mu.Lock()
	w.written = append(w.written, name)
	w.mu.Unlock()
	return errors.Join(err, f.Close())
}

// sync waits until everything is on the disk: the files first, then the folders that name them.
func (w *writer) sync() error {
	if err := syncAll(w.dir, w.written); err != nil {
		return err
	}
	return syncAll(w.dir, slices.Collect(maps.Keys(w.dirs)))
}

func syncAll(dir string, names []string) error {
	var group errgroup.Group
	group.SetLimit(syncs)
	for _, name := range names {
		group.Go(func() error { return syncPath(filepath.Join(dir, filepath.FromSlash(name))) })
	}
	return group.Wait()
}

func (w *writer) count(add func(*Work)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	add(&w.work)
}

// assets writes the static files, under all their addresses, and their list.
func (w *writer) assets(ctx context.Context, v *site.Version) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	err := v.Assets.Each(func(address string, f *site.File) error {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			body, err := v.Assets.Read(f)
			if err != nil {
				return err
			}
			if err := w.add(address, strings.TrimPrefix(address, "/"), f.Type, body, site.Seldom); err != nil {
				return err
			}
			if f.Immutable {
				w.markFixed(address)
			}
			return nil
		})
		return nil
	})
	if err := errors.Join(err, group.Wait()); err != nil {
		return err
	}
	return w.add(site.ManifestPath, strings.TrimPrefix(site.ManifestPath, "/"), "application/json", v.Assets.Manifest(), site.Often)
}

// markFixed notes that an address always means these bytes.
func (w *writer) markFixed(address string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := *w.marker.Files[address] // may be shared with the generation before
	f.Immutable = true
	w.marker.Files[address] = &f
}

// carryAssets keeps the files of earlier generations whose addresses hold their hash, so that a page still open in a browser
// finds them, until they are as old as the oldest generation kept.
func (w *writer) carryAssets() {
	if w.before == nil {
		return
	}
	for address, f := range w.before.Files {
		if !f.Immutable || w.marker.Files[address] != nil {
			continue
		}
		age := w.before.Carried[address] + 1
		if age < keep && w.link(address, f) {
			w.marker.Carried[address] = age
		}
	}
}

// siteMap writes sitemap.xml for the pages of a site whose public address is known.
func (w *writer) siteMap(base string) error {
	if base == "" || w.marker.Files["/sitemap.xml"] != nil {
		return nil
	}
	base = strings.TrimSuffix(base, "/")
	var addresses []string
	for _, p := range w.marker.Pages {
		if p.InMap {
			addresses = append(addresses, base+p.Address)
		}
	}
	slices.Sort(addresses)
	if len(addresses) <= maxMapEntries {
		return w.addMap("/sitemap.xml", "urlset", "url", addresses)
	}
	var maps []string
	for part := range slices.Chunk(addresses, maxMapEntries) {
		name := fmt.Sprintf("/sitemap-%d.xml", len(maps)+1)
		maps = append(maps, base+name)
		if err := w.addMap(name, "urlset", "url", part); err != nil {
			return err
		}
	}
	return w.addMap("/sitemap.xml", "sitemapindex", "sitemap", maps)
}

// addMap writes one file of the sitemap protocol (https://www.sitemaps.org/protocol.html).
func (w *writer) addMap(address, outer, inner string, locations []string) error {
	var b strings.Builder
	b.WriteString(xml.Header + "<" + outer + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, l := range locations {
		b.WriteString("\t<" + inner + "><loc>")
		if err := xml.EscapeText(&b, []byte(l)); err != nil {
			return err
		}
		b.WriteString("</loc></" + inner + ">\n")
	}
	b.WriteString("</" + outer + ">\n")
	return w.add(address, strings.TrimPrefix(address, "/"), "application/xml", []byte(b.String()), site.Often)
}
