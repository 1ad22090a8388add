// Serving files: a set of files known beforehand, each with its hash. What is not in the set does not exist, whatever lies in
// the folder: no listing, no dot file, no way out of it.

package site

import (
	"bytes"
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
	root   *os.Root
	files  map[string]*File // by decoded address, "/assets/a.css"
	copies *copies          // for files without copies beside them; nil to send those as they are
}

// NewFileSet serves files, by their addresses, from root, which Close closes.
func NewFileSet(root *os.Root, files map[string]*File) *FileSet {
	return &FileSet{root: root, files: files}
}

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
	c, err := s.choose(file, r.Header.Get("Accept-Encoding"))
	if err != nil {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	defer c.Close()

	h := w.Header()
	h.Set("Content-Type", file.Type)
	if c.varies {
		h.Add("Vary", "Accept-Encoding")
	}
	if c.encoding != "" {
		h.Set("Content-Encoding", string(c.encoding))
	}
	if c.same {
		h.Set("ETag", etag(file.Hash, c.encoding))
	}
	if c.same && file.Immutable {
		h.Set("Cache-Control", forever)
	} else {
		h.Set("Cache-Control", "public, no-cache")
	}
	if status != http.StatusOK {
		// A part of an error page, or "it is still missing", is nothing to answer with.
		h.Set("Content-Length", fmt.Sprint(c.size))
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			io.Copy(w, c) // a visitor who left cannot be told
		}
		return nil
	}
	http.ServeContent(w, r, "", time.Time{}, c)
	return nil
}

// chosen are the bytes to send for a file.
type chosen struct {
	io.ReadSeeker
	io.Closer
	size     int64
	encoding Encoding
	same     bool // they are those of the file's hash
	varies   bool // another browser may get another encoding
}

// choose picks the copy of a file that a browser likes best, or the file itself.
func (s *FileSet) choose(file *File, accept string) (*chosen, error) {
	if s.copies != nil {
		// A file that is gone, or not what it was, is opened below like one without copies.
		if made, err := s.copies.of(file, s.Read); err == nil && len(made) > 0 {
			if encoding := negotiate(accept, offered(made)...); encoding != "" {
				small := made[encoding]
				return &chosen{bytes.NewReader(small), io.NopCloser(nil), int64(len(small)), encoding, true, true}, nil
			}
			return s.chooseFile(file, file.Name, "", true)
		}
	}
	encoding := negotiate(accept, offered(file.Copies)...)
	name := file.Name
	if encoding != "" {
		name = file.Copies[encoding]
	}
	return s.chooseFile(file, name, encoding, len(file.Copies) > 0)
}

func (s *FileSet) chooseFile(file *File, name string, encoding Encoding, varies bool) (*chosen, error) {
	f, info, err := s.open(name)
	if err != nil {
		return nil, err
	}
	same := file.ModTime.IsZero() || info.ModTime().Equal(file.ModTime) && info.Size() == file.Size
	return &chosen{f, f, info.Size(), encoding, same, varies}, nil
}

// offered lists the encodings that there are copies in, as they are liked.
func offered[T any](copies map[Encoding]T) []Encoding {
	var list []Encoding
	for _, e := range encodings {
		if _, ok := copies[e]; ok {
			list = append(list, e)
		}
	}
	return list
}

// Read returns the bytes of a file; it fails when they are no longer those that were hashed.
func (s *FileSet) Read(file *File) ([]byte, error) {
	f, _, err := s.open(file.Name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	if err == nil && HashBytes(body) != file.Hash {
		err = fmt.Errorf("%s changed while it was read", file.Name)
	}
	return body, err
}

// etag writes a strong validator for the bytes with a hash in an encoding.
func etag(hash string, e Encoding) string {
	if e == "" {
		return `"` + hash + `"`
	}
	return `"` + hash + "-" + string(e) + `"`
}
