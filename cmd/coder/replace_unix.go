//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// linksOf is how many names a file has in its file system.
func linksOf(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink)
	}
	return 1
}
