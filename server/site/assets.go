// The files of static/: read once for each version of the site, served under /assets/, listed in static.json, and each also
// under an address that holds its hash, which pages use and browsers keep for ever.

package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

const (
	assetsPrefix = "/assets/"
	// StaticDir is the folder of a site whose files are served as they are.
	StaticDir = "static"
	// ManifestPath is where the list of these files is served.
	ManifestPath = "/static.json"
	// hashChars is how much of a hash stands in an address: 60 bits, enough to tell the versions of one file apart.
	hashChars = 10
	// maxAssets bounds the walk through static/; beyond it, something else than a site's files was put there.
	maxAssets = 200_000
)

// Assets are the files of static/. They are immutable and safe for concurrent use.
type Assets struct {
	*FileSet
	fixed    map[string]string // from "/assets/a.css" to the address with the hash
	manifest []byte
}

// Manifest returns static.json.
func (a *Assets) Manifest() []byte { return a.manifest }

// Each calls f with every address and its file, several addresses for one file.
func (a *Assets) Each(f func(address string, file *File) error) error {
	for address, file := range a.files {
		if err := f(address, file); err != nil {
			return err
		}
	}
	return nil
}

// Current returns the address under which a file is found now that a page drawn earlier knows by an older hash, or "".
func (a *Assets) Current(address string) string {
	ext := path.Ext(address)
	base := strings.TrimSuffix(address, ext)
	if n := len(base) - hashChars - 1; n > 0 && base[n] == '.' && a.fixed[base[:n]+ext] != "" {
		return base[:n] + ext
	}
	return ""
}

// HashBytes names bytes: the first 120 bits of their SHA-256, as 20 characters that may stand in an address.
func HashBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:15])
}

// ReadAssets reads dir/static. Files that are as they were in previous (which may be nil) are not read again.
// A site without that folder has no assets.
func ReadAssets(dir string, previous *Assets) (*Assets, error) {
	site, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", StaticDir, err)
	}
	defer site.Close()
	root, err := site.OpenRoot(StaticDir)
	if errors.Is(err, fs.ErrNotExist) {
		// An empty set still needs a folder to look into, and never does.
		if root, err = site.OpenRoot("."); err != nil {
			return nil, fmt.Errorf("read %s: %w", StaticDir, err)
		}
		return newAssets(root, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", StaticDir, err)
	}
	var list []*File
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), ".") && name != ".well-known":
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular(): // folders, and links, pipes and devices, which are not served
			return nil
		case len(list) == maxAssets:
			return fmt.Errorf("more than %d files in %s", maxAssets, StaticDir)
		}
		f, err := readAsset(root, name, d, previous)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // deleted while walking: the Checker will tell of it
		}
		list = append(list, f)
		return err
	})
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("read %s: %w", StaticDir, err)
	}
	return newAssets(root, list)
}

func readAsset(root *os.Root, name string, d fs.DirEntry, previous *Assets) (*File, error) {
	info, err := d.Info()
	if err != nil {
		return nil, err
	}
	if previous != nil {
		old := previous.files[assetsPrefix+name]
		// A file changed within the clock's grain after it was read would look the same: recent ones are read again.
		if old != nil && old.Size == info.Size() && old.ModTime.Equal(info.ModTime()) && time.Since(info.ModTime()) > 2*time.Second {
			return old, nil
		}
	}
	body, err := root.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &File{Name: name, Type: ContentType(name), Hash: HashBytes(body), Size: int64(len(body)), ModTime: info.ModTime()}, nil
}

// newAssets gives each file its addresses.
func newAssets(root *os.Root, list []*File) (*Assets, error) {
	type entry struct {
		Path string `json:"path"`
		URL  string `json:"url"`
		Hash string `json:"hash"`
		Size int64  `json:"size"`
		Type string `json:"type"`
	}
	a := &Assets{FileSet: NewFileSet(root, map[string]*File{}), fixed: map[string]string{}}
	entries := []entry{} // written as [], not null
	for _, f := range list {
		plain := assetsPrefix + f.Name
		a.files[plain] = f
		if f.Name == "robots.txt" || f.Name == "favicon.ico" || strings.HasPrefix(f.Name, ".well-known/") {
			a.files["/"+f.Name] = f
		}
		ext := path.Ext(f.Name)
		fixed := strings.TrimSuffix(plain, ext) + "." + f.Hash[:hashChars] + ext
		forever := *f
		forever.Immutable = true
		a.files[fixed] = &forever
		a.fixed[plain] = fixed
		entries = append(entries, entry{plain, fixed, f.Hash, f.Size, f.Type})
	}
	var err error
	a.manifest, err = json.Marshal(struct {
		Files []entry `json:"files"`
	}{entries})
	return a, err
}

// Fix puts the addresses with hashes into a document: every attribute that is the plain address of an asset. Spans move along.
// Only attributes are touched, whatever else the document says. It returns the document and the plain addresses it found.
func (a *Assets) Fix(body []byte, spans ...*Span) ([]byte, []string) {
	if len(a.fixed) == 0 || !bytes.Contains(body, []byte(assetsPrefix)) {
		return body, nil
	}
	used := map[string]bool{}
	var out bytes.Buffer
	out.Grow(len(body) + 256)
	read := 0 // bytes of body that are in out
	moved := make([]Span, len(spans))
	for i, s := range spans {
		moved[i] = *s
	}
	z := html.NewTokenizer(bytes.NewReader(body))
	z.SetMaxBuf(0)
	at := 0
	for {
		kind := z.Next()
		raw := len(z.Raw())
		if kind == html.ErrorToken {
			break
		}
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			read = a.fixTag(&out, body, read, at, at+raw, spans, moved, used)
		}
		at += raw
	}
	out.Write(body[read:])
	for i, s := range spans {
		*s = moved[i]
	}
	return out.Bytes(), slices.Sorted(maps.Keys(used))
}

// fixTag replaces the addresses in body[start:end], one tag, and returns how much of body is then in out.
func (a *Assets) fixTag(out *bytes.Buffer, body []byte, read, start, end int, spans []*Span, moved []Span, used map[string]bool) int {
	for i := start; ; {
		j := bytes.Index(body[i:end], []byte(`="`+assetsPrefix))
		if j < 0 {
			return read
		}
		from := i + j + len(`="`)
		n := bytes.IndexByte(body[from:end], '"')
		if n < 0 {
			return read
		}
		i = from + n
		fixed, ok := a.fixed[string(body[from:i])]
		if !ok {
			continue
		}
		used[string(body[from:i])] = true
		out.Write(body[read:from])
		out.WriteString(fixed)
		read = i
		for k, s := range spans {
			if s.Start >= i {
				moved[k].Start += len(fixed) - n
			}
			if s.End >= i {
				moved[k].End += len(fixed) - n
			}
		}
	}
}
