// Compressed copies of static files that are served from where they lie: made when first asked for, and kept in memory.

package site

import (
	"golang.org/x/sync/singleflight"
)

const (
	// maxCopiesBytes bounds the copies kept: the scripts and styles of some hundred pages.
	maxCopiesBytes = 32 << 20
	// maxCopySource is the size, in bytes, of the largest file that is compressed while a visitor waits; it takes about a second.
	maxCopySource = 8 << 20
	// copyEntryBytes is what a copy costs beside its bytes, roughly.
	copyEntryBytes = 256
)

// copies holds compressed copies by the hash of what they are copies of, so it stays right when files change. It is safe for
// concurrent use.
type copies struct {
	made   *Recent[string, map[Encoding][]byte]
	making singleflight.Group // one compression for all who wait for the same file
}

func newCopies() *copies {
	return &copies{made: NewRecent[string, map[Encoding][]byte](maxCopiesBytes)}
}

// of returns the copies of a file, whose bytes read gives. It has none for a file that is not worth it.
func (c *copies) of(f *File, read func(*File) ([]byte, error)) (map[Encoding][]byte, error) {
	if f.Size < minCompress || f.Size > maxCopySource || !Compressible(f.Type) {
		return nil, nil
	}
	if made, ok := c.made.Get(f.Hash); ok {
		return made, nil
	}
	got, err, _ := c.making.Do(f.Hash, func() (any, error) {
		body, err := read(f)
		if err != nil {
			return nil, err
		}
		made, err := CompressCopies(f.Type, body, Often)
		if err != nil {
			return nil, err
		}
		size := copyEntryBytes
		for _, small := range made {
			size += len(small)
		}
		c.made.Put(f.Hash, made, size)
		return made, nil
	})
	if err != nil {
		return nil, err
	}
	return got.(map[Encoding][]byte), nil
}
