//go:build darwin || freebsd || netbsd

// macOS and the BSDs: the time of the last change.

package checker

import "syscall"

func changeTime(s *syscall.Stat_t) syscall.Timespec { return s.Ctimespec }
