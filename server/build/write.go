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

	"github.com/codescript-lang/coder/server/site"
	"golang.org/x/sync/errgroup"
)

const (
	// notFoundAddress is where 404.html lies in the list of files; no visitor's address is spelled so, as it has a trailing part
	// that pages do not have.
	notFoundAddress = "/404.html"
	// maxMapEntries is what the sitemap protocol allows in one file.
	maxMapEntries = 50_000
	// minCopy is the size in bytes from which compressed copies are made, as for answers drawn per request.
	minCopy = 1024
)

// writer fills the folder of a generation that is not public yet. Its methods may be called from several goroutines.
type writer struct {
	dir       string // of this generation
	beforeDir string
	before    *marker // of the generation before, or nil

	mu     sync.Mutex
	marker marker
	names  map[string]string // which address took a file name
	dirs   map[string]bool   // folders made, to be synced
}

// newWriter makes the folder.
func newWriter(builds string, before *located) (*writer, error) {
	dir, err := os.MkdirTemp(builds, temporary)
	if err != nil {
		return nil, err
	}
	w := &writer{dir: dir, marker: newMarker(), names: map[string]string{}, dirs: map[string]bool{".": true}}
	if before != nil {
		w.before, w.beforeDir = before.marker, before.dir
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
		return &site.RunError{Message: fmt.Sprintf("%s and %s would both be written to the file %s", other, address, name)}
	}
	w.names[name] = address
	for dir := filepath.Dir(filepath.FromSlash(name)); !w.dirs[dir]; dir = filepath.Dir(dir) {
		w.dirs[dir] = true
	}
	return nil
}

// add writes a file and, if it is text, its compressed copies.
func (w *writer) add(address, name, contentType string, body []byte) error {
	if err := w.reserve(address, name); err != nil {
		return err
	}
	f := &site.File{Name: name, Type: contentType, Hash: site.HashBytes(body), Size: int64(len(body))}
	if old := w.oldFile(address); old != nil && old.Hash == f.Hash && old.Name == name && old.Type == contentType {
		if w.link(address, old) {
			return nil
		}
	}
	if err := w.writeFile(name, body); err != nil {
		return err
	}
	if site.Compressible(contentType) && len(body) >= minCopy {
		f.Copies = map[site.Encoding]string{}
		for e, ext := range site.Copies {
			small, err := site.CompressCopy(e, body)
			if err != nil {
				return err
			}
			if small == nil {
				continue
			}
			if err := w.writeFile(name+ext, small); err != nil {
				return err
			}
			f.Copies[e] = name + ext
		}
	}
	w.list(address, f)
	return nil
}

func (w *writer) oldFile(address string) *site.File {
	if w.before == nil {
		return nil
	}
	return w.before.Files[address]
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

func (w *writer) redirect(address string, to redirection, p markedPage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.marker.Redirects[address] = to
	w.marker.Pages[address] = p
}

// link takes a file and its copies over from the generation before; it reports whether that worked. Generations never change,
// so the two may share their bytes on the disk.
func (w *writer) link(address string, f *site.File) bool {
	if w.reserve(address, f.Name) != nil {
		return false
	}
	for _, name := range append(slices.Collect(maps.Values(f.Copies)), f.Name) {
		if w.linkFile(name) != nil {
			return false
		}
	}
	w.list(address, f)
	return true
}

func (w *writer) linkFile(name string) error {
	from, to := filepath.Join(w.beforeDir, filepath.FromSlash(name)), filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	err := os.Link(from, to)
	if err == nil || errors.Is(err, os.ErrExist) || errors.Is(err, os.ErrNotExist) {
		return ignoreExist(err)
	}
	body, err := os.ReadFile(from) // a file system without hard links
	if err != nil {
		return err
	}
	return w.writeFile(name, body)
}

func ignoreExist(err error) error {
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	return err
}

// writeFile writes bytes and waits until they are on the disk.
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
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
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
			if err := w.add(address, strings.TrimPrefix(address, "/"), f.Type, body); err != nil {
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
	return w.add(site.ManifestPath, strings.TrimPrefix(site.ManifestPath, "/"), "application/json", v.Assets.Manifest())
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
	return w.add(address, strings.TrimPrefix(address, "/"), "application/xml", []byte(b.String()))
}
