// Replacing a file without a moment in which it is half-written.

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replaceFile gives a file new content in one step: whoever reads it sees the old text or the new, also when the command is killed or the
// disk is full. The file keeps its mode, and a symbolic link keeps pointing to it. It does not wait for the disk: the text can be made again.
// A file with several names is written in place instead, in two steps, since a new file could have only one of them.
func replaceFile(path string, text []byte) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("cannot write %s, which is left as it was: %w", path, plain(err))
		}
	}()
	target := path
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if target, err = filepath.EvalSymlinks(path); err == nil {
			info, err = os.Stat(target)
		}
	}
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return fs.ErrPermission // a rename would get round a read-only file
	}
	if linksOf(info) > 1 {
		return overwrite(target, text)
	}
	tmp, err := os.CreateTemp(filepath.Dir(target), ".coder-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
		}
	}()
	_, err = tmp.Write(text)
	if err == nil {
		err = tmp.Chmod(info.Mode().Perm())
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), target)
}

// overwrite writes text over the content of a file. What is new is written before anything is cut off, so that a full disk loses nothing but what
// formatting can make again.
func overwrite(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Truncate(int64(len(text)))
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
