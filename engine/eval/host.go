package eval

import (
	"io"
	"time"
)

// Host is what a program may do to the world, given by the caller. A nil member makes what needs it a run-time error (kind "io").
type Host struct {
	Files  Files
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Now    func() time.Time
	Random func() float64 // in [0, 1)
	Bytes  func([]byte)   // fills with random bytes that cannot be guessed
	Zone   func(name string) (*time.Location, error)
	Env    func(name string) (string, bool)
	Args   []string
}

// Files is the file system a program sees. Paths are as the program wrote them; errors are shown to people as they are.
type Files interface {
	Read(path string) ([]byte, error)
	Write(path string, data []byte) error
	Append(path string, data []byte) error
	Exists(path string) bool
	List(path string) ([]string, error) // names in a folder, sorted
	Remove(path string) error
}

// Limits bound a run; 0 is no limit. The depth of calls is bounded by ir.MaxDepth in any case.
type Limits struct {
	Steps  int64 // calls and turns of loops
	Memory int64 // bytes asked for in all, whether or not they are still in use
	Output int   // bytes of markup
}

// Reads is what a run did read or do, by what codescript.md §8 lets a page depend on.
type Reads uint16

// What can be read or done.
const (
	ReadRequest Reads = 1 << iota
	ReadSession
	ReadCookies
	ReadForm
	ReadUser
	ReadFiles
	ReadNetwork
	ReadTime
	ReadRandom
	DidOutput
	DidWriteFiles
)
