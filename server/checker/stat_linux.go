// Linux: the time of the last change, and which file systems send no events.

package checker

import "syscall"

func changeTime(s *syscall.Stat_t) syscall.Timespec { return s.Ctim }

// remoteFilesystems are those whose changes elsewhere this machine is not told of, by their numbers in statfs(2):
// NFS, SMB (two numbers), CIFS, 9p, FUSE, VirtualBox' shared folders.
var remoteFilesystems = map[uint32]bool{
	0x6969: true, 0x517b: true, 0xfe534d42: true, 0xff534d42: true, 0x01021997: true, 0x65735546: true, 0x786f4256: true,
}

// isRemote reports whether a folder lies on a file system without events.
func isRemote(dir string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && remoteFilesystems[uint32(s.Type)]
}
