// Serving files: a set of files known beforehand, each with its hash. What is not in the set does not exist, whatever lies in
// the folder: no listing, no dot file, no way out of it.

package site

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"syscall"
	"time"
)

// A File is one file that may be served.
type File struct {
	Name      string              `json:"name"`  // below the folder, with slashes
	Type      string              `json:"type"`  // content type
	Hash      string              `json:"hash"`  // of its bytes; the ETag without quotes
	Size      int64               `json:"size"`  // bytes
	Immutable bool                `json:"fixed"` // its address changes with its content
	Copies    map[Encoding]string `json:"copies,omitempty"`
	ModTime   time.Time           `json:"-"` // when it was read, to see that it is still the same; zero to trust it
}

// FileSet serves files below one folder by address. It is immutable but for Close, and safe for concurrent use.
type FileSet struct {
	root  *os.Root
	files map[string]*File // by decoded address, "/assets/a.css"
}

// NewFileSet serves files, by their addresses, from root, which Close closes.
func NewFileSet(root *os.Root, files map[string]*File) *FileSet { return &FileSet{root, files} }

// Close closes the folder; requests that have opened their file already end well.
func (s *FileSet) Close() error { return s.root.Close() }

// Has reports whether there is a file for an address (decoded).
func (s *FileSet) Has(address string) bool { return s.files[address] != nil }

// File returns what is known about the file of an address, or nil.
func (s *FileSet) File(address string) *File { return s.files[address] }

// open opens a file that must be a regular one. O_NONBLOCK keeps a pipe that took its place from holding the request for ever.
func (s *FileSet) open(name string) (*os.File, fs.FileInfo, error) {
	f, err := s.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file: %w", name, fs.ErrNotExist)
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// forever is the Cache-Control of what never changes under its address.
const forever = "public, max-age=31536000, immutable"

// errGone says that a file of the set is not there any more, or not what it was.
var errGone = errors.New("the file is gone")

// Serve answers a GET or HEAD with the file of an address, with status 200 (or 304, 206, 416). It returns an error, having
// written nothing, when that file cannot be read.
func (s *FileSet) Serve(w http.ResponseWriter, r *http.Request, address string) error {
	return s.serve(w, r, address, http.StatusOK)
}

// ServeNotFound answers with the file of an address and status 404.
func (s *FileSet) ServeNotFound(w http.ResponseWriter, r *http.Request, address string) error {
	return s.serve(w, r, address, http.StatusNotFound)
}

func (s *FileSet) serve(w http.ResponseWriter, r *http.Request, address string, status int) error {
	file := s.files[address]
	if file == nil {
		return errGone
	}
	name, encoding := file.Name, Encoding("")
	if len(file.Copies) > 0 {
		var offers []Encoding
		for _, e := range encodings {
			if file.Copies[e.name] != "" {
				offers = append(offers, e.name)
			}
		}
		if encoding = negotiate(r.Header.Get("Accept-Encoding"), offers...); encoding != "" {
			name = file.Copies[encoding]
		}
	}
	f, info, err := s.open(name)
	if err != nil {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	defer f.Close()

	h := w.Header()
	h.Set("Content-Type", file.Type)
	if len(file.Copies) > 0 {
		h.Add("Vary", "Accept-Encoding")
	}
	if encoding != "" {
		h.Set("Content-Encoding", string(encoding))
	}
	same := file.ModTime.IsZero() || info.ModTime().Equal(file.ModTime) && info.Size() == file.Size
	if same {
		h.Set("ETag", etag(file.Hash, encoding))
	}
	if same && file.Immutable {
		h.Set("Cache-Control", forever)
	} else {
		h.Set("Cache-Control", "public, no-cache")
	}
	if status != http.StatusOK {
		// A part of an error page, or "it is still missing", is nothing to answer with.
		h.Set("Content-Length", fmt.Sprint(info.Size()))
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			io.Copy(w, f) // a visitor who left cannot be told
		}
		return nil
	}
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// etag writes a strong validator for the bytes with a hash in an encoding.
func etag(hash string, e Encoding) string {
	if e == "" {
		return `"` + hash + `"`
	}
	return `"` + hash + "-" + string(e) + `"`
}
