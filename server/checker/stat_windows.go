// Windows: size and time are all there is without opening the file.

package checker

import "io/fs"

type fileID struct{}

func idOf(fs.FileInfo) fileID { return fileID{} }
