// Replacing a file without a moment in which it is half-written.

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replacer gives files new content, one after another. Making a file and taking it away again is most of what replacing a small one costs, so a replacer
// writes the next text into the file that the last one was before, where the system can swap two names and tell that nobody reads it any more. It is for one
// goroutine; close takes away what it keeps.
type replacer struct {
	spare *os.File    // empty or of an old text, beside the last file that was replaced; nil if there is none
	made  fs.FileInfo // of a spare as it was made: who owns it
}

// replace gives a file new content in one step: whoever reads it sees the old text or the new, also when the command is killed or the
// disk is full. The file keeps its mode, and a symbolic link keeps pointing to it. It does not wait for the disk: the text can be made again.
// A file with several names is written in place instead, since a new file could have only one of them.
func (r *replacer) replace(path string, text []byte) error {
	if err := r.write(path, text); err != nil {
		return fmt.Errorf("cannot write %s, which is left as it was: %w", path, plain(err))
	}
	return nil
}

func (r *replacer) write(path string, text []byte) error {
	target := path
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if target, err = filepath.EvalSymlinks(path); err == nil {
			info, err = os.Stat(target)
		}
	}
	switch {
	case err != nil:
		return err
	case info.Mode().Perm()&0o200 == 0:
		return fs.ErrPermission // a rename would get round a read-only file
	case linksOf(info) > 1:
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return fill(f, text)
	}
	tmp, err := r.beside(target)
	if err != nil {
		return err
	}
	err = tmp.Chmod(info.Mode().Perm())
	if fillErr := fill(tmp, text); err == nil {
		err = fillErr
	}
	switch {
	case err != nil:
	case exchange(tmp.Name(), target):
		r.spare = reopen(tmp.Name(), r.made)
		if r.spare == nil {
			os.Remove(tmp.Name())
		}
		return nil
	default:
		err = os.Rename(tmp.Name(), target)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}

// beside returns a file of no account in the folder of another: the spare one, or a new one.
func (r *replacer) beside(path string) (*os.File, error) {
	dir := filepath.Dir(path)
	if r.spare != nil && filepath.Dir(r.spare.Name()) == dir {
		f := r.spare
		r.spare = nil
		return f, nil
	}
	r.close()
	f, err := os.CreateTemp(dir, ".coder-*")
	if err != nil {
		return nil, err
	}
	if r.made, err = f.Stat(); err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, err
	}
	return f, nil
}

// close takes the spare file away.
func (r *replacer) close() {
	if r.spare != nil {
		r.spare.Close()
		os.Remove(r.spare.Name())
		r.spare = nil
	}
}

// fill makes text the content of an open file, and closes it. What is new is written before anything is cut off.
func fill(f *os.File, text []byte) error {
	_, err := f.WriteAt(text, 0)
	if err == nil {
		err = f.Truncate(int64(len(text)))
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
